"""What the quizzes know of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes import paper, queries, terms
from quizzes.models import Attempt
from quizzes.review import queries as review


def own(person_id: int) -> Mapping[str, Any]:
    """Return every attempt of a person with its answers, and what they repeat."""
    return {
        "attempts": [
            {
                "quiz": row.quiz.title, "begun": row.started_at, "handed_in": row.submitted_at, "share": _share(row),
                "answers": [{"place": one.slot.place, "answer": one.response} for one in queries.asked(row)],
            }
            for row in queries.all_of(person_id)
        ],
        "repeated": [
            {"source": row.source, "item": row.item_id, "last": row.last_at, "next": row.due_on, "times": row.seen}
            for row in review.cards_of(person_id)
        ],
    }  # fmt: skip


def _share(row: Attempt) -> float | None:
    """Return the result of an attempt, where its phase lets its learner know it."""
    return row.fraction if "marks" in paper.allowed(row.quiz, row, terms.terms_for(row.quiz, row.learner_id)) else None
