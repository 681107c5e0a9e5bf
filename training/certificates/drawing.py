"""The certificate on paper: A4 across, drawn as vectors, without any emblem of the state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph

from training.core import pdf
from training.core.places import fill
from training.office.document import dates

GREEN, INK, SOFT, LINE = HexColor("#0b5a43"), HexColor("#13221c"), HexColor("#44534c"), HexColor("#a5cdb8")
PAGE = landscape(A4)
EDGE = 12 * mm
ERASED = "(tên đã được xóa theo yêu cầu)"


@dataclass(frozen=True)
class Paper:
    """What one certificate says: its kept words, whose it is, and where it is checked."""

    printed: Mapping[str, str]
    name: str
    number: str
    issued_on: date
    valid_until: date | None
    check: str
    specimen: bool = False


def drawn(papers: Sequence[Paper]) -> bytes:
    """Return the certificates as one PDF, a page each."""
    story: list[Any] = []
    for paper in papers:
        story += [_Sheet(paper), PageBreak()]
    title = papers[0].printed["title"] if papers else ""
    about = pdf.About(title, papers[0].printed["issuer"] if papers else "")
    return pdf.build(story[:-1], about, margins=pdf.Margins(0, 0, 0, 0), page=PAGE)


def said(paper: Paper) -> str:
    """Return the sentence under the name, its places filled; a number stays on the line of its unit."""
    values = {**paper.printed, "name": paper.name or ERASED}
    return re.sub(r"(\d) (?=\w)", "\\1\xa0", fill(paper.printed["body"], values))


class _Sheet(Flowable):  # type: ignore[misc]
    """One page."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper
        self.width, self.height = PAGE[0] - 1, PAGE[1] - 1

    def draw(self) -> None:
        """Draw frame, words, signature and code."""
        face = pdf.serif()
        self._border()
        self._head(face)
        self._middle(face)
        self._foot(face)
        if self.paper.specimen:
            self._specimen(face)

    def _border(self) -> None:
        wide, high, canvas = self.width, self.height, self.canv
        canvas.setStrokeColor(GREEN)
        canvas.setLineWidth(2.2)
        canvas.rect(EDGE, EDGE, wide - 2 * EDGE, high - 2 * EDGE)
        canvas.setLineWidth(0.6)
        inner = EDGE + 2.4 * mm
        canvas.rect(inner, inner, wide - 2 * inner, high - 2 * inner)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(1.1)
        for left, turn in ((True, 1), (False, -1)):  # stilt roots of a mangrove in the lower corners
            x = inner + 1.5 * mm if left else wide - inner - 1.5 * mm
            for step in range(1, 5):
                reach = turn * step * 5 * mm
                y = inner + 1.2 * mm
                bend = (x + reach * 0.35, y + step * 3.5 * mm, x + reach, y + 4 * mm)
                canvas.bezier(x, y + step * 4 * mm, *bend, x + reach, y)

    def _line(self, text: str, font: str, size: float, y: float, colour: Any = INK) -> None:
        size = pdf.fit(text, font, size, self.width - 70 * mm, 9)
        self.canv.setFont(font, size)
        self.canv.setFillColor(colour)
        self.canv.drawCentredString(self.width / 2, y, pdf.clean(text))

    def _head(self, face: pdf.Face) -> None:
        top = self.height - EDGE
        self._line(self.paper.printed["issuer"], face.regular, 15, top - 21 * mm, SOFT)
        self._line(self.paper.printed["title"].upper(), face.bold, 34, top - 43 * mm, GREEN)
        self.canv.setStrokeColor(GREEN)
        self.canv.setLineWidth(1)
        self.canv.line(self.width / 2 - 32 * mm, top - 49 * mm, self.width / 2 + 32 * mm, top - 49 * mm)

    def _middle(self, face: pdf.Face) -> None:
        self._line("Chứng nhận", face.italic, 16, self.height - EDGE - 62 * mm, SOFT)
        self._line(self.paper.name or ERASED, face.bold, 30, self.height - EDGE - 77 * mm)
        style = ParagraphStyle(
            "body", fontName=face.regular, fontSize=16, leading=25, alignment=TA_CENTER, textColor=INK
        )  # fmt: skip
        text = Paragraph(pdf.markup(said(self.paper)), style)
        width = self.width - 90 * mm
        _wide, high = text.wrap(width, 60 * mm)
        text.drawOn(self.canv, 45 * mm, self.height - EDGE - 85 * mm - high)

    def _foot(self, face: pdf.Face) -> None:
        side, left, low = 30 * mm, EDGE + 16 * mm, EDGE + 14 * mm
        code = pdf.QrCode(self.paper.check, side)
        code.drawOn(self.canv, left, low)
        until = f"Hiệu lực đến {self.paper.valid_until:%d/%m/%Y}" if self.paper.valid_until else "Không thời hạn"
        lines = (f"Số {self.paper.number}", until, "Quét mã hoặc mở địa chỉ để kiểm tra:", self.paper.check)
        x = left + side + 4 * mm
        for place, line in enumerate(lines):
            font = face.bold if place < 2 else face.regular
            self.canv.setFillColor(INK if place < 2 else SOFT)
            self.canv.setFont(font, pdf.fit(line, font, 11, 92 * mm, 6.5))
            self.canv.drawString(x, low + side - (6 + place * 6.2) * mm, pdf.clean(line))
        self._signature(face, low)

    def _signature(self, face: pdf.Face, low: float) -> None:
        middle, day, printed = self.width - EDGE - 60 * mm, self.paper.issued_on, self.paper.printed
        place = f"{printed['place']}, " if printed["place"] else ""
        where = place + dates.formal(day)
        for text, font, size, up in (
            (where, face.italic, 13, 44), (printed["signatory_post"], face.bold, 13, 36),
            (printed["signatory_name"], face.bold, 14, 6),
        ):  # fmt: skip
            self.canv.setFillColor(INK)
            self.canv.setFont(font, pdf.fit(text, font, size, 92 * mm, 8))
            self.canv.drawCentredString(middle, low + up * mm, pdf.clean(text))

    def _specimen(self, face: pdf.Face) -> None:
        self.canv.saveState()
        self.canv.setFillColor(HexColor("#66756d"), alpha=0.16)
        self.canv.translate(self.width / 2, self.height / 2)
        self.canv.rotate(28)
        self.canv.setFont(face.bold, 92)
        self.canv.drawCentredString(0, -30, "BẢN XEM THỬ")
        self.canv.restoreState()
