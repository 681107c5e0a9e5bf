"""What every page of the practice window shows: the clock, the parts, the coach and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from training.core.calendar.limits import due
from training.sandbox import queries, worlds
from training.sandbox.fields import limit_words
from training.sandbox.models import Copy
from training.sandbox.office import Office
from training.sandbox.scenarios.run import Seen, evaluate, ticks
from training.sandbox.scenarios.schema import CoachStep, Hint
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.hats import Hat, hat_name


@dataclass(frozen=True)
class Window(Office):
    """One look at a copy, ready for a page."""

    @classmethod
    def of(cls, copy: Copy) -> Window:
        """Look at a copy."""
        return cls(copy, queries.run_of(copy.id))

    @property
    def guard(self) -> str:
        """Return the mark a form carries: which picture of the copy it was drawn from."""
        return f"{self.copy.epoch}.{self.copy.seq}"

    @property
    def now(self) -> str:
        """Return the simulated time as the bar shows it."""
        return self.clock(self.world.now)

    @property
    def hat(self) -> str:
        """Return the name of the part one plays."""
        return hat_name(self.copy.hat)

    @cached_property
    def seen(self) -> Seen | None:
        """Return how the goals stand."""
        return evaluate(self.scenario, worlds.beginning(self.copy), self.world) if self.scenario else None

    @cached_property
    def steps(self) -> list[tuple[CoachStep, bool]]:
        """Return the coach's list with its ticks."""
        if self.scenario is None or self.seen is None:
            return []
        return ticks(self.scenario, worlds.beginning(self.copy), self.world, self.seen)

    @property
    def step_now(self) -> int:
        """Return the place of the first step without a tick, from 1."""
        return next((n for n, (_step, done) in enumerate(self.steps, 1) if not done), len(self.steps) + 1)

    @property
    def done(self) -> int:
        """Return how many steps are ticked."""
        return sum(done for _step, done in self.steps)

    @cached_property
    def stuck_at(self) -> str:
        """Return the goal whose hints are offered now."""
        return self.seen.missed[0] if self.seen and self.seen.missed else ""

    @property
    def ladder(self) -> list[tuple[int, Hint, bool]]:
        """Return the rungs of that goal: number, hint, open or not."""
        if not self.scenario or not self.run or not self.stuck_at:
            return []
        opened = self.run.hints.get(self.stuck_at, 0)
        return [(n, one, n <= opened) for n, one in enumerate(self.scenario.hints.get(self.stuck_at, ()), 1)]

    @property
    def pointed(self) -> str:
        """Return the place on screen that an open hint points at."""
        return next((one.anchor for _n, one, is_open in reversed(self.ladder) if is_open and one.anchor), "")

    def clock(self, at: datetime | date | None) -> str:
        """Say a simulated moment or day."""
        if at is None:
            return ""
        if isinstance(at, datetime):
            return self.world.calendar.local(at).strftime("%H:%M, %d/%m/%Y")
        return at.strftime("%d/%m/%Y")

    def promise(self, facts: ProcedureFacts) -> tuple[str, str]:
        """Return the due date if the file were received now, and why."""
        limit = facts.limits[0]
        return self.clock(due(self.world.now, limit.as_limit(), self.world.calendar).date), limit_words(limit)

    def visitors(self) -> list[tuple[str, str]]:
        """Return whose identity card can be read: the exercise's visitor, or some citizens of the province."""
        if self.scenario:
            return [(key, person["name"]) for key, person in self.scenario.people.items()]
        return [(one.number, one.name) for one in self.world.snapshot.citizens[:12]]

    def card(self, key: str) -> dict[str, str]:
        """Return what an identity card says, as values of the reception form."""
        person: dict[str, Any] = {}
        if self.scenario:
            person = dict(self.scenario.people.get(key, {}))
        else:
            person = next((vars(one) for one in self.world.snapshot.citizens if one.number == key), {})
        fields = ("name", "number", "phone", "address", "email", "commune")
        return {f"applicant.{name}": str(person[name]) for name in fields if person.get(name)}

    def can_be(self, hat: str) -> bool:
        """Say whether the learner may play this part here."""
        return Hat(hat) in dict(self.hats)
