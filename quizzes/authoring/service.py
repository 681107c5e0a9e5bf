"""The verbs of whoever writes: a new wording of a question, a quiz put together, its rules changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from quizzes import composing
from quizzes.bank import keeping
from quizzes.composing import Planned
from quizzes.marking import overrides
from quizzes.models import Question, QuestionVersion, Quiz
from quizzes.types import TYPES
from training.core import audit, clock
from training.core.db import db, locked
from training.core.errors import RuleBroken

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "practice": {"behaviour": "interactive", "attempts_most": None, "pass_percent": 70},
    "check": {"behaviour": "deferred", "attempts_most": 3, "pass_percent": 70},
    "exam": {
        "behaviour": "deferred", "attempts_most": 1, "limit_minutes": 30, "pass_percent": 50, "time_up": "submit",
        "review": {"during": [], "just_after": ["marks"], "later": ["marks"], "closed": ["marks", "feedback", "right"]},
    },
}  # fmt: skip


def revise(
    question: Question, kind: str, text: str, settings: dict[str, Any], feedback: str, by: int
) -> QuestionVersion:
    """Give a question its next wording; what was asked before stays as it was. The same wording again changes nothing.

    Raises RuleBroken for a broken one.
    """
    if problems := TYPES[kind].problems(settings):
        raise RuleBroken(_(problems[0]), code="question.broken")
    locked(Question, question.id)
    now = db.session.get(QuestionVersion, question.current_id) if question.current_id else None
    if now is not None and (now.kind, now.text, now.settings, now.feedback) == (kind, text, settings, feedback):
        return now
    last = db.session.scalar(select(func.max(QuestionVersion.version)).filter_by(question_id=question.id)) or 0
    row = QuestionVersion(
        question_id=question.id, version=last + 1, kind=kind, text=text, settings=settings, feedback=feedback,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    question.current_id, question.edited = row.id, question.key is not None
    keeping.settle(question, row)
    audit.note("question.revise", ("question", question.id), version=row.version)
    return row


def compose(title: str, unit_id: int, preset: str, planned: list[Planned], by: int) -> Quiz:
    """Make a quiz, closed until it is opened, with the rules of a preset.

    Raises RuleBroken where its behaviour cannot serve a question.
    """
    quiz = Quiz(title=title.strip()[:200], unit_id=unit_id, intro="", competency="", relearn="", version=1)
    for name, value in PRESETS[preset].items():
        setattr(quiz, name, value)
    quiz.minutes = max(3, sum(each.count for each in planned))
    db.session.add(quiz)
    db.session.flush()
    composing.set_parts(quiz, planned)
    audit.note("quiz.make", ("quiz", quiz.id), by=by)
    return quiz


def change(quiz: Quiz, values: Mapping[str, Any]) -> None:
    """Change the rules of a quiz; attempts that run get the new times at once.

    Raises RuleBroken where the new behaviour cannot serve a question.
    """
    composing.check_served(values["behaviour"], composing.questions_of(quiz.id))
    for name, value in values.items():
        setattr(quiz, name, value)
    quiz.edited, quiz.version = True, quiz.version + 1
    db.session.flush()
    overrides.follow(quiz)
    audit.note("quiz.change", ("quiz", quiz.id))
