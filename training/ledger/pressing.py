"""What presses in a trainer's units: things people are late with, and things soon due that people have not begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from training.accounts.models import Membership, UnitPath
from training.core import clock
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.db import db
from training.ledger.models import Duty, Progress
from training.ledger.reach import duty_done
from training.ledger.reminders import SOON

MOST = 3
"""Of each sort: a first page names what presses most, the reports name everything."""


@dataclass(frozen=True)
class Pressing:
    """One thing asked, and how many people are late with it ("late") or have not begun though its day nears ("new")."""

    ref: ActivityRef
    who: str
    people: int
    due_on: date | None = None


def pressing(roots: Sequence[int], figures: Mapping[ActivityRef, tuple[int, int, int]]) -> list[Pressing]:
    """Return what presses below `roots`: late things by how many people, then soon due ones by their day.

    `figures` are (asked, done, late) by thing, as `queries.figures` returns them.
    """
    late = sorted((Pressing(ref, "late", counts[2]) for ref, counts in figures.items() if counts[2]), key=_size)
    named = {each.ref for each in late}
    soon = [each for each in _not_begun(roots) if each.ref not in named]
    return late[:MOST] + soon[:MOST]


def _not_begun(roots: Sequence[int]) -> list[Pressing]:
    people = (
        select(Membership.person_id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(UnitPath.ancestor_id.in_(roots), Membership.until.is_(None))
    )
    begun = select(Progress.id).where(
        Progress.person_id == Duty.person_id, Progress.ref_kind == Duty.ref_kind, Progress.ref_id == Duty.ref_id
    )
    today, earliest = clock.today(), func.min(Duty.due_on)
    query = (
        select(Duty.ref_kind, Duty.ref_id, func.count(Duty.id), earliest)
        .where(Duty.due_on >= today, Duty.due_on <= store.current().add_working_days(today, SOON))
        .where(~duty_done(), ~begun.correlate(Duty).exists(), Duty.person_id.in_(people))
        .group_by(Duty.ref_kind, Duty.ref_id)
        .order_by(earliest, func.count(Duty.id).desc(), Duty.ref_kind, Duty.ref_id)
    )
    rows = db.session.execute(query)
    return [Pressing(ActivityRef(kind, number), "new", many, due) for kind, number, many, due in rows]


def _size(each: Pressing) -> tuple[int, str]:
    return -each.people, str(each.ref)
