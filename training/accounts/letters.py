"""Letters about accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import Letter

RESET = Letter(
    "reset",
    _l("A new password"),
    {"name": "Lê Thị Mai", "link": "https://…/reset/…", "minutes": "10"},
    frozenset({"link"}),
    {
        "vi": (
            "Đặt lại mật khẩu Sân Tập Số",
            "Chào {name},\n\nCó người vừa yêu cầu đặt lại mật khẩu cho tài khoản của đồng chí. "
            "Trong {minutes} phút, đồng chí mở địa chỉ này để chọn mật khẩu mới:\n\n{link}\n\n"
            "Nếu không phải đồng chí yêu cầu thì không cần làm gì: mật khẩu cũ vẫn giữ nguyên.",
        ),
        "en": (
            "A new password for Sân Tập Số",
            "Hello {name},\n\nsomebody asked for a new password for your account. "
            "Within {minutes} minutes, open:\n\n{link}\n\n"
            "If it was not you, do nothing: your password stays as it is.",
        ),
    },
)
LETTERS = (RESET,)
