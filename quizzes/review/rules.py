"""When a thing comes back, by FSRS (`fsrs` 6.3.2): pure, so that measured days are a test.

Wrong comes back the next day, right after two days and then ever later; a slow or half right answer counts as hard.
Nothing is ever rated easy by the machine: only a person could say that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timezone
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from fsrs import Card, Rating, Scheduler

RETENTION, LONGEST_DAYS = 0.9, 180
SLOW_SECONDS = 60
SESSION = 8
"""Items of one day: about three minutes, also after a long leave."""
RIGHT = 0.999
AGAIN = Rating.Again


@cache
def scheduler(*, fuzz: bool = True) -> Scheduler:
    """Return the one scheduler: no re-asking within minutes, at most half a year between two reviews."""
    return Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS,
        enable_fuzzing=fuzz,
    )  # fmt: skip


def rating(fraction: float, seconds: float | None = None) -> Rating:
    """Return what an answer says: wrong is again, half right or slow is hard, right is good."""
    if fraction <= 0:
        return Rating.Again
    slow = seconds is not None and seconds > SLOW_SECONDS
    return Rating.Hard if fraction < RIGHT or slow else Rating.Good


def fresh(number: int, at: datetime) -> dict[str, Any]:
    """Return a new card with its own number (two made within a millisecond must not share one)."""
    return dict(Card(card_id=number, due=exact(at)).to_dict())


def reviewed(
    state: Mapping[str, Any], how: Rating, at: datetime, *, fuzz: bool = True
) -> tuple[dict[str, Any], datetime]:
    """Return the card after an answer, and when it is due again."""
    card, _log = scheduler(fuzz=fuzz).review_card(_card(state), how, exact(at))
    return dict(card.to_dict()), card.due


def retrievability(state: Mapping[str, Any], at: datetime) -> float:
    """Return how likely it is that the person still knows it (0..1); 0 for what was never asked."""
    return float(scheduler().get_card_retrievability(_card(state), exact(at)))


def _card(state: Mapping[str, Any]) -> Card:
    known: Any = dict(state)
    return Card.from_dict(known)


def exact(at: datetime) -> datetime:
    """Return the moment with exactly `timezone.utc`, as the scheduler demands; another zone would be refused."""
    return at.astimezone(UTC).replace(tzinfo=timezone.utc)  # noqa: UP017  (the library compares by this very object)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the day on the office's calendar: what is due at 20:00 may be done in the morning."""
    return at.astimezone(zone).date()


def session(due: int, done_today: int) -> int:
    """Return how many are asked today: never more than a session holds, however much has piled up."""
    return max(0, min(due, SESSION - done_today))
