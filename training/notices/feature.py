"""What the notices bring into the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_login import current_user

from training.core.db import db
from training.core.events import PeopleWithdrawn, PersonErased
from training.core.feature import Feature
from training.notices import service, views


def context() -> Mapping[str, Any]:
    """Give the shells the number of unread notices, counted only where a shell shows it."""
    return {"unread_count": lambda: service.unread(current_user.id)}


def own(person_id: int) -> Mapping[str, Any]:
    """Return a person's notices, for their own export."""
    rows = db.session.scalars(service.mine(person_id)).all()
    return {"notices": [{"kind": row.kind, "about": row.about, "at": row.at, "read": row.read_at} for row in rows]}


NOTICES = Feature(
    "notices",
    blueprints=(views.bp,),
    listeners={PeopleWithdrawn: service.forget, PersonErased: service.forget},
    context=context,
    personal=own,
)
