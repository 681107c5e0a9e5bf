"""Check a draft against every rule about wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from training.office.document.check import body, foot, head, signing, subject
from training.office.document.check.draft import Draft, draft_of
from training.office.document.check.finding import Component, Finding
from training.office.document.parts import Document

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    head.country,
    head.agency,
    head.number_line,
    head.place_and_day,
    subject.title,
    subject.subject,
    body.body,
    body.other_blanks,
    signing.signing,
    foot.seal,
    foot.recipients,
    foot.stamps,
)
_ORDER = {component: rank for rank, component in enumerate(Component)}


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return every finding about `draft`, in the order of the page; none means that no rule is broken."""
    return sort(finding for one in CHECKS for finding in one(draft))


def check_document(document: Document, *, issued: bool = False) -> tuple[Finding, ...]:
    """Return every finding about a structured document; `issued` asks for number, day and seal as well."""
    return check(draft_of(document, issued=issued))


def sort(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of the components, then of lines and places."""
    return tuple(
        sorted(findings, key=lambda one: (_ORDER[one.place.component], one.place.line, one.place.start, one.rule.code))
    )
