"""What every page of the practice window shows: the clock, the parts, the coach and the lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for

from training.core.calendar.limits import due
from training.sandbox.coach_side import CoachSide
from training.sandbox.fields import limit_words
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.hats import Hat, hat_name


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

    @property
    def draft(self) -> dict[str, str] | None:
        """Return what form is put aside here, for a line on a page: when, whose, which procedure, where it opens."""
        kept = self.copy.draft
        if not kept or not self.open or not self.mode.acts:
            return None
        values = kept["values"]
        facts = self.world.procedure(values.get("procedure", ""))
        return {
            "at": self.clock(datetime.fromisoformat(kept["at"])),
            "whose": values.get("applicant.name", "") or "chưa ghi tên",
            "what": facts.name if facts else "chưa chọn thủ tục",
            "url": url_for("sandbox.new", copy_id=self.copy.id, move=kept["move"], draft=1),
        }

    def can_be(self, hat: str) -> bool:
        """Say whether the learner may play this part here."""
        return Hat(hat) in dict(self.hats)
