"""What was typed when a session had run out: kept for an hour, given back to the same person, without any password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from training.accounts import sessions
from training.accounts.models import AuthSession, KeptForm
from training.core import clock
from training.core.db import db

COOKIE = "kept"
LIFE = timedelta(hours=1)
LARGEST = 200_000
SECRETS = ("password", "code", "csrf_token", "secret", "once")


def keep(path: str, fields: dict[str, list[str]], token: str) -> str | None:
    """Keep a form for the person whose session `token` was, and return the name it is kept under, or None."""
    person_id = db.session.scalar(select(AuthSession.person_id).filter_by(digest=sessions.digest(token)))
    plain = {name: values for name, values in fields.items() if not any(word in name for word in SECRETS)}
    size = sum(len(value) for values in plain.values() for value in values)
    if person_id is None or not plain or size > LARGEST:
        return None
    db.session.execute(delete(KeptForm).where(KeptForm.expires_at < clock.now()))
    name = secrets.token_urlsafe(24)
    row = KeptForm(digest=_digest(name), person_id=person_id, path=path, fields=plain, expires_at=clock.now() + LIFE)
    db.session.add(row)
    return name


def find(name: str, person_id: int) -> KeptForm | None:
    """Return the form kept under `name`, if it is this person's."""
    row = db.session.get(KeptForm, _digest(name)) if name else None
    return row if row is not None and row.person_id == person_id and row.expires_at > clock.now() else None


def drop(row: KeptForm) -> None:
    """Forget a kept form."""
    db.session.delete(row)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
