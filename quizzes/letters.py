"""What the quizzes tell people, in words that the house may change."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import notice

LETTERS = (
    notice(
        "appeal", _l("Notice: a question is to be looked at again"), "Có người đề nghị xem lại một câu hỏi: {title}",
        "Somebody asks to look at a question again: {title}", shape="chat",
    ),
    notice(
        "appeal_answered", _l("Notice: a request about a question is answered"),
        "Đề nghị của đồng chí về một câu hỏi đã có trả lời: {title}",
        "Your request about a question is answered: {title}", shape="chat",
    ),
    notice(
        "marked", _l("Notice: answers are marked"), "Bài làm của đồng chí đã được chấm: {title}",
        "Your answers are marked: {title}", shape="check",
    ),
)  # fmt: skip
