"""How much of an open attempt is answered: told in parts, and counted only where another part may be full."""

from __future__ import annotations

from dataclasses import dataclass

PARTS = 5
"""In so many parts of an attempt its progress is told, besides the first answer: a list reads the same, and on the day
of an exam three saves of four write one row less."""
OTHERS = 2
"""Of so many first answers this process is taken to see one: a house on PostgreSQL is served by several."""


@dataclass(slots=True)
class Tally:
    """What this process knows of one attempt: how many places count, how many held an answer when they were counted.

    `since` is how many more it has seen answered after that. Only a count is ever told, so nothing told is too much.
    """

    every: int
    known: int = 0
    since: int = 0

    @property
    def counts(self) -> bool:
        """Say whether the next first answer counts them all: it may be the first of all, or fill another part."""
        return not self.known or self._part(self.known + OTHERS * self.since + 1) > self._part(self.known)

    def news(self, answered: int) -> bool:
        """Say whether so many places answered are to be told."""
        return answered == 1 or self._part(answered) != self._part(self.known)

    def note(self, answered: int | None) -> None:
        """Take in one more place answered, `answered` in all where they were counted; once that is durable."""
        if answered is None:
            self.since += 1
        else:
            self.known, self.since = answered, 0

    def _part(self, answered: int) -> int:
        return PARTS * answered // self.every
