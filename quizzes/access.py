"""Quizzes and attempts I may open, or 404."""

from __future__ import annotations

from typing import Any

from flask import abort
from sqlalchemy import Select, bindparam, select

from quizzes.models import Attempt, Quiz
from training.accounts import seats, visitor
from training.accounts.access import scope
from training.accounts.rights import Permission
from training.core.db import db

OWN = select(Attempt).where(Attempt.id == bindparam("attempt_id"), Attempt.learner_id == bindparam("person_id"))
OPEN = select(Quiz).where(Quiz.id == bindparam("quiz_id"), Quiz.published_at.is_not(None), Quiz.archived_at.is_(None))
ASKS = {query: query.where(seats.still_open()) for query in (OWN, OPEN)}
"""The same for a learner whom the door let in by memory: nothing is found for a session that is not open any more."""


def access_quiz(quiz_id: int) -> Quiz:
    """Return a quiz that can be taken."""
    found: Quiz = _found(OPEN, {"quiz_id": quiz_id})
    return found


def access_own_attempt(person_id: int, attempt_id: int) -> Attempt:
    """Return my own attempt."""
    found: Attempt = _found(OWN, {"attempt_id": attempt_id, "person_id": person_id})
    return found


def _found(query: Select[Any], values: dict[str, Any]) -> Any:
    seat_id, found = seats.owed(), None
    if seat_id is not None:
        found = db.session.scalars(ASKS[query], values | {"seat_id": seat_id}).first()
    if found is not None:
        seats.asked()
        return found
    visitor.ask_again()
    found = db.session.scalars(query, values).first()
    if found is None:
        abort(404)
    return found


def access_written_quiz(viewer_id: int, quiz_id: int) -> Quiz:
    """Return a quiz of a unit for which the viewer writes."""
    units = scope(viewer_id, Permission.CONTENT_WRITE)
    query = select(Quiz).where(Quiz.id == quiz_id, Quiz.unit_id.in_(units) | Quiz.unit_id.is_(None))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found
