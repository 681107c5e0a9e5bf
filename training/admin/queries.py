"""What the administrators' pages list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from training.accounts import access, finding
from training.accounts.models import (
    AuthSession,
    Credential,
    Grant,
    Identity,
    ImportBatch,
    Membership,
    Person,
    Unit,
    UnitPath,
)
from training.accounts.rights import Permission
from training.core.db import db
from training.core.jobs.models import Job
from training.ledger.models import Assignment


def people(
    viewer_id: int, words: str = "", unit_id: int | None = None, status: str = ""
) -> Select[int, str, str, str, str, str]:
    """Return the query for (person id, name, code, sign-in name, status, unit) in the viewer's scope."""
    scope = access.scope(viewer_id, Permission.PEOPLE_SEE)
    query = (
        select(
            Person.id, Identity.full_name, Identity.code, Credential.sign_in_name, Person.status, func.min(Unit.name)
        )
        .join(Identity, Identity.person_id == Person.id)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.unit_id.in_(scope))
        .group_by(Person.id, Identity.full_name, Identity.code, Credential.sign_in_name, Person.status, Person.name_key)
        .order_by(Person.name_key, Person.id)
    )
    query = query.where(finding.called(words))
    if unit_id:
        query = query.where(Membership.unit_id == unit_id)
    return query.where(Person.status == status) if status else query


def units(viewer_id: int, right: Permission) -> Sequence[Unit]:
    """Return the units in the viewer's scope."""
    query = select(Unit).where(Unit.id.in_(access.scope(viewer_id, right)), Unit.archived_at.is_(None))
    return db.session.scalars(query.order_by(Unit.code)).all()


def sizes() -> dict[int, int]:
    """Return how many people each unit has of its own."""
    query = select(Membership.unit_id, func.count()).where(Membership.until.is_(None)).group_by(Membership.unit_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def grants_of(person_id: int) -> Sequence[Any]:
    """Return (grant, unit name) of each role a person holds."""
    query = select(Grant, Unit.name).join(Unit, Unit.id == Grant.unit_id)
    return db.session.execute(query.where(Grant.person_id == person_id, Grant.until.is_(None))).all()


def sessions_of(person_id: int) -> Sequence[AuthSession]:
    """Return a person's open sessions."""
    query = select(AuthSession).where(AuthSession.person_id == person_id, AuthSession.ended_at.is_(None))
    return db.session.scalars(query.order_by(AuthSession.last_seen_at.desc())).all()


def imports() -> Select[ImportBatch]:
    """Return the query for imports, newest first."""
    return select(ImportBatch).order_by(ImportBatch.id.desc())


def jobs(status: str = "") -> Select[Job]:
    """Return the query for background jobs, newest first."""
    query = select(Job).order_by(Job.id.desc())
    return query.where(Job.status == status) if status else query


@dataclass(frozen=True)
class Weight:
    """What hangs on a unit: people of its own, people and units below it, roles and open assignments given for it."""

    own_people: int
    people: int
    units: int
    grants: int
    assignments: int


def ids_below(unit_id: int) -> Sequence[int]:
    """Return the ids of a unit and everything below it."""
    return db.session.scalars(select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id)).all()


def weight_of(unit_id: int) -> Weight:
    """Count what hangs on a unit."""
    below = select(UnitPath.descendant_id).where(UnitPath.ancestor_id == unit_id)
    post = select(func.count(Membership.person_id.distinct())).where(Membership.until.is_(None))
    units_below = select(func.count(Unit.id)).where(Unit.id.in_(below), Unit.id != unit_id, Unit.archived_at.is_(None))
    counts = (
        post.where(Membership.unit_id == unit_id), post.where(Membership.unit_id.in_(below)), units_below,
        select(func.count(Grant.id)).where(Grant.unit_id == unit_id, Grant.until.is_(None)),
        select(func.count(Assignment.id)).where(Assignment.unit_id == unit_id, Assignment.ended_at.is_(None)),
    )  # fmt: skip
    return Weight(*(db.session.scalar(each) or 0 for each in counts))
