"""Answers, requests and exceptions I may decide about, or 404: of learners of my units, never my own."""

from __future__ import annotations

from flask import abort
from sqlalchemy import Select, select

from quizzes.marking_models import Appeal, Override
from quizzes.models import Attempt, Slot
from training.accounts.access import in_scope, scope
from training.accounts.models import Person
from training.accounts.rights import Permission
from training.core.db import db

MARKS = Permission.TEACH


def learners_of(viewer_id: int) -> Select[int]:
    """Return the query for the ids of the people whose answers the viewer may mark."""
    return select(Person.id).where(in_scope(viewer_id, MARKS), Person.id != viewer_id)


def access_answer(viewer_id: int, slot_id: int) -> tuple[Slot, Attempt]:
    """Return one answer of a closed attempt of my learners."""
    query = (
        select(Slot, Attempt)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Slot.id == slot_id, Attempt.submitted_at.is_not(None), Attempt.learner_id.in_(learners_of(viewer_id)))
    )
    found = db.session.execute(query).first()
    if found is None:
        abort(404)
    return found[0], found[1]


def access_appeal(viewer_id: int, appeal_id: int) -> Appeal:
    """Return a request of one of my learners to look at a question again."""
    query = select(Appeal).where(Appeal.id == appeal_id, Appeal.learner_id.in_(learners_of(viewer_id)))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_override(viewer_id: int, quiz_id: int, override_id: int) -> Override:
    """Return an exception for one of my learners or units."""
    query = select(Override).where(
        Override.id == override_id, Override.quiz_id == quiz_id,
        Override.person_id.in_(learners_of(viewer_id)) | Override.unit_id.in_(scope(viewer_id, MARKS)),
    )  # fmt: skip
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found
