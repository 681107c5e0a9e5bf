"""What the practice ground lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from training.core.db import db
from training.sandbox.models import Copy, PracticeScenario


def scenarios() -> Sequence[PracticeScenario]:
    """Return the scenarios that can be begun, easiest first."""
    query = select(PracticeScenario).where(PracticeScenario.archived_at.is_(None))
    return db.session.scalars(query.order_by(PracticeScenario.level, PracticeScenario.slug)).all()


def copies_of(person_id: int, scenario_id: int | None) -> Sequence[Copy]:
    """Return a person's copies of one scenario, newest first."""
    query = select(Copy).filter_by(person_id=person_id, scenario_id=scenario_id)
    return db.session.scalars(query.order_by(Copy.id.desc()).limit(20)).all()


def open_copy(person_id: int, scenario_id: int | None) -> Copy | None:
    """Return a person's open copy, if there is one."""
    return next((row for row in copies_of(person_id, scenario_id) if row.finished_at is None), None)


def runs_of(person_id: int) -> Sequence[Copy]:
    """Return every copy of a person."""
    return db.session.scalars(select(Copy).filter_by(person_id=person_id).order_by(Copy.id)).all()
