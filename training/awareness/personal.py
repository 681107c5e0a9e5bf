"""What the mailbox knows of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.awareness import queries


def own(person_id: int) -> Mapping[str, Any]:
    """Return every run of a person with the score, which only they may see."""
    return {
        "inbox_runs": [
            {
                "mailbox": run.inbox.title, "started_at": run.started_at.isoformat(),
                "finished_at": run.finished_at.isoformat() if run.finished_at else None,
                "reported_phishing": run.hits, "phishing": run.phish, "false_alarms": run.false_alarms,
                "legitimate": run.legitimate,
            }
            for run in queries.runs_of(person_id)
        ]
    }  # fmt: skip
