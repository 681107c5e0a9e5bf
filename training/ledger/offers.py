"""What people may take up of themselves."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, or_, select

from training.accounts.models import Grant, Membership, Person, UnitPath
from training.core import activities
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries
from training.ledger.models import Assignment
from training.ledger.queries import Standing


@dataclass(frozen=True)
class Offer:
    """Something open to a person, and how they stand to it."""

    row: Assignment
    about: Description
    standing: Standing


def open_to(person_id: int) -> list[Offer]:
    """Return what is open to a person and not asked of them anyway, newest first, in five queries."""
    rows = db.session.scalars(_of(person_id).order_by(Assignment.id.desc())).all()
    mine = [row for row in rows if not row.listed or person_id in row.listed]
    about = activities.describe({row.ref for row in mine})
    stands = queries.standing(person_id, about)
    shown, seen = [], set()
    for row in mine:
        if row.ref in about and about[row.ref].open and row.ref not in seen:
            seen.add(row.ref)
            shown.append(Offer(row, about[row.ref], stands[row.ref]))
    return shown


def access_offer(person_id: int, assignment_id: int) -> Assignment:
    """Return an offer open to a person, or 404."""
    row = db.session.scalars(_of(person_id).where(Assignment.id == assignment_id)).first()
    if row is None or (row.listed and person_id not in row.listed):
        abort(404)
    return row


def is_open_to(person_id: int, ref: ActivityRef) -> bool:
    """Say whether a person may take up `ref` of themselves, without anything else."""
    rows = db.session.scalars(_of(person_id).where(Assignment.ref_kind == ref.kind, Assignment.ref_id == ref.id))
    return any(not row.listed or person_id in row.listed for row in rows)


def _of(person_id: int) -> Select[Assignment]:
    posts = select(Membership).where(Membership.person_id == person_id, Membership.until.is_(None)).subquery()
    units = select(UnitPath.ancestor_id).join(posts, posts.c.unit_id == UnitPath.descendant_id)
    held = select(Grant.role).where(Grant.person_id == person_id, Grant.until.is_(None))
    joined = select(Person.joined_on).where(Person.id == person_id).scalar_subquery()
    return select(Assignment).where(
        Assignment.voluntary.is_(True), Assignment.ended_at.is_(None), Assignment.unit_id.in_(units),
        or_(Assignment.position_id.is_(None), Assignment.position_id.in_(select(posts.c.position_id))),
        or_(Assignment.role == "", Assignment.role.in_(held)),
        or_(Assignment.joined_since.is_(None), Assignment.joined_since <= joined),
    )  # fmt: skip
