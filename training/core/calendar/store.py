"""The calendar in force: what the office decided, or what is shipped until it does."""

from __future__ import annotations

from training.core.calendar import seed
from training.core.calendar.rules import WorkingCalendar


def current() -> WorkingCalendar:
    """Return the working calendar that applies now."""
    return seed.shipped()
