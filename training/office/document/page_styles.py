"""Sizes and settings of the printed page (Decree 30/2020, appendix I): one place for every measure."""

from __future__ import annotations

from functools import cache

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm

from training.core.pdf import Margins, serif

MARGINS = Margins(top=20, right=15, bottom=20, left=30)  # 20–25, 15–20, 20–25, 30–35 mm
LEFT_COLUMN, RIGHT_COLUMN = 66 * mm, 99 * mm
TEXT_WIDTH = LEFT_COLUMN + RIGHT_COLUMN
FIRST_LINE = 1.27 * cm
BODY = 13.0
LEADING = 1.38  # single to 1.5 times the size
GAP = 6.0  # points between paragraphs
NUMBER_AT = 285 * mm  # the page number, in the middle of the top margin


def _style(name: str, size: float, font: str, align: int, **more: float | int) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=size * LEADING, alignment=align, **more)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Return every paragraph style of the page by name; registers the typeface on first use."""
    face = serif()
    body = {"spaceBefore": GAP, "firstLineIndent": FIRST_LINE}
    made = (
        _style("parent", 12, face.regular, TA_CENTER),
        _style("issuer", 12, face.bold, TA_CENTER),
        _style("country", 12.5, face.bold, TA_CENTER),
        _style("motto", 13, face.bold, TA_CENTER),
        _style("number", 13, face.regular, TA_CENTER),
        _style("day", 13, face.italic, TA_CENTER),
        _style("about", 12, face.regular, TA_CENTER),
        _style("type", 14, face.bold, TA_CENTER, spaceBefore=14),
        _style("subject", 13.5, face.bold, TA_CENTER),
        _style("copied", 10, face.regular, TA_RIGHT, spaceAfter=6),
        _style("to", BODY, face.regular, TA_CENTER, spaceBefore=10),
        _style("to-list", BODY, face.regular, TA_LEFT, leftIndent=48 * mm, firstLineIndent=-3.2 * mm),
        _style("to-label", BODY, face.regular, TA_LEFT, leftIndent=36 * mm, spaceBefore=10),
        _style("plain", BODY, face.regular, TA_JUSTIFY, **body),
        _style("basis", BODY, face.italic, TA_JUSTIFY, **body),
        _style("centred", BODY, face.regular, TA_CENTER, spaceBefore=GAP),
        _style("authority", BODY, face.bold, TA_CENTER, spaceBefore=2 * GAP),
        _style("resolve", BODY, face.bold, TA_CENTER, spaceBefore=GAP, spaceAfter=GAP),
        _style("article", BODY, face.bold, TA_JUSTIFY, keepWithNext=1, **body),
        _style("division", BODY, face.bold, TA_CENTER, spaceBefore=2 * GAP, keepWithNext=1),
        _style("division-title", BODY, face.bold, TA_CENTER, keepWithNext=1, spaceAfter=2),
        _style("caption", BODY, face.italic, TA_CENTER, spaceBefore=GAP, spaceAfter=3, keepWithNext=1),
        _style("cell", 12, face.regular, TA_LEFT),
        _style("cell-head", 12, face.bold, TA_CENTER),
        _style("recipients-label", 12, face.bold_italic, TA_LEFT),
        _style("recipients", 11, face.regular, TA_LEFT, leftIndent=2.6 * mm, firstLineIndent=-2.6 * mm),
        _style("sign", BODY, face.bold, TA_CENTER),
    )
    return {style.name: style for style in made}
