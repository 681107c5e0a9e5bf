"""Judge the sheet of paper and the order of the parts on it."""

from __future__ import annotations

from collections.abc import Iterator

from training.office.document.check.finding import Component, Finding, Place
from training.office.document.word.reading import Reading
from training.office.document.word.words import RULES

A4 = (210.0, 297.0)
PAPER_SLACK, MARGIN_SLACK = 2.0, 0.5  # millimetres: word processors round
MARGINS = (
    ("top", "lề trên", 20, 25),
    ("bottom", "lề dưới", 20, 25),
    ("left", "lề trái", 30, 35),
    ("right", "lề phải", 15, 20),
)
HEAD = ("country", "agency", "number", "day")
LATER = ("title", "body", "recipients")
LONG = 4500
"""Letters that cannot stand on one page of A4 at size 13."""


def of_page(code: str, seen: str = "") -> Finding:
    """Return a finding about the sheet as a whole."""
    return Finding(RULES[code], Place(RULES[code].component), seen)


def paper(reading: Reading) -> Iterator[Finding]:
    """Ask for A4 upright and the margins of the decree."""
    sheet = reading.sheet
    if any(abs(is_ - want) > PAPER_SLACK for is_, want in zip((sheet.width, sheet.height), A4, strict=True)):
        yield of_page("page.paper", f"{sheet.width:.0f} × {sheet.height:.0f} mm")
    for name, words, least, most in MARGINS:
        size = getattr(sheet, name)
        if not least - MARGIN_SLACK <= size <= most + MARGIN_SLACK:
            yield of_page("page.margin", f"{words} {size:.0f} mm, cần {least}–{most} mm")


def page_number(reading: Reading) -> Iterator[Finding]:
    """Ask for a number in the middle of the top, from page 2 on."""
    sheet = reading.sheet
    if not sheet.numbered:
        if sheet.pages > 1 or sum(map(len, reading.draft.body)) > LONG:
            yield of_page("page.number_none")
        return
    if sheet.numbered == "bottom":
        yield of_page("page.number_bottom")
    elif not sheet.centred:
        yield of_page("page.number_centre")
    if sheet.on_first:
        yield of_page("page.number_first")


def order(reading: Reading) -> Iterator[Finding]:
    """Ask that each part stand where the decree puts it."""
    met, columns = reading.order, reading.columns
    for name in HEAD:
        if any(name in met and later in met and met[later] < met[name] for later in LATER):
            yield of_page("order.head", _NAMES[name])
    if "about" in met and "number" in met and met["about"] < met["number"]:
        yield Finding(RULES["order.about"], _line(reading, Component.SUBJECT, 1))
    if "country" in met and "motto" in met and met["motto"] < met["country"]:
        yield Finding(RULES["order.motto"], _line(reading, Component.COUNTRY, 1))
    for left, right in (("agency", "country"), ("recipients", "signature")):
        if columns.get(left, -1) > columns.get(right, -1) >= 0:
            yield of_page("order.sides", f"{_NAMES[left]} ở bên phải")


_NAMES = {
    "country": "Quốc hiệu",
    "agency": "tên cơ quan",
    "number": "số, ký hiệu",
    "day": "địa danh, thời gian",
    "recipients": "nơi nhận",
}


def _line(reading: Reading, component: Component, line: int) -> Place:
    return Place(component, line, 0, len(reading.draft.lines(component)[line]))
