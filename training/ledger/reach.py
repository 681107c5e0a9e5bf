"""Whom an assignment reaches, whom it leaves out and why: the same sentences for looking and for asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, and_, case, func, literal, or_, select
from sqlalchemy.sql import ColumnElement

from training.accounts.models import Grant, Identity, Membership, Person, Position, Unit, UnitPath
from training.core.activities import ActivityRef
from training.core.db import chunks, db
from training.ledger.models import Assignment, Completion, Duty, Rollout
from training.ledger.rules import REACHED

DONE = ("completed", "passed")


@dataclass(frozen=True)
class Target:
    """Whom something is asked of: units with all below them, and others alone; no units mean the whole house."""

    unit_ids: tuple[int, ...] = ()
    position_id: int | None = None
    role: str = ""
    listed: tuple[int, ...] = ()
    joined_since: date | None = None
    alone_ids: tuple[int, ...] = ()

    @classmethod
    def of(cls, row: Assignment) -> Target:
        """Return whom an assignment speaks to."""
        units = (row.unit_id,) if row.unit_id is not None else ()
        below, alone = ((), units) if row.alone else (units, ())
        return cls(below, row.position_id, row.role, tuple(row.listed), row.joined_since, alone)

    @classmethod
    def of_rollout(cls, row: Rollout, unit_ids: Sequence[int]) -> Target:
        """Return whom a wave over `unit_ids` speaks to; the roll-out's own unit stands for itself alone."""
        below = tuple(each for each in unit_ids if each != row.unit_id)
        return cls(below, row.position_id, row.role, alone_ids=tuple(each for each in unit_ids if each == row.unit_id))


def people(target: Target, among: Iterable[int] | None = None) -> list[int]:
    """Return the ids of the people a target speaks to now, of all or only of those `among`."""
    query = select(Person.id).where(_member(target), *_kept(target)).order_by(Person.id)
    if among is None:
        return list(db.session.scalars(query))
    return [each for part in chunks(among, 400) for each in db.session.scalars(query.where(Person.id.in_(part)))]


def looked(target: Target, ref: ActivityRef, fate: str = "") -> Select[*tuple[Any, ...]]:
    """Return the query for (id, name, unit, position, fate) of everyone in the units, by name.

    `fate` narrows: "reached", "left", or one of the fates.
    """
    what = _fate(target, ref)
    unit = _first_post(target, Unit.name)
    position = _first_post(target, Position.name)
    query = (
        select(Person.id, Identity.full_name, unit, position, what.label("fate"))
        .outerjoin(Identity, Identity.person_id == Person.id)
        .where(_member(target), Person.status != "erased")
        .order_by(Person.name_key, Person.id)
    )
    if fate == "reached":
        return query.where(what.in_(REACHED))
    if fate == "left":
        return query.where(what.not_in(REACHED))
    return query.where(what == fate) if fate else query


def counted(target: Target, ref: ActivityRef) -> dict[str, int]:
    """Return how many people of the units meet each fate."""
    what = _fate(target, ref).label("fate")
    inner = select(Person.id, what).where(_member(target), Person.status != "erased").subquery()
    rows = db.session.execute(select(inner.c.fate, func.count(inner.c.id)).group_by(inner.c.fate))
    return {str(fate): int(count) for fate, count in rows}


def duty_done() -> ColumnElement[bool]:
    """Return the condition that `Duty` is fulfilled: finished, and since it was last asked anew."""
    return (
        select(Completion.id)
        .where(
            Completion.person_id == Duty.person_id, Completion.ref_kind == Duty.ref_kind,
            Completion.ref_id == Duty.ref_id, Completion.outcome.in_(DONE), counts(),
        )
        .correlate(Duty)
        .exists()
    )  # fmt: skip


def counts() -> ColumnElement[bool]:
    """Return the condition that a `Completion` counts for its `Duty`, also where there is none."""
    return or_(Duty.anew_since.is_(None), Completion.at >= Duty.anew_since)


def _open_post(target: Target) -> list[ColumnElement[bool]]:
    found = [Membership.person_id == Person.id, Membership.until.is_(None)]
    if target.unit_ids or target.alone_ids:
        alone = and_(UnitPath.ancestor_id.in_(target.alone_ids), UnitPath.depth == 0)
        below = select(UnitPath.descendant_id).where(or_(UnitPath.ancestor_id.in_(target.unit_ids), alone))
        found.append(Membership.unit_id.in_(below))
    return found


def _member(target: Target) -> ColumnElement[bool]:
    return select(Membership.id).where(*_open_post(target)).exists()


def _first_post(target: Target, column: Any) -> Any:
    query = select(func.min(column)).select_from(Membership).where(*_open_post(target)).correlate(Person)
    if column.class_ is Unit:
        return query.join(Unit, Unit.id == Membership.unit_id).scalar_subquery()
    return query.join(Position, Position.id == Membership.position_id).scalar_subquery()


def _conditions(target: Target) -> list[tuple[str, ColumnElement[bool]]]:
    """Return what a person must be, by the fate of those who are not, in the order in which it is said."""
    found: list[tuple[str, ColumnElement[bool]]] = [("closed", Person.status.in_(("active", "waiting")))]
    if target.listed:
        found.append(("unlisted", Person.id.in_(target.listed)))
    if target.position_id is not None:
        held = select(Membership.id).where(*_open_post(target), Membership.position_id == target.position_id)
        found.append(("position", held.exists()))
    if target.role:
        grant = select(Grant.id).where(Grant.person_id == Person.id, Grant.role == target.role, Grant.until.is_(None))
        found.append(("role", grant.exists()))
    if target.joined_since is not None:
        joined = and_(Person.joined_on.is_not(None), Person.joined_on >= target.joined_since)
        found.append(("joined", joined))
    return found


def _kept(target: Target) -> list[ColumnElement[bool]]:
    return [condition for _fate_name, condition in _conditions(target)]


def _fate(target: Target, ref: ActivityRef) -> Any:
    duty = select(Duty.id).where(
        Duty.person_id == Person.id, Duty.ref_kind == ref.kind, Duty.ref_id == ref.id
    )  # fmt: skip
    done = (
        select(Completion.id)
        .outerjoin(Duty, and_(Duty.person_id == Completion.person_id, Duty.ref_kind == ref.kind, Duty.ref_id == ref.id))
        .where(
            Completion.person_id == Person.id, Completion.ref_kind == ref.kind, Completion.ref_id == ref.id,
            Completion.outcome.in_(DONE), counts(),
        )
    )  # fmt: skip
    missed = [(~condition, literal(fate, String)) for fate, condition in _conditions(target)]
    return case(*missed, (done.exists(), literal("done")), (duty.exists(), literal("asked")), else_=literal("new"))
