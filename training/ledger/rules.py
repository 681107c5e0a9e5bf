"""When things are due and what counts: pure decisions of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from training.core.calendar.rules import WorkingCalendar

REPEATS = (7, 30)
"""Days after an exercise was passed at which it is to be done once more, alone."""
Fate = Literal["new", "asked", "done", "joined", "role", "position", "unlisted", "closed"]
REACHED: tuple[Fate, ...] = ("new", "asked", "done")
"""What may become of a person whom an assignment speaks to; the other fates are left out."""


@dataclass(frozen=True)
class Span:
    """By when something is to be done: on a fixed day, or so many days after being asked or after joining."""

    due_on: date | None = None
    days: int | None = None
    working: bool = True
    from_joining: bool = False


def due_day(span: Span, calendar: WorkingCalendar, today: date, joined_on: date | None = None) -> date | None:
    """Return the day by which someone asked today is to be done, never before today; None without a deadline.

    Counted from joining only while that leaves a day to come: who joined long ago is counted from today.
    """
    if span.due_on is not None or span.days is None:
        return span.due_on
    if span.from_joining and joined_on is not None:
        early = _add(span, calendar, joined_on)
        if early >= today:
            return early
    return _add(span, calendar, today)


def may_open(opens_on: date, today: date, gate: int, reached: Sequence[tuple[int, int]]) -> bool:
    """Say whether the next wave may open by itself; `reached` holds (asked, done) of the waves opened so far.

    A wave that asked nobody holds nobody up.
    """
    if today < opens_on:
        return False
    if not gate or not reached:
        return True
    asked, done = reached[-1]
    return asked == 0 or done * 100 >= gate * asked


def repeats_of(passed_on: date) -> list[tuple[int, date]]:
    """Return (days after, day) of each repeat of an exercise passed on `passed_on`."""
    return [(days, passed_on + timedelta(days=days)) for days in REPEATS]


def _add(span: Span, calendar: WorkingCalendar, start: date) -> date:
    days = span.days or 0
    return calendar.add_working_days(start, days) if span.working else start + timedelta(days=days)
