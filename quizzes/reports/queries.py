"""Attempts of a quiz with the names of those who made them, inside units, and what they answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from quizzes.models import AnswerStep, Attempt, Mark, QuestionVersion, Slot
from quizzes.types import TYPES
from training.accounts import units
from training.accounts.models import Identity, Membership, Person, Unit
from training.core.db import db

AT_ONCE = 1000
"""So many attempts are asked for in one statement; databases bound how many values one may name."""


@dataclass(frozen=True)
class Cell:
    """One answer: by which wording it was graded, what it earned (None: not marked yet), what was said, its seconds."""

    version: QuestionVersion
    place: int
    fraction: float | None
    response: list[str] | None
    seconds: float | None


def attempts(quiz_id: int, roots: Sequence[int]) -> Select[Any]:
    """Return the query for (attempt, person's name, unit) of handed-in attempts below `roots`."""
    post = (
        select(Membership.person_id, func.min(Unit.name).label("unit")).join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.until.is_(None), Membership.unit_id.in_(units.subtree(*roots)))
        .group_by(Membership.person_id).subquery()
    )  # fmt: skip
    return (
        select(Attempt, Identity.full_name, post.c.unit)
        .join(post, post.c.person_id == Attempt.learner_id)
        .join(Person, Person.id == Attempt.learner_id)
        .join(Identity, Identity.person_id == Person.id)
        .where(Attempt.quiz_id == quiz_id, Attempt.submitted_at.is_not(None), Attempt.abandoned_at.is_(None))
        .order_by(Person.name_key, Person.id, Attempt.number)
    )  # fmt: skip


def count(quiz_id: int, roots: Sequence[int]) -> int:
    """Return how many attempts there are in all."""
    every = attempts(quiz_id, roots).order_by(None).with_only_columns(Attempt.id).subquery()
    return db.session.scalar(select(func.count()).select_from(every)) or 0


def cells(attempt_ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
    """Return the answers of each attempt in the order they were asked, in five statements for every few hundred."""
    found: dict[int, Sequence[Cell]] = {}
    for start in range(0, len(attempt_ids), AT_ONCE):
        found |= _cells(attempt_ids[start : start + AT_ONCE])
    return found


def _cells(attempt_ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
    slots = db.session.execute(
        select(Slot.id, Slot.attempt_id, Slot.place, Slot.version_id, Slot.weight)
        .where(Slot.attempt_id.in_(attempt_ids)).order_by(Slot.attempt_id, Slot.place)
    ).all()  # fmt: skip
    marks, said, times = _marks(attempt_ids), _said(attempt_ids), seconds(attempt_ids)
    known = {row.version_id for row in slots} | {number for _fraction, number in marks.values() if number}
    versions = {row.id: row for row in db.session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(known)))}
    found: dict[int, list[Cell]] = defaultdict(list)
    for row in slots:
        if row.weight:
            fraction, anew = marks.get(row.id, (None, None))
            asked, version = versions[row.version_id], versions[anew or row.version_id]
            given = said.get(row.id)
            if anew:
                given = TYPES[version.kind].moved(asked.settings, version.settings, given)
            found[row.attempt_id].append(Cell(version, row.place, fraction, given, times.get(row.id)))
    return found


def seconds(attempt_ids: Sequence[int]) -> dict[int, float]:
    """Return how long each answer took: each step counts from the step before it, or from the start."""
    begun: dict[int, datetime] = {
        row[0]: row[1]
        for row in db.session.execute(select(Attempt.id, Attempt.started_at).where(Attempt.id.in_(attempt_ids)))
    }
    steps = (
        select(Slot.attempt_id, AnswerStep.slot_id, AnswerStep.at).join(Slot, Slot.id == AnswerStep.slot_id)
        .where(Slot.attempt_id.in_(attempt_ids)).order_by(Slot.attempt_id, AnswerStep.at, AnswerStep.id)
    )  # fmt: skip
    found: dict[int, float] = defaultdict(float)
    for attempt_id, slot_id, at in db.session.execute(steps):
        found[slot_id] += max(0.0, (at - begun[attempt_id]).total_seconds())
        begun[attempt_id] = at
    return found


def _marks(attempt_ids: Sequence[int]) -> dict[int, tuple[float, int | None]]:
    """Return the newest mark of each answer, and the later wording by which it was graded, if any."""
    query = select(Mark.slot_id, Mark.fraction, Mark.version_id).join(Slot, Slot.id == Mark.slot_id)
    rows = db.session.execute(query.where(Slot.attempt_id.in_(attempt_ids)).order_by(Mark.id))
    found: dict[int, tuple[float, int | None]] = {}
    for slot_id, fraction, version_id in rows:
        found[slot_id] = (fraction, version_id or found.get(slot_id, (0.0, None))[1])
    return found


def _said(attempt_ids: Sequence[int]) -> dict[int, Any]:
    query = select(AnswerStep.slot_id, AnswerStep.response).join(Slot, Slot.id == AnswerStep.slot_id)
    rows = db.session.execute(
        query.where(Slot.attempt_id.in_(attempt_ids)).order_by(AnswerStep.slot_id, AnswerStep.seq)
    )
    return {row[0]: row[1] for row in rows}
