"""What every page of the practice window shows: the clock, the parts, the coach and the lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from training.core.calendar.light import LeftKind
from training.core.calendar.limits import due
from training.sandbox.cases.rules import boards
from training.sandbox.cases.rules.model import Case
from training.sandbox.coach_side import CoachSide
from training.sandbox.fields import limit_words
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.hats import EVERY_HAT, HAT_NAMES, Hat, hat_name
from training.sandbox.world.play import Offer, offers

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


class Window(CoachSide):
    """One look at a copy, ready for a page."""

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
