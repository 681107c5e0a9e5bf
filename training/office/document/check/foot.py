"""Judge seal, recipients and stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.core.fold import fold, nfc
from training.office.document.check.draft import RECIPIENTS_LABEL, Draft
from training.office.document.check.finding import Component, Finding
from training.office.document.check.pointing import at, missing
from training.office.document.parts import Secrecy, Urgency

ARCHIVE = re.compile(r"^\W*lưu\b", re.IGNORECASE)
RIGHT_ARCHIVE = re.compile(r"^\W*Lưu: VT\b")
URGENT = frozenset(one.stamp for one in Urgency if one.stamp) | {"HOẢ TỐC"}
SECRET = frozenset(fold(one.stamp) for one in Secrecy if one.stamp)


def seal(draft: Draft) -> Iterator[Finding]:
    """Ask for the agency's seal after the signature, never before it."""
    if draft.issued and draft.signed and draft.sealed is False:
        yield missing("seal.missing")
    if draft.sealed and draft.signed is False:
        yield missing("seal.early")


def recipients(draft: Draft) -> Iterator[Finding]:
    """Judge the label, the endings and the line of the archive."""
    lines = draft.lines(Component.RECIPIENTS)
    listed = [(line, text) for line, text in enumerate(lines) if line and text.strip()]
    if not lines or not any(text.strip() for text in lines):
        yield missing("to.missing")
        return
    if lines[0].strip() != RECIPIENTS_LABEL:
        yield at(draft, "to.label", 0)
    yield from _archive(draft, listed)
    yield from _endings(draft, listed)


def _archive(draft: Draft, listed: list[tuple[int, str]]) -> Iterator[Finding]:
    kept = [(line, text) for line, text in listed if ARCHIVE.match(text)]
    if not kept:
        yield missing("to.no_archive")
        return
    line, text = kept[-1]
    if not RIGHT_ARCHIVE.match(text):
        yield at(draft, "to.archive_wording", line)
    if line != listed[-1][0]:
        yield at(draft, "to.archive_last", line)


def _endings(draft: Draft, listed: list[tuple[int, str]]) -> Iterator[Finding]:
    for line, text in listed:
        wanted = "." if line == listed[-1][0] else ";"
        if not text.rstrip().endswith(wanted):
            end = len(text.rstrip())
            yield at(draft, "to.end", line, (max(0, end - 1), end))


def stamps(draft: Draft) -> Iterator[Finding]:
    """Know the three words of urgency, and stop at any word of secrecy."""
    urgent = []
    for line, text in enumerate(draft.lines(Component.STAMPS)):
        word = nfc(text).strip()
        if fold(word) in SECRET:
            yield at(draft, "stamp.secret", line)
        elif word not in URGENT:
            yield at(draft, "stamp.urgency", line)
        else:
            urgent.append(line)
    yield from (at(draft, "stamp.several", line) for line in urgent[1:])
