"""The one place that knows what time it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")
_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """Return the present, aware, in UTC."""
    moved = _moved.get()
    return moved if moved is not None else datetime.now(UTC)


def today() -> date:
    """Return the office's calendar day."""
    return local(now()).date()


def local(at: datetime) -> datetime:
    """Return `at` as the office's clock on the wall shows it."""
    return at.astimezone(OFFICE)


def at_office(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC moment of a wall-clock time in the office."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OFFICE).astimezone(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the house believe that it is `moment`: for demo histories and proofs."""
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
