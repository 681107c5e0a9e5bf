"""The times and tries that hold for one person: the quiz's own, or an exception made for the person or a unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from quizzes.marking_models import Override
from quizzes.models import Quiz
from training.accounts.models import Membership, UnitPath
from training.core.db import db

ANY_EXCEPTION = select(select(Override.id).where(Override.quiz_id == bindparam("quiz_id")).exists())


@dataclass(frozen=True)
class Terms:
    """Opening, closing, minutes and tries as they hold for one person."""

    opens_at: datetime | None
    closes_at: datetime | None
    limit_minutes: float | None
    attempts_most: int | None
    excepted: bool = False

    def due(self, started_at: datetime) -> datetime | None:
        """Return when an attempt begun at `started_at` must be handed in: time limit or closing, what comes first."""
        ends = [self.closes_at] if self.closes_at else []
        if self.limit_minutes:
            ends.append(started_at + timedelta(minutes=self.limit_minutes))
        return min(ends) if ends else None


def of(quiz: Quiz) -> Terms:
    """Return what holds for everybody without an exception."""
    return Terms(quiz.opens_at, quiz.closes_at, quiz.limit_minutes, quiz.attempts_most)


def terms_for(quiz: Quiz, person_id: int) -> Terms:
    """Return what holds for a person: their own exception, else that of the nearest unit, else the quiz's own."""
    found = override_for(quiz.id, person_id)
    if found is None:
        return of(quiz)
    limit = quiz.limit_minutes * found.time_percent / 100 if quiz.limit_minutes else None
    most = quiz.attempts_most if found.attempts_most is None else found.attempts_most
    return Terms(found.opens_at or quiz.opens_at, found.closes_at or quiz.closes_at, limit, most, excepted=True)


def terms_of(quizzes: Collection[Quiz], person_id: int) -> dict[int, Terms]:
    """Return what holds for a person in each of `quizzes`, by quiz; only those with an exception are asked singly."""
    any_of = select(Override.quiz_id).where(Override.quiz_id.in_([each.id for each in quizzes])).distinct()
    excepted = frozenset(db.session.scalars(any_of)) if quizzes else frozenset()
    return {each.id: terms_for(each, person_id) if each.id in excepted else of(each) for each in quizzes}


def override_for(quiz_id: int, person_id: int) -> Override | None:
    """Return the exception that holds for a person."""
    if not db.session.connection().scalar(ANY_EXCEPTION, {"quiz_id": quiz_id}):
        return None  # as in nearly every quiz, and asked at each start of a whole class
    own = select(Override).filter_by(quiz_id=quiz_id, person_id=person_id)
    found = db.session.scalars(own).first()
    if found is not None:
        return found
    near = (
        select(Override)
        .join(UnitPath, UnitPath.ancestor_id == Override.unit_id)
        .join(Membership, Membership.unit_id == UnitPath.descendant_id)
        .where(Override.quiz_id == quiz_id, Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(UnitPath.depth, Membership.primary.desc(), Override.id)
        .limit(1)
    )
    return db.session.scalars(near).first()
