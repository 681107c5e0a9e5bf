"""What every page of the practice window shows: the clock, the parts, the coach and the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from training.core import clock as real
from training.core.calendar.light import LeftKind
from training.core.calendar.limits import due
from training.sandbox import queries, watching, worlds
from training.sandbox.cases.rules import boards
from training.sandbox.cases.rules.model import Case
from training.sandbox.fields import limit_words
from training.sandbox.guiding import Coming, coming
from training.sandbox.models import Copy, Run
from training.sandbox.modes import FREELY, MODES, WATCH, Mode
from training.sandbox.scenarios.run import Seen, evaluate, ticks
from training.sandbox.scenarios.schema import CoachStep, Hint, Scenario
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.hats import EVERY_HAT, HAT_NAMES, Hat, hat_name
from training.sandbox.world.play import Offer, offers
from training.sandbox.world.world import World

LIGHTS = {"green": "good", "amber": "warn", "red": "bad", "grey": "calm", "stopped": "calm", "": "calm"}
LEFT: dict[LeftKind, Callable[[int], str]] = {
    LeftKind.PAUSED: lambda _n: "Tạm dừng",
    LeftKind.DAYS: lambda n: f"Còn {n} ngày",
    LeftKind.TODAY: lambda _n: "Hạn hôm nay",
    LeftKind.NO_WORKING_DAY: lambda _n: "Hạn vào ngày nghỉ",
    LeftKind.MINUTES: lambda n: f"Còn {n // 60} giờ {n % 60} phút",
    LeftKind.OVERDUE_DAYS: lambda n: f"Quá {n} ngày",
    LeftKind.OVERDUE_MINUTES: lambda n: f"Quá {n // 60} giờ {n % 60} phút",
}


@dataclass(frozen=True)
class Window:
    """One look at a copy, ready for a page."""

    copy: Copy
    run: Run | None

    @classmethod
    def of(cls, copy: Copy) -> Window:
        """Look at a copy."""
        return cls(copy, queries.run_of(copy.id))

    @cached_property
    def scenario(self) -> Scenario | None:
        """Return the exercise; None for free play."""
        return worlds.scenario_of(self.copy)

    @cached_property
    def world(self) -> World:
        """Return the copy's world."""
        return worlds.current(self.copy)

    @property
    def open(self) -> bool:
        """Say whether one can still act here."""
        return self.run is None or self.run.state == "open"

    @cached_property
    def mode(self) -> Mode:
        """Return in which way the exercise is gone through; free play has its own."""
        return MODES[self.run.mode if self.run else WATCH] if self.copy.scenario else FREELY

    @cached_property
    def coming(self) -> Coming | None:
        """Return what comes next on screen, where the mode points at it."""
        points = self.mode.pointed and self.open
        return coming(self.copy, self.mode.name, self.world) if points else None

    def shown(self, move: str = "", code: str = "") -> tuple[str, dict[str, str]]:
        """Return the act whose form is shown filled in while one watches, and its values; ("", {}) elsewhere."""
        found = self.coming if self.mode.name == WATCH else None
        if found is None or found.values is None or (move and found.play.move != move):
            return "", {}
        case = found.url.split("#")[0].endswith(f"/{code}") if code else bool(move)
        return (found.play.move, found.values) if case else ("", {})

    @property
    def seconds_left(self) -> int:
        """Return how long the assessment still lasts, by the server's clock."""
        if self.run is None or self.run.ends_at is None:
            return 0
        return max(0, int((self.run.ends_at - real.now()).total_seconds()))

    @property
    def watched(self) -> tuple[int, int]:
        """Return at which step of how many the watching stands, from 1."""
        total = len(watching.plays(self.copy))
        return min(self.copy.seq + 1, total), total

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

    @property
    def hats(self) -> list[tuple[str, str]]:
        """Return the parts the learner may play here."""
        mine = self.scenario.hats if self.scenario else tuple(EVERY_HAT)
        return [(str(hat), name) for hat, name in HAT_NAMES.items() if hat in mine]

    @property
    def place(self) -> str:
        """Return the name of the counter."""
        return next(place.name for place in self.world.snapshot.places if place.level == "commune")

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
    def hooks(self) -> list[str]:
        """Return the places on screen at which the open hint points, the best first."""
        anchor = next((one.anchor for _n, one, is_open in reversed(self.ladder) if is_open and one.anchor), "")
        verb = anchor.partition(".")[0]
        return [anchor, verb, f"{verb}.open", f"menu.{verb}"] if anchor else []

    def saved(self, mark: Mapping[str, Any]) -> str:
        """Return how a save point without a name is called: by its simulated time."""
        return self.clock(datetime.fromisoformat(mark["at"]))

    def clock(self, at: datetime | date | None) -> str:
        """Say a simulated moment or day."""
        if at is None:
            return ""
        if isinstance(at, datetime):
            return self.world.calendar.local(at).strftime("%H:%M, %d/%m/%Y")
        return at.strftime("%d/%m/%Y")

    def badge(self, row: boards.Row) -> tuple[str, str]:
        """Return words and kind of the badge that shows a case's light."""
        words = LEFT[row.left.kind](row.left.amount) if row.left else row.state
        return words, LIGHTS[row.light] if row.left else "calm"

    def acts(self, case: Case) -> tuple[Offer, ...]:
        """Return what the present part may do with a case."""
        return offers(self.world, self.copy.hat, case.code) if self.open else ()

    def others(self, case: Case) -> list[tuple[str, str, list[str]]]:
        """Return what other parts could do with a case: hat, its name, and the acts' names."""
        found = []
        for hat in HAT_NAMES:
            labels = [offer.label for offer in offers(self.world, hat, case.code) if offer.name != "leave_remark"]
            if hat != self.copy.hat and labels:
                found.append((str(hat), hat_name(hat), labels))
        return found

    def openings(self) -> list[Offer]:
        """Return what the present part may begin."""
        return list(offers(self.world, self.copy.hat)) if self.open else []

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
