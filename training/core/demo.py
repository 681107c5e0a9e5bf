"""The demo province: fictitious people whose histories are made by the rooms' own services under a moved clock."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from training.core import clock

DAYS = 42
"""How many days of history the demo has."""
SEED = 99


@dataclass(frozen=True)
class Actor:
    """One fictitious person: where they work, what they may, and how they take to new things.

    `zeal` (0..1) decides how much of what they are asked they do, and how soon; `skill` (0..1) how well.
    """

    person_id: int
    unit_id: int
    roles: frozenset[str]
    zeal: float
    skill: float
    commune: str = ""
    starring: bool = False


@dataclass
class Stage:
    """Who plays, since when, and the dice; every room's part plays on the same stage, one after the other."""

    actors: Sequence[Actor]
    today: date
    root_id: int
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311  (a demo, not a secret)
    notes: dict[str, list[int]] = field(default_factory=dict)

    @property
    def learners(self) -> list[Actor]:
        """Return those who only learn, keenest first."""
        return sorted((each for each in self.actors if each.roles == {"learner"}), key=lambda each: -each.zeal)

    def with_role(self, role: str) -> list[Actor]:
        """Return those who hold `role` somewhere."""
        return [each for each in self.actors if role in each.roles]

    def moment(self, days_ago: float, hour: int | None = None) -> datetime:
        """Return a moment in office hours, about `days_ago` days before today."""
        day = self.today - timedelta(days=int(days_ago))
        while day.weekday() >= 5:
            day -= timedelta(days=1)
        hour = hour if hour is not None else self.dice.choice((8, 9, 10, 13, 14, 15))
        return clock.at_office(day, hour, self.dice.randrange(60))

    @contextmanager
    def at(self, days_ago: float, hour: int | None = None) -> Iterator[datetime]:
        """Let the house believe it is then."""
        moment = self.moment(days_ago, hour)
        with clock.at(moment):
            yield moment


Part = Callable[[Stage], None]
"""What a room plays; it commits by `transaction.commit()` every few hundred rows."""
