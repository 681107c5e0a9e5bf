"""Writing one line of the audit trail."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from flask import current_app, g, has_request_context

from training.core import clock
from training.core.audit.models import AuditEvent
from training.core.db import db

Subject = tuple[str, int | str] | None


def note(
    action: str, subject: Subject = None, *, actor_id: int | None = None, outcome: str = "done", **details: Any
) -> None:
    """Add one event to this transaction: `action` as `area.verb`, `subject` as (kind, id), details as ids only."""
    kind, subject_id = subject or ("", "")
    db.session.add(
        AuditEvent(
            at=clock.now(),
            actor_id=actor_id if actor_id is not None else current_actor(),
            action=action,
            outcome=outcome,
            subject_kind=kind,
            subject_id=str(subject_id),
            details=details,
            request_id=g.get("request_id", "") if has_request_context() else "",
        )
    )


def refused(action: str, subject: Subject = None, **details: Any) -> None:
    """Add a refusal; the caller commits it apart from the work that was undone."""
    note(action, subject, outcome="refused", **details)


def digest(value: str) -> str:
    """Return a keyed digest that lets equal values be matched, and nothing be read."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:24]


def current_actor() -> int | None:
    """Return the id of the person at the door, if one is signed in."""
    found = g.get("actor_id") if has_request_context() else None
    return int(found) if found is not None else None
