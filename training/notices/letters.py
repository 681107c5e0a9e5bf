"""Letters that carry notices."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import Letter, notice

DIGEST = Letter(
    "digest",
    _l("The daily letter with everything new"),
    {"name": "Lê Thị Mai", "day": "thứ Hai 23/11/2026", "count": "2", "lines": "- …", "link": "https://…/"},
    frozenset({"lines"}),
    {
        "vi": (
            "Sân Tập Số: {count} việc cần biết ngày {day}",
            "Chào {name},\n\n{lines}\n\nVào trang của đồng chí: {link}\n\n"
            "Mỗi ngày làm việc đồng chí nhận nhiều nhất một thư như thế này. "
            "Không muốn nhận nữa thì bỏ chọn ở cuối trang Thông báo.",
        ),
        "en": (
            "Sân Tập Số: {count} things to know on {day}",
            "Hello {name},\n\n{lines}\n\nYour page: {link}\n\n"
            "You get at most one letter like this on a working day. "
            "You can switch it off at the end of the page Notices.",
        ),
    },
)
PASSWORD = Letter(
    "password",
    _l("The password was changed"),
    {"name": "Lê Thị Mai", "day": "08:31 thứ Hai 23/11/2026", "link": "https://…/help"},
    frozenset({"day"}),
    {
        "vi": (
            "Mật khẩu Sân Tập Số vừa được đổi",
            "Chào {name},\n\nMật khẩu của đồng chí vừa được đổi lúc {day}.\n\n"
            "Nếu không phải đồng chí đổi, hãy gọi ngay bộ phận hỗ trợ: {link}",
        ),
        "en": (
            "Your password for Sân Tập Số was changed",
            "Hello {name},\n\nyour password was changed at {day}.\n\n"
            "If it was not you, call the help desk at once: {link}",
        ),
    },
)
SECOND_FACTOR = Letter(
    "second_factor",
    _l("The second factor was taken away"),
    {"name": "Lê Thị Mai", "day": "08:31 thứ Hai 23/11/2026", "link": "https://…/help"},
    frozenset({"day"}),
    {
        "vi": (
            "Lớp bảo vệ thứ hai của tài khoản vừa được gỡ",
            "Chào {name},\n\nLớp bảo vệ thứ hai của tài khoản vừa được gỡ lúc {day}. "
            "Lần đăng nhập sau, hệ thống sẽ hướng dẫn đồng chí cài lại.\n\n"
            "Nếu đồng chí không yêu cầu việc này, hãy gọi ngay bộ phận hỗ trợ: {link}",
        ),
        "en": (
            "The second factor of your account was taken away",
            "Hello {name},\n\nthe second factor of your account was taken away at {day}. "
            "The next time you sign in, you set it up anew.\n\n"
            "If you did not ask for this, call the help desk at once: {link}",
        ),
    },
)
NOTICES = (
    notice(
        "question", _l("Notice: somebody asks"), "Có câu hỏi về {title} đang chờ trả lời.",
        "A question about {title} waits for an answer.", shape="chat",
    ),
    notice(
        "answer", _l("Notice: a question is answered"), "Câu hỏi của đồng chí về {title} đã có trả lời.",
        "Your question about {title} is answered.", shape="chat",
    ),
    notice(
        "password", _l("Notice: the password was changed"),
        "Mật khẩu của đồng chí vừa được đổi. Nếu không phải đồng chí đổi, hãy gọi ngay bộ phận hỗ trợ.",
        "Your password was changed. If it was not you, call the help desk at once.", shape="lock",
    ),
    notice(
        "second_factor", _l("Notice: the second factor was taken away"),
        "Lớp bảo vệ thứ hai của tài khoản vừa được gỡ. Nếu đồng chí không yêu cầu, hãy gọi ngay bộ phận hỗ trợ.",
        "Your second factor was taken away. If you did not ask for it, call the help desk at once.", shape="lock",
    ),
)  # fmt: skip
LETTERS = (DIGEST, PASSWORD, SECOND_FACTOR, *NOTICES)
