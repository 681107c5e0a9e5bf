"""What the ledger tells people, in words that the house may change."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import notice

LETTERS = (
    notice(
        "asked", _l("Notice: something is asked"), "Đồng chí được giao: {title}, {due}.",
        "You are asked for: {title}, {due}.", shape="flag",
    ),
    notice(
        "anew", _l("Notice: something is asked again"), "Đến kỳ học lại: {title}, {due}.",
        "It is time to do again: {title}, {due}.", shape="reset",
    ),
    notice(
        "due_soon", _l("Notice: soon due"), "Sắp đến hạn: {title}, {due}.", "Soon due: {title}, {due}.", shape="soon",
    ),
    notice(
        "overdue", _l("Notice: overdue"),
        "Đã quá hạn: {title}. Nếu cần thêm thời gian, đồng chí bấm Xin thêm thời gian ở Trang của tôi.",
        "Overdue: {title}. If you need more time, ask for it on My page.", shape="late",
    ),
    notice(
        "reminded", _l("Notice: a trainer reminds of something"), "Giảng viên nhắc đồng chí: {title}, {due}.",
        "Your trainer reminds you of: {title}, {due}.", shape="bell",
    ),
    notice(
        "extended", _l("Notice: more time is granted"), "Đồng chí được thêm thời gian cho {title}, {due}.",
        "You have more time for {title}, {due}.", shape="check",
    ),
    notice(
        "not_extended", _l("Notice: more time is not granted"),
        "Hạn giữ nguyên: {title}. Người quyết định có ghi lý do.",
        "The day stays as it was: {title}. Whoever decided says why.", shape="info",
    ),
    notice(
        "extension", _l("Notice: somebody asks for more time"), "Có người xin thêm thời gian: {title}",
        "Somebody asks for more time: {title}", shape="soon",
    ),
    notice(
        "wave", _l("Notice: a wave opened"), "Đợt “{wave}” của {title} đã mở cho {people} người.",
        "The wave “{wave}” of {title} opened for {people} people.", shape="flag", wave="Đợt 2", people="240",
        required=("title", "wave"),
    ),
    notice(
        "wave_waits", _l("Notice: a wave waits"),
        "Đợt “{wave}” của {title} chưa mở: đợt trước mới đạt {reached}, cần {gate}.",
        "The wave “{wave}” of {title} waits: the last one reached {reached}, {gate} is asked.", shape="pause",
        wave="Đợt 2", reached="42 %", gate="60 %", required=("title", "wave"),
    ),
    notice(
        "repeat", _l("Notice: a repeat falls due"),
        "Đến lúc làm lại một mình, không gợi ý: {title}. Số liệu mới, khoảng vài phút.",
        "Time to do it again alone, without hints: {title}. The figures are new; it takes a few minutes.",
        shape="buoy",
    ),
)  # fmt: skip
