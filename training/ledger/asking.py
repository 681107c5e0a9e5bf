"""What a form of asking means: its choices, and whom and by when it would ask."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from training.accounts import grants, picking
from training.accounts.access import scope
from training.accounts.models import Position, Unit, UnitPath
from training.accounts.picking import Picked
from training.accounts.rights import Permission
from training.accounts.words import ROLES
from training.core import activities, clock
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.db import db
from training.ledger import choosing, queries
from training.ledger.forms import AssignForm
from training.ledger.reach import Target
from training.ledger.rules import Span, due_day

FATES = {
    "new": _l("is asked now"),
    "asked": _l("is asked already and keeps the earlier day"),
    "done": _l("has finished it: counts as done, is not told"),
    "closed": _l("left out: the account is closed"),
    "unlisted": _l("left out: not on the list"),
    "position": _l("left out: another position"),
    "role": _l("left out: another role"),
    "joined": _l("left out: joined earlier"),
}
"""What becomes of each person of the units, in words."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to ask: of whom, and the values of the assignment it would be."""

    ref: ActivityRef
    target: Target
    values: dict[str, Any]

    @property
    def seal(self) -> str:
        """Return a digest of the wish: what was looked at is what is asked."""
        plain = json.dumps([str(self.ref), self.values], sort_keys=True, default=str)
        return hashlib.sha256(plain.encode()).hexdigest()[:24]

    @property
    def due(self) -> date | None:
        """Return the day for somebody asked today, not counted from joining."""
        span = Span(self.values["due_on"], self.values["days"])
        return due_day(span, store.current(), clock.today())


def fates_of(wish: Wish) -> dict[str, Any]:
    """Return what becomes of each person, in the words of what is wished: asked, or only offered."""
    return FATES | {"new": _l("may take it up from now on")} if wish.values["voluntary"] else FATES


def picked(form: AssignForm, unit: Unit, ticked: Collection[int]) -> Picked:
    """Return the single people that a form names, out of a unit's subtree."""
    return picking.pick(form.codes.data or "", queries.people_within(unit.id), ticked)


def wish(form: AssignForm, unit: Unit, people: Picked) -> Wish:
    """Read a valid form; raise RuleBroken while it is not certain who is meant."""
    position = int(form.position.data) if form.position.data else None
    listed = people.settled("codes")
    values = {
        "unit_id": unit.id, "position_id": position, "role": form.role.data or "", "person_ids": sorted(listed),
        "joined_since": form.joined_since.data, "due_on": form.due_on.data,
        "days": form.days.data if not form.due_on.data else None,
        "from_joining": form.counted.data == "joined" and not form.due_on.data,
        "voluntary": bool(form.voluntary.data), "wave": form.wave.data or "",
    }  # fmt: skip
    target = Target((unit.id,), position, values["role"], tuple(listed), form.joined_since.data)
    return Wish(ActivityRef.parse(form.ref.data), target, values)


def fill(form: Any, viewer_id: int) -> Any:
    """Give a form what may be asked, of which units, positions and roles."""
    form.ref.choices = {None: [("", _("Choose what"))], **things(viewer_id)}
    mine = select(Unit).where(Unit.id.in_(scope(viewer_id, Permission.ASSIGN)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    if isinstance(form, AssignForm):
        _nothing_chosen(form)
    positions = db.session.scalars(select(Position).order_by(Position.sort_key))
    form.position.choices = [("", _("Everybody")), *((str(row.id), row.name) for row in positions)]
    roles = ((role.value, name) for role, name in ROLES.items() if role != "learner")
    form.role.choices = [("", _("Everybody")), *roles]
    return form


def _nothing_chosen(form: AssignForm) -> None:
    """Let nobody ask a whole province of something because it happened to stand first."""
    if len(form.unit.choices) > 1:
        form.unit.choices = [("", _("Choose the unit")), *form.unit.choices]


def things(viewer_id: int) -> dict[str, list[tuple[str, str]]]:
    """Return what somebody can ask, grouped by kind and system: the house's own, and what units near theirs own."""
    near, found = _near(viewer_id), dict[str, list[tuple[str, str]]]()
    for kind in activities.kinds().values():
        mine = [
            each for each in kind.find() if each.open and (each.owner_unit_id is None or each.owner_unit_id in near)
        ]
        if mine:
            found |= choosing.grouped(kind.label, mine, lambda each: str(each.ref))
    return found


def _near(viewer_id: int) -> set[int]:
    """Return the units for which somebody asks or writes, with all above and below them."""
    found: set[int] = set()
    for right in (Permission.ASSIGN, Permission.CONTENT_WRITE):
        roots = grants.roots(viewer_id, right)
        above = select(UnitPath.ancestor_id).where(UnitPath.descendant_id.in_(roots))
        found |= {*db.session.scalars(scope(viewer_id, right)), *db.session.scalars(above)}
    return found
