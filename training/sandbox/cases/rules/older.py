"""Acts of the one-stop as earlier versions wrote them down, in the fields of today."""

from __future__ import annotations

from datetime import date
from typing import Any

from training.sandbox.world.steps import Args

UNNUMBERED = "không ghi số"
"""Stands for the number of an authorisation that was only ticked."""


def as_today(move: str, args: Args, day: date) -> dict[str, Any]:
    """Return what was written on `day` as today's form of the act takes it; what has no place in it is left out later.

    A written authorisation was once only ticked; now its number, day and person are written down.
    """
    told = dict(args)
    if move == "return_result" and told.pop("authorisation", None):
        written = {"mandate_number": UNNUMBERED, "mandate_day": day.isoformat(), "mandate_who": told.get("receiver")}
        return {**written, **told}
    return told
