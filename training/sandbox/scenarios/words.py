"""Comparing what people write: Unicode, case, spacing, punctuation and the place of a tone mark do not matter."""

from __future__ import annotations

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def same(left: str, right: str) -> bool:
    """Say whether two texts are the same to a reader."""
    return _bare(left) == _bare(right)


def mentions(text: str, wanted: str) -> bool:
    """Say whether `wanted` occurs in `text`; `a|b` is satisfied by either."""
    body = _bare(text)
    return any(_bare(choice) in body for choice in wanted.split("|"))


def _bare(text: str) -> str:
    """Return the text in lower case, single-spaced, with the tone of each word written after it."""
    plain = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", text))
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", plain).casefold().split())


def _tone_last(word: str) -> str:
    tones = "".join(sorted(letter for letter in word if letter in _TONES))
    return unicodedata.normalize("NFC", "".join(letter for letter in word if letter not in _TONES)) + tones
