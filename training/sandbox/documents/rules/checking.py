"""Where the form of a draft is checked: the one place that calls the office's format checker."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from training.office.document.check.checker import check
from training.office.document.check.draft import draft_of
from training.office.document.check.finding import Severity
from training.sandbox.documents.rules.layout import document_of
from training.sandbox.documents.rules.model import Outgoing
from training.sandbox.world.world import World


class Slip(NamedTuple):
    """One thing the checker found: where on the page, what stands there, why it is a slip, how to put it right."""

    part: str
    seen: str
    why: str
    fix: str
    basis: str
    grave: bool = True


def remarks(world: World, paper: Outgoing) -> tuple[Slip, ...]:
    """Return everything the checker says of a document as it stands now, advice included, in the order of the page.

    The number line is read as it was typed, even where no page could print it so.
    """
    document = document_of(world, paper)
    digits = f"{paper.number:02}" if paper.number else "\u00a0" * 8
    typed = replace(
        draft_of(document, issued=paper.issued_at is not None), number=f"Số: {digits}/{paper.text.notation}"
    )
    return tuple(
        Slip(
            one.rule.component.name_vi,
            one.seen,
            one.rule.why,
            one.rule.fix,
            one.rule.basis,
            one.rule.severity is Severity.SLIP,
        )
        for one in check(typed)
    )


def slips(world: World, paper: Outgoing) -> tuple[Slip, ...]:
    """Return what breaks a rule; advice is left out."""
    return tuple(one for one in remarks(world, paper) if one.grave)
