"""A small table as text: one row a line, cells parted by bars, or by tabs as spreadsheets and Word give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_ROWS = 200


def as_rows(text: str) -> list[list[str]]:
    """Return the cells of each line; short rows are filled up to the header's length, empty lines left out."""
    lines = [line for line in text.splitlines() if line.strip().strip("|").strip()][:MOST_ROWS]
    rows = [_cells(line) for line in lines if set(line.strip()) - set("|-: ")]
    width = len(rows[0]) if rows else 0
    return [row + ["–"] * (width - len(row)) for row in rows]


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as an author edits them."""
    return "\n".join(" | ".join(cell.replace("|", "/") for cell in row) for row in rows)


def _cells(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else line.strip().strip("|").split("|")
    return [part.strip() or "–" for part in parts]
