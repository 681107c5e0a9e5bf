"""How long a certificate holds, when it may be renewed, and what its state is: pure decisions."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["valid", "expired", "revoked"]
Step = Literal["none", "first", "renewal"]


@dataclass(frozen=True)
class Held:
    """What a person holds: valid through `valid_until` (None: for ever), renewable from `renew_from`."""

    valid_until: date | None
    renew_from: date | None


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def terms(start: date, months: int, window_days: int) -> Held:
    """Return how long a certificate holds that counts from `start`, and from when it may be renewed."""
    if not months:
        return Held(None, None)
    until = add_months(start, months)
    return Held(until, max(start, until - timedelta(days=window_days)))


def step(held: Held | None, today: date, *, whole: bool) -> Step:
    """Say what finishing something today brings; `whole` is false for the shorter way, which only renews.

    Inside the window it renews; before it, nothing; once expired, only the whole way leads to a new certificate.
    """
    if held is None or (held.valid_until is not None and held.valid_until < today):
        return "first" if whole else "none"
    if held.valid_until is None or held.renew_from is None or today < held.renew_from:
        return "none"
    return "renewal"


def renewed(held: Held, months: int, window_days: int) -> Held:
    """Return the terms of a renewal: it counts from the old end, so that nobody loses days by being early."""
    if held.valid_until is None:
        raise ValueError("what holds for ever is not renewed")
    return terms(held.valid_until, months, window_days)


def state(valid_until: date | None, *, revoked: bool, today: date) -> State:
    """Say how a certificate stands today; it holds through its last day."""
    if revoked:
        return "revoked"
    return "expired" if valid_until is not None and valid_until < today else "valid"


def notice(days_left: int, notice_days: Iterable[int]) -> int | None:
    """Return which of the set days has been reached, the nearest one only; None before the first.

    A job that did not run for some days tells once, not once for each day it missed.
    """
    reached = [each for each in notice_days if 0 <= days_left <= each]
    return min(reached, default=None)
