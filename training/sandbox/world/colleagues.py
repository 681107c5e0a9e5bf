"""Simulated colleagues: rules by which the other hats act while the simulated clock moves.

A rule says: when something has stood in a state for so many working minutes (and a condition holds), this
colleague makes this move. Rules are tried in order; nothing is scheduled, so nothing has to be stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Colleague:
    """One rule. `when` are states; `if_` names a condition of the rulebook ("" = always).

    `everything`: also acts on what the learner has not touched; else colleagues leave the background alone.
    """

    actor: str
    hat: str
    move: str
    when: tuple[str, ...]
    after_minutes: int = 0
    if_: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "case"
    everything: bool = False
