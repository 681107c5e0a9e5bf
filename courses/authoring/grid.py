"""A table that comes cell by cell: merged cells are laid out, so that every word keeps its column."""

from __future__ import annotations

MOST_COLUMNS = 40


class Grid:
    """Rows as they grow; a cell that spans rows is said in each of them, one that spans columns once."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._now: dict[int, tuple[str, int]] = {}
        self._below: dict[int, tuple[str, int]] = {}
        self._across = self._down = 1

    def begin_row(self) -> None:
        """Begin a row below the last one."""
        self._end_row()
        self.rows.append([])
        self._now, self._below = self._below, {}
        self._take_held()

    def begin_cell(self, across: str | None, down: str | None) -> None:
        """Begin a cell that spans so many columns and rows, as HTML writes these numbers."""
        if not self.rows:
            self.begin_row()
        self._across, self._down = _number(across), _number(down)

    def fill(self, words: str) -> None:
        """End the cell that was begun with its words."""
        for place in range(self._across):
            self._put("" if place else words, self._down)
        self._take_held()

    def parts(self) -> tuple[list[str], list[list[str]]]:
        """Return what stands above the table (a title over all columns) and its rows; one column only is no table."""
        self._end_row()
        rows = [row for row in self.rows if any(row)]
        if max(map(len, rows), default=0) < 2:
            return [row[0] for row in rows], []
        title = [rows[0][0]] if len(rows) > 2 and rows[0][0] and not any(rows[0][1:]) and any(rows[1][1:]) else []
        return title, rows[len(title) :]

    def _put(self, words: str, down: int) -> None:
        row = self.rows[-1]
        if down > 1:
            self._below[len(row)] = (words, down - 1)
        row.append(words)

    def _take_held(self) -> None:
        """Say again what spans down into this row, as far as the cells before it are there."""
        while (held := self._now.pop(len(self.rows[-1]), None)) is not None:
            self._put(*held)

    def _end_row(self) -> None:
        while self._now:
            self._take_held()
            if self._now:
                self._put("", 1)


def _number(text: str | None) -> int:
    return min(MOST_COLUMNS, max(1, int(text))) if text and text.isdecimal() else 1
