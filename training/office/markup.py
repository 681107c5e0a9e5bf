"""Put escaped text into fixed patterns: the only way the office writes HTML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup


def fill(pattern: str, *values: object) -> Markup:
    """Put `values` into a literal `pattern`, composed (NFC) and escaped unless they are Markup already."""
    composed = (one if isinstance(one, Markup) else unicodedata.normalize("NFC", str(one)) for one in values)
    return Markup(pattern).format(*composed)  # noqa: S704  (patterns are literals of this package)


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Join finished pieces with a literal."""
    return Markup(between).join(parts)  # noqa: S704


def lines(text: str) -> Markup:
    """Escape `text`, keeping its line breaks."""
    return joined((fill("{}", line) for line in text.split("\n")), "<br>")
