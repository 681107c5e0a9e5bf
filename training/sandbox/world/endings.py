"""Sentences put together from pieces that people wrote: one full stop at the end of each, whatever the piece had."""

from __future__ import annotations

import re

_DOTS = re.compile(r"\.{3,}")
_ENDING = re.compile(r"([.?!…;,:])\s*\.(?=[\s”\")]|$)")


def tidy(words: str) -> str:
    """Return `words` with no doubled ending: “móng..” and “sao?.” and “đất;.” each keep one sign."""
    joined = _DOTS.sub("…", words)
    return _ENDING.sub(lambda found: found[1] if found[1] in "?!…" else ".", joined)


def small(words: str) -> str:
    """Return words inside a sentence: with a small first letter."""
    return f"{words[:1].lower()}{words[1:]}"
