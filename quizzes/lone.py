"""One question outside an attempt: tried out by its author, or repeated by a learner."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.models import QuestionVersion
from quizzes.paper import Told, cut
from quizzes.types import TYPES, QuestionType
from quizzes.types.base import Response, overall
from quizzes.types.spots import Marking


@dataclass(frozen=True)
class Lone:
    """A version with an order of its parts and, perhaps, an answer; the templates of types draw it."""

    version: QuestionVersion
    order: Sequence[str] = ()
    response: Response = None
    place: int = 1

    @classmethod
    def drawn(cls, version: QuestionVersion, seed: str, response: Response = None, place: int = 1) -> Lone:
        """Return a version whose parts stand in an order that `seed` decides."""
        parts = TYPES[version.kind].parts(version.settings)
        random.Random(seed).shuffle(parts)  # noqa: S311  (an order, not a secret)
        return cls(version, parts, response, place)

    @classmethod
    def key_of(cls, version: QuestionVersion) -> Lone:
        """Return a version with its own right answer."""
        return cls(version, (), TYPES[version.kind].key(version.settings))

    @property
    def kind(self) -> QuestionType:
        """Return the type."""
        return TYPES[self.version.kind]

    @property
    def shown(self) -> dict[str, Any]:
        """Return what stands there before the answer."""
        return self.kind.shown(self.version.settings, self.order)

    @property
    def name(self) -> str:
        """Return the name of its fields."""
        return f"answer-{self.place}"

    @property
    def pieces(self) -> list[tuple[str, int | None]]:
        """Return the text cut at its gaps."""
        return cut(self.version.text, len(self.shown.get("gaps", ())))

    @property
    def fraction(self) -> float:
        """Return what the answer earns, 0..1."""
        return self.kind.grade(self.version.settings, self.response)

    @property
    def told(self) -> Told:
        """Return everything that may be said once it is answered."""
        kind, settings = self.kind, self.version.settings
        worth = self.fraction
        state = "right" if worth >= 0.999 else "partly" if worth > 0 else "wrong"
        return Told(
            worth if kind.machine and kind.asks else None, state if kind.machine and kind.asks else "",
            kind.review(settings, self.response, self.order),
            [*kind.feedback(settings, self.response), *overall(settings, worth)],
            self.version.feedback, (), kind.explained(settings, self.response) if isinstance(kind, Marking) else (),
        )  # fmt: skip
