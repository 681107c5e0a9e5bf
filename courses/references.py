"""How shipped content names an activity: `kind:stable-key`, resolved to a row only when it is loaded."""

from __future__ import annotations

import re

PATTERN = re.compile(r"([a-z_]+):([a-z0-9]+(?:[-/][a-z0-9]+)*)")


def is_reference(text: str) -> bool:
    """Say whether `text` has the shape of an activity's name."""
    return PATTERN.fullmatch(text) is not None


def split(text: str) -> tuple[str, str]:
    """Return the kind and the stable key; raise ValueError for any other shape."""
    found = PATTERN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} does not name an activity")
    return found[1], found[2]
