"""Marking what is wrong in something one is shown: every place is a tick box, so hand, keyboard and voice are alike.

A place is found or missed; what is marked without reason takes away as much as a find gives, never below nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from quizzes.types.base import Bucket, Line, Picked, QuestionType, Response, Settings, share, texts
from quizzes.types.base import say as _l

NONE = "none"
NOTHING = _l("Nothing is wrong here")


@dataclass(frozen=True)
class Spot:
    """A place that can be marked: its id, the words there, what they are, and in which area they stand."""

    id: str
    text: str
    label: str = ""
    area: str = "body"


@dataclass(frozen=True)
class Fault:
    """Something to find: the places at which it may be marked, why it matters, and what would be right."""

    ids: tuple[str, ...]
    why: str
    right: str = ""


class Marking(QuestionType):
    """Parent of both: a subclass lays out the spots and names the faults."""

    @abstractmethod
    def spots(self, settings: Settings) -> list[Spot]:
        """Return every place in reading order."""

    @abstractmethod
    def faults(self, settings: Settings) -> list[Fault]:
        """Return what is to be found."""

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the places and their words, and nothing about what is wrong with them."""
        return {"spots": [asdict(each) for each in self.spots(settings)], "none": NONE}

    def grade(self, settings: Settings, response: Response) -> float:
        """Return (found − marked without reason) / all, held between 0 and 1."""
        known = {each.id for each in self.spots(settings)} | {NONE}
        given, faults = set(texts(response)) & known, self.faults(settings)
        if not faults:
            return float(given == {NONE})
        marked = given - {NONE}
        wanted = {one for each in faults for one in each.ids}
        found = sum(bool(marked & set(each.ids)) for each in faults)
        return share((found - len(marked - wanted)) / len(faults))

    def key(self, settings: Settings) -> Response:
        """Return one place for every fault."""
        return list(dict.fromkeys(each.ids[0] for each in self.faults(settings))) or [NONE]

    def guess(self, settings: Settings) -> float | None:
        """Say that nobody knows."""
        return None

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return each place that was marked."""
        wanted = {one for each in self.faults(settings) for one in each.ids}
        found = [
            Bucket(each.id, each.id, each.text, float(each.id in wanted))
            for each in self.spots(settings) if each.id in texts(response)
        ]  # fmt: skip
        return found or [Bucket("", NONE if NONE in texts(response) else "", "", 0.0)]

    def said(self, settings: Settings, response: Response) -> str:
        """Return the words that were marked."""
        return "; ".join(each.text for each in self.spots(settings) if each.id in texts(response))

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return every place: marked or not, wrong or not."""
        wanted = {one for each in self.faults(settings) for one in each.ids}
        return [Picked(each.text, each.id in texts(response), each.id in wanted) for each in self.spots(settings)]

    def explained(self, settings: Settings, response: Response) -> list[dict[str, Any]]:
        """Return each fault with its words: whether it was found, why it matters, what would be right."""
        words, given = {each.id: each.text for each in self.spots(settings)}, set(texts(response))
        return [
            {
                "text": words.get(each.ids[0], ""),
                "found": bool(given & set(each.ids)),
                "why": each.why,
                "right": each.right,
            }
            for each in self.faults(settings)
        ]
