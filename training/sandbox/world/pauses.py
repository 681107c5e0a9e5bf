"""What the simulated clock passes over without any work being done: the noon break, nights, days off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from training.core.calendar.rules import WorkingCalendar

DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DAY = timedelta(days=1)


def day_words(day: date, *, year: bool = False) -> str:
    """Return a day as the office says it: thứ Hai 09/11."""
    return f"{DAYS[day.weekday()]} {day:%d/%m/%Y}" if year else f"{DAYS[day.weekday()]} {day:%d/%m}"


def pauses_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> tuple[str, ...]:
    """Say in Vietnamese what lay between two moments and was no time of work; empty where all of it was worked.

    Once a night lies between, the noon breaks on the way go without saying.
    """
    gaps = [(closes, opens) for closes, opens in _gaps(calendar, start, end) if start < opens <= end]
    nights = [gap for gap in gaps if gap[0].date() != gap[1].date()]
    if not nights:
        return tuple(f"giờ nghỉ trưa từ {closes:%H:%M} đến {opens:%H:%M}" for closes, opens in gaps)
    found: list[str] = []
    for closes, opens in nights:
        found.append(f"thời gian ngoài giờ làm việc từ {_at(closes)} đến {_at(opens)}")
        found += _days_off(calendar, closes.date(), opens.date())
    return tuple(found)


def _at(moment: datetime) -> str:
    return f"{moment:%H:%M} {day_words(moment.date())}"


def _gaps(calendar: WorkingCalendar, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches without work around two moments, on the office's wall clock."""
    day, last, closes = calendar.local(start).date() - DAY, calendar.local(end).date() + DAY, None
    while day <= last:
        for begins, ends in calendar.hours_on(day):
            opens = calendar.local(calendar.moment(day, begins))
            if closes is not None:
                yield closes, opens
            closes = calendar.local(calendar.moment(day, ends))
        day += DAY


def _days_off(calendar: WorkingCalendar, first: date, last: date) -> Iterator[str]:
    """Say which whole days between two working days were off, and why."""
    weekend: list[str] = []
    for day in (first + DAY * n for n in range(1, (last - first).days)):
        if named := calendar.holidays.get(day):
            yield f"{day_words(day)} là ngày nghỉ ({named.name})"
        else:
            weekend.append(day_words(day))
    if weekend:
        yield f"{', '.join(weekend)} là ngày nghỉ cuối tuần"
