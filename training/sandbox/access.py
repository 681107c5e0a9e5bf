"""Copies and runs that the visitor may see, or 404. A copy is its owner's alone; a finished run also its trainer's."""

from __future__ import annotations

from flask import abort
from sqlalchemy import or_, select

from training.accounts.access import in_scope
from training.accounts.models import Person
from training.accounts.rights import Permission
from training.core.db import db
from training.sandbox.cases.rules.model import Case
from training.sandbox.models import Copy, Exercise, Run
from training.sandbox.world.world import World


def access_own_copy(viewer_id: int, copy_id: int) -> Copy:
    """Return one of the viewer's own copies."""
    found = db.session.scalars(select(Copy).where(Copy.id == copy_id, Copy.owner_id == viewer_id)).first()
    if found is None:
        abort(404)
    return found


def access_run(viewer_id: int, run_id: int) -> Run:
    """Return a finished run of the viewer, or of somebody whose completion the viewer may see."""
    learner = select(Person.id).where(Person.id == Run.person_id, in_scope(viewer_id, Permission.COMPLETION_SEE))
    query = select(Run).where(
        Run.id == run_id, Run.state == "finished", or_(Run.person_id == viewer_id, learner.exists())
    )
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_exercise(key: str) -> Exercise:
    """Return an exercise that can be begun."""
    query = select(Exercise).where(Exercise.key == key, Exercise.archived_at.is_(None))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_case(world: World, code: str) -> Case:
    """Return a case of this copy."""
    found = world.get(Case, code)
    if found is None:
        abort(404)
    return found
