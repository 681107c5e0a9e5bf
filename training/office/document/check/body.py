"""Judge the body: it is there, it is filled in, and a letter says to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.core.fold import fold
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding
from training.office.document.check.pointing import at, missing

BLANKS = re.compile(r"\[[^\]\n]{1,200}\]|…{2,}|\.{4,}|\bxxx+\b", re.IGNORECASE)
TO = "kinh gui"


def body(draft: Draft) -> Iterator[Finding]:
    """Find an empty body, room that a template left open, and a letter to nobody."""
    lines = draft.lines(Component.BODY)
    if not any(line.strip() for line in draft.body):
        yield missing("body.missing")
    for line, text in enumerate(lines):
        yield from (at(draft, "body.blank", line, found.span()) for found in BLANKS.finditer(text))
    if draft.is_letter and not any(fold(text).strip().startswith(TO) for text in lines):
        yield missing("body.nobody")


def other_blanks(draft: Draft) -> Iterator[Finding]:
    """Find room left open in subject, signature and recipients."""
    for component in (Component.SUBJECT, Component.SIGNATURE, Component.RECIPIENTS):
        for line, text in enumerate(draft.lines(component)):
            for found in re.finditer(r"\[[^\]\n]{1,200}\]", text):
                yield at(draft, "body.blank", line, found.span(), component)
