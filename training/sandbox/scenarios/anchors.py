"""The hooks on screen that hints and the coach may point at: one list for pages, scenarios and tests.

`move` is the button of a move, `move.field` one of its fields; pages carry them as `data-anchor`.
"""

from __future__ import annotations

from functools import cache

from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.world.clock import ADVANCE

FIXED = frozenset({"hats", "clock", "list", "case", "case.papers", "case.forms", "visitor", "undo"})


@cache
def anchors() -> frozenset[str]:
    """Return every hook there is."""
    verbs = [*VERBS.values(), ADVANCE]
    fields = {f"{verb.name}.{field.name}" for verb in verbs for field in verb.fields}
    return frozenset(FIXED | {verb.name for verb in verbs} | fields)
