"""How far somebody is on a path, and which paths there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import selectinload

from training.accounts import grants
from training.accounts.access import scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import activities
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries as ledger
from training.ledger.queries import Standing
from training.paths import rules
from training.paths.models import Path, PathStep

WRITE = Permission.CONTENT_WRITE


@dataclass(frozen=True)
class Line:
    """One activity of a step: what it is, how the person stands, and whether it counts for this path."""

    about: Description
    standing: Standing
    done: bool


@dataclass(frozen=True)
class Stage:
    """One step with its activities, and what is still needed."""

    step: PathStep
    lines: Sequence[Line]
    rule: rules.Step


@dataclass(frozen=True)
class Way:
    """Somebody's way along a path."""

    standing: Standing
    stages: Sequence[Stage]

    @property
    def fraction(self) -> float:
        """Return the part that is done, 0..1."""
        return rules.fraction([each.rule for each in self.stages])

    @property
    def complete(self) -> bool:
        """Say whether every step is done."""
        return rules.complete([each.rule for each in self.stages])

    @property
    def next(self) -> Line | None:
        """Return what comes next: the first open activity of the first step that is not done."""
        for stage in self.stages:
            if not stage.rule.met:
                return next((line for line in stage.lines if not line.done), None)
        return None


def way(person_id: int, path: Path) -> Way:
    """Return how far a person is: a fixed number of queries whatever the number of steps."""
    refs = [ref for step in path.steps for ref in step.activities]
    about = activities.describe(refs)
    stands = ledger.standing(person_id, [*refs, path.ref])
    mine = stands[path.ref]
    stages = []
    for step in path.steps:
        lines = [
            Line(about[ref], stands[ref], counts(stands[ref], mine.since)) for ref in step.activities if ref in about
        ]
        rule = rules.Step(len(lines), sum(line.done for line in lines), step.need)
        stages.append(Stage(step, lines, rule))
    return Way(mine, stages)


def counts(standing: Standing, since: datetime | None) -> bool:
    """Say whether a finished activity counts for a path that was asked (anew) `since`."""
    if standing.state != "finished" or standing.finished_at is None:
        return False
    return since is None or standing.finished_at >= since


def published() -> Sequence[Path]:
    """Return the paths that learners see, with their steps, in two queries."""
    query = select(Path).where(Path.published_at.is_not(None), Path.archived_at.is_(None)).order_by(Path.title)
    return db.session.scalars(query.options(selectinload(Path.steps))).all()


def holding(ref: ActivityRef) -> list[Path]:
    """Return the published paths that `ref` is a part of."""
    return [path for path in published() if any(str(ref) in step.refs for step in path.steps)]


def written(viewer_id: int) -> Select[Path]:
    """Return the query for paths that I may write."""
    mine = Path.unit_id.in_(scope(viewer_id, WRITE))
    top = select(Unit.id).where(Unit.id.in_(grants.roots(viewer_id, WRITE)), Unit.parent_id.is_(None))
    shipped = and_(Path.unit_id.is_(None), top.exists())
    return select(Path).where(or_(mine, shipped)).order_by(Path.archived_at.is_not(None), Path.title, Path.id)


def access_written(viewer_id: int, path_id: int) -> Path:
    """Return a path of the units I write for, or 404; a shipped one belongs to whoever writes for the whole house."""
    found = db.session.scalars(written(viewer_id).where(Path.id == path_id)).first()
    return found if found is not None else abort(404)


def access_path(person_id: int, path_id: int) -> Path:
    """Return a path that learners see, or one I may write; else 404."""
    found = db.session.get(Path, path_id)
    if found is not None and found.published_at and not found.archived_at:
        return found
    if found is not None and ledger.standing(person_id, [found.ref])[found.ref].state != "new":
        return found  # a record stays readable
    return access_written(person_id, path_id)
