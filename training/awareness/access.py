"""Runs and mailboxes that the visitor may see, or 404. Nobody's run is anybody else's, whatever their role."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select

from training.awareness import queries
from training.awareness.models import InboxRun, InboxSet
from training.awareness.queries import Item
from training.core.db import db


def access_set(set_id: int) -> InboxSet:
    """Return a mailbox that can be begun."""
    found = db.session.scalars(select(InboxSet).where(InboxSet.id == set_id, InboxSet.archived_at.is_(None))).first()
    if found is None:
        abort(404)
    return found


def access_own_run(person_id: int, run_id: int) -> InboxRun:
    """Return my own run."""
    found = db.session.scalars(select(InboxRun).filter_by(id=run_id, person_id=person_id)).first()
    if found is None:
        abort(404)
    return found


def access_item(run: InboxRun, message_id: int) -> Item:
    """Return a message of my run."""
    found = next((item for item in queries.items(run) if item.row.id == message_id), None)
    if found is None:
        abort(404)
    return found
