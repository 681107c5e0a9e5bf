"""What stands already, read in bulk for a staff list: a handful of queries for any number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import aliased

from training.accounts import access, units
from training.accounts.models import Grant, Identity, Membership, Person, Position, Unit
from training.accounts.rights import Permission
from training.accounts.staff_judge import Importer, PersonFact, UnitFact
from training.core.db import chunks, db


def unit_facts(importer: Importer) -> dict[str, UnitFact]:
    """Return every unit in use, by code."""
    mine = _my_units(importer)
    upper = aliased(Unit)
    query = select(Unit.id, Unit.code, Unit.name, upper.code).outerjoin(upper, upper.id == Unit.parent_id)
    rows = db.session.execute(query.where(Unit.archived_at.is_(None)))
    return {
        code: UnitFact(number, code, name, parent or "", mine is None or number in mine)
        for number, code, name, parent in rows
    }


def person_facts(codes: Iterable[str], importer: Importer) -> dict[str, PersonFact]:
    """Return those of `codes` who are on record."""
    mine = _my_units(importer)
    found: dict[str, PersonFact] = {}
    for some in chunks(sorted(set(codes))):
        found |= _some(some, mine)
    return found


def missing_people(codes: Iterable[str], top_unit_ids: Iterable[int]) -> list[int]:
    """Return the ids of people with all their open posts under `top_unit_ids` whose code is not in the list."""
    below = units.subtree(*top_unit_ids)
    inside = select(Membership.person_id).where(Membership.until.is_(None), Membership.unit_id.in_(below))
    outside = select(Membership.person_id).where(Membership.until.is_(None), Membership.unit_id.not_in(below))
    query = (
        select(Person.id, Identity.code)
        .join(Identity, Identity.person_id == Person.id)
        .where(Person.status.in_(["waiting", "active"]), Person.id.in_(inside), Person.id.not_in(outside))
    )
    listed = set(codes)
    granted = set(db.session.scalars(select(Grant.person_id).where(Grant.role == "admin", Grant.until.is_(None))))
    return [number for number, code in db.session.execute(query) if code not in listed and number not in granted]


def _my_units(importer: Importer) -> set[int] | None:
    """Return the ids of the units the importer looks after; None means all."""
    if importer.is_admin or importer.person_id is None:
        return None
    return set(db.session.scalars(access.scope(importer.person_id, Permission.PEOPLE_IMPORT)))


def _some(codes: list[str], mine: set[int] | None) -> dict[str, PersonFact]:
    query = (
        select(Identity, Person.status).join(Person, Person.id == Identity.person_id).where(Identity.code.in_(codes))
    )
    known = db.session.execute(query).all()
    ids = [identity.person_id for identity, _status in known]
    posts, places = _posts(ids)
    roles = _roles(ids)
    return {
        identity.code: PersonFact(
            identity.person_id,
            identity.full_name,
            identity.email,
            identity.phone,
            status,
            posts[identity.person_id],
            frozenset(roles[identity.person_id]),
            mine is None or bool(places[identity.person_id] & mine),
        )
        for identity, status in known
    }


def _posts(ids: list[int]) -> tuple[dict[int, dict[str, str]], dict[int, set[int]]]:
    posts: dict[int, dict[str, str]] = defaultdict(dict)
    places: dict[int, set[int]] = defaultdict(set)
    query = (
        select(Membership.person_id, Unit.id, Unit.code, Position.name)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .where(Membership.person_id.in_(ids), Membership.until.is_(None))
    )
    for person_id, unit_id, code, position in db.session.execute(query):
        posts[person_id][code] = position or ""
        places[person_id].add(unit_id)
    return posts, places


def _roles(ids: list[int]) -> dict[int, set[tuple[str, str]]]:
    roles: dict[int, set[tuple[str, str]]] = defaultdict(set)
    query = (
        select(Grant.person_id, Grant.role, Unit.code)
        .join(Unit, Unit.id == Grant.unit_id)
        .where(Grant.person_id.in_(ids), Grant.until.is_(None))
    )
    for person_id, role, code in db.session.execute(query):
        roles[person_id].add((role, code))
    return roles
