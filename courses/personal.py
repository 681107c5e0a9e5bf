"""What the courses know of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from courses import queries


def own(person_id: int) -> Mapping[str, Any]:
    """Return every reading of a person."""
    return {
        "readings": [
            {"course": row.course_id, "lesson": row.lesson, "opened": row.opened_at, "finished": row.finished_at}
            for row in queries.readings_of(person_id)
        ]
    }
