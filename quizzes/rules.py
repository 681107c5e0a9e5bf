"""What counts in an attempt: lateness, the total, which attempt counts, what is passed, what may be told when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

GRACE = timedelta(seconds=30)
"""A slow network must not cost a learner the attempt."""
JUST_AFTER = timedelta(minutes=2)
PHASES = ("during", "just_after", "later", "closed")
TOLD = ("marks", "feedback", "right")
METHODS = ("highest", "average", "first", "last")
TIME_UP = ("submit", "grace", "abandon")
EVERYTHING: Mapping[str, Sequence[str]] = {"during": (), "just_after": TOLD, "later": TOLD, "closed": TOLD}
Outcome = Literal["passed", "failed"]


def is_late(due_at: datetime | None, now: datetime) -> bool:
    """Say whether answers arriving at `now` are refused."""
    return due_at is not None and now > due_at + GRACE


def total(marks: Iterable[tuple[float, float]]) -> float:
    """Return the weighted mean (0..1) of (weight, fraction) pairs; 0 for none, never below 0."""
    pairs = list(marks)
    weight = sum(each for each, _fraction in pairs)
    mean = sum(each * fraction for each, fraction in pairs) / weight if weight else 0.0
    return min(1.0, max(0.0, round(mean, 5)))


def outcome(fraction: float, pass_percent: int) -> Outcome:
    """Say whether an attempt reaches the pass mark."""
    return "passed" if fraction * 100 + 1e-6 >= pass_percent else "failed"


def counted(method: str, fractions: Sequence[float]) -> float:
    """Return the result of all finished attempts in order, by the quiz's method; 0 for none."""
    if not fractions:
        return 0.0
    chosen = {"first": fractions[0], "last": fractions[-1], "average": sum(fractions) / len(fractions)}
    return round(chosen.get(method, max(fractions)), 5)


def phase(submitted_at: datetime | None, closes_at: datetime | None, now: datetime) -> str:
    """Return where an attempt stands for its review: during, just_after (2 minutes), later, closed."""
    if submitted_at is None:
        return "during"
    if closes_at is not None and now >= closes_at:
        return "closed"
    return "just_after" if now < submitted_at + JUST_AFTER else "later"


def stage(
    size: int, published_at: datetime | None, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> str:
    """Return where a quiz stands for its author: empty, draft, soon (opens later), open or over."""
    if published_at is None:
        return "draft" if size else "empty"
    if closes_at is not None and now >= closes_at:
        return "over"
    return "soon" if opens_at is not None and now < opens_at else "open"


def may_tell(review: Mapping[str, Any] | None, checks: bool, at: str) -> frozenset[str]:
    """Return what of marks, feedback and right answers may be told in the phase `at`.

    During an attempt a behaviour that checks tells marks and feedback of a checked answer, as it promises, and the
    quiz only says whether the right answer, too; one that does not check tells nothing. What the quiz leaves open
    follows the house: everything afterwards.
    """
    chosen = frozenset((review or {}).get(at) or () if at in (review or {}) else EVERYTHING[at]) & frozenset(TOLD)
    if at != "during":
        return chosen
    return chosen | {"marks", "feedback"} if checks else frozenset()
