"""Remarks set inside a page, each at the words it is about, as numbered links that work without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Place
from training.office.document.check.marking import cut
from training.office.document.check.pointing import find
from training.office.markup import fill, joined

QUOTABLE = (Component.SUBJECT, Component.BODY, Component.SIGNATURE, Component.RECIPIENTS)


@dataclass(frozen=True)
class Notes:
    """Where the remarks on a draft belong, numbered from 1 in the order given."""

    draft: Draft | None = None
    places: Sequence[Place] = ()

    def has(self, component: Component, line: int) -> bool:
        """Say whether a remark points at a line."""
        return bool(self._own(component, line))

    def line(self, component: Component, line: int, plain: str) -> Markup:
        """Return a line with its remarks in it; `plain` where it has none."""
        own = self._own(component, line)
        if self.draft is None or not own:
            return fill("{}", plain)
        pieces = cut(self.draft.lines(component)[line], line, own)
        seen = {number for piece in pieces for number in piece.numbers}
        beside = (_number(number) for number, _place in own if number not in seen)
        return joined(_piece(piece.text, piece.numbers) for piece in pieces) + joined(beside)

    def whole(self, component: Component) -> Markup:
        """Return the numbers of the remarks on a component as a whole, such as that it is wanting."""
        return joined(_number(number) for number, _place in self._own(component, -1))

    def _own(self, component: Component, line: int) -> list[tuple[int, Place]]:
        every = enumerate(self.places, 1)
        return [(number, one) for number, one in every if (one.component, one.line) == (component, line)]


NO_NOTES = Notes()


def place_of(draft: Draft, words: str) -> Place | None:
    """Return where somebody's quotation first stands in a draft, or None."""
    for component in QUOTABLE:
        for line, text in enumerate(draft.lines(component)):
            if span := find(text, words):
                return Place(component, line, *span)
    return None


def _piece(text: str, numbers: tuple[int, ...]) -> Markup:
    if not numbers:
        return fill("{}", text)
    return fill('<mark class="doc__mark">{}</mark>{}', text, joined(map(_number, numbers)))


def _number(number: int) -> Markup:
    pattern = '<a class="doc__note" id="mark-{0}" href="#remark-{0}" aria-label="Nhận xét {0}">{0}</a>'
    return fill(pattern, number)
