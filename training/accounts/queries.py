"""What pages about one's own account show, and who waits for a slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from training.accounts import access
from training.accounts.models import (
    AuthSession,
    Credential,
    Identity,
    Membership,
    Person,
    Position,
    Unit,
    UnitPath,
)
from training.accounts.rights import Permission
from training.accounts.sessions import ABSOLUTE
from training.core import clock
from training.core.db import db


def own_posts(person_id: int) -> Sequence[Any]:
    """Return (unit name, position name, since, primary) of each post held now."""
    query = (
        select(Unit.name, Position.name, Membership.since, Membership.primary)
        .select_from(Membership)
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.primary.desc(), Membership.id)
    )
    return db.session.execute(query).all()


def open_sessions(person_id: int) -> Sequence[AuthSession]:
    """Return a person's sessions that are not over, the latest first."""
    query = select(AuthSession).where(
        AuthSession.person_id == person_id,
        AuthSession.ended_at.is_(None),
        AuthSession.created_at > clock.now() - ABSOLUTE,
    )
    return db.session.scalars(query.order_by(AuthSession.last_seen_at.desc())).all()


def waiting_by_unit(viewer_id: int) -> Sequence[Any]:
    """Return (unit id, name, depth, waiting, all) for each unit in which the viewer may print slips."""
    allowed = access.scope(viewer_id, Permission.SLIP_PRINT)
    depth = select(func.max(UnitPath.depth)).where(UnitPath.descendant_id == Unit.id).scalar_subquery()
    query = (
        select(
            Unit.id, Unit.name, depth, func.count(Person.id).filter(Person.status == "waiting"), func.count(Person.id)
        )
        .join(Membership, (Membership.unit_id == Unit.id) & Membership.until.is_(None) & Membership.primary)
        .join(Person, Person.id == Membership.person_id)
        .where(Unit.id.in_(allowed), Unit.archived_at.is_(None), Person.status.in_(("waiting", "active")))
        .group_by(Unit.id, Unit.name, Unit.sort_key)
        .order_by(Unit.sort_key)
    )
    return db.session.execute(query).all()


def own_unit(person_id: int) -> int | None:
    """Return the unit in which somebody has their first post now."""
    query = select(Membership.unit_id).filter_by(person_id=person_id, primary=True).where(Membership.until.is_(None))
    return db.session.scalar(query.limit(1))


def people_of_unit(unit_id: int) -> Select[int, str, str, str]:
    """Return the query for (person id, name, sign-in name, status) of a unit's own people."""
    return (
        select(Person.id, Identity.full_name, Credential.sign_in_name, Person.status)
        .join(Identity, Identity.person_id == Person.id)
        .join(Credential, Credential.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None) & Membership.primary)
        .where(Membership.unit_id == unit_id, Person.status.in_(("waiting", "active")))
        .order_by(Person.status.desc(), Person.name_key, Person.id)
    )
