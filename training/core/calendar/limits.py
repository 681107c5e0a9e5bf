"""Time limits: when something that was received is due, also when papers had to be asked for in between.

Pure. Sources: the customs of the one-stop service (limits are rows; papers asked for later either pause or
restart the clock); Civil Code 2015, article 148(5), for a limit that ends on a day off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from training.core.calendar.rules import DAY, WorkingCalendar


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    HOUR = "hour"
    SAME_DAY = "same_day"


class Policy(StrEnum):
    """What happens to the clock while papers are awaited: it stops, or begins anew when they have come."""

    PAUSE = "pause"
    RESTART = "restart"


@dataclass(frozen=True)
class TimeLimit:
    """One row of a procedure's time limits; `condition` says in words when it applies ("" = always)."""

    amount: int
    unit: Unit = Unit.WORKING_DAY
    condition: str = ""
    cut_off: time | None = None
    last_hour_waits: bool = False

    def __post_init__(self) -> None:
        """Refuse less than nothing, and a row whose unit is spelt as plain text only."""
        if self.amount < 0:
            raise ValueError("a time limit is not negative")
        object.__setattr__(self, "unit", Unit(self.unit))


@dataclass(frozen=True)
class Due:
    """The last local day and the last moment (UTC); `to_the_minute`: late by the clock, else by the day."""

    date: date
    at: datetime
    to_the_minute: bool = False


@dataclass(frozen=True)
class Stop:
    """The clock stood from `asked_at` to `given_at` (None: it still stands)."""

    asked_at: datetime
    given_at: datetime | None = None
    policy: Policy = Policy.PAUSE


class _Way(NamedTuple):
    """How one unit counts: where it starts, what is used up by a moment, and where the rest ends."""

    start: Callable[[WorkingCalendar, TimeLimit, datetime], Any]
    used: Callable[[WorkingCalendar, Any, datetime], Any]
    end: Callable[[WorkingCalendar, Any, Any], Due]
    whole: Callable[[int], Any]


def due(received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> Due:
    """Return when a thing received at `received_at` is due, if nothing stops the clock."""
    found = due_with_stops(received_at, limit, calendar, ())
    assert found is not None  # noqa: S101 - without stops the clock never stands
    return found


def due_with_stops(
    received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, stops: Sequence[Stop]
) -> Due | None:
    """Return the due date after all `stops` (in order of time), or None while the clock stands.

    Paused, the day on which papers are asked for is used and the day they arrive is not counted; restarted,
    the whole limit runs from their arrival. A stop that comes when the limit is over no longer helps.
    """
    way = _WAYS[limit.unit]
    start, left = way.start(calendar, limit, received_at), way.whole(limit.amount)
    for stop in stops:
        used = way.used(calendar, start, stop.asked_at)
        if used > left:
            break
        if stop.given_at is None:
            return None
        start = max(start, way.start(calendar, limit, stop.given_at))
        left = way.whole(limit.amount) if stop.policy is Policy.RESTART else left - used
    return way.end(calendar, start, left)


def effective_receipt(
    calendar: WorkingCalendar, at: datetime, cut_off: time | None = None, *, last_hour_waits: bool = False
) -> date:
    """Return the day as whose receipt `at` counts.

    On a day off, after `cut_off` or after closing time it is the next working day (for civil status and
    certification the cut-off is 15:00). `last_hour_waits` also moves what comes in the last hour before
    closing. The minute of the cut-off itself is still in time.
    """
    local = calendar.local(at).replace(second=0, microsecond=0)
    day = local.date()
    if not calendar.is_working_day(day):
        return calendar.next_working_day(day)
    last = calendar.closing(day)
    if last_hour_waits:
        last -= timedelta(hours=1)
    if cut_off is not None:
        last = min(last, calendar.moment(day, cut_off))
    return day if local.astimezone(UTC) <= last else calendar.next_working_day(day)


def _first_day(calendar: WorkingCalendar, limit: TimeLimit, at: datetime) -> date:
    return effective_receipt(calendar, at, limit.cut_off, last_hour_waits=limit.last_hour_waits)


def _first_moment(calendar: WorkingCalendar, limit: TimeLimit, at: datetime) -> datetime:
    day = _first_day(calendar, limit, at)
    return max(at.astimezone(UTC), calendar.opening(day))


def _used_working_days(calendar: WorkingCalendar, start: date, asked_at: datetime) -> int:
    return max(0, calendar.working_days_between(start, calendar.local(asked_at).date()))


def _used_calendar_days(calendar: WorkingCalendar, start: date, asked_at: datetime) -> int:
    return max(0, (calendar.local(asked_at).date() - start).days)


def _used_same_day(calendar: WorkingCalendar, start: date, asked_at: datetime) -> int:
    return int(calendar.local(asked_at).date() > start)


def _used_working_time(calendar: WorkingCalendar, start: datetime, asked_at: datetime) -> timedelta:
    return max(timedelta(), calendar.working_time_between(start, asked_at))


def _used_time(_calendar: WorkingCalendar, start: datetime, asked_at: datetime) -> timedelta:
    return max(timedelta(), asked_at - start)


def _end_of(calendar: WorkingCalendar, day: date) -> Due:
    return Due(day, calendar.closing(day))


def _after_working_days(calendar: WorkingCalendar, start: date, days: int) -> Due:
    return _end_of(calendar, calendar.add_working_days(start, days))


def _after_calendar_days(calendar: WorkingCalendar, start: date, days: int) -> Due:
    return _end_of(calendar, calendar.this_or_next_working_day(start + DAY * days))


def _after_working_time(calendar: WorkingCalendar, start: datetime, span: timedelta) -> Due:
    at = calendar.add_working_time(start, span)
    return Due(calendar.local(at).date(), at, to_the_minute=True)


def _after_time(calendar: WorkingCalendar, start: datetime, span: timedelta) -> Due:
    """Land within the span of a working day; what would end outside it ends at the next opening."""
    at = start + span
    day = calendar.local(at).date()
    if not calendar.is_working_day(day) or at > calendar.closing(day):
        day = calendar.next_working_day(day)
    return Due(day, max(at, calendar.opening(day)), to_the_minute=True)


def _hours(amount: int) -> timedelta:
    return timedelta(hours=amount)


def _none(_amount: int) -> int:
    return 0


_WAYS = {
    Unit.WORKING_DAY: _Way(_first_day, _used_working_days, _after_working_days, int),
    Unit.CALENDAR_DAY: _Way(_first_day, _used_calendar_days, _after_calendar_days, int),
    Unit.SAME_DAY: _Way(_first_day, _used_same_day, _after_working_days, _none),
    Unit.WORKING_HOUR: _Way(_first_moment, _used_working_time, _after_working_time, _hours),
    Unit.HOUR: _Way(_first_moment, _used_time, _after_time, _hours),
}
