"""What is drawn rather than set on the page: rules, red stamps, stand-ins for signature and seal."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from training.core.pdf import fit, serif

RED, BLUE = HexColor("#d0021b"), HexColor("#1a3fb8")
STAMP_SIZES = {
    "THƯỢNG KHẨN": (40.0, 8.0),
    "TUYỆT MẬT": (34.0, 8.0),
    "TỐI MẬT": (30.0, 8.0),
    "MẬT": (20.0, 8.0),
    "KHẨN": (20.0, 8.0),
}
STAMP_SIZE = (30.0, 8.0)  # millimetres, HỎA TỐC
SEAL_RADIUS, HAND_WIDTH = 16 * mm, 46 * mm


class Rule(Flowable):  # type: ignore[misc]
    """A centred hairline `length` points long, under the names at the head of the page."""

    def __init__(self, length: float, after: float = 3.0) -> None:
        super().__init__()
        self.length, self.height = length, 3.5 + after

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole column, so that the line can be centred in it."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the line near the text above it."""
        start = (self.width - self.length) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(start, self.height - 2.5, start + self.length, self.height - 2.5)


class Stamp(Flowable):  # type: ignore[misc]
    """A red boxed stamp for urgency or secrecy, centred, in the decree's millimetres."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        wide, high = STAMP_SIZES.get(words, STAMP_SIZE)
        self.box, self.height = (wide * mm, high * mm), high * mm + 6

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole column."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the frame and the words."""
        wide, high = self.box
        left = (self.width - wide) / 2
        font = serif().bold
        self.canv.setStrokeColor(RED)
        self.canv.setFillColor(RED)
        self.canv.setLineWidth(1.2)
        self.canv.rect(left, 0, wide, high)
        size = fit(self.words, font, 13.5, wide - 6)
        self.canv.setFont(font, size)
        self.canv.drawCentredString(self.width / 2, high / 2 - size * 0.34, self.words)


class SigningSpace(Flowable):  # type: ignore[misc]
    """The room between title and name: a blue stand-in signature, a red stand-in seal over its left third.

    Neither resembles a real signature, emblem or certificate; each says that it is fake.
    """

    def __init__(self, *, signed: bool, sealed: bool) -> None:
        super().__init__()
        self.signed, self.sealed = signed, sealed
        self.height = 36 * mm if sealed else 26 * mm

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take the whole column."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the signature first, the seal over it."""
        if self.signed:
            self._hand(self.width / 2 - HAND_WIDTH / 2, self.height / 2)
        if self.sealed:
            self._seal(self.width / 2 - HAND_WIDTH / 6 - SEAL_RADIUS, self.height / 2)

    def _hand(self, left: float, middle: float) -> None:
        canvas, step = self.canv, HAND_WIDTH / 6
        canvas.setStrokeColor(BLUE)
        canvas.setFillColor(BLUE)
        canvas.setLineWidth(1.3)
        path = canvas.beginPath()
        path.moveTo(left, middle)
        for wave in range(6):
            x, swing = left + wave * step, (14 - 2 * wave) * (1 if wave % 2 else -1)
            path.curveTo(x + step * 0.3, middle + swing, x + step * 0.9, middle - swing, x + step, middle)
        canvas.drawPath(path)
        canvas.setFont(serif().italic, 9)
        canvas.drawCentredString(left + HAND_WIDTH / 2 + 8, middle - 24, "Chữ ký số giả lập")

    def _seal(self, centre: float, middle: float) -> None:
        canvas, font = self.canv, serif().bold
        canvas.setStrokeColor(RED)
        canvas.setFillColor(RED)
        for radius, line in ((SEAL_RADIUS, 1.8), (SEAL_RADIUS - 2.2 * mm, 0.7)):
            canvas.setLineWidth(line)
            canvas.circle(centre, middle, radius)
        for words, size, drop in (("DẤU", 12, 5), ("GIẢ LẬP", 12, -10), ("không có giá trị", 7, -22)):
            canvas.setFont(font, size)
            canvas.drawCentredString(centre, middle + drop, words)
