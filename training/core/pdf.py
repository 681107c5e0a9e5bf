"""What every PDF of the house shares: embedded faces, the practice mark, a drawn QR code, one way to build.

Importing this module loads the PDF library (a tenth of a second): import it inside the job that makes a PDF.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from training.core.practice import PRACTICE_MARK
from training.core.slant import slanted

ACROSS = (("DỮ LIỆU GIẢ LẬP", 62, 12), ("KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", 40, -40))  # words, size, drop
PRACTICE_PALE = Color(0.65, 0.40, 0.0, alpha=0.13)
PRACTICE_INK = HexColor("#6e4300")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

_registering = Lock()
_printing = Lock()  # the library reads every face through one shared cursor: two files at once break


class Face(NamedTuple):
    """Registered names of one typeface; `regular` is also the family for <b> and <i>."""

    regular: str
    bold: str
    italic: str
    bold_italic: str


class Margins(NamedTuple):
    """Page margins in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself in its properties."""

    title: str
    author: str = ""
    subject: str = ""
    language: str = "vi"


def roboto() -> Face:
    """Return Roboto for slips, certificates and forms; every face holds all Vietnamese letters."""
    with _registering:
        return _roboto()


def serif() -> Face:
    """Return Source Serif, which stands in for Times New Roman; its italics are the upright, slanted."""
    with _registering:
        return _serif()


@cache
def _roboto() -> Face:
    from font_roboto import font_files

    names = Face("Roboto", "Roboto-Bold", "Roboto-Italic", "Roboto-BoldItalic")
    keys = ("Roboto", "RobotoBold", "RobotoItalic", "RobotoBoldItalic")
    return _register(names, [Path(font_files[key]).read_bytes() for key in keys])


@cache
def _serif() -> Face:
    from font_source_serif_pro import font_files_ttf

    names = Face("Office-Serif", "Office-Serif-Bold", "Office-Serif-Slanted", "Office-Serif-BoldSlanted")
    keys = ("SourceSerifPro", "SourceSerifProBold")
    upright, bold = (Path(font_files_ttf[key]).read_bytes() for key in keys)
    return _register(names, [upright, bold, slanted(upright, names.italic), slanted(bold, names.bold_italic)])


def _register(names: Face, files: Sequence[bytes]) -> Face:
    for name, data in zip(names, files, strict=True):
        registerFont(TTFont(name, BytesIO(data)))
    for place, name in enumerate(names):
        addMapping(names.regular, place & 1, place >> 1, name)
    return names


def clean(text: str) -> str:
    """Return `text` composed (NFC), without control characters; decomposed Vietnamese prints torn."""
    return UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))


def markup(text: str) -> str:
    """Return plain `text` made safe for a Paragraph, line breaks kept."""
    return escape(clean(text)).replace("\n", "<br/>")


def practice_mark(canvas: Any, face: Face, note: str = "") -> None:
    """Draw the practice mark across the page and along its foot, with `note` under it."""
    wide, high = canvas._pagesize
    canvas.saveState()
    canvas.setFillColor(PRACTICE_PALE)
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(52)
    for line, size, drop in ACROSS:
        canvas.setFont(face.bold, size)
        canvas.drawCentredString(0, drop, line)
    canvas.restoreState()
    canvas.saveState()
    canvas.setFillColor(PRACTICE_INK)
    canvas.setFont(face.bold, 9)
    canvas.drawCentredString(wide / 2, 11 * mm, PRACTICE_MARK)
    if note:
        canvas.setFont(face.regular, 7.5)
        canvas.drawCentredString(wide / 2, 7.2 * mm, clean(note))
    canvas.restoreState()


class QrCode(Flowable):  # type: ignore[misc]
    """A QR code drawn as vectors, `side` points wide, with the quiet zone of four modules."""

    def __init__(self, content: str, side: float = 30 * mm) -> None:
        import segno

        super().__init__()
        self.width = self.height = side
        self.rows = [bytes(row) for row in segno.make_qr(content, error="m").matrix]

    def draw(self) -> None:
        """Draw each dark run of a row as one rectangle."""
        module = self.width / (len(self.rows) + 8)
        path = self.canv.beginPath()
        for line, row in enumerate(self.rows):
            for run in re.finditer(b"\x01+", row):
                left, bottom = (4 + run.start()) * module, self.height - (5 + line) * module
                path.rect(left, bottom, (run.end() - run.start()) * module, module)
        self.canv.setFillColor(HexColor("#000000"))
        self.canv.drawPath(path, stroke=0, fill=1)


def fit(text: str, font: str, size: float, width: float, least: float = 6.0) -> float:
    """Return the largest size, at most `size`, at which `text` fits `width` points."""
    natural = stringWidth(clean(text), font, size)
    return size if natural <= width else max(least, size * width / natural)


def build(
    story: Sequence[Any],
    about: About,
    *,
    under: Callable[[Any, int], None] | None = None,
    margins: Margins = Margins(20, 15, 20, 30),  # noqa: B008  (immutable)
    page: tuple[float, float] = A4,
) -> bytes:
    """Lay `story` out and return the PDF; `under(canvas, page_number)` is drawn beneath each page's text.

    The same story gives the same bytes. Raises the library's LayoutError where a piece can never fit a page.
    """
    out = BytesIO()
    frame = Frame(
        margins.left * mm,
        margins.bottom * mm,
        page[0] - (margins.left + margins.right) * mm,
        page[1] - (margins.top + margins.bottom) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(
        out,
        pagesize=page,
        title=clean(about.title),
        author=clean(about.author),
        subject=clean(about.subject),
        lang=about.language,
        creator="Sân Tập Số",
        invariant=1,
        displayDocTitle=True,
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: _before(canvas, under)))
    with _printing:
        document.build(list(story))
    return out.getvalue()


def _before(canvas: Any, under: Callable[[Any, int], None] | None) -> None:
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if under is not None:
        under(canvas, canvas.getPageNumber())
