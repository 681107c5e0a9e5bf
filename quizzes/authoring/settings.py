"""The rules of a quiz between its row and its form: local times, percents, phases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from quizzes.behaviours import BEHAVIOURS
from quizzes.forms import QuizForm
from quizzes.models import Quiz
from quizzes.rules import PHASES, may_tell
from training.core import clock

TIMES = ("opens_at", "closes_at")
APART = {*TIMES, *PHASES, "penalty", "csrf_token"}
SECTIONS = (
    ("about", ("title", "intro", "minutes", "pass_percent")),
    ("times", ("opens_at", "closes_at", "limit_minutes", "time_up", "grace_minutes", "entry_code")),
    ("attempts", ("attempts_most", "delay_minutes", "grade_method")),
    ("pages", ("per_page", "free", "shuffle", "shuffle_options")),
    ("telling", ("behaviour", "tries", "penalty", *PHASES)),
    ("marking", ("blind", "second_marker")),
)
"""How the form is cut, in the order in which one thinks of it."""


def form_of(quiz: Quiz) -> QuizForm:
    """Return the form filled with what the quiz says, in the office's time."""
    checks = BEHAVIOURS[quiz.behaviour].checks
    told = {each: sorted(may_tell(quiz.review, checks, each)) for each in PHASES}
    times = {each: _wall(getattr(quiz, each)) for each in TIMES}
    names = [name for _section, names in SECTIONS for name in names if name not in APART]
    plain = {name: getattr(quiz, name) for name in names}
    return QuizForm(data=plain | times | told | {"penalty": _shown(quiz.penalty)})


def values_of(form: QuizForm, was: Quiz) -> dict[str, Any]:
    """Return what the form says, as the row keeps it; a share shown rounded and left alone stays what it was."""
    found = {name: field.data for name, field in form._fields.items() if name not in APART}
    found |= {each: _utc(form[each].data) for each in TIMES}
    found["review"] = {each: list(form[each].data or ()) for each in PHASES}
    found["penalty"] = was.penalty if form.penalty.data == _shown(was.penalty) else (form.penalty.data or 0) / 100
    found["intro"], found["entry_code"] = found["intro"] or "", found["entry_code"] or ""
    return found


def told_only_closed(quiz: Quiz) -> bool:
    """Say whether something of the result is told once the quiz has closed and not before."""
    checks = BEHAVIOURS[quiz.behaviour].checks
    return not may_tell(quiz.review, checks, "closed") <= may_tell(quiz.review, checks, "later")


def _shown(share: float) -> float:
    """Return a share as percent, as exact as one needs it to read."""
    return round(share * 100, 1)


def _wall(at: datetime | None) -> datetime | None:
    return clock.local(at).replace(tzinfo=None) if at else None


def _utc(wall: datetime | None) -> datetime | None:
    return clock.at_office(wall.date(), wall.hour, wall.minute) if wall else None
