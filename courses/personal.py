"""What the courses know of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from courses import queries
from courses.models import LearningGoal, SignOff
from training.core.db import db


def own(person_id: int) -> Mapping[str, Any]:
    """Return every reading of a person with their notes, what was signed off for them, and their weekly goal."""
    goal = db.session.get(LearningGoal, person_id)
    signed = db.session.scalars(select(SignOff).filter_by(person_id=person_id).order_by(SignOff.id))
    return {
        "readings": [
            {
                "course": row.course_id, "lesson": row.lesson, "opened": row.opened_at, "finished": row.finished_at,
                "seconds": row.seconds, "note": row.note,
            }
            for row in queries.readings_of(person_id)
        ],
        "signed_off": [
            {"course": row.course_id, "activity": row.activity, "at": row.at, "why": row.why,
             "withdrawn": row.withdrawn_at}
            for row in signed
        ],
        "weekly_goal": {"minutes": goal.minutes, "away": goal.away} if goal else None,
    }  # fmt: skip
