"""The marks and answers behind an analysis, in a fixed number of statements whatever the quiz's size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from quizzes import composing
from quizzes.models import AnswerStep, Attempt, Mark, QuestionVersion, Quiz, Slot
from training.accounts.models import Membership, Person
from training.core.db import db

WHICH = ("first", "last", "best", "all")
MOST = 2000
"""Attempts that a page looks at, newest first; a file looks at all of them."""


@dataclass(frozen=True)
class Given:
    """One answer of one attempt: by which version, what it weighs, what it earned, what was said."""

    attempt_id: int
    version: QuestionVersion
    weight: float
    fraction: float
    response: list[str] | None

    @property
    def mark(self) -> float:
        """Return the points it earned."""
        return self.weight * self.fraction


@dataclass(frozen=True)
class Place:
    """One part of a quiz: a question, or `count` drawn from `pool` by the filter `draw`."""

    number: int
    question_id: int | None
    count: int
    weight: float
    draw: Mapping[str, Any]
    pool: frozenset[int]


@dataclass(frozen=True)
class Data:
    """Everything an analysis reads: chosen attempts, and the answers to each question."""

    attempts: Sequence[Attempt]
    answers: Mapping[int, Sequence[Given]]
    places: Sequence[Place]
    every: int
    """Marked attempts there are in all; where more than `MOST`, a page looks at the newest."""

    @property
    def fixed(self) -> list[int]:
        """Return the questions that every attempt asks, in order."""
        return [each.question_id for each in self.places if each.question_id is not None]


def data(quiz: Quiz, which: str, units: Select[int], *, whole: bool = False) -> Data:
    """Return what people of `units` handed in: the first, last or best attempt of each, or all; `whole`: uncut."""
    inside = select(Membership.person_id).where(Membership.until.is_(None), Membership.unit_id.in_(units))
    query = (
        select(Attempt)
        .where(Attempt.quiz_id == quiz.id, Attempt.submitted_at.is_not(None), Attempt.fraction.is_not(None))
        .where(Attempt.abandoned_at.is_(None), Attempt.learner_id.in_(inside))
        .where(Attempt.learner_id.in_(select(Person.id)))
        .order_by(Attempt.id.desc())
    )  # fmt: skip
    found = list(db.session.scalars(query if whole else query.limit(MOST + 1)))
    every = len(found)
    if every > MOST and not whole:
        counted = query.order_by(None).with_only_columns(func.count(Attempt.id))
        every, found = db.session.scalar(counted) or every, found[:MOST]
    chosen = choose(found, which)
    return Data(chosen, _answers([each.id for each in chosen]), _places(quiz), every)


def choose(attempts: Sequence[Attempt], which: str) -> list[Attempt]:
    """Return one attempt of each learner, or all, oldest first."""
    ordered = sorted(attempts, key=_by_id)
    if which == "all":
        return ordered
    kept: dict[int, Attempt] = {}
    for each in ordered:
        held = kept.get(each.learner_id)
        better = held is None or which == "last"
        if which == "best" and held is not None:
            better = (each.fraction or 0.0) > (held.fraction or 0.0)
        if better:
            kept[each.learner_id] = each
    return sorted(kept.values(), key=_by_id)


def _answers(attempt_ids: Sequence[int]) -> dict[int, list[Given]]:
    answers: dict[int, list[Given]] = defaultdict(list)
    for start in range(0, len(attempt_ids), 500):
        part = attempt_ids[start : start + 500]
        marks, said = _newest_marks(part), _newest_steps(part)
        slots = select(Slot.id, Slot.attempt_id, Slot.version_id, Slot.weight).where(Slot.attempt_id.in_(part))
        rows = db.session.execute(slots.order_by(Slot.attempt_id, Slot.place)).all()
        versions = _versions({row.version_id for row in rows})
        for row in rows:
            version = versions[row.version_id]
            if row.weight and row.id in marks:
                given = Given(row.attempt_id, version, row.weight, marks[row.id], said.get(row.id))
                answers[version.question_id].append(given)
    return answers


def _newest_marks(attempt_ids: Sequence[int]) -> dict[int, float]:
    query = select(Mark.slot_id, Mark.fraction).join(Slot, Slot.id == Mark.slot_id)
    query = query.where(Slot.attempt_id.in_(attempt_ids)).order_by(Mark.id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def _newest_steps(attempt_ids: Sequence[int]) -> dict[int, Any]:
    newest = (
        select(AnswerStep.slot_id, func.max(AnswerStep.seq).label("seq")).join(Slot, Slot.id == AnswerStep.slot_id)
        .where(Slot.attempt_id.in_(attempt_ids)).group_by(AnswerStep.slot_id).subquery()
    )  # fmt: skip
    query = select(AnswerStep.slot_id, AnswerStep.response).join(
        newest, (newest.c.slot_id == AnswerStep.slot_id) & (newest.c.seq == AnswerStep.seq)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _versions(ids: set[int]) -> dict[int, QuestionVersion]:
    return {row.id: row for row in db.session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(ids)))}


def _places(quiz: Quiz) -> list[Place]:
    """Return the places of a quiz; all draws together take one look into the bank."""
    parts = composing.parts_of(quiz.id)
    offers = composing.pools([part.draw or {} for part in parts if not part.question_id], quiz)
    found = list[Place]()
    for part in parts:
        draw = part.draw or {}
        drawn = frozenset[int]() if part.question_id else frozenset(offers[composing.rule(draw)])
        found.append(Place(part.place, part.question_id, part.count, part.weight, draw, drawn))
    return found


def _by_id(attempt: Attempt) -> int:
    return attempt.id
