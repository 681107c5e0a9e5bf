"""An answer is checked: kept as a step, then judged by the behaviour, which may close the question."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select

from quizzes import grading, saving
from quizzes.behaviours import BEHAVIOURS
from quizzes.models import AnswerStep, Attempt, Slot
from training.core import clock
from training.core.db import db
from training.core.errors import RuleBroken


def check(attempt: Attempt, answer: saving.Answer) -> None:
    """Keep an answer as checked, and close its question where the behaviour says so.

    Raises RuleBroken where nothing is answered yet, or as `saving.save_answer` does.
    """
    if not BEHAVIOURS[attempt.behaviour].checks:
        raise RuleBroken(_("Results are told after handing in."), code="quiz.no_check")
    saving.save_answer(attempt.learner_id, attempt.id, replace(answer, checked=True))
    slot = db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id, place=answer.place)).one()
    steps = list(db.session.scalars(select(AnswerStep).filter_by(slot_id=slot.id).order_by(AnswerStep.seq)))
    if steps[-1].response is None:
        raise RuleBroken(_("Choose or write an answer first, then check it."), code="quiz.check_nothing")
    if grading.standing(attempt, slot.version, steps).closed:
        slot.closed_at = clock.now()
