"""What quizzes showed comes into spaced review: a job that may run while others sit an exam, and must not hold them up.

A round reads and plans first and writes last, so that whoever saves an answer meanwhile waits for two short statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fsrs import Rating
from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quizzes.models import Attempt, Mark, Question, QuestionVersion, Slot
from quizzes.review import rules, service
from quizzes.review.items import QUICK
from quizzes.review.models import ReviewCard, ReviewIntake
from training.core import clock, transaction
from training.core.db import db, on_sqlite

CHUNK = 20
FIRST_LOOK = timedelta(days=30)
SETTLED = timedelta(minutes=1)
"""An attempt handed in so lately may not be committed yet, or still gets its marks; nothing is due before tomorrow."""
SOURCE = "question"
_card: Any = ReviewCard.__table__
TABLES: dict[bool, Any] = {True: sqlite_insert, False: pg_insert}
CHANGED = update(_card).where(_card.c.id == bindparam("card_id"), _card.c.last_at == bindparam("was"))
"""Unless its owner answered the card this very moment: then that answer counts."""
NUMBERED = update(_card).where(_card.c.id == bindparam("card_id"))
Key = tuple[int, int]
"""Of whom, and which question."""


@dataclass
class Plan:
    """A card as it will be written; `id` is 0 while it is not there yet, `was` when it had last been answered."""

    competency: str
    state: dict[str, Any]
    due_on: Any
    last_at: datetime
    seen: int = 0
    lapses: int = 0
    retired_at: datetime | None = None
    id: int = 0
    was: datetime | None = None
    moved: bool = False

    def answered(self, how: Rating, at: datetime) -> None:
        """Plan when the item comes back after an answer at `at`; an older one than the last changes nothing."""
        if (self.id or self.moved) and self.last_at >= at:
            return
        service.plan(self, how, at)
        self.moved = True

    @property
    def values(self) -> dict[str, Any]:
        """Return what is written of it."""
        return {
            "state": self.state, "due_on": self.due_on, "last_at": self.last_at, "seen": self.seen,
            "lapses": self.lapses, "retired_at": self.retired_at,
        }  # fmt: skip


def take_in() -> None:
    """Look through attempts handed in since the last time: what went wrong comes back tomorrow, the rest later.

    It ends with what stood when it began: a job that ran after everybody who hands in would never end on an exam day.
    """
    began = clock.now() - SETTLED
    while found := _fresh_attempts(_until(), began):
        _take(found)
        db.session.get_one(ReviewIntake, 1).until = found[-1].submitted_at
        transaction.commit()


def _until() -> datetime:
    mark = db.session.get(ReviewIntake, 1)
    if mark is None:
        mark = ReviewIntake(id=1, until=clock.now() - FIRST_LOOK)
        db.session.add(mark)
        transaction.commit()
    return mark.until


def _fresh_attempts(until: datetime, began: datetime) -> Sequence[Row[Any]]:
    query = select(Attempt.id, Attempt.learner_id, Attempt.submitted_at).order_by(Attempt.submitted_at, Attempt.id)
    query = query.where(Attempt.submitted_at > until, Attempt.submitted_at <= began, Attempt.abandoned_at.is_(None))
    found: list[Row[Any]] = list(db.session.execute(query.limit(CHUNK)))
    if len(found) < CHUNK:
        return found
    last = query.where(Attempt.submitted_at == found[-1].submitted_at)  # a whole class ended by the clock, at once
    return [*(each for each in found if each.submitted_at < found[-1].submitted_at), *db.session.execute(last)]


def _take(attempts: Sequence[Row[Any]]) -> None:
    by_attempt = {each.id: each for each in attempts}
    rows = db.session.execute(
        select(Slot.id, Slot.attempt_id, Question.id.label("question_id"), Question.competency)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Slot.attempt_id.in_(by_attempt), QuestionVersion.kind.in_(QUICK), Question.archived_at.is_(None))
    ).all()
    marks, plans = _marks(by_attempt), _held(attempts, {row.question_id for row in rows})
    order = {each.id: number for number, each in enumerate(attempts)}
    for row in sorted(rows, key=lambda one: (order[one.attempt_id], one.id)):
        if row.id not in marks:
            continue
        attempt = by_attempt[row.attempt_id]
        key = (attempt.learner_id, row.question_id)
        if key not in plans:
            plans[key] = _new(row.competency, attempt.submitted_at)
        plans[key].answered(rules.rating(marks[row.id]), attempt.submitted_at)
    _write({key: plan for key, plan in plans.items() if plan.moved})


def _marks(attempt_ids: Iterable[int]) -> dict[int, float]:
    """Return how right each slot's answer was, by its newest mark."""
    query = select(Mark.slot_id, Mark.fraction, Mark.raw).join(Slot, Slot.id == Mark.slot_id).order_by(Mark.id)
    found = db.session.execute(query.where(Slot.attempt_id.in_(list(attempt_ids))))
    return {row.slot_id: row.fraction if row.raw is None else row.raw for row in found}


def _held(attempts: Sequence[Row[Any]], question_ids: set[int]) -> dict[Key, Plan]:
    """Return the cards that these people have already of these questions."""
    query = select(ReviewCard).where(
        ReviewCard.person_id.in_({each.learner_id for each in attempts}), ReviewCard.source == SOURCE,
        ReviewCard.item_id.in_(question_ids),
    )  # fmt: skip
    return {
        (card.person_id, card.item_id): Plan(
            card.competency, card.state, card.due_on, card.last_at, card.seen, card.lapses, id=card.id, was=card.last_at
        )
        for card in db.session.scalars(query)
    }


def _new(competency: str, at: datetime) -> Plan:
    return Plan(competency, rules.fresh(0, at), rules.local_day(at, clock.OFFICE), at)


def _write(plans: dict[Key, Plan]) -> None:
    """Write all cards of a round; one that its owner made meanwhile stays as it is."""
    new = [
        {"person_id": key[0], "source": SOURCE, "item_id": key[1], "competency": plan.competency, **plan.values}
        for key, plan in plans.items()
        if not plan.id
    ]
    old = [{"card_id": plan.id, "was": plan.was, **plan.values} for plan in plans.values() if plan.id]
    line = db.session.connection()
    if new:
        query = TABLES[on_sqlite()](_card).on_conflict_do_nothing()
        made = line.execute(query.returning(_card.c.id, _card.c.person_id, _card.c.item_id), new).all()
        named = [
            {"card_id": row.id, "state": plans[row.person_id, row.item_id].state | {"card_id": row.id}} for row in made
        ]  # two cards made within a millisecond must not share the scheduler's number
        if named:
            line.execute(NUMBERED, named)
    if old:
        line.execute(CHANGED, old)
