"""Cut the lines of a draft at its findings, so that a page can set each remark beside its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding, Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the numbers (from 1) of the findings that point at it."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One component as it stands, with its numbered findings."""

    component: Component
    lines: tuple[tuple[Piece, ...], ...]
    findings: tuple[tuple[int, Finding], ...]


def marked(draft: Draft, findings: Sequence[Finding]) -> tuple[Part, ...]:
    """Return the components that have text or findings; findings are numbered in the order given."""
    numbered = list(enumerate(findings, 1))
    parts = []
    for component in Component:
        own = tuple((number, one) for number, one in numbered if one.place.component is component)
        lines, spans = draft.lines(component), [(number, one.place) for number, one in own]
        if own or any(line.strip() for line in lines):
            parts.append(Part(component, tuple(cut(text, at, spans) for at, text in enumerate(lines) if text), own))
    return tuple(parts)


def cut(text: str, line: int, own: Iterable[tuple[int, Place]]) -> tuple[Piece, ...]:
    """Return a line in pieces, each with the numbers of the remarks that point at it."""
    spans = [(number, one.start, one.end) for number, one in own if one.line == line]
    edges = sorted({0, len(text), *(edge for _, start, end in spans for edge in (start, end))})
    return tuple(
        Piece(text[start:end], tuple(number for number, first, last in spans if first <= start and end <= last))
        for start, end in pairwise(edges)
    )
