"""Tables as files: the same cells as on the screen, harmless to the programme that opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from flask import Response

from training.core import clock

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First letters that spreadsheets take for a formula (OWASP, CSV injection)."""


def harmless(value: Any) -> Any:
    """Return a cell that no spreadsheet runs."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value


def cell(value: Any) -> Any:
    """Return a value as the screen writes it."""
    if isinstance(value, datetime):
        return f"{clock.local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else value


def as_csv(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Return CSV with a byte order mark, which Excel needs to read Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([harmless(cell(value)) for value in row] for row in rows)
    return _file(f"{name}.csv", ("\ufeff" + out.getvalue()).encode(), "text/csv; charset=utf-8")


def as_xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Return XLSX in which every text is text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet("Báo cáo"), book.add_format({"bold": True, "text_wrap": True})
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            shown = harmless(cell(value))
            if isinstance(shown, (int, float)):
                sheet.write_number(number, column, shown)
            else:
                sheet.write_string(number, column, shown)
    sheet.freeze_panes(1, 1)
    sheet.autofit()
    book.close()
    return _file(f"{name}.xlsx", out.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _file(name: str, data: bytes, mime: str) -> Response:
    answer = Response(data, content_type=mime)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
