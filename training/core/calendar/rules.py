"""Which days and hours an office works, and how far apart two moments are in working time.

Pure. Days are local dates of the office, moments are aware; working spans are half-open on the left: the day
from which one counts is not counted (Civil Code 2015, article 147(2)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

Hours = tuple[tuple[time, time], ...]
DAY = timedelta(days=1)
FARTHEST = 400
"""Days in a row without work after which a calendar is taken for broken."""
OFFICE_DAY: Hours = ((time(7), time(11)), (time(13), time(17)))
"""Usual hours of a commune office; every office edits its own."""
MONDAY_TO_FRIDAY: tuple[Hours, ...] = (OFFICE_DAY,) * 5 + ((), ())


class CalendarBroken(ValueError):
    """This calendar cannot be counted with. `code`: week, hours, no_work, both, exhausted."""

    def __init__(self, code: str, day: date | None = None) -> None:
        """Remember what is wrong, and on which day."""
        super().__init__(f"{code} {day or ''}".strip())
        self.code = code
        self.day = day


@dataclass(frozen=True)
class NamedDay:
    """Why a day is off, or worked instead; `announced` is false while it is only expected ("dự kiến")."""

    name: str
    announced: bool = True


def _nothing() -> Mapping[date, NamedDay]:
    return MappingProxyType({})


@dataclass(frozen=True)
class WorkingCalendar:
    """One immutable version of the office's calendar; a changed calendar is a new one with a new `number`.

    `weekly` holds the intervals of work from Monday to Sunday; `make_up` are days worked in place of others,
    with the hours of the first working weekday.
    """

    holidays: Mapping[date, NamedDay] = field(default_factory=_nothing, hash=False)
    make_up: Mapping[date, NamedDay] = field(default_factory=_nothing, hash=False)
    weekly: tuple[Hours, ...] = MONDAY_TO_FRIDAY
    zone: str = "Asia/Ho_Chi_Minh"
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse a calendar that cannot be counted with; raise CalendarBroken."""
        if len(self.weekly) != 7:
            raise CalendarBroken("week")
        if not any(self.weekly):
            raise CalendarBroken("no_work")
        for hours in self.weekly:
            edges = [edge for interval in hours for edge in interval]
            if any(later <= earlier for earlier, later in pairwise(edges)):
                raise CalendarBroken("hours")
        if both := set(self.holidays) & set(self.make_up):
            raise CalendarBroken("both", min(both))

    @cached_property
    def tz(self) -> ZoneInfo:
        """Return the office's zone."""
        return ZoneInfo(self.zone)

    def local(self, at: datetime) -> datetime:
        """Return `at` on the office's wall clock; raise ValueError for a time without a zone."""
        if at.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return at.astimezone(self.tz)

    def moment(self, day: date, at: time) -> datetime:
        """Return the UTC moment of a wall-clock time in the office."""
        return datetime.combine(day, at, self.tz).astimezone(UTC)

    # days

    def hours_on(self, day: date) -> Hours:
        """Return the intervals of work on `day`; none on a day off."""
        if day in self.holidays:
            return ()
        usual = self.weekly[day.weekday()]
        if not usual and day in self.make_up:
            return next(hours for hours in self.weekly if hours)
        return usual

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on `day`."""
        return bool(self.hours_on(day))

    def is_expected(self, day: date) -> bool:
        """Say whether `day` is what it is only by expectation, no decision having been announced."""
        named = self.holidays.get(day) or self.make_up.get(day)
        return named is not None and not named.announced

    def opening(self, day: date) -> datetime:
        """Return when a working `day` begins."""
        return self.moment(day, self.hours_on(day)[0][0])

    def closing(self, day: date) -> datetime:
        """Return when a working `day` ends."""
        return self.moment(day, self.hours_on(day)[-1][1])

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        return self._nth(day, 1, DAY)

    def this_or_next_working_day(self, day: date) -> date:
        """Return `day` if it is worked, else the next working day."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, day: date, days: int) -> date:
        """Return the working day that is `days` working days after `day` (before it, where negative).

        `day` itself is not counted; zero days from a day off is the next working day.
        """
        if days == 0:
            return self.this_or_next_working_day(day)
        return self._nth(day, abs(days), DAY if days > 0 else -DAY)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative if `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + DAY * n for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working_day, days))

    def _nth(self, day: date, left: int, step: timedelta) -> date:
        idle = 0
        while left:
            day += step
            worked = self.is_working_day(day)
            idle = 0 if worked else idle + 1
            if idle > FARTHEST:
                raise CalendarBroken("exhausted", day)
            left -= worked
        return day

    # hours

    def add_working_time(self, at: datetime, span: timedelta) -> datetime:
        """Return the moment by which `span` (not negative) of office hours has passed since `at`, in UTC.

        A span that ends with an interval ends there, not at the next opening; no span at all moves a moment
        outside office hours to the next opening.
        """
        for opens, closes in self._intervals(self.local(at).date()):
            start = max(at.astimezone(UTC), opens)
            if start < closes or (start == closes and not span):
                if start + span <= closes:
                    return start + span
                span -= closes - start
        raise CalendarBroken("exhausted", self.local(at).date())

    def add_working_minutes(self, at: datetime, minutes: int) -> datetime:
        """Return `add_working_time` for whole minutes."""
        return self.add_working_time(at, timedelta(minutes=minutes))

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much of `start` to `end` is office hours; negative if `end` comes first."""
        if end < start:
            return -self.working_time_between(end, start)
        total = timedelta()
        for opens, closes in self._intervals(self.local(start).date()):
            if opens >= end:
                break
            total += max(timedelta(), min(closes, end) - max(opens, start))
        return total

    def _intervals(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the office's intervals of work from `day` on."""
        day = self.this_or_next_working_day(day)
        while True:
            for opens, closes in self.hours_on(day):
                yield self.moment(day, opens), self.moment(day, closes)
            day = self.next_working_day(day)
