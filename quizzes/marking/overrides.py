"""Other times and tries for one person or one unit; attempts that run already follow at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from quizzes import taking
from quizzes.marking.access import MARKS, learners_of
from quizzes.marking_models import Override
from quizzes.models import Attempt, Quiz
from quizzes.terms import override_for, terms_for
from training.accounts.access import scope
from training.accounts.models import Identity, Unit
from training.accounts.rights import Permission
from training.core import audit, clock, words
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import MoreTime

LEAST, MOST = 100, 400
"""Percent of the time limit."""


def agree_all(
    quiz: Quiz, by: int, *, people: Sequence[int], unit_id: int | None, **differs: Any
) -> list[Override]:
    """Make the same exception for each of `people`, or for one unit; see `agree`."""
    if not people or unit_id is not None:
        person_id = people[0] if people else None
        return [agree(quiz, by, person_id=person_id, unit_id=unit_id, **differs)]
    return [agree(quiz, by, person_id=each, unit_id=None, **differs) for each in people]


def agree(
    quiz: Quiz, by: int, *, person_id: int | None, unit_id: int | None, opens_at: datetime | None = None,
    closes_at: datetime | None = None, time_percent: int = 100, attempts_most: int | None = None, reason: str = "",
) -> Override:  # fmt: skip
    """Make or change the exception of one person or unit, and move the time of attempts that run.

    Raises RuleBroken where it changes nothing, or where the quiz would close before it opens.
    """
    if (person_id is None) == (unit_id is None):
        raise RuleBroken(_("Name people, or choose one unit."), field="code", code="override.whom")
    _check_times(quiz, opens_at, closes_at)
    if not opens_at and not closes_at and attempts_most is None and (time_percent == LEAST or not quiz.limit_minutes):
        said = _("Say what is to be different.")
        if time_percent != LEAST:
            said = _("This quiz has no time limit: a share of it changes nothing.")
        raise RuleBroken(said, field="time_percent", code="override.nothing")
    locked(Quiz, quiz.id)
    row = db.session.scalars(select(Override).filter_by(quiz_id=quiz.id, person_id=person_id, unit_id=unit_id)).first()
    row = row or Override(quiz_id=quiz.id, person_id=person_id, unit_id=unit_id)
    row.opens_at, row.closes_at, row.attempts_most = opens_at, closes_at, attempts_most
    row.time_percent = min(MOST, max(LEAST, time_percent))
    row.reason, row.made_by, row.made_at = reason.strip(), by, clock.now()
    db.session.add(row)
    db.session.flush()
    follow(quiz)
    whom = ("person", person_id) if person_id else ("unit", unit_id or 0)
    audit.note("quiz.exception", whom, quiz=quiz.id, percent=row.time_percent)
    return row


def _check_times(quiz: Quiz, opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Raise RuleBroken where the quiz would never be open: what is left empty stays as in the quiz."""
    opens, closes = opens_at or quiz.opens_at, closes_at or quiz.closes_at
    if opens is None or closes is None or closes > opens:
        return
    said = _("The closing time must come after the opening time.")
    if closes_at is None:
        when = words.moment(closes)
        said = _("The quiz closes %(moment)s, before it would open: give a closing time, too.", moment=when)
    raise RuleBroken(said, field="closes_at", code="override.order")


def drop(row: Override, quiz: Quiz) -> None:
    """Take an exception back; attempts that run follow."""
    audit.note("quiz.exception_end", ("quiz", quiz.id))
    db.session.delete(row)
    db.session.flush()
    follow(quiz)


def hear_more_time(event: MoreTime) -> None:
    """Keep a quiz open for a person as long as more time was agreed; other exceptions for them stay.

    Raises RuleBroken where the quiz closes before that and whoever agreed may make no exception from it.
    """
    quiz = db.session.get(Quiz, event.ref.id) if event.ref.kind == taking.KIND else None
    if quiz is None or event.by is None:
        return
    mine, until = terms_for(quiz, event.person_id), clock.at_office(event.due_on, 23, 59)
    if mine.closes_at is None or mine.closes_at >= until:
        return
    writes = Quiz.unit_id.is_(None) | Quiz.unit_id.in_(scope(event.by, Permission.CONTENT_WRITE))
    if db.session.scalar(select(Quiz.id).where(Quiz.id == quiz.id, writes)) is None:
        closes = words.moment(mine.closes_at)
        said = _("The quiz closes %(moment)s. Ask whoever wrote it to keep it open for this person.", moment=closes)
        raise RuleBroken(said, code="override.foreign")
    row = override_for(quiz.id, event.person_id)
    agree(
        quiz, event.by, person_id=event.person_id, unit_id=None, opens_at=row.opens_at if row else None,
        closes_at=until, time_percent=row.time_percent if row else LEAST,
        attempts_most=row.attempts_most if row else None, reason=_("More time was agreed for what is asked."),
    )  # fmt: skip


def follow(quiz: Quiz) -> None:
    """Give every attempt that runs the time which its learner's terms now say."""
    for attempt in db.session.scalars(select(Attempt).filter_by(quiz_id=quiz.id, submitted_at=None)):
        due = terms_for(quiz, attempt.learner_id).due(attempt.started_at)
        if due != attempt.due_at:
            attempt.due_at, attempt.grace_until = due, None
            taking.watch(attempt)


def listed(quiz_id: int, viewer_id: int) -> Select[*tuple[Any, ...]]:
    """Return the query for (exception, name, code, unit) that the viewer may see."""
    return (
        select(Override, Identity.full_name, Identity.code, Unit.name)
        .outerjoin(Identity, Identity.person_id == Override.person_id)
        .outerjoin(Unit, Unit.id == Override.unit_id)
        .where(Override.quiz_id == quiz_id)
        .where(Override.person_id.in_(learners_of(viewer_id)) | Override.unit_id.in_(scope(viewer_id, MARKS)))
        .order_by(Override.id)
    )
