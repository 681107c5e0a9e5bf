"""Wrong tries against one account: after ten, a wait that grows to ten minutes. No address is ever counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import ngettext
from sqlalchemy import delete

from training.accounts.models import Throttle
from training.core import audit, clock
from training.core.db import db, on_sqlite, take_turn
from training.core.errors import RuleBroken

FREE = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(minutes=30)


def key(purpose: str, name: str) -> str:
    """Return the key under which tries against `name` are counted; it says nothing about the name."""
    return f"{purpose}:{audit.record.digest(name.casefold())}"


def refuse_if_waiting(counted: str) -> None:
    """Raise RuleBroken while an account must wait, with the minutes that are left."""
    row = db.session.get(Throttle, counted)
    if row is None or row.until is None or row.until <= clock.now():
        return
    minutes = max(1, -(-int((row.until - clock.now()).total_seconds()) // 60))
    raise RuleBroken(
        ngettext(
            "Too many wrong tries. Wait %(num)s minute, or ask the help desk to unlock the account.",
            "Too many wrong tries. Wait %(num)s minutes, or ask the help desk to unlock the account.",
            minutes,
        ),
        code="sign_in.waiting",
    )


def count(counted: str) -> None:
    """Count one wrong try; runs apart from the work that was undone."""
    now = clock.now()
    if on_sqlite():
        take_turn()
    row = db.session.get(Throttle, counted, with_for_update=True)
    if row is None:
        row = Throttle(key=counted, failures=0, first_at=now)
        db.session.add(row)
    elif now - row.first_at > FORGOTTEN_AFTER and (row.until is None or row.until < now):
        row.failures, row.first_at, row.until = 0, now, None
    row.failures += 1
    row.until = _wait(row.failures, now)


def forgive(counted: str) -> None:
    """Forget the wrong tries of an account that has proved itself, or was unlocked."""
    db.session.execute(delete(Throttle).where(Throttle.key == counted))


def _wait(failures: int, now: datetime) -> datetime | None:
    if failures < FREE:
        return None
    wait: timedelta = FIRST_WAIT * 2 ** min(failures - FREE, 10)
    return now + min(LONGEST_WAIT, wait)
