"""A weekly goal that somebody sets for themselves: minutes of learning, less in weeks in which they are away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import select

from courses import editions
from courses.models import CourseRow, LearningGoal, LessonReading
from training.core import activities, clock
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.calendar.rules import WorkingCalendar
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Completion
from training.ledger.queries import DONE

WEEK = 7
FEWEST, MOST = 5, 600
AWAY_MOST = 20


@dataclass(frozen=True)
class Week:
    """One week of somebody's learning, in minutes; `target` is already less for days away, 0 for a week off."""

    monday: date
    target: int
    done: int
    wished: int
    away: tuple[tuple[date, date], ...] = ()

    @property
    def fraction(self) -> float:
        """Return how much of the goal is reached (0..1)."""
        return min(1.0, self.done / self.target) if self.target else 1.0


def this_week(person_id: int) -> Week | None:
    """Return how the current week goes, or None for somebody without a goal."""
    goal = db.session.get(LearningGoal, person_id)
    if goal is None:
        return None
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    away = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in goal.away)
    target = target_of(monday, goal.minutes, away, store.current())
    return Week(monday, target, minutes_learned(person_id, monday), goal.minutes, away)


def target_of(monday: date, minutes: int, away: Sequence[tuple[date, date]], calendar: WorkingCalendar) -> int:
    """Return the minutes expected of a week: the goal's share for the days that are worked and not spent away."""
    days = [monday + timedelta(days=number) for number in range(WEEK)]
    here = [day for day in days if calendar.is_working_day(day) and not _is_away(day, away)]
    usual = sum(bool(hours) for hours in calendar.weekly) or 1
    return round(minutes * min(1.0, len(here) / usual))


def minutes_learned(person_id: int, monday: date) -> int:
    """Return the minutes that what somebody finished since `monday` is said to take."""
    since = clock.at_office(monday, 0, 0)
    until = clock.at_office(monday + timedelta(days=WEEK), 0, 0)
    query = select(LessonReading).where(
        LessonReading.person_id == person_id, LessonReading.finished_at >= since, LessonReading.finished_at < until
    )
    found = 0
    rows = db.session.scalars(query.order_by(LessonReading.course_id)).all()
    for course_id, read in groupby(rows, key=lambda row: row.course_id):
        row = db.session.get(CourseRow, course_id)
        course = editions.content(row) if row and row.digest else None
        known = {lesson.key: lesson.minutes for lesson in course.lessons} if course else {}
        found += sum(known.get(each.lesson, 0) for each in read)
    return found + _elsewhere(person_id, since, until)


def choose(person_id: int, minutes: int | None, away: Sequence[tuple[date, date]]) -> None:
    """Set or drop somebody's goal; raise RuleBroken for a period that ends before it begins."""
    if any(last < first for first, last in away):
        message = _("The last day away comes before the first.")
        raise RuleBroken(message, field="until", code="goal.away")
    held = db.session.get(LearningGoal, person_id)
    if minutes is None:
        if held is not None:
            db.session.delete(held)
        return
    if held is None:
        held = LearningGoal(person_id=person_id, since=clock.now())
        db.session.add(held)
    today = clock.today()
    kept = sorted({(first, last) for first, last in away if last >= today - timedelta(days=WEEK)})[:AWAY_MOST]
    held.minutes, held.away = minutes, [[first.isoformat(), last.isoformat()] for first, last in kept]
    db.session.flush()


def away(people: Collection[int], day: date) -> set[int]:
    """Return who of `people` said beside their goal that they are away on `day`."""
    rows = db.session.scalars(select(LearningGoal).where(LearningGoal.person_id.in_(list(people))))
    return {
        row.person_id
        for row in rows
        if _is_away(day, [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.away])
    }


def _is_away(day: date, away: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in away)


def _elsewhere(person_id: int, since: object, until: object) -> int:
    query = select(Completion.ref_kind, Completion.ref_id).where(
        Completion.person_id == person_id, Completion.at >= since, Completion.at < until,
        Completion.ref_kind != "course", Completion.outcome.in_(DONE), Completion.replaces_id.is_(None),
    )  # fmt: skip
    refs = {ActivityRef(kind, number) for kind, number in db.session.execute(query)}
    return sum(about.minutes for about in activities.describe(refs).values())
