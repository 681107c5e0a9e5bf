"""Where learners get stuck in an exercise: goals, time, mistakes, hints and giving up, for those who train them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import select

from training.accounts.access import scope
from training.accounts.models import Identity, Membership, Person, Unit
from training.accounts.rights import Permission
from training.core import clock
from training.core.db import db
from training.sandbox.models import Copy, Run
from training.sandbox.scenarios.schema import Scenario

MOST_RUNS = 500
GIVEN_UP = timedelta(days=7)
"""An open attempt that nobody touched for so long counts as given up."""
SEE = Permission.COMPLETION_SEE


@dataclass(frozen=True)
class Seen:
    """One attempt of somebody whom the viewer trains; `given_up` is one that was left or lies untouched."""

    run: Run
    person: str
    unit_id: int
    unit: str
    given_up: bool


@dataclass(frozen=True)
class GoalFriction:
    """How one goal went over many attempts.

    `reached` of the finished ones, `minutes` of active time until it was first reached (median; None: never),
    `mistakes` while it came next, attempts that opened a hint, rungs opened, and attempts given up before it.
    """

    title: str
    reached: float
    minutes: float | None
    mistakes: int
    hinted: int
    rungs: int
    given_up: int


@dataclass(frozen=True)
class Group:
    """The attempts of one unit, or of all: finished, given up, passed, median minutes, wrong turns and hints each."""

    name: str
    runs: int
    given_up: int
    passed: float
    minutes: float
    wrong: float
    hints: float


def attempts(viewer_id: int, exercise_id: int, unit_id: int | None = None, mode: str = "") -> list[Seen]:
    """Return the newest attempts of the viewer's own people that are finished or given up; each attempt once."""
    query = (
        select(Run, Identity.full_name, Unit.id, Unit.name, Copy.used_at)
        .join(Copy, Copy.id == Run.copy_id)
        .join(Person, Person.id == Run.person_id)
        .join(Identity, Identity.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Run.exercise_id == exercise_id, Unit.id.in_(scope(viewer_id, SEE)))
        .order_by(Run.id.desc(), Membership.primary.desc())
        .limit(MOST_RUNS)
    )
    query = query.where(Run.mode == mode) if mode else query
    query = query.where(Unit.id == unit_id) if unit_id else query
    found: dict[int, Seen] = {}
    for run, person, number, unit, used_at in db.session.execute(query):
        given_up = run.state == "left" or (run.state == "open" and used_at < clock.now() - GIVEN_UP)
        if given_up or run.state == "finished":
            found.setdefault(run.id, Seen(run, person, number, unit, given_up))
    return list(found.values())


def goals(scenario: Scenario, seen: Sequence[Seen]) -> list[GoalFriction]:
    """Return every goal of the exercise as it is now, the hardest first."""
    met: dict[str, list[bool]] = defaultdict(list)
    seconds: dict[str, list[int]] = defaultdict(list)
    for run in (one.run for one in seen if not one.given_up):
        for goal in run.result.get("goals", ()):
            met[goal["id"]].append(bool(goal["met"]))
        for goal_id, spent in run.result.get("goal_seconds", {}).items():
            seconds[goal_id].append(spent)
    found = []
    for goal in scenario.goals:
        rungs = [one.run.hints.get(goal.id, 0) for one in seen]
        judged, spent = met[goal.id], seconds[goal.id]
        found.append(
            GoalFriction(
                goal.title, sum(judged) / len(judged) if judged else 0.0, median(spent) / 60 if spent else None,
                sum(one.run.trouble.get(goal.id, 0) for one in seen), sum(map(bool, rungs)), sum(rungs),
                sum(one.given_up and one.run.stuck_at == goal.id for one in seen),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: one.reached)


def group(name: str, seen: Sequence[Seen]) -> Group:
    """Return the figures of some attempts."""
    runs = [one.run for one in seen if not one.given_up]
    many = max(1, len(runs))
    return Group(
        name, len(runs), len(seen) - len(runs), sum(run.complete for run in runs) / many,
        median(run.seconds for run in runs) / 60 if runs else 0.0,
        sum(sum(run.refused.values()) for run in runs) / many, sum(run.hint_count for run in runs) / many,
    )  # fmt: skip


def by_unit(seen: Sequence[Seen]) -> list[Group]:
    """Return one group for each unit, those with most attempts first."""
    units: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        units[one.unit].append(one)
    return sorted((group(name, part) for name, part in units.items()), key=lambda one: -one.runs)


def units_of(seen: Sequence[Seen]) -> list[tuple[int, str]]:
    """Return the units whose people tried the exercise, by name."""
    return sorted({(one.unit_id, one.unit) for one in seen}, key=lambda one: one[1])
