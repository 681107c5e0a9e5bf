"""The calendar that is shipped: public holidays of 2026 to 2028, to be edited by the office.

The lunar dates come from the `holidays` library; what it does not know stands here. 2026 is announced.
Whatever lies further on is expected until its decision is published: for Tết 2027 two variants were proposed,
4-10 February (shipped here) and 5-14 February.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from types import MappingProxyType

from training.core.calendar.rules import NamedDay, WorkingCalendar

YEARS = (2026, 2027, 2028)
LAST_ANNOUNCED_YEAR = 2026
SHIPPED_NUMBER = 1

OWN_HOLIDAYS = {
    date(2026, 1, 2): "Nghỉ Tết Dương lịch (làm bù ngày 10/01/2026)",
    date(2026, 11, 24): "Ngày Văn hóa Việt Nam",
}
"""Letter 12729/VPCP-KGVX as reported for 2 January; Resolution 28/2026/QH16 for 24 November."""
OWN_MAKE_UP = {
    date(2026, 1, 10): "Làm bù cho ngày 02/01/2026",
    date(2026, 8, 22): "Làm bù cho ngày 31/08/2026",
}


@cache
def shipped() -> WorkingCalendar:
    """Return the shipped calendar, with the usual office hours; the same at every call."""
    holidays = {day: _named(day, name) for day, name in sorted((_from_library() | OWN_HOLIDAYS).items())}
    make_up = {day: _named(day, name) for day, name in sorted(OWN_MAKE_UP.items())}
    return WorkingCalendar(MappingProxyType(holidays), MappingProxyType(make_up), number=SHIPPED_NUMBER)


def _named(day: date, name: str) -> NamedDay:
    return NamedDay(name, announced=day.year <= LAST_ANNOUNCED_YEAR)


def _from_library() -> dict[date, str]:
    import holidays  # takes 0.1 s: only when a calendar is made

    found = holidays.country_holidays("VN", years=YEARS, language="vi")
    return {day: name for day, name in found.items() if day not in OWN_MAKE_UP}
