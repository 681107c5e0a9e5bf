"""What counts in an attempt: lateness, the total, what is passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

GRACE = timedelta(seconds=30)
"""A slow network must not cost a learner the attempt."""


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Say whether answers arriving at `now` are refused."""
    return due_at is not None and now > due_at + GRACE


def total(marks: Iterable[tuple[float, float]]) -> float:
    """Return the weighted mean (0..1) of (weight, fraction) pairs; 0 for none."""
    pairs = list(marks)
    weight = sum(each for each, _fraction in pairs)
    return round(sum(each * fraction for each, fraction in pairs) / weight, 5) if weight else 0.0


def outcome(fraction: float, pass_percent: int) -> Literal["passed", "failed"]:
    """Say whether an attempt reaches the pass mark."""
    return "passed" if fraction * 100 + 1e-6 >= pass_percent else "failed"
