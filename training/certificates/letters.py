"""What people are told about certificates, in words that the house may change."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import notice

LETTERS = (
    notice(
        "certificate", _l("Notice: a certificate is there"),
        "Chứng nhận “{title}” của đồng chí đã có, tải về lúc nào cũng được.",
        "Your certificate “{title}” is there; download it whenever you like.", shape="star",
    ),
    notice(
        "certificate_renew", _l("Notice: a certificate may be renewed"),
        "Đến kỳ gia hạn chứng nhận “{certificate}”: hãy hoàn thành {title}, {due}. "
        "Chứng nhận cũ vẫn còn hiệu lực đến hết ngày đó.",
        "Time to renew the certificate “{certificate}”: finish {title}, {due}. "
        "The old one stays good through that day.",
        shape="reset", required=("certificate", "title"), certificate="Làm quen hệ thống một cửa điện tử",
    ),
    notice(
        "certificate_renewed", _l("Notice: a certificate is renewed"),
        "Chứng nhận “{title}” đã được gia hạn đến hết ngày {until}. Bản cũ vẫn còn hiệu lực đến hết ngày {day}.",
        "Your certificate “{title}” is renewed through {until}. The old one stays good through {day}.",
        shape="star", until="27/11/2030", day="27/11/2028",
    ),
    notice(
        "certificate_due", _l("Notice: a certificate ends soon"),
        "Chứng nhận “{title}” sắp hết hiệu lực: {due}. Học phần gia hạn là tiếp tục có hiệu lực.",
        "Your certificate “{title}” ends soon: {due}. The renewal keeps it good.", shape="soon",
    ),
    notice(
        "certificate_expired", _l("Notice: a certificate has ended"),
        "Chứng nhận “{title}” đã hết hiệu lực. Học lại cả nội dung thì được cấp mới.",
        "Your certificate “{title}” has ended. Finish the whole activity again for a new one.", shape="late",
    ),
    notice(
        "certificate_revoked", _l("Notice: a certificate was revoked"), "Chứng nhận “{title}” đã bị thu hồi: {reason}",
        "Your certificate “{title}” was revoked: {reason}", shape="info", reason="cấp nhầm người",
        required=("title", "reason"),
    ),
    notice(
        "team", _l("Notice: the week of a manager"),
        "Tuần này ở đơn vị: {late} việc học quá hạn, {ending} chứng nhận sắp hết hiệu lực, {ended} đã hết, "
        "{waiting} đề nghị thêm thời gian chờ duyệt.",
        "This week in your units: {late} duties late, {ending} certificates end soon, {ended} have ended, "
        "{waiting} requests for more time wait.",
        shape="users", required=(), late="12", ending="5", ended="1", waiting="2",
    ),
)  # fmt: skip
