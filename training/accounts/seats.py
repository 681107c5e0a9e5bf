"""What a process remembers of learners it let in, for doors behind which the statement that finds a row asks again.

On the day of an exam a class saves an answer every moment, and asking who they are took as long as writing it down. A
door that `asks_again` may go by what was read of a learner within the last minutes. The row behind it is then found or
written with `still_open`: for a session that was ended, or a person who left, in this very moment, there is none. Who
holds any role is asked for each time; so is everybody at every other door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, g, request
from sqlalchemy import bindparam, false, func, literal, select

from training.accounts.models import AuthSession, Credential, Grant, Person
from training.core import clock, transaction
from training.core.permissions import UNPROVEN

KEPT = timedelta(minutes=5)
MOST = 5_000
"""How many sessions a process remembers; then it forgets all and asks again."""
_seat, _person = AuthSession.__table__.c, Person.__table__.c
_account, _grant = Credential.__table__.c, Grant.__table__.c


@dataclass(slots=True)
class Seat:
    """What was read of one session, when, and when its owner was last noted to be there."""

    rows: Sequence[Any]
    read_at: datetime
    seen_at: datetime


def recall(digest: str) -> Seat | None:
    """Return what is remembered of a session, where this door may go by it."""
    door = g.get("door")
    if door is None or not door.asks_again or request.method == "OPTIONS":  # which no view answers
        return None
    known = _known()
    found = known.get(digest)
    if found is None:
        return None
    if clock.now() - found.read_at > KEPT:
        known.pop(digest, None)
        return None
    return found


def go_by(known: Seat) -> None:
    """Let in by memory: from now on a statement of this request owes the question whether the session is open."""
    setattr(g, UNPROVEN, known.rows[0].id)
    transaction.before_settling(_refuse_unasked)


def remember(digest: str, rows: Sequence[Any], seen_at: datetime) -> None:
    """Keep what was just read of the session of a learner who was let in and owes nothing."""
    known = _known()
    if len(known) >= MOST:
        known.clear()
    known[digest] = Seat(rows, clock.now(), seen_at)


def noted(digest: str) -> None:
    """Keep in mind that the owner of a session was just noted to be there."""
    if found := _known().get(digest):
        found.seen_at = clock.now()


def forget(digest: str) -> None:
    """Keep nothing of a session any more."""
    _known().pop(digest, None)


def owed() -> int | None:
    """Return the session that the statement of this request must ask about; None where the door did."""
    found: int | None = g.get(UNPROVEN)
    return found


def asked() -> None:
    """Say that a statement with `still_open` found the session open, or that the door has asked after all."""
    g.pop(UNPROVEN, None)


def still_open() -> Any:
    """Return the condition that the session `seat_id` is open, and that its owner has not left and owes nothing new.

    Whoever was given a role, or has begun to use a second factor elsewhere, goes through the whole door again.
    """
    owes = _account.must_change | (_account.totp_confirmed_at.is_not(None) & _seat.second_factor_at.is_(None))
    ground = AuthSession.__table__.join(Person.__table__, _person.id == _seat.person_id)
    ground = ground.outerjoin(Credential.__table__, _account.person_id == _seat.person_id)
    holds = select(_grant.id).where(_grant.person_id == _seat.person_id, _grant.until.is_(None))
    return (
        select(literal(1)).select_from(ground)
        .where(_seat.id == bindparam("seat_id"), _seat.ended_at.is_(None), _person.status == "active")
        .where(func.coalesce(owes, false()).is_(False), ~holds.correlate(AuthSession.__table__).exists())
        .exists()
    )  # fmt: skip


def _refuse_unasked() -> None:
    if owed() is not None:
        raise RuntimeError("this door goes by memory, and nothing behind it asked whether the session is open")


def _known() -> dict[str, Seat]:
    found: dict[str, Seat] = current_app.extensions.setdefault("accounts.seats", {})
    return found
