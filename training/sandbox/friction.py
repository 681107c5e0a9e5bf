"""Where learners get stuck in an exercise: goals, time, wrong turns and hints, for those who train them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select

from training.accounts.access import scope
from training.accounts.models import Identity, Membership, Person, Unit
from training.accounts.rights import Permission
from training.core.db import db
from training.sandbox.models import Run
from training.sandbox.scenarios.schema import Scenario

MOST_RUNS = 500
SEE = Permission.COMPLETION_SEE


@dataclass(frozen=True)
class GoalFriction:
    """How one goal went over many attempts: share reached, attempts that opened a hint, rungs opened."""

    title: str
    reached: float
    hinted: int
    rungs: int


@dataclass(frozen=True)
class Group:
    """The attempts of one unit, or of all: how many, how many passed, median minutes, wrong turns each."""

    name: str
    runs: int
    passed: float
    minutes: float
    wrong: float


def runs_seen(viewer_id: int, exercise_id: int) -> list[tuple[Run, str, str]]:
    """Return the newest finished attempts of the viewer's own people: run, person, unit; each attempt once."""
    query = (
        select(Run, Identity.full_name, Unit.name)
        .join(Person, Person.id == Run.person_id)
        .join(Identity, Identity.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Run.exercise_id == exercise_id, Run.state == "finished", Unit.id.in_(scope(viewer_id, SEE)))
        .order_by(Run.finished_at.desc(), Run.id.desc(), Membership.primary.desc())
        .limit(MOST_RUNS)
    )
    first: dict[int, tuple[Run, str, str]] = {}
    for run, person, unit in db.session.execute(query):
        first.setdefault(run.id, (run, person, unit))
    return list(first.values())


def goals(scenario: Scenario, runs: Sequence[Run]) -> list[GoalFriction]:
    """Return every goal of the exercise as it is now, the hardest first."""
    met: dict[str, int] = defaultdict(int)
    judged: dict[str, int] = defaultdict(int)
    for run in runs:
        for goal in run.result.get("goals", ()):
            judged[goal["id"]] += 1
            met[goal["id"]] += bool(goal["met"])
    found = []
    for goal in scenario.goals:
        rungs = [run.hints.get(goal.id, 0) for run in runs]
        share = met[goal.id] / judged[goal.id] if judged[goal.id] else 0.0
        found.append(GoalFriction(goal.title, share, sum(map(bool, rungs)), sum(rungs)))
    return sorted(found, key=lambda one: one.reached)


def group(name: str, runs: Sequence[Run]) -> Group:
    """Return the figures of some attempts, at least one."""
    wrong = sum(sum(run.refused.values()) for run in runs) / len(runs)
    passed = sum(run.complete for run in runs) / len(runs)
    return Group(name, len(runs), passed, median(run.seconds for run in runs) / 60, wrong)


def by_unit(seen: Sequence[tuple[Run, str, str]]) -> list[Group]:
    """Return one group for each unit, those with most attempts first."""
    units: dict[str, list[Run]] = defaultdict(list)
    for run, _person, unit in seen:
        units[unit].append(run)
    return sorted((group(name, runs) for name, runs in units.items()), key=lambda one: -one.runs)
