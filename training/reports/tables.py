"""The completion report as one table, whoever shows or exports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from training.accounts.models import Unit
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries as ledger


@dataclass(frozen=True)
class UnitRow:
    """How far one unit is, with everything below it."""

    unit_id: int
    name: str
    asked: int
    done: int
    started: int
    late: int

    @property
    def fraction(self) -> float:
        """Return the part that is done, 0..1."""
        return self.done / self.asked if self.asked else 0.0

    @property
    def cells(self) -> list[Any]:
        """Return the row as it is exported."""
        return [self.name, self.asked, self.done, f"{round(self.fraction * 100)} %", self.started, self.late]


def heads() -> list[str]:
    """Return the headings of the table by unit."""
    return [_("Unit"), _("Asked"), _("Done"), _("Share"), _("In progress"), _("Late")]


def by_unit(unit: Unit, ref: ActivityRef) -> tuple[UnitRow | None, list[UnitRow]]:
    """Return the figures of a unit as a whole, and of each unit directly below it."""
    below = list(db.session.scalars(select(Unit.id).filter_by(parent_id=unit.id).where(Unit.archived_at.is_(None))))
    rows = [UnitRow(*row) for row in ledger.completion_by_unit([unit.id, *below], ref)]
    whole = next((row for row in rows if row.unit_id == unit.id), None)
    return whole, [row for row in rows if row.unit_id != unit.id]


def person_heads() -> list[str]:
    """Return the headings of the table by person."""
    return [_("Name"), _("Unit"), _("Due"), _("Done on"), _("Share"), _("Tries"), _("Stuck at"), _("Last seen")]


def person_cells(row: Sequence[Any], about: Description) -> list[Any]:
    """Return one person's row as it is shown and exported; a private room's share never appears."""
    _id, name, unit, due, done, fraction, tries, where, last = row
    share = "" if fraction is None or done else f"{round(fraction * 100)} %"
    return [name, unit, due, done, share, tries or "", where or "", last]
