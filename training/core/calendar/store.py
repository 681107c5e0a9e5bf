"""The calendar in force: what the office decided, or what is shipped until it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from training.core import clock
from training.core.calendar import seed, written
from training.core.calendar.models import CalendarVersion
from training.core.calendar.rules import WorkingCalendar
from training.core.db import db

FRESH = timedelta(seconds=5)
"""How long a process trusts its copy: another process's change shows within this time."""


@dataclass(frozen=True)
class _Shelf:
    calendar: WorkingCalendar
    until: datetime


def current() -> WorkingCalendar:
    """Return the working calendar that applies now; costs no query while the copy is fresh."""
    shelf: _Shelf | None = current_app.extensions.get("calendar_shelf")
    if shelf is None or not clock.now() <= shelf.until <= clock.now() + FRESH:
        shelf = _Shelf(_newest(shelf), clock.now() + FRESH)
        current_app.extensions["calendar_shelf"] = shelf
    return shelf.calendar


def version(number: int) -> WorkingCalendar:
    """Return the calendar as it stood under `number`; raise KeyError for one that never was."""
    if (now := current()).number == number:
        return now
    row = db.session.get(CalendarVersion, number)
    if row is not None:
        return read(row)
    if number == seed.SHIPPED_NUMBER:
        return seed.shipped()
    raise KeyError(number)


def newest() -> CalendarVersion | None:
    """Return the newest decided version, or None while the shipped calendar applies."""
    return db.session.scalars(select(CalendarVersion).order_by(CalendarVersion.number.desc()).limit(1)).first()


def versions() -> Sequence[CalendarVersion]:
    """Return every decided version, the newest first."""
    return db.session.scalars(select(CalendarVersion).order_by(CalendarVersion.number.desc())).all()


def read(row: CalendarVersion) -> WorkingCalendar:
    """Return the calendar that a stored version describes."""
    return written.from_data(row.number, row.zone, row.weekly, row.days)


def forget() -> None:
    """Read the calendar anew next time."""
    current_app.extensions.pop("calendar_shelf", None)


def _newest(shelf: _Shelf | None) -> WorkingCalendar:
    """Return the newest calendar, the very object on the shelf where nothing was decided since."""
    number = db.session.scalar(select(CalendarVersion.number).order_by(CalendarVersion.number.desc()).limit(1))
    if shelf is not None and shelf.calendar.number == (number or seed.SHIPPED_NUMBER):
        return shelf.calendar
    return read(db.session.get_one(CalendarVersion, number)) if number is not None else seed.shipped()
