"""What the practice ground knows about a person, for the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from training.core.db import db
from training.sandbox.models import Exercise, Run


def own(person_id: int) -> Mapping[str, Any]:
    """Return a person's own attempts as plain data."""
    query = select(Run, Exercise.key).join(Exercise, Exercise.id == Run.exercise_id).where(Run.person_id == person_id)
    return {
        "practice": [
            {
                "exercise": key, "state": run.state, "started_at": run.started_at.isoformat(),
                "finished_at": run.finished_at.isoformat() if run.finished_at else None,
                "goals_met": run.goals_met, "goals": run.goals_total, "hints": run.hint_count, "seconds": run.seconds,
            }
            for run, key in db.session.execute(query.order_by(Run.id))
        ]
    }  # fmt: skip
