"""Reading tables that people send: XLSX, XLS, ODS and CSV, into rows of plain text with their line numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from training.core import fold, sniff
from training.core.encoding import TextRefused, decode_text
from training.core.zipguard import ZipLimits, ZipRefused, check_zip

MOST_ROWS = 100_000
LARGEST = 20 * 1024 * 1024
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's calendar, so chosen that its false 29 February 1900 does no harm after March 1900."""
MARK = re.compile(r"^\ufeff?sep=([,;\t|])\s*$")
"""A first line by which some programs say what stands between cells."""
SPREADSHEETS = frozenset({"xlsx", "xls", "ods"})


class SheetRefused(ValueError):
    """The file is no table that can be read; `code` says why."""

    def __init__(self, code: str) -> None:
        """Take a short code: not_a_table, too_large, empty, or the text or zip guard's own."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """One row: `number` as the person's program shows it, `cells` by normalised heading, `row` as they stand."""

    number: int
    cells: dict[str, Any]
    row: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table: its normalised headings, in order, and its rows that hold anything."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def heading(text: Any) -> str:
    """Return a heading without marks, capitals and spaces: `Mã cán bộ` → `ma_can_bo`."""
    return re.sub(r"[^a-z0-9]+", "_", fold.fold(fold.nfc(str(text)))).strip("_")


def read(data: bytes) -> Sheet:
    """Read a table whose first row that holds anything is its headings; raise SheetRefused."""
    if len(data) > LARGEST:
        raise SheetRefused("too_large")
    rows = _spreadsheet(data) if sniff.sniff(data).extension in SPREADSHEETS else _csv(data)
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(_text(cell) for cell in row)]
    if len(numbered) < 2:
        raise SheetRefused("empty")
    headings = tuple(heading(cell) for cell in numbered[0][1])
    lines = (Line(number, _cells(headings, row), tuple(row)) for number, row in numbered[1:])
    return Sheet(headings, tuple(lines))


def others(data: bytes) -> tuple[str, ...]:
    """Return the names of the sheets that hold something and are not the one that is read; hidden ones keep aside."""
    from python_calamine import CalamineError

    try:
        book, place = _opened(data)
        listed = [(each.name, number) for number, each in enumerate(book.sheets_metadata) if _shown(each)]
        return tuple(
            name for name, number in listed if number != place and book.get_sheet_by_index(number).height
        )
    except (CalamineError, ValueError, OSError, KeyError, IndexError):
        return ()


def text(value: Any) -> str:
    """Return a cell as tidy text: whole floats lose their `.0`, as spreadsheets give them to codes."""
    return _text(value)


def bare(typed: str) -> str:
    """Return a text without the apostrophe before what a spreadsheet would run: our own files put it there."""
    return re.sub(r"^'(?=[=+@-])", "", typed)


def day(value: Any) -> date | None:
    """Read dd/mm/yyyy, yyyy-mm-dd or Excel's own date; None for an empty cell; raise ValueError for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value)
    typed = _text(value)
    if not typed:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", typed):
        return _serial(float(typed))
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError("not a date")


def _serial(value: float) -> date:
    if not 1 <= value < 2958466:  # 31/12/9999
        raise ValueError("not a date")
    return EXCEL_EPOCH + timedelta(days=int(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return re.sub(r"\s+", " ", fold.nfc(str(value))).strip()


def _cells(headings: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    return {name: cell for name, cell in zip(headings, row, strict=False) if name}


def _opened(data: bytes) -> tuple[Any, int]:
    """Return the workbook and the place of the sheet to read: the first that is not hidden."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book, next((number for number, each in enumerate(book.sheets_metadata) if _shown(each)), 0)


def _shown(each: Any) -> bool:
    """Say whether a sheet is one of cells that its program shows."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return bool(each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet)


def _spreadsheet(data: bytes) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineError

    if data.startswith(b"PK"):
        try:
            check_zip(io.BytesIO(data), ZipLimits(total=200 * 1024 * 1024))
        except ZipRefused as error:
            raise SheetRefused(error.code) from error
    try:
        book, place = _opened(data)
        rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, KeyError, IndexError) as error:
        raise SheetRefused("not_a_table") from error
    if len(rows) > MOST_ROWS:
        raise SheetRefused("too_large")
    return iter(rows)


def _csv(data: bytes) -> Iterator[Sequence[str]]:
    try:
        content, _encoding = decode_text(data)
    except TextRefused as error:
        raise SheetRefused(error.code) from error
    if "\x00" in content:
        raise SheetRefused("not_a_table")
    first, _end, rest = content.partition("\n")
    said = MARK.match(first.strip())
    try:
        rows: list[list[str]] = [[]] if said else []
        mark = said[1] if said else _between(content)
        rows += csv.reader(io.StringIO(rest if said else content, newline=""), delimiter=mark)
    except csv.Error as error:
        raise SheetRefused("not_a_table") from error
    if len(rows) > MOST_ROWS:
        raise SheetRefused("too_large")
    return iter(rows)


def _between(content: str) -> str:
    """Return what stands between cells: what the first line holds most of; later text decides only between equals."""
    first = next((line for line in content[:20_000].splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=lambda mark: (bare.count(mark), content[:4096].count(mark)))
