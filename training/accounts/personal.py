"""Everything the house knows about one person, for that person."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from training.accounts.models import AuthSession, Consent, Credential, Identity, Person
from training.accounts.queries import own_posts
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.core.feature import house


def everything(person_id: int) -> dict[str, Any]:
    """Return the person's data, one part for each room that knows them. No secret is in it."""
    return {feature.name: feature.personal(person_id) for feature in house().features if feature.personal}


def own(person_id: int) -> dict[str, Any]:
    """Return what this package knows of a person."""
    identity, person = db.session.get(Identity, person_id), db.session.get_one(Person, person_id)
    credential = db.session.get(Credential, person_id)
    sessions = db.session.scalars(select(AuthSession).filter_by(person_id=person_id)).all()
    given = db.session.scalars(select(Consent).filter_by(person_id=person_id)).all()
    events = db.session.scalars(select(AuditEvent).filter_by(actor_id=person_id).order_by(AuditEvent.id)).all()
    return {
        "identity": {
            "code": identity.code, "full_name": identity.full_name, "email": identity.email, "phone": identity.phone,
        } if identity else None,
        "account": {"sign_in_name": credential.sign_in_name if credential else None, "status": person.status},
        "posts": [list(post) for post in own_posts(person_id)],
        "sessions": [
            {"begun": row.created_at, "seen": row.last_seen_at, "device": row.device, "address": row.address}
            for row in sessions
        ],
        "agreements": [
            {"text": row.key, "version": row.version, "given": row.given_at, "withdrawn": row.withdrawn_at}
            for row in given
        ],
        "events": [{"at": row.at, "action": row.action, "outcome": row.outcome} for row in events],
    }  # fmt: skip
