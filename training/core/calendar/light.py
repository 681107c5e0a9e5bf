"""How a due date stands today: the traffic light, what is left of the time, and how it ended.

Pure; answers are codes, which `training.core.words` and templates put into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from training.core.calendar.limits import Due
from training.core.calendar.rules import WorkingCalendar

SOON = 2
"""Working days left at which green turns to amber."""


class Light(StrEnum):
    """Green: more than two working days left; amber: at most two; red: overdue; grey: the clock stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class LeftKind(StrEnum):
    """In what words the time left is told."""

    PAUSED = "paused"
    DAYS = "days"
    TODAY = "today"
    NO_WORKING_DAY = "no_working_day"
    MINUTES = "minutes"
    OVERDUE_DAYS = "overdue_days"
    OVERDUE_MINUTES = "overdue_minutes"


class Outcome(StrEnum):
    """How finished work counts in the report: trước hạn, đúng hạn, quá hạn."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True)
class Left:
    """What is left of the time, or by how much it is over: working days, or minutes of the clock."""

    kind: LeftKind
    amount: int = 0


def is_overdue(due: Due, now: datetime, calendar: WorkingCalendar) -> bool:
    """Say whether the limit is over: by the minute where it was set in hours, else by the day."""
    return now > due.at if due.to_the_minute else calendar.local(now).date() > due.date


def light(due: Due | None, now: datetime, calendar: WorkingCalendar) -> Light:
    """Return the traffic light; `due` is None while the clock stands."""
    if due is None:
        return Light.GREY
    if is_overdue(due, now, calendar):
        return Light.RED
    left = calendar.working_days_between(calendar.local(now).date(), due.date)
    return Light.GREEN if left > SOON else Light.AMBER


def left(due: Due | None, now: datetime, calendar: WorkingCalendar) -> Left:
    """Return what is left of the time; `due` is None while the clock stands."""
    if due is None:
        return Left(LeftKind.PAUSED)
    today = calendar.local(now).date()
    if is_overdue(due, now, calendar):
        days = calendar.working_days_between(due.date, today)
        late = Left(LeftKind.OVERDUE_MINUTES, max(1, int((now - due.at).total_seconds() // 60)))
        return Left(LeftKind.OVERDUE_DAYS, days) if days else late
    if due.date == today:
        minutes = int((due.at - now).total_seconds() // 60)
        return Left(LeftKind.MINUTES, minutes) if due.to_the_minute else Left(LeftKind.TODAY)
    days = calendar.working_days_between(today, due.date)
    return Left(LeftKind.DAYS, days) if days else Left(LeftKind.NO_WORKING_DAY)


def outcome(due: Due, finished_at: datetime, calendar: WorkingCalendar) -> Outcome:
    """Return how work finished at `finished_at` counts."""
    if is_overdue(due, finished_at, calendar):
        return Outcome.LATE
    return Outcome.EARLY if calendar.local(finished_at).date() < due.date else Outcome.ON_TIME
