"""Copies I may open, or 404: my own, or one of a person I train."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select

from training.accounts.access import access_person
from training.accounts.rights import Permission
from training.core.db import db
from training.sandbox import store
from training.sandbox.cases.rules.model import Case
from training.sandbox.models import Copy, PracticeScenario
from training.sandbox.store import Play


def access_scenario(scenario_id: int) -> PracticeScenario:
    """Return a scenario that can be begun."""
    query = select(PracticeScenario).where(PracticeScenario.id == scenario_id, PracticeScenario.archived_at.is_(None))
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_own_copy(person_id: int, copy_id: int) -> Play:
    """Return my own copy, opened."""
    row = db.session.scalars(select(Copy).filter_by(id=copy_id, person_id=person_id)).first()
    if row is None:
        abort(404)
    return store.opened(row)


def access_trainees_copy(viewer_id: int, copy_id: int) -> Play:
    """Return the copy of somebody whose practice the viewer may see."""
    row = db.session.get(Copy, copy_id)
    if row is None:
        abort(404)
    access_person(viewer_id, row.person_id, Permission.COMPLETION_SEE)
    return store.opened(row)


def access_case(play: Play, code: str) -> Case:
    """Return a case of this copy."""
    found = play.world.get(Case, code)
    if found is None:
        abort(404)
    return found
