"""The verbs of whoever writes quizzes: put questions into the bank, make a quiz of them, open it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from quizzes import composing
from quizzes.bank import keeping
from quizzes.models import Question, QuestionVersion, Quiz
from quizzes.types import TYPES
from training.core import audit, clock
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import UnitMerged


def hear_merged(event: UnitMerged) -> None:
    """Hand quizzes and questions of a unit over to the one it was merged into."""
    for model in (Quiz, Question):
        db.session.execute(update(model).where(model.unit_id == event.unit_id).values(unit_id=event.into_id))


def add_question(
    kind: str, text: str, settings: dict[str, Any], *, feedback: str = "", key: str | None = None,
    by: int | None = None, unit_id: int | None = None, category: str = "", competency: str = "",
) -> Question:  # fmt: skip
    """Put a question into the bank, or a new version of the one with this `key`; raise RuleBroken for a broken one."""
    if problems := TYPES[kind].problems(settings):
        raise RuleBroken(_(problems[0]), code="question.broken")
    held = select(Question).filter_by(key=key)
    question = db.session.scalars(held).first() if key else None
    if question is not None and question.edited and by is None:
        return question
    if question is None:
        question = Question(key=key, unit_id=unit_id)
        db.session.add(question)
    question.category = question.category or category  # the house may have moved it
    question.competency, question.archived_at, question.state = competency, None, "ready"
    db.session.flush()
    last = db.session.scalar(select(func.max(QuestionVersion.version)).filter_by(question_id=question.id)) or 0
    row = QuestionVersion(
        question_id=question.id, version=last + 1, kind=kind, text=text, settings=settings, feedback=feedback,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    question.current_id = row.id
    keeping.settle(question, row)
    return question


def publish(quiz: Quiz, on: bool) -> None:
    """Open a quiz to learners, or close it; raise RuleBroken for one that would ask nothing."""
    if on and not composing.missing(quiz)[0]:
        raise RuleBroken(_("The quiz has no question yet. Pick or draw some, then open it."), code="quiz.empty")
    quiz.published_at = clock.now() if on else None
    audit.note("quiz.publish" if on else "quiz.close", ("quiz", quiz.id))
