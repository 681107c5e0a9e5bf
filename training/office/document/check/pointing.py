"""Point at a stretch of a draft and say which rule it breaks."""

from __future__ import annotations

from training.core.fold import nfc
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding, Place
from training.office.document.check.words import rule


def at(
    draft: Draft, code: str, line: int, span: tuple[int, int] | None = None, where: Component | None = None
) -> Finding:
    """Return the finding of rule `code` on `line` of its component, on the whole line where no span is given."""
    named = rule(code)
    component = where or named.component
    text = draft.lines(component)[line]
    start, end = span or (0, len(text))
    return Finding(named, Place(component, line, start, end), text[start:end])


def missing(code: str) -> Finding:
    """Return the finding that a component is not there at all."""
    named = rule(code)
    return Finding(named, Place(named.component))


def find(text: str, part: str) -> tuple[int, int] | None:
    """Return where `part` stands in `text`, or None."""
    start = nfc(text).find(part)
    return (start, start + len(part)) if part and start >= 0 else None
