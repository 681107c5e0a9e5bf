"""Judge fonts, sizes and settings of the lines of a .docx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from training.office.document.check.finding import Component, Finding, Place
from training.office.document.word.lines import Line, Look
from training.office.document.word.reading import Reading
from training.office.document.word.words import RULES

FONT = "times new roman"
OLD_FONT = re.compile(r"^\s*(\.vn|vni[-\s]|vn[a-z]*times)", re.IGNORECASE)
BLACK = {"", "AUTO", "000000"}
INDENTS = (1.0, 1.27)
SLACK = 0.06  # centimetres
LABELLED = re.compile(r"^\s*([-–+•]|\d+[.)]|[a-zđ]\))\s")


def fonts(reading: Reading) -> Iterator[Finding]:
    """Name every font other than Times New Roman and every coloured line, each once."""
    seen: set[str] = set()
    for (component, line), behind in reading.behind.items():
        for font in behind.fonts:
            code = "page.old_font" if OLD_FONT.match(font) else "page.font"
            if font.casefold() != FONT and font.casefold() not in seen:
                seen.add(font.casefold())
                yield _at(reading, code, component, line, f"phông {font}")
        colour = behind.look.colour
        if colour not in BLACK and component is not Component.STAMPS and "colour" not in seen:
            seen.add("colour")
            yield _at(reading, "page.colour", component, line, f"màu #{colour.lower()}")


def head(reading: Reading) -> Iterator[Finding]:
    """Judge country, motto, number, day and subject."""
    yield from _size(reading, "look.country", Component.COUNTRY, 0, 12, 13, lambda look: look.bold)
    yield from _size(reading, "look.motto", Component.COUNTRY, 1, 13, 14, lambda look: look.bold)
    yield from _size(reading, "look.number", Component.NUMBER, 0, 13, 13)
    day = reading.behind.get((Component.PLACE_DAY, 0))
    if day and not day.look.italic:
        yield _at(reading, "look.day", Component.PLACE_DAY, 0)
    if reading.draft.is_letter:
        yield from _size(reading, "look.about", Component.SUBJECT, 1, 12, 13)
    elif any(one and one.look.align != "centre" for one in map(reading.behind.get, _title_lines(reading))):
        yield _at(reading, "look.title", *_title_lines(reading)[0])


def _title_lines(reading: Reading) -> list[tuple[Component, int]]:
    return [(Component.SUBJECT, line) for line in (0, 1) if (Component.SUBJECT, line) in reading.behind]


def body(reading: Reading) -> Iterator[Finding]:
    """Judge size of the body once, and the setting of its running text once."""
    first = len(reading.draft.addressees)
    lines = sorted((at, one) for (part, at), one in reading.behind.items() if part is Component.BODY and not one.cell)
    small = [(at, one) for at, one in lines if one.look.size and not 12.9 < one.look.size < 14.1]
    for at, one in small[:1]:
        yield _at(reading, "look.body", Component.BODY, at, f"cỡ chữ {one.look.size:g}")
    running = [(at, one) for at, one in lines if at >= first and _is_running(one)]
    for code, wrong in _SETTINGS:
        found = [(at, one) for at, one in running if wrong(one.look)]
        if found and len(found) * 2 >= len(running):
            yield _at(reading, code, Component.BODY, found[0][0])


_SETTINGS: tuple[tuple[str, Callable[[Look], bool]], ...] = (
    ("look.indent", lambda look: all(abs(look.indent - want) > SLACK for want in INDENTS)),
    ("look.gap", lambda look: look.gap < 6),
    ("look.spacing", lambda look: look.spacing is not None and not 0.99 <= look.spacing <= 1.51),
    ("look.justify", lambda look: look.align != "justify"),
)


def _is_running(line: Line) -> bool:
    """Say whether a line is a paragraph of plain text: long enough, no heading, no list."""
    look = line.look
    return len(line.text) > 80 and not look.bold and look.align != "centre" and not LABELLED.match(line.text)


def foot(reading: Reading) -> Iterator[Finding]:
    """Judge label and list of the recipients."""
    lines = reading.draft.recipients
    if not lines:
        return
    yield from _size(reading, "look.to_label", Component.RECIPIENTS, 0, 12, 12, lambda look: look.bold and look.italic)
    for at in range(1, len(lines)):
        found = list(_size(reading, "look.to_list", Component.RECIPIENTS, at, 11, 11))
        if found:
            yield found[0]
            return


def _size(
    reading: Reading,
    code: str,
    component: Component,
    line: int,
    least: float,
    most: float,
    set_right: Callable[[Look], bool] = lambda look: True,
) -> Iterator[Finding]:
    behind = reading.behind.get((component, line))
    if behind is None:
        return
    look = behind.look
    sized = look.size is None or least - 0.1 < look.size < most + 0.1
    if not sized:
        yield _at(reading, code, component, line, f"cỡ chữ {look.size:g}")
    elif not set_right(look):
        yield _at(reading, code, component, line)


def _at(reading: Reading, code: str, component: Component, line: int, seen: str = "") -> Finding:
    text = reading.draft.lines(component)[line]
    return Finding(RULES[code], Place(component, line, 0, len(text)), seen)
