"""What the courses tell people, in words that the house may change."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from training.core.letters import notice

LETTERS = (
    notice(
        "course_review", _l("Notice: a course waits for review"), "Có khóa học chờ đồng nghiệp xem lại: {title}",
        "A course waits for a second pair of eyes: {title}", shape="pen",
    ),
    notice(
        "course_back", _l("Notice: a course is sent back with words"),
        "Khóa học của đồng chí được gửi trả kèm góp ý: {title}", "Your course was sent back with words: {title}",
        shape="chat",
    ),
    notice(
        "course_out", _l("Notice: a course is published"), "Khóa học của đồng chí đã được xuất bản: {title}",
        "Your course is published: {title}", shape="check",
    ),
    notice(
        "course_stuck", _l("Notice: a course did not come out on its day"),
        "Khóa học chưa xuất bản đúng ngày hẹn vì còn thiếu nội dung: {title}",
        "This course did not come out on its day; something is missing: {title}", shape="late",
    ),
)  # fmt: skip
