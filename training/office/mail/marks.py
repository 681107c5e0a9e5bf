"""Lay numbered marks over words: where cues stand, even when they overlap or cross a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from training.office.mail.catalogue import check, is_trust
from training.office.mail.cues import Cue, Place, span, text_at
from training.office.mail.labels import Labels
from training.office.mail.message import Link, Message, Paragraph
from training.office.markup import fill, joined, lines


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of words and the numbers of the cues that stand there."""

    start: int
    end: int
    numbers: tuple[int, ...]
    trust: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """Knows the cues of one message, numbered from 1; raises as `catalogue.check` does."""

    message: Message
    cues: tuple[Cue, ...]
    labels: Labels
    prefix: str

    def __post_init__(self) -> None:
        check(self.message, self.cues)

    def marks(self, place: Place, index: int = 0) -> tuple[Mark, ...]:
        """Return the marks at one place, merged where they overlap; links are marked in their paragraph."""
        found = [
            Mark(*span(text_at(self.message, cue.anchor), cue.anchor), (number,), is_trust(cue))
            for number, cue in self._numbered()
            if cue.anchor.place is place and cue.anchor.index == index
        ]
        if place is Place.BODY:
            found += self._link_marks(index)
        return _merged(found)

    def everything(self, place: Place, text: str, index: int = 0) -> tuple[Mark, ...]:
        """Return marks over the whole of `text`, for places that hold no words of the sender."""
        return _merged(
            [
                Mark(0, len(text), (number,), is_trust(cue))
                for number, cue in self._numbered()
                if cue.anchor.place is place and cue.anchor.index == index
            ]
        )

    def has(self, *places: Place) -> bool:
        """Say whether any cue stands at one of `places`."""
        return any(cue.anchor.place in places for cue in self.cues)

    def _numbered(self) -> list[tuple[int, Cue]]:
        return list(enumerate(self.cues, 1))

    def _link_marks(self, block: int) -> list[Mark]:
        found = []
        for link, start in _links_of(self.message, block):
            text = self.message.links[link].text
            for number, cue in self._numbered():
                if cue.anchor.place is Place.LINK and cue.anchor.index == link:
                    found.append(Mark(start, start + len(text), (number,), is_trust(cue)))
        return found

    def write(self, text: str, marks: Sequence[Mark], offset: int = 0) -> Markup:
        """Return `text` escaped, with the marks that touch it; `offset` is where it begins in its place."""
        out, at, end = [], offset, offset + len(text)
        for mark in marks:
            start, stop = max(mark.start, offset), min(mark.end, end)
            if start >= stop:
                continue
            out.append(lines(text[at - offset : start - offset]))
            words = text[start - offset : stop - offset]
            out.append(self._mark(words, mark, first=start == mark.start, last=stop == mark.end))
            at = stop
        return joined([*out, lines(text[at - offset :])])

    def _mark(self, text: str, mark: Mark, *, first: bool, last: bool) -> Markup:
        said = self.labels.good_sign if mark.trust else self.labels.cue
        pattern = '<sup><span class="hush"> ({} </span>{}<span class="hush">) </span></sup>'
        numbers = joined(fill(pattern, said, number) for number in mark.numbers) if last else Markup("")
        name = "cue cue--trust" if mark.trust else "cue"
        if not first:
            return fill('<mark class="{}">{}{}</mark>', name, lines(text), numbers)
        # the first number owns the id; the others are reached through the same place
        spots = joined(fill('<span id="{}-{}"></span>', self.prefix, number) for number in mark.numbers[1:])
        identifier = f"{self.prefix}-{mark.numbers[0]}"
        return fill('<mark class="{}" id="{}">{}{}{}</mark>', name, identifier, spots, lines(text), numbers)


def _merged(marks: list[Mark]) -> tuple[Mark, ...]:
    out: list[Mark] = []
    for mark in sorted((one for one in marks if one.start < one.end), key=lambda one: (one.start, -one.end)):
        if out and mark.start < out[-1].end:
            last = out.pop()
            both = (*last.numbers, *mark.numbers)
            mark = Mark(last.start, max(last.end, mark.end), both, last.trust and mark.trust)
        out.append(mark)
    return tuple(out)


def _links_of(message: Message, block: int) -> list[tuple[int, int]]:
    """Return (number of the link, where it begins) for each link of one block."""
    number, found = 0, []
    for at, one in enumerate(message.body):
        start = 0
        for part in one.parts if isinstance(one, Paragraph) else ():
            if isinstance(part, Link):
                if at == block:
                    found.append((number, start))
                number += 1
            start += len(part.text)
    return found
