"""What happened in a course since whoever accompanies it last looked: in one course, and over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, case, func, select
from sqlalchemy.sql import ColumnElement

from courses.models import TrainerVisit
from courses.teaching.people import KIND, below, finished, takers
from training.core import clock
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import stuck
from training.ledger.models import Completion, Duty, Progress
from training.ledger.queries import DONE

ONE_VISIT = timedelta(minutes=30)
"""Leafing within half an hour is one visit: what was new stays marked."""


@dataclass(frozen=True)
class News:
    """How many people did what since an earlier visit; `moved` went on without beginning or finishing since."""

    since: datetime
    finished: int = 0
    begun: int = 0
    moved: int = 0
    stuck: int = 0
    late: int = 0

    @property
    def many(self) -> int:
        """Return of how many people something is told."""
        return self.finished + self.begun + self.moved + self.stuck + self.late

    @property
    def said(self) -> str:
        """Say it: "3 finished, 12 went on"; "" where nothing has changed."""
        parts = (
            (self.finished, _("%(num)s finished", num=self.finished)), (self.begun, _("%(num)s began", num=self.begun)),
            (self.moved, _("%(num)s went on", num=self.moved)), (self.stuck, _("%(num)s got stuck", num=self.stuck)),
            (self.late, _("%(num)s are late since", num=self.late)),
        )  # fmt: skip
        return ", ".join(words for many, words in parts if many)


def visit(viewer_id: int, course_id: int) -> datetime | None:
    """Note that a trainer looks now, and return when they looked before; None the first time."""
    now, held = clock.now(), db.session.get(TrainerVisit, (viewer_id, course_id))
    if held is None:
        db.session.add(TrainerVisit(person_id=viewer_id, course_id=course_id, seen_at=now, before_at=None))
        return None
    if now - held.seen_at > ONE_VISIT:
        held.before_at = held.seen_at
    if now - held.seen_at > timedelta(minutes=1):
        held.seen_at = now
    return held.before_at


def news(unit_id: int, course_id: int, since: datetime, steps: Iterable[ActivityRef] = ()) -> News:
    """Return what happened below a unit since `since`; who got stuck in one of `steps` got stuck in the course."""
    here = below([unit_id])
    done = select(func.count(func.distinct(Completion.person_id))).where(
        Completion.ref_kind == KIND, Completion.ref_id == course_id, Completion.at > since,
        Completion.outcome.in_(DONE), Completion.person_id.in_(here),
    )  # fmt: skip
    moved = select(_began(since), _went_on(since)).where(
        Progress.ref_kind == KIND, Progress.ref_id == course_id, Progress.last_at > since, Progress.person_id.in_(here)
    )
    held = stuck.people([ActivityRef(KIND, course_id), *steps]).where(Progress.stuck_at > since)
    asked = takers(course_id)
    fresh = select(func.count()).select_from(asked).where(
        asked.c.person_id.in_(held), asked.c.person_id.in_(here), asked.c.person_id.not_in(finished(course_id))
    )  # fmt: skip
    late = select(func.count(Duty.id)).where(
        Duty.ref_kind == KIND, Duty.ref_id == course_id, Duty.person_id.in_(here), fell_late(since),
        Duty.person_id.not_in(finished(course_id)),
    )  # fmt: skip
    begun, went_on = db.session.execute(moved).one()
    counted = [db.session.scalar(each) or 0 for each in (done, fresh, late)]
    return News(since, counted[0], begun, went_on, counted[1], counted[2])


def of_many(viewer_id: int, roots: Sequence[int], course_ids: Sequence[int] | None = None) -> dict[int, News]:
    """Return what happened below `roots` in each course since somebody looked at it, in three grouped queries.

    Courses that they never looked at, or only just now for the first time, are left out. Who got stuck or late is
    not counted: the first page names them, whenever it was.
    """
    since, mine = _since(), [TrainerVisit.person_id == viewer_id]
    if course_ids is not None:
        mine.append(TrainerVisit.course_id.in_(course_ids))
    known = select(TrainerVisit.course_id, since).where(*mine, since.is_not(None))
    found = {course_id: News(at) for course_id, at in db.session.execute(known)}
    if not found:
        return {}
    done = (
        select(TrainerVisit.course_id, func.count(func.distinct(Completion.person_id)))
        .join(Completion, and_(Completion.ref_kind == KIND, Completion.ref_id == TrainerVisit.course_id))
        .where(*mine, Completion.at > since, Completion.outcome.in_(DONE), Completion.person_id.in_(below(roots)))
        .group_by(TrainerVisit.course_id)
    )
    moved = (
        select(TrainerVisit.course_id, _began(since), _went_on(since))
        .join(Progress, and_(Progress.ref_kind == KIND, Progress.ref_id == TrainerVisit.course_id))
        .where(*mine, Progress.last_at > since, Progress.person_id.in_(below(roots)))
        .group_by(TrainerVisit.course_id)
    )
    ends = {row[0]: row[1] for row in db.session.execute(done)}
    ways = {row[0]: (row[1], row[2]) for row in db.session.execute(moved)}
    return {each: News(was.since, ends.get(each, 0), *ways.get(each, (0, 0))) for each, was in found.items()}


def fell_late(since: datetime) -> ColumnElement[bool]:
    """Return the condition that the day of `Duty` has passed since `since`."""
    return and_(Duty.due_on >= clock.local(since).date(), Duty.due_on < clock.today())


def _since() -> ColumnElement[datetime]:
    """Return from when on a trainer is told: the visit before this one."""
    return case((TrainerVisit.seen_at < clock.now() - ONE_VISIT, TrainerVisit.seen_at), else_=TrainerVisit.before_at)


def _began(since: Any) -> ColumnElement[int]:
    return func.count(case((Progress.started_at > since, 1)))


def _went_on(since: Any) -> ColumnElement[int]:
    ended = select(Completion.id).where(
        Completion.person_id == Progress.person_id, Completion.ref_kind == Progress.ref_kind,
        Completion.ref_id == Progress.ref_id, Completion.at > since, Completion.outcome.in_(DONE),
    )  # fmt: skip
    return func.count(case((and_(Progress.started_at <= since, ~ended.correlate(Progress, TrainerVisit).exists()), 1)))
