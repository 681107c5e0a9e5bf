"""What came of a run, told with its evidence: goals, time, hints, wrong hats, and the replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from training.sandbox.scenarios.run import Broken, GoalSeen, evaluate
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.hats import hat_name
from training.sandbox.world.play import apply, changed_since
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

IDLE = timedelta(minutes=2)
"""Longer pauses count as this long: a telephone call is not practice."""


@dataclass(frozen=True)
class Trail:
    """What the store knows of a run besides its steps: real moments, refusals by code, hints, turning back.

    `at` are the real moments of everything the learner did, refusals and hints included, in order.
    """

    started_at: datetime
    at: tuple[datetime, ...] = ()
    refused: Mapping[str, int] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)
    undone: int = 0
    resets: int = 0


@dataclass(frozen=True)
class ReplayFrame:
    """One step of the replay in words and states, with the goals it newly met, lost, and what it broke."""

    seq: int
    at_simulated: datetime
    at_real: datetime | None
    hat: str
    actor: str
    what: str
    on: str
    states: tuple[tuple[str, str, int], ...]
    met: tuple[str, ...]
    lost: tuple[str, ...]
    broke: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """The facts of a run; `complete` needs all goals and no invariant broken on the way."""

    goals: tuple[GoalSeen, ...]
    broken: tuple[Broken, ...]
    complete: bool
    fraction: float
    elapsed: timedelta
    active: timedelta
    first_action: timedelta | None
    hints: Mapping[str, int]
    wrong_hat: int
    refused: int
    undone: int
    resets: int
    frames: tuple[ReplayFrame, ...]


def result(scenario: Scenario, before: World, steps: Sequence[Step], trail: Trail) -> Result:
    """Return what came of the live steps of a run that began with `before`."""
    frames, broken, world = _frames(scenario, before, steps)
    seen = evaluate(scenario, before, world)
    at = sorted(trail.at)
    met = sum(goal.met for goal in seen.goals)
    return Result(
        seen.goals,
        tuple(broken.values()),
        met == len(seen.goals) and not broken,
        met / len(seen.goals),
        (at[-1] - trail.started_at) if at else timedelta(),
        active_time([trail.started_at, *at]),
        (at[0] - trail.started_at) if at else None,
        dict(trail.hints),
        trail.refused.get("wrong_hat", 0),
        sum(trail.refused.values()),
        trail.undone,
        trail.resets,
        tuple(frames),
    )


def active_time(at: Iterable[datetime]) -> timedelta:
    """Return the time between moments, long pauses cut to IDLE."""
    moments = sorted(at)
    pauses = (later - earlier for earlier, later in pairwise(moments))
    return sum((min(pause, IDLE) for pause in pauses), timedelta())


def _frames(
    scenario: Scenario, before: World, steps: Sequence[Step]
) -> tuple[list[ReplayFrame], dict[str, Broken], World]:
    world, frames, broken = before, list[ReplayFrame](), dict[str, Broken]()
    met = {goal.id for goal in evaluate(scenario, before, before).goals if goal.met}
    for step in steps:
        after = apply(world, step)
        seen = evaluate(scenario, before, after)
        now_met = {goal.id for goal in seen.goals if goal.met}
        fresh = {one.sentence: one for one in seen.broken if one.sentence not in broken}
        turns = tuple(sorted(now_met - met)), tuple(sorted(met - now_met)), tuple(fresh)
        frames.append(_frame(world, after, step, turns))
        broken |= fresh
        world, met = after, now_met
    return frames, broken, world


def _frame(before: World, after: World, step: Step, turns: tuple[tuple[str, ...], ...]) -> ReplayFrame:
    mine = [one for one in after.log[len(before.log) :] if not one.by_colleague]
    faces = after.rules.faces
    changed = [one for one in changed_since(before, after) if one.kind in faces]
    if step.move == ADVANCE.name:  # the clock moved: what other people send in meanwhile is no part of this story
        known = {one.on for one in after.log if one.actor or not one.by_colleague}
        changed = [one for one in changed if one.code in known]
    states = tuple((*faces[one.kind](one),) for one in changed)
    on = mine[-1].on if mine else ""
    return ReplayFrame(
        step.seq, before.now, step.at_real, hat_name(step.hat), step.actor, label(after, step.move), on, states, *turns
    )


def label(world: World, move: str) -> str:
    """Return what an act is called on screen."""
    verb = world.rules.verbs.get(move)
    return verb.label if verb else "Chuyển đồng hồ giả lập"
