"""The verbs of spaced review: answer a card, let go of what is asked no more, forget."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from quizzes.review import queries, rules
from quizzes.review.models import ReviewAnswer, ReviewCard
from training.core import clock, items
from training.core.db import db
from training.core.events import PeopleWithdrawn
from training.core.items import ItemRef


def answer(
    person_id: int, ref: ItemRef, response: Any, *, competency: str, seconds: float | None, once: str
) -> ReviewAnswer:
    """Grade a response and plan when the item comes back; the same `once` again changes nothing."""
    known = db.session.scalars(select(ReviewAnswer).filter_by(client_uuid=once)).first()
    if known is not None and known.person_id == person_id:
        return known
    grade = items.sources()[ref.source].grade(ref, response)
    how = rules.rating(grade.fraction, seconds)
    card = queries.card_of(person_id, ref) or _card(person_id, ref, competency)
    plan(card, how, clock.now())
    row = ReviewAnswer(
        card_id=card.id, person_id=person_id, client_uuid=once, version=ref.version, rating=int(how),
        fraction=grade.fraction, response=response, at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def retire_missing(person_id: int) -> None:
    """Let go of cards whose item is asked no more."""
    query = select(ReviewCard).where(
        ReviewCard.person_id == person_id, ReviewCard.retired_at.is_(None), ReviewCard.due_on <= clock.today()
    )
    cards = db.session.scalars(query.limit(100)).all()
    refs = {card.id: ItemRef(card.source, card.item_id, 0) for card in cards}
    there = queries.still_there(list(refs.values()))
    for card in cards:
        if refs[card.id] not in there:
            card.retired_at = clock.now()


def forget(event: PeopleWithdrawn) -> None:
    """Drop the cards of people whose import is taken back."""
    for model in (ReviewAnswer, ReviewCard):
        db.session.execute(delete(model).where(model.person_id.in_(event.person_ids)))


def _card(person_id: int, ref: ItemRef, competency: str, at: datetime | None = None) -> ReviewCard:
    moment = at or clock.now()
    card = ReviewCard(
        person_id=person_id, source=ref.source, item_id=ref.id, competency=competency, state={},
        due_on=rules.local_day(moment, clock.OFFICE), last_at=moment, seen=0, lapses=0,
    )  # fmt: skip
    db.session.add(card)
    db.session.flush()
    card.state = rules.fresh(card.id, moment)
    return card


def plan(card: Any, how: Any, at: datetime) -> None:
    """Write into a card, or into one that is still to be written, when it comes back after an answer at `at`."""
    card.state, due = rules.reviewed(card.state, how, at)
    card.due_on, card.last_at = rules.local_day(due, clock.OFFICE), at
    card.lapses += int(how == rules.AGAIN and card.seen > 0)
    card.seen += 1
    card.retired_at = None
