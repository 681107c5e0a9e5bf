"""What a person repeats today: due cards first, then a few new things, never more than three minutes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from quizzes import paper, terms
from quizzes.models import Attempt, QuestionVersion, Slot
from quizzes.review import rules
from quizzes.review.models import ReviewAnswer, ReviewCard
from training.core import clock, items
from training.core.db import db
from training.core.items import ItemRef
from training.ledger.needs import COMPETENCIES

NEW_A_DAY, LOOKED_AT = 3, 80
LEAVE = timedelta(days=7)


@dataclass(frozen=True)
class Today:
    """Where a person stands today."""

    due: int
    done: int
    left: int
    cards: int
    away: bool

    @property
    def begun(self) -> bool:
        """Say whether the person ever repeated anything, or has anything to."""
        return self.cards > 0


def _counts() -> Select[Any]:
    whose: Any = bindparam("person_id")
    mine = (ReviewCard.person_id == whose, ReviewCard.retired_at.is_(None))
    due = select(func.count(ReviewCard.id)).where(*mine, ReviewCard.due_on <= bindparam("today"))
    cards = select(func.count(ReviewCard.id)).where(*mine)
    answers = select(func.count(ReviewAnswer.id)).where(ReviewAnswer.person_id == whose)
    answered = answers.where(ReviewAnswer.at >= bindparam("midnight"))
    last = select(func.max(ReviewAnswer.at)).where(ReviewAnswer.person_id == whose)
    return select(*(each.scalar_subquery() for each in (due, cards, answered, last)))


TODAY = _counts()
"""Asked on every first page, hence built once."""


def today(person_id: int) -> Today:
    """Return the counts of the day in one statement."""
    day = clock.today()
    row = db.session.execute(TODAY, {"person_id": person_id, "today": day, "midnight": clock.at_office(day)}).one()
    due = row[0] - (_withheld(person_id) if row[0] else 0)
    return Today(due, row[2], rules.session(due, row[2]), row[1], _away(row[3]))


def next_ref(person_id: int, state: Today) -> ItemRef | None:
    """Return what is asked next: a due card, or something new while the day has room; None when it is enough."""
    if state.done >= rules.SESSION:
        return None
    secret = held_back(person_id)
    query = (
        select(ReviewCard).where(
            ReviewCard.person_id == person_id, ReviewCard.retired_at.is_(None), ReviewCard.due_on <= clock.today()
        ).where(~of_questions(secret)).order_by(ReviewCard.due_on, ReviewCard.id).limit(rules.SESSION)
    )  # fmt: skip
    refs = [ItemRef(card.source, card.item_id, 0) for card in db.session.scalars(query)]
    known = still_there(refs)
    found = next((each for each in refs if each in known), None)
    return found or _new(person_id, state, secret)


def held_back(person_id: int) -> frozenset[int]:
    """Return the questions of a person's attempts whose right answers may not be told yet: open ones, and by phase."""
    attempts = db.session.scalars(select(Attempt).where(Attempt.learner_id == person_id)).all()
    quizzes = {each.quiz_id: each.quiz for each in attempts if each.quiz.review or each.submitted_at is None}
    own = terms.terms_of(quizzes.values(), person_id)
    secret = [
        each.id for each in attempts if each.quiz_id in own
        and (each.submitted_at is None or "right" not in paper.allowed(each.quiz, each, own[each.quiz_id]))
    ]  # fmt: skip
    if not secret:
        return frozenset()
    asked = select(QuestionVersion.question_id).join(Slot, Slot.version_id == QuestionVersion.id)
    return frozenset(db.session.scalars(asked.where(Slot.attempt_id.in_(secret))))


def _withheld(person_id: int) -> int:
    """Return how many due cards wait for the phase of an exam."""
    secret = held_back(person_id)
    if not secret:
        return 0
    query = select(func.count(ReviewCard.id)).where(
        ReviewCard.person_id == person_id, ReviewCard.retired_at.is_(None), ReviewCard.due_on <= clock.today()
    )
    return db.session.scalar(query.where(of_questions(secret))) or 0


def of_questions(ids: frozenset[int]) -> ColumnElement[bool]:
    """Return whether a card is of one of these questions."""
    return and_(ReviewCard.source == "question", ReviewCard.item_id.in_(ids))


def still_there(refs: Sequence[ItemRef]) -> set[ItemRef]:
    """Return those that their rooms still ask."""
    found: set[ItemRef] = set()
    for name, source in items.sources().items():
        mine = [each for each in refs if each.source == name]
        found |= source.exist(mine) if mine else set()
    return found


def _new(person_id: int, state: Today, secret: frozenset[int]) -> ItemRef | None:
    """Return something the person never saw, of another field of work each time."""
    begun = select(func.count(ReviewCard.id)).where(
        ReviewCard.person_id == person_id, ReviewCard.seen == 1, ReviewCard.last_at >= clock.at_office(clock.today())
    )
    if (db.session.scalar(begun) or 0) >= NEW_A_DAY:
        return None
    dice = random.Random(f"{person_id}/{clock.today()}/{state.done}")  # noqa: S311  (a choice, not a secret)
    fields = list(COMPETENCIES)
    dice.shuffle(fields)
    for field in fields:
        refs = [ref for source in items.sources().values() for ref in source.choose(field, LOOKED_AT)]
        seen = _seen(person_id, refs) | {("question", each) for each in secret}
        fresh = [ref for ref in refs if (ref.source, ref.id) not in seen]
        if fresh:
            return dice.choice(fresh)
    return None


def _seen(person_id: int, refs: Sequence[ItemRef]) -> set[tuple[str, int]]:
    query = select(ReviewCard.source, ReviewCard.item_id).where(
        ReviewCard.person_id == person_id, ReviewCard.item_id.in_([each.id for each in refs])
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def _away(last: datetime | None) -> bool:
    return last is not None and clock.now() - last > LEAVE


def card_of(person_id: int, ref: ItemRef) -> ReviewCard | None:
    """Return the card of a person for an item."""
    query = select(ReviewCard).filter_by(person_id=person_id, source=ref.source, item_id=ref.id)
    return db.session.scalars(query).first()


def cards_of(person_id: int) -> Sequence[ReviewCard]:
    """Return every card of a person."""
    query = select(ReviewCard).filter_by(person_id=person_id).order_by(ReviewCard.due_on, ReviewCard.id)
    return db.session.scalars(query).all()
