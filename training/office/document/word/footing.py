"""Find the foot of a page in its lines: recipients on the left, signature on the right, in a table or by tabs."""

from __future__ import annotations

from dataclasses import dataclass

from training.office.document.check.foot import ARCHIVE
from training.office.document.word import signs
from training.office.document.word.lines import Line

LAST_LINES = 15


@dataclass(frozen=True, slots=True)
class Foot:
    """What was found: the body before it, recipients with their label, the lines above the signature, the name."""

    body: list[Line]
    recipients: list[Line]
    titles: list[Line]
    name: Line | None


def find_foot(lines: list[Line]) -> Foot:
    """Split `lines` into body and foot; what is not there comes back empty."""
    at = next((at for at in reversed(range(len(lines))) if signs.is_recipients(lines[at].text)), None)
    if at is None:
        return _without_recipients(lines)
    if lines[at].cell is None:
        return _one_below_another(lines, at)
    table, column = lines[at].cell[0], lines[at].column  # type: ignore[index]
    start = at
    while start and lines[start - 1].cell and lines[start - 1].cell[0] == table:  # type: ignore[index]
        start -= 1
    own = [one for one in lines[start:] if one.cell and one.cell[0] == table]
    left = [one for one in own if one.column == column]
    first = next(place for place, one in enumerate(left) if one is lines[at])
    titles, name = _signature([one for one in own if one.column != column])
    return Foot(lines[:start], left[first:], titles, name)


def _one_below_another(lines: list[Line], at: int) -> Foot:
    """Read a foot without columns: the list ends with the archive's line, the signature stands before or after it."""
    kept = next((place for place in range(at, len(lines)) if ARCHIVE.match(lines[place].text)), None)
    end = (kept if kept is not None else len(lines) - 1) + 1
    after = lines[end:]
    if after:
        titles, name = _signature(after)
        return Foot(lines[:at], lines[at:end], titles, name)
    before = _without_recipients(lines[:at])
    return Foot(before.body, lines[at:end], before.titles, before.name)


def _without_recipients(lines: list[Line]) -> Foot:
    start = max(0, len(lines) - LAST_LINES)
    at = next((at for at in range(start, len(lines)) if _opens_signature(lines[at])), None)
    if at is None:
        return Foot(lines, [], [], None)
    titles, name = _signature(lines[at:])
    return Foot(lines[:at], [], titles, name)


def _opens_signature(line: Line) -> bool:
    text = line.text.strip()
    return text == text.upper() and len(text) < 60 and signs.is_title_of_signer(text)


def _signature(block: list[Line]) -> tuple[list[Line], Line | None]:
    """Return the lines above the signature and the name under it; notes of the signing software are passed over."""
    said = [one for one in block if not signs.SKIPPED.match(one.text) and not signs.is_stamp(one.text)]
    end = 0
    while end < len(said) and (end == 0 or _is_title(said[end].text)):
        end += 1
    if end == len(said) > 1 and not signs.is_title_of_signer(said[-1].text):
        end -= 1
    return said[:end], (said[-1] if len(said) > end else None)


def _is_title(text: str) -> bool:
    return text == text.upper() or signs.is_title_of_signer(text)
