"""What pages ask of the practice ground's tables, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from training.core.db import db
from training.sandbox.models import Copy, Exercise, Run
from training.sandbox.modes import Past


def exercises() -> list[Exercise]:
    """Return the open exercises, easiest first."""
    easiest = (Exercise.level, func.length(Exercise.code), Exercise.code)  # M9 before M10
    query = select(Exercise).where(Exercise.archived_at.is_(None)).order_by(*easiest)
    return list(db.session.scalars(query))


def exercise(key: str) -> Exercise | None:
    """Return an exercise by its stable key."""
    return db.session.scalars(select(Exercise).where(Exercise.key == key)).first()


def open_run(person_id: int, exercise_id: int) -> Run | None:
    """Return the attempt a person is in the middle of."""
    query = select(Run).where(Run.person_id == person_id, Run.exercise_id == exercise_id, Run.state == "open")
    return db.session.scalars(query.order_by(Run.id.desc()).limit(1)).first()


def latest_runs(person_id: int) -> dict[int, Run]:
    """Return a person's latest attempt at each exercise, by exercise."""
    last = select(func.max(Run.id)).where(Run.person_id == person_id, Run.state != "left").group_by(Run.exercise_id)
    return {run.exercise_id: run for run in db.session.scalars(select(Run).where(Run.id.in_(last)))}


def finished_runs(person_id: int, exercise_id: int) -> list[Run]:
    """Return a person's finished attempts at one exercise, newest first, at most ten."""
    query = select(Run).where(Run.person_id == person_id, Run.exercise_id == exercise_id, Run.state == "finished")
    return list(db.session.scalars(query.order_by(Run.id.desc()).limit(10)))


def run_of(copy_id: int) -> Run | None:
    """Return the attempt that is played in a copy."""
    return db.session.scalars(select(Run).where(Run.copy_id == copy_id)).first()


def turns(person_id: int, exercise_id: int | None) -> int:
    """Return how many copies a person has had of an exercise (None: for free play)."""
    query = select(func.count(Copy.id)).where(Copy.owner_id == person_id, Copy.exercise_id == exercise_id)
    return db.session.scalar(query) or 0


def past(person_id: int, exercise_id: int) -> Past:
    """Return what a person has done of an exercise so far."""
    runs = [(run.mode, run.complete, run.assisted) for run in finished_runs(person_id, exercise_id)]
    return Past(runs)


def watch_copy(person_id: int, exercise_id: int) -> Copy | None:
    """Return the copy in which a person watches an exercise: the one without an attempt."""
    query = select(Copy).outerjoin(Run, Run.copy_id == Copy.id).where(Run.id.is_(None))
    mine = query.where(Copy.owner_id == person_id, Copy.exercise_id == exercise_id)
    return db.session.scalars(mine.order_by(Copy.id.desc()).limit(1)).first()


def over(copy_id: int, person_id: int, before: datetime) -> Run | None:
    """Return a person's assessment in this copy that is still open though its time ended before a moment."""
    query = select(Run).where(Run.copy_id == copy_id, Run.person_id == person_id, Run.state == "open")
    return db.session.scalars(query.where(Run.ends_at < before)).first()


def free_copy(person_id: int) -> Copy | None:
    """Return the copy in which a person plays freely."""
    query = select(Copy).where(Copy.owner_id == person_id, Copy.exercise_id.is_(None))
    return db.session.scalars(query.order_by(Copy.id.desc()).limit(1)).first()


def exercises_by_id(ids: Iterable[int]) -> dict[int, Exercise]:
    """Return exercises by id."""
    return {row.id: row for row in db.session.scalars(select(Exercise).where(Exercise.id.in_(list(ids))))}
