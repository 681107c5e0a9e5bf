"""A sheet as a PDF: A4, the layout of the form, the practice mark from edge to edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response

from training.sandbox.cases.prints.sheet import NATION, Items, Line, Part, Sheet, Table, Words

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

    from training.core.pdf import Face

PORTRAIT, LANDSCAPE = 160.0, 257.0
"""Width of what is printed, in millimetres."""
DOTS = "." * 40


def as_pdf(sheet: Sheet, address: str, name: str) -> Response:
    """Return a sheet as a PDF to be shown; `address` is what its QR code opens."""
    answer = Response(drawn(sheet, address), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def drawn(sheet: Sheet, address: str = "") -> bytes:
    """Lay a sheet out as a PDF."""
    from reportlab.lib.pagesizes import A4, landscape

    from training.core import pdf

    face = pdf.serif()
    plain = _style(face.regular, 9.5 if sheet.wide else 12)
    story: list[Any] = [_head(sheet, face), *_title(sheet, face)]
    for part in sheet.body:
        story += _part(part, plain, face, LANDSCAPE if sheet.wide else PORTRAIT)
    story += _foot(sheet, face, address)
    page = landscape(A4) if sheet.wide else A4
    margins = pdf.Margins(16, 20, 20, 20) if sheet.wide else pdf.Margins(18, 20, 22, 30)
    mark = pdf.roboto()
    return pdf.build(
        story, pdf.About(sheet.title), under=lambda canvas, _page: pdf.practice_mark(canvas, mark),
        margins=margins, page=page,
    )  # fmt: skip


def _style(font: str, size: float, **more: Any) -> ParagraphStyle:
    from reportlab.lib.styles import ParagraphStyle

    name = f"{font}{size}{sorted(more.items())}"
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * 1.4, **more)


def _head(sheet: Sheet, face: Face) -> Any:
    """Lay out the authority on the left, the nation's lines on the right, and under them number and day."""
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as Grid

    from training.core.pdf import markup

    middle = _style(face.regular, 11, alignment=1)
    bold = _style(face.bold, 11, alignment=1)
    above, below = sheet.agency
    left = [Paragraph(markup(above), middle if below else bold)]
    left += [Paragraph(f"<u>{markup(below)}</u>", bold)] if below else []
    left += [Paragraph(markup(sheet.number), middle)] if sheet.number else []
    right = [Paragraph(NATION[0], bold), Paragraph(f"<u>{NATION[1]}</u>", bold)]
    right += [Paragraph(f"<i>{markup(sheet.dated)}</i>", middle)] if sheet.dated else []
    wide = LANDSCAPE if sheet.wide else PORTRAIT
    left_share = 0.5 if sheet.wide else 0.43
    grid = Grid([[left, right]], colWidths=[wide * left_share * mm, wide * (1 - left_share) * mm])
    grid.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                   ("RIGHTPADDING", (0, 0), (-1, -1), 0)])  # fmt: skip
    return grid


def _title(sheet: Sheet, face: Face) -> list[Any]:
    from reportlab.platypus import Paragraph

    from training.core.pdf import markup

    title = _style(face.bold, 14, alignment=1, spaceBefore=12, spaceAfter=4)
    form = _style(face.italic, 9, alignment=1, spaceAfter=8)
    return [Paragraph(markup(sheet.title), title), Paragraph(markup(sheet.form) or "&nbsp;", form)]


def _part(part: Part, plain: ParagraphStyle, face: Face, wide: float) -> list[Any]:
    from reportlab.platypus import Paragraph, Spacer

    from training.core.pdf import markup

    if isinstance(part, Line):
        return [Paragraph(f"{markup(part.label)}: <b>{markup(part.value)}</b>" if part.value else
                          f"{markup(part.label)}: {DOTS}", plain)]  # fmt: skip
    if isinstance(part, Words):
        return [Paragraph(f"<b>{markup(part.text)}</b>" if part.strong else markup(part.text), plain)]
    if isinstance(part, Items):
        return [Paragraph(f"{n}. {markup(item)}", plain) for n, item in enumerate(part.items, start=1)]
    return [Spacer(1, 6), _table(part, face, wide, plain.fontSize)]


def _table(part: Table, face: Face, wide: float, size: float) -> Any:
    from reportlab.lib.colors import black
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as Grid

    from training.core.pdf import markup

    small = min(size, 9.5)
    cell, head = _style(face.regular, small), _style(face.bold, small, alignment=1)
    shares = part.shares or (1,) * len(part.heads)
    rows = [[Paragraph(markup(words), head) for words in part.heads]]
    rows += [[Paragraph(markup(words), cell) for words in row] for row in part.rows]
    grid = Grid(rows, colWidths=[wide * mm * share / sum(shares) for share in shares], repeatRows=1)
    grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return grid


def _foot(sheet: Sheet, face: Face, address: str) -> list[Any]:
    from reportlab.lib.units import mm
    from reportlab.platypus import KeepTogether, Paragraph, Spacer
    from reportlab.platypus import Table as Grid

    from training.core.pdf import QrCode, markup

    wide = LANDSCAPE if sheet.wide else PORTRAIT
    bold, slant = _style(face.bold, 11, alignment=1), _style(face.italic, 10, alignment=1)
    cells = [[Paragraph(markup(one.role), bold), Paragraph(markup(one.how), slant), Spacer(1, 34),
              Paragraph(markup(one.name), bold)] for one in sheet.signs]  # fmt: skip
    foot: list[Any] = [Spacer(1, 12)]
    if cells:
        half = [[], *cells] if len(cells) == 1 else cells
        foot.append(Grid([half], colWidths=[wide / 2 * mm] * 2, style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
    if sheet.qr and address:
        words = f"Quét mã để tra cứu hồ sơ {markup(sheet.qr)} trong sân tập."
        code = [[QrCode(address), Paragraph(words, _style(face.regular, 10))]]
        across = [34 * mm, (wide - 34) * mm]
        foot.append(Grid(code, colWidths=across, style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    if sheet.footnote:
        foot.append(Paragraph(markup(sheet.footnote), _style(face.italic, 9)))
    return [KeepTogether(foot)]
