"""Agreements about personal data: each text in versions, given by an act, withdrawn as easily (Law 91/2025)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from training.accounts.models import Consent, ConsentText
from training.core import audit, clock
from training.core.db import db


@dataclass(frozen=True)
class Choice:
    """One text as it stands today, and whether this person agreed to this version."""

    text: ConsentText
    given_at: datetime | None


def choices(person_id: int, locale: str) -> list[Choice]:
    """Return the newest version of every text in `locale`, with the person's answer."""
    newest = (
        select(ConsentText.key, func.max(ConsentText.version).label("version")).group_by(ConsentText.key).subquery()
    )
    texts = db.session.scalars(
        select(ConsentText)
        .join(newest, (newest.c.key == ConsentText.key) & (newest.c.version == ConsentText.version))
        .where(ConsentText.locale == locale)
        .order_by(ConsentText.key)
    ).all()
    given = {
        (row.key, row.version): row.given_at
        for row in db.session.scalars(
            select(Consent).filter_by(person_id=person_id).where(Consent.withdrawn_at.is_(None))
        )
    }
    return [Choice(text, given.get((text.key, text.version))) for text in texts]


def give(person_id: int, text: ConsentText) -> None:
    """Note that a person agreed to this version; a second time changes nothing."""
    held = select(Consent.id).filter_by(person_id=person_id, key=text.key, version=text.version)
    if db.session.scalar(held.where(Consent.withdrawn_at.is_(None))) is None:
        db.session.add(Consent(person_id=person_id, key=text.key, version=text.version, given_at=clock.now()))
        audit.note("consent.give", ("person", person_id), key=text.key, version=text.version)


def withdraw(person_id: int, key: str) -> None:
    """End a person's agreement, whatever its version; training goes on."""
    query = update(Consent).where(Consent.person_id == person_id, Consent.key == key, Consent.withdrawn_at.is_(None))
    if db.session.execute(query.values(withdrawn_at=clock.now()).returning(Consent.id)).first() is not None:
        audit.note("consent.withdraw", ("person", person_id), key=key)


def holds(person_id: int, key: str) -> bool:
    """Say whether a person agrees to `key` today."""
    query = select(Consent.id).filter_by(person_id=person_id, key=key).where(Consent.withdrawn_at.is_(None))
    return db.session.scalar(query.limit(1)) is not None
