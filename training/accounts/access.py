"""Rows in my scope, or 404: the only way in which a view reaches a person or a unit."""

from __future__ import annotations

from flask import abort
from sqlalchemy import ColumnElement, Select, select

from training.accounts import grants, units
from training.accounts.models import Membership, Person, Unit
from training.accounts.rights import Permission
from training.core.db import db


def access_unit(viewer_id: int, unit_id: int, permission: Permission) -> Unit:
    """Return a unit in whose subtree the viewer holds `permission`; anything else is a 404."""
    query = select(Unit).where(Unit.id == unit_id, Unit.id.in_(scope(viewer_id, permission)))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_person(viewer_id: int, person_id: int, permission: Permission) -> Person:
    """Return a person with a post in the viewer's subtree; anything else is a 404."""
    query = select(Person).where(Person.id == person_id, in_scope(viewer_id, permission))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def scope(viewer_id: int, permission: Permission) -> Select[int]:
    """Return the query for the ids of every unit over which the viewer holds `permission`."""
    return units.subtree(*grants.roots(viewer_id, permission))


def in_scope(viewer_id: int, permission: Permission) -> ColumnElement[bool]:
    """Return the condition that `Person` holds a post in the viewer's subtree."""
    post = select(Membership.id).where(
        Membership.person_id == Person.id,
        Membership.until.is_(None),
        Membership.unit_id.in_(scope(viewer_id, permission)),
    )
    return post.exists()
