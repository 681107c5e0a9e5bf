"""The hooks on screen that hints and the coach may point at: one list for pages, scenarios and tests.

`move` is the button of a move, `move.field` one of its fields; pages carry them as `data-anchor`.
"""

from __future__ import annotations

from functools import cache

from training.sandbox.systems import SYSTEMS
from training.sandbox.world.clock import ADVANCE

FIXED = frozenset(
    {
        "hats",
        "clock",
        "list",
        "case",
        "case.papers",
        "case.forms",
        "visitor",
        "undo",
        "doc.queue",
        "doc.mail",
        "doc.page",
        "doc.flows",
        "doc.axis",
        "doc.files",
        "doc.tasks",
        "doc.register",
        "doc.check",
    }
)


@cache
def anchors() -> frozenset[str]:
    """Return every hook there is."""
    verbs = [*SYSTEMS.verbs.values(), ADVANCE]
    fields = {f"{verb.name}.{field.name}" for verb in verbs for field in verb.fields}
    return frozenset(FIXED | {verb.name for verb in verbs} | fields)
