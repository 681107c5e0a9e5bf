"""Sign-in sessions kept on the server: found by a token, ended by a row, never by hoping that a cookie is gone."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update

from training.accounts.models import AuthSession
from training.core import clock
from training.core.db import db, line

TOKEN_BYTES = 32
IDLE_LEARNER = timedelta(hours=4)
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
_table: Any = AuthSession.__table__
SEEN = (
    update(_table).where(_table.c.id == bindparam("session_id"))
    .values(last_seen_at=bindparam("now", type_=_table.c.last_seen_at.type))
)  # fmt: skip


def digest(token: str) -> str:
    """Return what the database keeps of a token: nobody who reads it can sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(person_id: int, *, device: str = "", address: str = "", second_factor: bool = False) -> str:
    """Open a session for a person and return its token."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    db.session.add(
        AuthSession(
            person_id=person_id, digest=digest(token), created_at=now, last_seen_at=now, confirmed_at=now,
            second_factor_at=now if second_factor else None, device=device, address=address,
        )
    )  # fmt: skip
    db.session.flush()
    return token


def end(session_id: int, *, by: int | None = None) -> bool:
    """End a session now; say whether it was open."""
    query = update(AuthSession).where(AuthSession.id == session_id, AuthSession.ended_at.is_(None))
    done = db.session.execute(query.values(ended_at=clock.now(), ended_by=by).returning(AuthSession.id)).first()
    return done is not None


def end_all(person_id: int, *, by: int | None = None, but: int | None = None) -> int:
    """End every open session of a person, apart from `but`; return how many there were."""
    query = update(AuthSession).where(AuthSession.person_id == person_id, AuthSession.ended_at.is_(None))
    if but is not None:
        query = query.where(AuthSession.id != but)
    return len(db.session.execute(query.values(ended_at=clock.now(), ended_by=by).returning(AuthSession.id)).all())


def is_over(row: Any, *, learner_only: bool) -> bool:
    """Say whether a session has ended, stood idle too long, or is too old."""
    now = clock.now()
    idle = IDLE_LEARNER if learner_only else IDLE
    return row.ended_at is not None or now - row.last_seen_at > idle or now - row.created_at > ABSOLUTE


def note_seen(session_id: int, seen_at: datetime, *, saving: bool = False) -> bool:
    """Note that its owner is there, once a minute at most, or sooner where something is saved; say whether it was."""
    now = clock.now()
    if now - seen_at <= (NOTED_EVERY / 4 if saving else NOTED_EVERY):
        return False
    line().execute(SEEN, {"session_id": session_id, "now": now})
    return True


SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"))
BROWSERS = (
    ("Edg/", "Edge"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """Name a device in two words its owner recognises, from what the browser says of itself."""
    system = next((name for mark, name in SYSTEMS if mark in agent), "Linux" if "Linux" in agent else "")
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return ", ".join(filter(None, (browser, system)))
