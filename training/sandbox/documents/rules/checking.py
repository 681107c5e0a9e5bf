"""Where the form of a draft is checked: the one place that calls the office's format checker."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from training.office.document.check.checker import check
from training.office.document.check.draft import Draft, draft_of
from training.office.document.check.finding import Component, Place, Severity
from training.office.document.notes import Notes, place_of
from training.sandbox.documents.rules.layout import document_of
from training.sandbox.documents.rules.model import Opinion, Outgoing
from training.sandbox.world.world import World


class Slip(NamedTuple):
    """One thing the checker found: where on the page, what stands there, why it is a slip, how to put it right."""

    part: str
    seen: str
    why: str
    fix: str
    basis: str
    grave: bool = True


def typed_draft(world: World, paper: Outgoing) -> Draft:
    """Return a document as its page shows it, but the number line as it was typed, even where none prints so."""
    digits = f"{paper.number:02}" if paper.number else "\u00a0" * 8
    made = draft_of(document_of(world, paper), issued=paper.issued_at is not None)
    return replace(made, number=f"Số: {digits}/{paper.text.notation}")


def notes(world: World, paper: Outgoing) -> Notes:
    """Return where on the page the checker's remarks belong, and after them the opinions that quote the draft."""
    draft = typed_draft(world, paper)
    quoted = (place_of(draft, one.quote) or Place(Component.BODY) for one in quoting(paper))
    return Notes(draft, (*(one.place for one in check(draft)), *quoted))


def quoting(paper: Outgoing) -> tuple[Opinion, ...]:
    """Return the opinions that quote the words they are about."""
    return tuple(one for one in paper.opinions if one.quote)


def remarks(world: World, paper: Outgoing) -> tuple[Slip, ...]:
    """Return everything the checker says of a document as it stands now, advice included, in the order of the page."""
    return tuple(
        Slip(
            one.rule.component.name_vi,
            one.seen,
            one.rule.why,
            one.rule.fix,
            one.rule.basis,
            one.rule.severity is Severity.SLIP,
        )
        for one in check(typed_draft(world, paper))
    )


def slips(world: World, paper: Outgoing) -> tuple[Slip, ...]:
    """Return what breaks a rule; advice is left out."""
    return tuple(one for one in remarks(world, paper) if one.grave)
