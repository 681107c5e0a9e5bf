"""The verbs of spaced review: answer a card, take in what quizzes showed, forget."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from quizzes.models import Attempt, Mark, Question, QuestionVersion, Slot
from quizzes.review import queries, rules
from quizzes.review.items import QUICK
from quizzes.review.models import ReviewAnswer, ReviewCard, ReviewIntake
from training.core import clock, items, transaction
from training.core.db import db
from training.core.events import PeopleWithdrawn
from training.core.items import ItemRef

CHUNK = 20
FIRST_LOOK = timedelta(days=30)


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
    _plan(card, how, clock.now())
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


def take_in() -> None:
    """Look through attempts handed in since the last time: what went wrong comes back tomorrow, the rest later."""
    mark = db.session.get(ReviewIntake, 1)
    if mark is None:
        mark = ReviewIntake(id=1, until=clock.now() - FIRST_LOOK)
        db.session.add(mark)
        db.session.flush()
    while found := _fresh_attempts(mark.until):
        for attempt in found:
            _take(attempt)
        mark.until = max(each.submitted_at for each in found if each.submitted_at is not None)
        transaction.commit()
        mark = db.session.get_one(ReviewIntake, 1)


def forget(event: PeopleWithdrawn) -> None:
    """Drop the cards of people whose import is taken back."""
    for model in (ReviewAnswer, ReviewCard):
        db.session.execute(delete(model).where(model.person_id.in_(event.person_ids)))


def _fresh_attempts(until: datetime) -> list[Attempt]:
    query = (
        select(Attempt).where(Attempt.submitted_at > until, Attempt.abandoned_at.is_(None))
        .order_by(Attempt.submitted_at, Attempt.id).limit(CHUNK)
    )  # fmt: skip
    return list(db.session.scalars(query))


def _take(attempt: Attempt) -> None:
    at = attempt.submitted_at or clock.now()
    query = (
        select(Slot.id, Question.id, Question.competency)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Slot.attempt_id == attempt.id, QuestionVersion.kind.in_(QUICK), Question.archived_at.is_(None))
    )
    rows = db.session.execute(query).all()
    marks: dict[int, float] = {}
    newest = select(Mark).where(Mark.slot_id.in_([row[0] for row in rows])).order_by(Mark.id)
    for mark in db.session.scalars(newest):
        marks[mark.slot_id] = mark.fraction if mark.raw is None else mark.raw
    held = select(ReviewCard).where(
        ReviewCard.person_id == attempt.learner_id, ReviewCard.source == "question",
        ReviewCard.item_id.in_([row[1] for row in rows]),
    )  # fmt: skip
    cards = {card.item_id: card for card in db.session.scalars(held)}
    for slot_id, question_id, competency in rows:
        if slot_id not in marks:
            continue
        card = cards.get(question_id)
        if card is None:
            card = _card(attempt.learner_id, ItemRef("question", question_id, 0), competency, at)
        elif card.last_at >= at:
            continue
        _plan(card, rules.rating(marks[slot_id]), at)


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


def _plan(card: ReviewCard, how: Any, at: datetime) -> None:
    card.state, due = rules.reviewed(card.state, how, at)
    card.due_on, card.last_at = rules.local_day(due, clock.OFFICE), at
    card.lapses += int(how == rules.AGAIN and card.seen > 0)
    card.seen += 1
    card.retired_at = None
