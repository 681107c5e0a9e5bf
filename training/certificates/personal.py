"""What is certified of one person, for their own export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.certificates import queries


def own(person_id: int) -> Mapping[str, Any]:
    """Return a person's certificates."""
    return {
        "certificates": [
            {
                "number": each.row.number, "activity": each.row.printed["activity"], "issued_on": each.row.issued_on,
                "valid_until": each.row.valid_until, "state": each.state, "reason": each.row.revoke_reason,
            }
            for each in queries.mine(person_id)
        ]
    }  # fmt: skip
