"""Repeats: an exercise once passed is done again alone after 7 and 30 days, to see what was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts.models import Membership, Person, Unit, UnitPath
from training.core import activities, clock
from training.core.activities import ActivityRef, Description
from training.core.db import db, on_sqlite
from training.core.events import Finished
from training.core.reporting import Column, Scope, aggregate
from training.ledger.models import Repeat
from training.ledger.reminders import in_post
from training.ledger.rules import repeats_of
from training.ledger.service import path_of
from training.notices import service as notices

KINDS = ("scenario",)
"""What is repeated: deeds, which fade without practice; texts and questions have their own review."""
FORGOTTEN = timedelta(days=60)
"""A repeat that nobody did in this time is let go."""


_repeat = Repeat.__table__.c
WAITING = (
    select(_repeat.ref_kind, _repeat.ref_id, _repeat.after_days)
    .where(
        _repeat.person_id == bindparam("person_id"), _repeat.done_at.is_(None),
        _repeat.due_on <= bindparam("today"), _repeat.due_on > bindparam("let_go"),
    )
    .order_by(_repeat.after_days.desc())
)  # fmt: skip
"""Asked on every first page, hence built once."""


@dataclass(frozen=True)
class Waiting:
    """A repeat that is due now, with what it is."""

    about: Description
    after_days: int


def hear(event: Finished) -> None:
    """Plan the repeats of an exercise passed for the first time, or note what a repeat showed.

    A repeat counts as kept when it was passed without any hint. Who comes late does the latest one; an earlier one
    that was missed says nothing about memory and is closed without a figure.
    """
    if event.ref.kind not in KINDS:
        return
    rows = db.session.scalars(_of(event.person_id, event.ref).order_by(Repeat.after_days)).all()
    due = [row for row in rows if row.done_at is None and row.due_on <= clock.today()]
    if due:
        for row in due:
            row.done_at = clock.now()
        alone = not event.assisted and not event.evidence.get("hints")
        due[-1].kept = event.outcome != "failed" and alone
    elif not rows and event.outcome != "failed":
        _plan(event.person_id, event.ref)


def waiting(person_id: int) -> list[Waiting]:
    """Return the repeats that are due for a person, in two queries."""
    today = clock.today()
    latest: dict[ActivityRef, int] = {}
    for kind, number, days in db.session.execute(
        WAITING, {"person_id": person_id, "today": today, "let_go": today - FORGOTTEN}
    ):
        latest.setdefault(ActivityRef(kind, number), days)
    about = activities.describe(latest)
    return [Waiting(about[ref], days) for ref, days in latest.items() if ref in about and about[ref].open]


def is_due(person_id: int, ref: ActivityRef) -> bool:
    """Say whether the next attempt of a person at an exercise is a repeat: its room gives new figures and no hints."""
    query = _of(person_id, ref).where(Repeat.done_at.is_(None), Repeat.due_on <= clock.today())
    return db.session.scalars(query.where(Repeat.due_on > clock.today() - FORGOTTEN)).first() is not None


def tell() -> dict[str, int]:
    """Tell people of repeats that fell due: a job of each day, each repeat told once."""
    query = (
        select(Repeat)
        .join(Person, Person.id == Repeat.person_id)
        .where(Repeat.done_at.is_(None), Repeat.due_on <= clock.today(), Repeat.due_on > clock.today() - FORGOTTEN)
        .where(Person.status == "active", in_post())
    )
    rows = db.session.scalars(query).all()
    about = activities.describe({row.ref for row in rows})
    groups: dict[tuple[ActivityRef, int], list[int]] = {}
    for row in rows:
        groups.setdefault((row.ref, row.after_days), []).append(row.person_id)
    for (ref, days), people in groups.items():
        if ref in about:
            told = {"title": about[ref].title}
            notices.tell(people, "repeat", f"repeat:{ref}:{days}", url=path_of(about[ref].url), about=told)
    return {"told": len(rows)}


def retention(person_id: int) -> tuple[int, int]:
    """Return how many repeats of a person were kept, of how many that were done."""
    query = select(func.count(case((Repeat.kept.is_(True), 1))), func.count(Repeat.kept)).filter_by(person_id=person_id)
    kept, done = db.session.execute(query).one()
    return int(kept), int(done)


class Retention:
    """What people still know after 7 and 30 days, by unit; groups under ten are hidden by the house."""

    name = "retention"
    title = _l("What is kept")
    privacy = aggregate(10)
    columns: Sequence[Column] = (
        Column("unit", _l("Unit"), "unit"),
        Column("people", _l("People"), "number"),
        Column("after_7", _l("Kept after 7 days"), "percent"),
        Column("after_30", _l("Kept after 30 days"), "percent"),
    )

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield one row a unit of `scope`, with its whole subtree; nobody is named."""
        people = (
            select(UnitPath.ancestor_id.label("unit_id"), Membership.person_id)
            .join(Membership, Membership.unit_id == UnitPath.descendant_id)
            .where(UnitPath.ancestor_id.in_(scope.unit_ids), Membership.until.is_(None))
            .distinct()
            .subquery()
        )
        query = (
            select(Unit.name, func.count(Repeat.person_id.distinct()), *_share(7), *_share(30))
            .select_from(people)
            .join(Unit, Unit.id == people.c.unit_id)
            .join(Repeat, Repeat.person_id == people.c.person_id)
            .where(Repeat.kept.is_not(None))
            .group_by(Unit.id, Unit.name, Unit.sort_key)
            .order_by(Unit.sort_key)
        )
        for name, count, kept_7, done_7, kept_30, done_30 in db.session.execute(query):
            yield {"unit": name, "people": count, "after_7": _part(kept_7, done_7), "after_30": _part(kept_30, done_30)}


RETENTION = Retention()


def _share(days: int) -> tuple[Any, Any]:
    mine = Repeat.after_days == days
    return func.count(case((mine & Repeat.kept.is_(True), 1))), func.count(case((mine, Repeat.kept)))


def _part(kept: int, done: int) -> float | None:
    return kept / done if done else None


def _of(person_id: int, ref: ActivityRef) -> Any:
    return select(Repeat).filter_by(person_id=person_id, ref_kind=ref.kind, ref_id=ref.id)


def _plan(person_id: int, ref: ActivityRef) -> None:
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    rows = [
        {
            "person_id": person_id, "ref_kind": ref.kind, "ref_id": ref.id, "after_days": days, "due_on": day,
            "done_at": None, "kept": None,
        }
        for days, day in repeats_of(clock.today())
    ]  # fmt: skip
    keys = ["person_id", "ref_kind", "ref_id", "after_days"]
    db.session.execute(insert(Repeat).values(rows).on_conflict_do_nothing(index_elements=keys))
