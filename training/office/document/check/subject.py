"""Judge the name of the type and the subject line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.core.fold import fold
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding
from training.office.document.check.pointing import at, missing

SHORT = re.compile(r"^\s*v/v\b", re.IGNORECASE)
RIGHT_SHORT = re.compile(r"^\s*V/v(\n|\s+)(?=\S)")
TWICE = re.compile(r"^\s*v/v[\s:]+(v/v|về việc)\b", re.IGNORECASE)
FILE_NAME = re.compile(
    r"\S*\.(docx?|pdf|xlsx?|zip|rar|odt|pptx?|jpe?g|png)\b|\b\w+_\w+"
    r"|\b(scan|img|new document|document|untitled)\s*\(?\d+\)?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
FEWEST_BARE_WORDS = 4


def title(draft: Draft) -> Iterator[Finding]:
    """Print the type's name in capitals; an official letter prints none."""
    text = draft.lines(Component.SUBJECT)[0].strip()
    if draft.is_letter:
        if text:
            yield at(draft, "title.on_letter", 0)
        return
    if not text:
        yield missing("title.missing")
    elif draft.kind and fold(text) != fold(draft.kind.name_vi):
        yield at(draft, "title.other", 0)
    elif text != text.upper():
        yield at(draft, "title.case", 0)


def subject(draft: Draft) -> Iterator[Finding]:
    """Say in one sentence what the document is about, in the form its type wants."""
    text = draft.lines(Component.SUBJECT)[1]
    if not SHORT.sub("", text).strip(" :"):
        yield missing("subject.missing")
        return
    yield from _beginning(draft, text)
    named = FILE_NAME.search(text)
    if named:
        yield at(draft, "subject.file", 1, named.span())
    elif _is_bare(text):
        yield at(draft, "subject.bare", 1)


def _beginning(draft: Draft, text: str) -> Iterator[Finding]:
    twice, short = TWICE.match(text), SHORT.match(text)
    if twice:
        yield at(draft, "subject.twice", 1, twice.span())
    elif draft.is_letter and not RIGHT_SHORT.match(text):
        yield at(draft, "subject.letter", 1, short.span() if short else None)
    elif draft.kind and not draft.is_letter and short:
        yield at(draft, "subject.named", 1, short.span())


def _is_bare(text: str) -> bool:
    """Say whether several words stand without a single Vietnamese mark."""
    words = [word for word in WORD.findall(SHORT.sub("", text)) if word != word.upper()]
    return len(words) >= FEWEST_BARE_WORDS and all(word.isascii() for word in words)
