"""The tree of units, kept as a closure: the only code that writes `UnitPath`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from training.accounts.models import Grant, Membership, Unit, UnitPath
from training.core import audit, clock, events, fold, search
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import UnitMerged
from training.core.sortkey import sort_key

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,34}")
"""Up to 35 characters, dot-separated groups (Decision 20/2020 on agency identifiers)."""


def create(code: str, name: str, parent: Unit | None = None) -> Unit:
    """Add a unit under `parent`, or a new root; raise RuleBroken for a code that is taken or misshapen."""
    code, name = fold.nfc(code).strip(), fold.nfc(name).strip()
    _check(code, name)
    unit = Unit(
        code=code, name=name, sort_key=sort_key(name), parent_id=parent.id if parent else None, created_at=clock.now()
    )
    db.session.add(unit)
    db.session.flush()
    _hang(unit.id, parent.id if parent else None)
    search.index("unit", unit.id, name, code)
    audit.note("unit.create", ("unit", unit.id), parent=parent.id if parent else None)
    return unit


def reopen(unit: Unit, name: str, parent: Unit | None) -> Unit:
    """Take an archived unit into use again, by this name and at this place."""
    unit.archived_at = unit.merged_into_id = None
    move(unit, parent)
    unit.name, unit.sort_key = name, sort_key(name)
    search.index("unit", unit.id, name, unit.code)
    audit.note("unit.create", ("unit", unit.id), parent=unit.parent_id)
    return unit


def rename(unit: Unit, name: str) -> None:
    """Give `unit` another name; a repeated request changes nothing."""
    name = fold.nfc(name).strip()
    if not name:
        raise RuleBroken(_("Write the name of the unit."), field="name", code="unit.name_missing")
    if name == unit.name:
        return
    unit.name, unit.sort_key = name, sort_key(name)
    search.index("unit", unit.id, name, unit.code)
    audit.note("unit.rename", ("unit", unit.id))


def move(unit: Unit, parent: Unit | None) -> None:
    """Hang `unit`, with everything below it, under `parent`; raise RuleBroken for a place inside itself."""
    locked(Unit, unit.id)
    if unit.parent_id == (parent.id if parent else None):
        return
    if parent is not None and is_below(parent.id, unit.id):
        raise RuleBroken(
            _("A unit cannot stand below itself. Choose a unit outside it."),
            field="parent",
            code="unit.into_itself",
            subject=("unit", unit.id),
        )
    below = select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit.id)
    above = select(UnitPath.ancestor_id).where(UnitPath.descendant_id == unit.id, UnitPath.depth > 0)
    db.session.execute(
        delete(UnitPath).where(UnitPath.descendant_id.in_(below), UnitPath.ancestor_id.in_(above)),
        execution_options={"synchronize_session": False},
    )
    if parent is not None:
        _graft(unit.id, parent.id)
    unit.parent_id = parent.id if parent else None
    audit.note("unit.move", ("unit", unit.id), parent=unit.parent_id)


def merge(source: Unit, target: Unit) -> None:
    """Let `target` take over posts, grants and lower units of `source`, which is then archived.

    Raises RuleBroken if one is the other, or if `target` stands below `source`.
    """
    if source.id == target.id or is_below(target.id, source.id):
        raise RuleBroken(
            _("A unit cannot be merged into itself or into a unit below it."),
            field="target",
            code="unit.merge_into_itself",
            subject=("unit", source.id),
        )
    for child in children(source.id):
        move(child, target)
    _hand_over(source.id, target.id)
    source.archived_at, source.merged_into_id = clock.now(), target.id
    search.remove("unit", source.id)
    events.publish(UnitMerged(source.id, target.id))
    audit.note("unit.merge", ("unit", source.id), into=target.id)


def archive(unit: Unit) -> None:
    """Take an empty unit out of use; raise RuleBroken while anybody or anything stands in it."""
    people = select(func.count(Membership.id)).where(Membership.unit_id == unit.id, Membership.until.is_(None))
    if db.session.scalar(people) or children(unit.id):
        raise RuleBroken(
            _("People or units still stand in it. Move or merge them first."),
            code="unit.not_empty",
            subject=("unit", unit.id),
        )
    unit.archived_at = clock.now()
    search.remove("unit", unit.id)
    audit.note("unit.archive", ("unit", unit.id))


def children(unit_id: int) -> Sequence[Unit]:
    """Return the units directly below, in Vietnamese order."""
    query = select(Unit).where(Unit.parent_id == unit_id, Unit.archived_at.is_(None)).order_by(Unit.sort_key)
    return db.session.scalars(query).all()


def below_roots() -> Select[int]:
    """Return the query for the ids of the units `roots`, a parameter, and everything below them.

    For questions that are asked so often that they are built once.
    """
    return select(UnitPath.descendant_id).where(UnitPath.ancestor_id.in_(bindparam("roots", expanding=True)))


def subtree(*roots: int) -> Select[int]:
    """Return the query for the ids of `roots` and everything below them."""
    return select(UnitPath.descendant_id).where(UnitPath.ancestor_id.in_(roots)).distinct()


def lineage(unit_id: int) -> Sequence[Unit]:
    """Return the units from the root down to this one."""
    query = select(Unit).join(UnitPath, UnitPath.ancestor_id == Unit.id).where(UnitPath.descendant_id == unit_id)
    return db.session.scalars(query.order_by(UnitPath.depth.desc())).all()


def is_below(unit_id: int, root_id: int) -> bool:
    """Say whether `unit_id` is `root_id` or stands below it."""
    query = select(UnitPath.depth).where(UnitPath.ancestor_id == root_id, UnitPath.descendant_id == unit_id)
    return db.session.scalar(query) is not None


def _check(code: str, name: str) -> None:
    if not CODE.fullmatch(code):
        say = _("Write a code of letters, digits, dots and hyphens, at most 35 characters.")
        raise RuleBroken(say, field="code", code="unit.code_shape")
    if not name:
        raise RuleBroken(_("Write the name of the unit."), field="name", code="unit.name_missing")
    if db.session.scalar(select(Unit.id).where(Unit.code == code)):
        raise RuleBroken(_("Another unit has this code."), field="code", code="unit.code_taken")


def _hang(unit_id: int, parent_id: int | None) -> None:
    db.session.add(UnitPath(ancestor_id=unit_id, descendant_id=unit_id, depth=0))
    db.session.flush()
    if parent_id is not None:
        _graft(unit_id, parent_id)


def _graft(unit_id: int, parent_id: int) -> None:
    upper, lower = aliased(UnitPath), aliased(UnitPath)
    pairs = (
        select(upper.ancestor_id, lower.descendant_id, upper.depth + lower.depth + 1)
        .select_from(upper)
        .join(lower, and_(upper.descendant_id == parent_id, lower.ancestor_id == unit_id))
    )
    db.session.execute(insert(UnitPath).from_select(["ancestor_id", "descendant_id", "depth"], pairs))


def _hand_over(source_id: int, target_id: int) -> None:
    """Move open posts and grants; whoever already stands in the target keeps that post and closes this one."""
    here = select(Membership.person_id).where(Membership.unit_id == target_id, Membership.until.is_(None))
    open_here = and_(Membership.unit_id == source_id, Membership.until.is_(None))
    quietly = {"synchronize_session": False}
    db.session.flush()
    twice = update(Membership).where(open_here, Membership.person_id.in_(here.scalar_subquery()))
    db.session.execute(twice.values(until=clock.today()), execution_options=quietly)
    db.session.execute(update(Membership).where(open_here).values(unit_id=target_id), execution_options=quietly)
    grants = update(Grant).where(Grant.unit_id == source_id).values(unit_id=target_id)
    db.session.execute(grants, execution_options=quietly)
    db.session.expire_all()
