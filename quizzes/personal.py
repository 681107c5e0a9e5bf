"""What the quizzes know of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes import queries


def own(person_id: int) -> Mapping[str, Any]:
    """Return every attempt of a person with its answers."""
    return {
        "attempts": [
            {
                "quiz": row.quiz.title, "begun": row.started_at, "handed_in": row.submitted_at, "share": row.fraction,
                "answers": [{"place": one.slot.place, "answer": one.response} for one in queries.asked(row)],
            }
            for row in queries.all_of(person_id)
        ]
    }  # fmt: skip
