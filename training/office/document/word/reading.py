"""Read an uploaded .docx into a draft with its look."""

from __future__ import annotations

from dataclasses import dataclass

from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component
from training.office.document.word.lines import Line, lines_of
from training.office.document.word.opening import DocxRefused, open_docx
from training.office.document.word.page import Sheet, sheet_of
from training.office.document.word.sorting import sort_lines

__all__ = ["DocxRefused", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says and how it looks; `order` and `columns` tell where each part was met."""

    draft: Draft
    behind: dict[tuple[Component, int], Line]
    order: dict[str, int]
    columns: dict[str, int]
    sheet: Sheet


def read(data: bytes) -> Reading:
    """Return what the .docx in `data` holds; raises DocxRefused with a code saying why it cannot be read."""
    document = open_docx(data)
    try:
        found = sort_lines(lines_of(document))
        sheet = sheet_of(document)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        if isinstance(error, DocxRefused):
            raise
        raise DocxRefused("damaged") from error
    return Reading(found.draft, found.behind, found.order, found.columns, sheet)
