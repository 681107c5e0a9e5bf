"""Roles given and taken, always for a unit and everything below it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from training.accounts.models import Grant, Person, Unit, UnitPath
from training.accounts.rights import RIGHTS, Permission, Role
from training.core import audit, clock
from training.core.db import db, locked
from training.core.errors import RuleBroken

_grant = Grant.__table__.c
HELD = select(_grant.role, _grant.unit_id).where(_grant.person_id == bindparam("person_id"), _grant.until.is_(None))
"""What a person holds now; asked for whoever is not at the door."""


def give(person: Person, role: Role, unit: Unit) -> Grant:
    """Give `role` over `unit`; one already held there is returned as it is."""
    held = db.session.scalars(
        select(Grant).filter_by(person_id=person.id, role=role.value, unit_id=unit.id).where(Grant.until.is_(None))
    ).first()
    if held is not None:
        return held
    grant = Grant(
        person_id=person.id,
        role=role.value,
        unit_id=unit.id,
        since=clock.now(),
        granted_by=audit.record.current_actor(),
    )
    db.session.add(grant)
    db.session.flush()
    g.pop("grants_held", None)
    audit.note("grant.give", ("person", person.id), role=role.value, unit=unit.id)
    return grant


def take_back(grant: Grant) -> None:
    """End a grant now; raise RuleBroken for the last administrator of the house."""
    if grant.until is not None:
        return
    if grant.role == Role.ADMIN and _is_last_admin(grant):
        raise RuleBroken(
            _("This is the last administrator. Give the role to someone else first."),
            code="grant.last_admin",
            subject=("person", grant.person_id),
        )
    grant.until = clock.now()
    g.pop("grants_held", None)
    audit.note("grant.take_back", ("person", grant.person_id), role=grant.role, unit=grant.unit_id)


def held_by(person_id: int) -> Sequence[Grant]:
    """Return the grants a person holds now."""
    query = select(Grant).filter_by(person_id=person_id).where(Grant.until.is_(None)).order_by(Grant.id)
    return db.session.scalars(query).all()


def roots(person_id: int, permission: Permission) -> list[int]:
    """Return the ids of the units over whose subtrees a person holds `permission`."""
    whose, held = g.get("grants_held") or (None, ())
    if whose != person_id:
        held = [(row.role, row.unit_id) for row in db.session.execute(HELD, {"person_id": person_id})]
    return sorted({unit_id for role, unit_id in held if permission in RIGHTS[Role(role)]})


def remember(person_id: int, held: Sequence[tuple[str, int]]) -> None:
    """Keep for this request what the door found of the visitor's grants: (role, unit) each."""
    g.grants_held = (person_id, held)


def holders(unit_id: int | None, permission: Permission) -> Sequence[int]:
    """Return the people who hold `permission` over a unit by their work there; administrators are not meant."""
    roles = [role.value for role, rights in RIGHTS.items() if permission in rights and role is not Role.ADMIN]
    query = (
        select(Grant.person_id)
        .join(UnitPath, UnitPath.ancestor_id == Grant.unit_id)
        .where(UnitPath.descendant_id == unit_id, Grant.role.in_(roles), Grant.until.is_(None))
        .distinct()
        .order_by(Grant.person_id)
    )
    return db.session.scalars(query).all()


def _is_last_admin(grant: Grant) -> bool:
    locked(Unit, grant.unit_id)
    others = (
        select(Grant.id)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.role == Role.ADMIN.value, Grant.until.is_(None), Grant.id != grant.id, Person.status == "active")
    )
    return db.session.scalar(others.limit(1)) is None
