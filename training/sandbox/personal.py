"""What the practice ground knows of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.sandbox import queries, store


def own(person_id: int) -> Mapping[str, Any]:
    """Return every copy of a person with the steps that still count."""
    return {
        "copies": [
            {
                "copy": row.id, "begun": row.started_at, "finished": row.finished_at, "share": row.fraction,
                "steps": [{"hat": s.hat, "move": s.move, "at": s.at_real} for s in store.live_steps(row)],
            }
            for row in queries.runs_of(person_id)
        ]
    }  # fmt: skip
