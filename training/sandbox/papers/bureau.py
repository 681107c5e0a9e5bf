"""What every page of the document system shows: its menu, its parts, what presses, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import render_template
from flask_login import current_user

from training.sandbox import fields
from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules.desk import home, place_name, seat, short_name
from training.sandbox.documents.rules.offers import is_aside
from training.sandbox.documents.rules.onward import next_act
from training.sandbox.documents.rules.rulebook import VERBS
from training.sandbox.forms import GuardForm, SaveForm
from training.sandbox.models import Copy
from training.sandbox.office import LEFT, LIGHTS, SHORT_HATS
from training.sandbox.window import Window
from training.sandbox.world.hats import HAT_NAMES, Hat, hat_name
from training.sandbox.world.play import Offer, offers
from training.sandbox.world.snapshot import Record

HATS = (Hat.CLERK, Hat.LEADER, Hat.DIVISION_HEAD, Hat.OFFICER, Hat.ARCHIVE, Hat.AXIS)
"""The parts of the document system, in the order in which a document meets them."""
GROUPS = (
    (boards.IN, "in"), (boards.OUT, "out"), (boards.FILES, "files"), (boards.TASKS, "tasks"), (boards.MAIL, "mail"),
)  # fmt: skip
URGENCY = {"khan": "Khẩn", "thuong-khan": "Thượng khẩn", "hoa-toc": "Hỏa tốc"}


@dataclass(frozen=True)
class Bureau(Window):
    """One look at a copy from the desk of the document system."""

    @property
    def hats(self) -> list[tuple[str, str]]:
        """Return the parts the learner may play here."""
        mine = self.scenario.hats if self.scenario else HATS
        ordered = dict.fromkeys((*HATS, *HAT_NAMES))
        return [(str(hat), HAT_NAMES[hat]) for hat in ordered if hat in mine]

    @property
    def short_hats(self) -> list[tuple[str, str, str, int]]:
        """Return the parts one may play: key, full name, short name, how many records wait there."""
        waiting = self.counts
        return [(hat, name, SHORT_HATS[Hat(hat)], waiting.get(f"hat:{hat}", 0)) for hat, name in self.hats]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many records each list holds and how many wait for each part."""
        return boards.counts(self.world, self.seat, self.copy.hat)

    @property
    def seat(self) -> str:
        """Return the unit at whose desks officer and head sit here."""
        return seat(self.world, self.scenario.unit if self.scenario else "")

    @property
    def own(self) -> str:
        """Return the unit whose documents the present part sees; "" for one that sees all of the agency's."""
        return self.seat if self.copy.hat in boards.UNIT else ""

    @cached_property
    def pressing(self) -> list[boards.Row]:
        """Return the urgent documents that wait for the present part."""
        return boards.pressing(self.world, self.copy.hat, self.own)

    @property
    def agency(self) -> str:
        """Return the name of the agency whose system this is."""
        return place_name(self.world, home(self.world))

    def unit(self, code: str) -> str:
        """Return the name of a unit or an official, without the agency's own name."""
        return short_name(self.world, code) if code != home(self.world) else self.agency

    def beginnings(self) -> list[Offer]:
        """Return what the present part may begin here."""
        return [one for one in offers(self.world, self.copy.hat) if one.name in VERBS] if self.open else []

    def can_do(self, record: Record) -> list[Offer]:
        """Return what the present part may do with a record."""
        return list(offers(self.world, self.copy.hat, record.code)) if self.open else []

    def waits_for(self, record: Record) -> tuple[str, str, str] | None:
        """Return whose act comes next with a record where it is not mine: hat, its name, the act."""
        found = next_act(self.world, record)
        if found is None or self.copy.hat in self.world.rules.verbs[found.move].by:
            return None
        return found.hat, hat_name(found.hat), found.words

    def is_aside(self, move: str) -> bool:
        """Say whether an act does not carry a record on: its form stays folded."""
        return is_aside(move)

    def light(self, row: boards.Row) -> tuple[str, str]:
        """Return words and kind of the badge that shows how a record stands to its day."""
        if row.left:
            return LEFT[row.left.kind](row.left.amount), LIGHTS[row.light]
        return row.state, "calm"


def page(bureau: Bureau, template: str, **more: Any) -> str:
    """Render a page of the document system with what its frame needs."""
    form = GuardForm(formdata=None, guard=bureau.guard)
    return render_template(
        f"sandbox/papers/{template}", w=bureau, copy=bureau.copy, guard_form=form, save_form=SaveForm(formdata=None),
        groups=GROUPS, first=boards.FIRST, URGENCY=URGENCY, PERSON=fields.PERSON, me=current_user.name, **more,
    )  # fmt: skip


def look(copy: Copy) -> Bureau:
    """Look at a copy from the document system."""
    window = Window.of(copy)
    return Bureau(window.copy, window.run)


Values = Mapping[str, Any]
