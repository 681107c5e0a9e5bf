"""What the ledger knows of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from training.core import activities
from training.core.db import db
from training.ledger import queries
from training.ledger.models import ExtensionRequest, Repeat


def own(person_id: int) -> Mapping[str, Any]:
    """Return everything asked of a person, and everything they finished, with its evidence."""
    rows = queries.completions_of(person_id)
    about = activities.describe(row.ref for row in rows)
    wishes = db.session.scalars(select(ExtensionRequest).filter_by(person_id=person_id).order_by(ExtensionRequest.id))
    return {
        "more_time": [
            {
                "activity": str(row.ref), "reason": row.reason, "wished_on": row.wished_on, "at": row.asked_at,
                "granted_on": row.granted_on, "answer": row.answer,
            }
            for row in wishes
        ],
        "repeats": [
            {"activity": str(row.ref), "after_days": row.after_days, "at": row.done_at, "kept": row.kept}
            for row in db.session.scalars(select(Repeat).filter_by(person_id=person_id).order_by(Repeat.id))
        ],
        "asked": [
            {"title": task.about.title, "due_on": task.standing.due_on, "state": task.standing.state}
            for task in queries.tasks(person_id)
        ],
        "finished": [
            {
                "title": about[row.ref].title if row.ref in about else str(row.ref), "at": row.at,
                "outcome": row.outcome, "fraction": row.fraction, "evidence": row.evidence, "assisted": row.assisted,
            }
            for row in rows
        ],
    }  # fmt: skip
