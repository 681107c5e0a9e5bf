"""What a notice says, in the language of whoever reads it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from training.core import words
from training.notices.models import Notice

SHAPES = {
    "asked": "flag", "due_soon": "soon", "overdue": "late", "question": "chat", "answer": "chat", "password": "lock",
    "second_factor": "lock", "extension": "soon", "extended": "check", "not_extended": "info",
    "reminded": "bell", "course_review": "pen", "course_back": "chat", "course_out": "check", "course_stuck": "late",
    "appeal": "chat", "appeal_answered": "chat", "marked": "check",
}  # fmt: skip
"""The drawing beside each kind of notice."""


def sentence(notice: Notice) -> str:
    """Say a notice as one sentence."""
    title, raw = str(notice.about.get("title", "")), notice.about.get("due")
    due = words.due(date.fromisoformat(raw)) if raw else ""
    match notice.kind:
        case "asked":
            return str(_("You are asked for: %(title)s", title=title)) + (f", {due}." if due else ".")
        case "reminded":
            said = str(_("Your trainer reminds you of: %(title)s", title=title))
            return said + (f", {due}." if due else ".")
        case "due_soon":
            return str(_("Soon due: %(title)s", title=title)) + f", {due}."
        case "overdue":
            return str(_("Overdue: %(title)s. If you need more time, tell your trainer.", title=title))
        case "extended":
            return str(_("You have more time for %(title)s", title=title)) + f", {due}."
    return _plain(notice.kind, title)


def _plain(kind: str, title: str) -> str:
    said = {
        "question": _("A question about %(title)s waits for an answer.", title=title),
        "answer": _("Your question about %(title)s is answered.", title=title),
        "extension": _("Somebody asks for more time: %(title)s", title=title),
        "not_extended": _("The day stays as it was: %(title)s. Your trainer says why.", title=title),
        "course_review": _("A course waits for a second pair of eyes: %(title)s", title=title),
        "course_back": _("Your course was sent back with words: %(title)s", title=title),
        "course_out": _("Your course is published: %(title)s", title=title),
        "course_stuck": _("This course did not come out on its day; something is missing: %(title)s", title=title),
        "appeal": _("Somebody asks to look at a question again: %(title)s", title=title),
        "appeal_answered": _("Your request about a question is answered: %(title)s", title=title),
        "marked": _("Your answers are marked: %(title)s", title=title),
        "password": _("Your password was changed. If it was not you, call the help desk at once."),
        "second_factor": _("Your second factor was taken away. If you did not ask for it, call the help desk at once."),
    }
    return str(said.get(kind, title))
