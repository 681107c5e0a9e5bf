"""A document as a Word file in the decree's look: what an office may go on writing in.

Importing this module loads python-docx: import it where the file is made.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from training.office.document import dates
from training.office.document.check.draft import RECIPIENTS_LABEL
from training.office.document.parts import (
    COUNTRY,
    MOTTO,
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Role,
    Table,
)

FONT = "Times New Roman"
CENTRE, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
COLUMNS = (Mm(66), Mm(99))
BODY = 14


def write(document: Document, *, mark: str = "") -> bytes:
    """Return `document` as a .docx; `mark` is put at the head of every page, such as that the data is fake."""
    file = docx.Document()
    _set_page(file, mark)
    _top(file, document)
    _title(file, document)
    for line in _addressees(document.addressees):
        _line(file, line, BODY, align=CENTRE if len(document.addressees) == 1 else LEFT, gap=6)
    for block in document.body:
        _block(file, block)
    _foot(file, document)
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def _set_page(file: Any, mark: str) -> None:
    """A4, the margins of the decree, its typeface, and the page number in the middle of the top from page 2."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    paragraph._p.append(field)
    if mark:
        for story in (section.footer, section.first_page_footer):
            _write(story.paragraphs[0], mark, 10, bold=True, align=CENTRE)


def _write(
    paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, align: Any = LEFT
) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold, run.font.italic = FONT, Pt(size), bold, italic
    paragraph.alignment = align
    return paragraph


def _line(place: Any, text: str, size: float, *, gap: float = 0, **more: Any) -> Any:
    paragraph = _write(place.add_paragraph(), text, size, **more)
    paragraph.paragraph_format.space_before = Pt(gap)
    return paragraph


def _columns(file: Any, rows: int) -> Any:
    table = file.add_table(rows, 2)
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, COLUMNS, strict=True):
            cell.width = width
            cell._tc.remove(cell.paragraphs[0]._p)
    return table


def _top(file: Any, document: Document) -> None:
    table = _columns(file, 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    if document.issuer.parent:
        _line(left, document.issuer.parent.upper(), 12, align=CENTRE)
    _line(left, document.issuer.name.upper(), 12, bold=True, align=CENTRE)
    _line(left, "_______", 8, align=CENTRE)
    _line(right, COUNTRY, 12, bold=True, align=CENTRE)
    _line(right, MOTTO, 13, bold=True, align=CENTRE)
    _line(right, "____________________", 8, align=CENTRE)
    _line(table.cell(1, 0), f"Số: {document.printed_number}", 13, align=CENTRE)
    if not document.type.printed:
        _line(table.cell(1, 0), f"V/v {document.subject}", 12, align=CENTRE)
    for stamp in (document.secrecy.stamp, document.urgency.stamp):
        if stamp:
            _line(table.cell(1, 0), stamp, 13, bold=True, align=CENTRE)
    _line(table.cell(1, 1), dates.place_and_day(document.place, document.day), 13, italic=True, align=CENTRE)


def _title(file: Any, document: Document) -> None:
    if document.type.printed:
        _line(file, document.type.name_vi.upper(), 14, bold=True, align=CENTRE, gap=12)
        _line(file, document.subject, 14, bold=True, align=CENTRE)
        _line(file, "__________", 8, align=CENTRE)


def _addressees(to: tuple[str, ...]) -> Iterable[str]:
    if len(to) == 1:
        yield f"Kính gửi: {to[0].rstrip(' .;')}."
    elif to:
        yield "Kính gửi:"
        yield from (f"- {one.rstrip(' .;')};" for one in to[:-1])
        yield f"- {to[-1].rstrip(' .;')}."


def _block(file: Any, block: Block) -> None:
    if isinstance(block, Table):
        _table(file, block)
    elif isinstance(block, Paragraph):
        _paragraph(file, block)
    elif isinstance(block, Heading) and not block.label.startswith("Điều"):
        for text in (block.label, block.text.upper()):
            _line(file, text, BODY, bold=True, align=CENTRE, gap=6)
    else:
        _labelled(file, block)


def _paragraph(file: Any, block: Paragraph) -> None:
    centred = block.role in (Role.AUTHORITY, Role.RESOLVE, Role.CENTRED)
    for text in block.text.split("\n"):
        bold = block.role in (Role.AUTHORITY, Role.RESOLVE)
        align = CENTRE if centred else JUSTIFY
        paragraph = _line(file, text, BODY, bold=bold, italic=block.role is Role.BASIS, align=align, gap=6)
        if not centred:
            paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _labelled(file: Any, block: Heading | Item) -> None:
    bold = isinstance(block, Heading)
    paragraph = _line(file, f"{block.label} ", BODY, bold=bold, align=JUSTIFY, gap=6)
    _write(paragraph, block.text, BODY, bold=isinstance(block, Heading) and not block.runs_on, align=JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _table(file: Any, block: Table) -> None:
    if block.caption:
        _line(file, block.caption, BODY, italic=True, align=CENTRE, gap=6)
    table = file.add_table(0, len(block.header), style="Table Grid")
    for at, row in enumerate((block.header, *block.rows)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text, 13, bold=not at, align=CENTRE if not at else LEFT)


def _foot(file: Any, document: Document) -> None:
    table = _columns(file, 1)
    left, right = table.cell(0, 0), table.cell(0, 1)
    _line(left, RECIPIENTS_LABEL, 12, bold=True, italic=True, gap=12)
    for line in document.recipients.lines:
        _line(left, line, 11)
    for at, line in enumerate(document.signer.lines):
        _line(right, line, 13, bold=True, align=CENTRE, gap=0 if at else 12)
    for _ in range(4):
        _line(right, "", 13, align=CENTRE)
    _line(right, document.signer.name, 13, bold=True, align=CENTRE)
