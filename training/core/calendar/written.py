"""A calendar as plain data and back, and what differs between two of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import Any, Literal

from training.core.calendar.rules import Hours, NamedDay, WorkingCalendar

Kind = Literal["holiday", "make_up"]
KINDS: tuple[Kind, Kind] = ("holiday", "make_up")


@dataclass(frozen=True)
class Entry:
    """One day that differs from the usual week."""

    day: date
    kind: Kind
    name: str
    announced: bool = True


@dataclass(frozen=True)
class Change:
    """How one day, or the week's hours (`day` is None), differs from the version before."""

    what: Literal["added", "removed", "changed", "hours"]
    day: date | None = None
    before: Entry | None = None
    after: Entry | None = None


def entries(calendar: WorkingCalendar) -> list[Entry]:
    """Return every named day of `calendar` by date."""
    found = [Entry(day, "holiday", named.name, named.announced) for day, named in calendar.holidays.items()]
    found += [Entry(day, "make_up", named.name, named.announced) for day, named in calendar.make_up.items()]
    return sorted(found, key=lambda each: each.day)


def calendar_of(days: Iterable[Entry], weekly: Sequence[Hours], *, zone: str, number: int) -> WorkingCalendar:
    """Return the calendar of these days and hours; raise CalendarBroken for one that cannot be counted with."""
    named: Mapping[Kind, dict[date, NamedDay]] = {kind: {} for kind in KINDS}
    for each in sorted(days, key=lambda one: one.day):
        named[each.kind][each.day] = NamedDay(each.name, each.announced)
    return WorkingCalendar(
        MappingProxyType(named["holiday"]), MappingProxyType(named["make_up"]), tuple(weekly), zone, number
    )


def as_data(calendar: WorkingCalendar) -> dict[str, Any]:
    """Return `calendar` as plain data: zone, weekly, days."""
    days = [
        {"date": each.day.isoformat(), "kind": each.kind, "name": each.name, "announced": each.announced}
        for each in entries(calendar)
    ]
    weekly = [[[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours] for hours in calendar.weekly]
    return {"zone": calendar.zone, "weekly": weekly, "days": days}


def from_data(number: int, zone: str, weekly: Any, days: Any) -> WorkingCalendar:
    """Return the calendar that plain data describes."""
    hours = [tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in intervals) for intervals in weekly]
    found = [Entry(date.fromisoformat(each["date"]), each["kind"], each["name"], each["announced"]) for each in days]
    return calendar_of(found, hours, zone=zone, number=number)


def changes(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Change]:
    """Yield what `after` says differently, the hours first, then day by day."""
    if before.weekly != after.weekly:
        yield Change("hours")
    old, new = ({each.day: each for each in entries(calendar)} for calendar in (before, after))
    for day in sorted(old.keys() | new.keys()):
        was, is_now = old.get(day), new.get(day)
        if was != is_now:
            yield Change("added" if was is None else "removed" if is_now is None else "changed", day, was, is_now)


__all__ = ["KINDS", "Change", "Entry", "Kind", "as_data", "calendar_of", "changes", "entries", "from_data"]
