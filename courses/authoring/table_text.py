"""A small table as text: one row a line, cells parted by bars, or by tabs as spreadsheets and Word give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from courses.authoring.tabbed import unquoted

_BAR = re.compile(r"(?<!\\)\|")
_EDGE = re.compile(r"^\||(?<!\\)\|$")
"""A bar parts cells, one behind a backslash is a bar."""


def as_rows(text: str) -> list[list[str]]:
    """Return the cells of each line; short rows are filled up to the longest, empty lines left out."""
    lines = [line for line in unquoted(text).splitlines() if line.strip().strip("|").strip()]
    rows = [_cells(line) for line in lines if set(line.strip()) - set("|-: ")]
    width = max((len(row) for row in rows), default=0)
    return [row + ["–"] * (width - len(row)) for row in rows]


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as an author edits them."""
    return "\n".join(" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)


def _cells(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else _BAR.split(_EDGE.sub("", line.strip()))
    return [part.strip().replace("\\|", "|") or "–" for part in parts]
