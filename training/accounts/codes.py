"""Codes that work once: invitations, activation slips, resets. Only a keyed digest of each is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from training.accounts.models import OneTimeCode
from training.core import audit, clock
from training.core.db import db

LIFE = {"invite": timedelta(hours=1), "activate": timedelta(days=30), "reset": timedelta(minutes=10)}
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which a slip on a desk confuses."""
SLIP_LENGTH = 12
"""12 of 31 letters: 59 bits, with throttling far beyond guessing."""


def long(purpose: str, person_id: int | None) -> str:
    """Return a new code for an address in a letter (256 bits)."""
    return _keep(purpose, person_id, secrets.token_urlsafe(32))


def short(purpose: str, person_id: int) -> str:
    """Return a new code to be typed from paper, as XXXX-XXXX-XXXX; earlier unused ones stop working."""
    db.session.execute(
        delete(OneTimeCode).where(
            OneTimeCode.person_id == person_id, OneTimeCode.purpose == purpose, OneTimeCode.used_at.is_(None)
        )
    )
    plain = "".join(secrets.choice(LETTERS) for _turn in range(SLIP_LENGTH))
    _keep(purpose, person_id, plain)
    return "-".join(plain[start : start + 4] for start in range(0, SLIP_LENGTH, 4))


def find(purpose: str, code: str) -> OneTimeCode | None:
    """Return the row of a code that still works."""
    query = select(OneTimeCode).filter_by(purpose=purpose, digest=_digest(purpose, code))
    return db.session.scalars(query.where(OneTimeCode.used_at.is_(None), OneTimeCode.expires_at > clock.now())).first()


def use(row: OneTimeCode) -> bool:
    """Use a code up; False for whoever came second."""
    once = update(OneTimeCode).where(OneTimeCode.id == row.id, OneTimeCode.used_at.is_(None))
    return db.session.execute(once.values(used_at=clock.now()).returning(OneTimeCode.id)).first() is not None


def clean(code: str) -> str:
    """Return a typed slip code without the spaces and hyphens people add."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _keep(purpose: str, person_id: int | None, code: str) -> str:
    now = clock.now()
    db.session.add(
        OneTimeCode(
            purpose=purpose, person_id=person_id, digest=_digest(purpose, code), created_at=now,
            expires_at=now + LIFE[purpose], created_by=audit.record.current_actor(),
        )
    )  # fmt: skip
    db.session.flush()
    return code


def _digest(purpose: str, code: str) -> str:
    return audit.record.digest(f"{purpose}:{code}")
