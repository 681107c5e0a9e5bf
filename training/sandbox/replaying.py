"""An attempt told again: everything the learner did in its order, and one step at a time as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from training.sandbox import typed, worlds
from training.sandbox.cases.rules.model import Case
from training.sandbox.models import Copy, Run
from training.sandbox.outdated import reading
from training.sandbox.scenarios.result import label
from training.sandbox.scenarios.run import evaluate
from training.sandbox.typed import Entry
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.hats import hat_name
from training.sandbox.world.play import changed_since, frames
from training.sandbox.world.rulebook import Face, Verb
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

KINDS = ("step", "aside", "refused", "look", "hint", "undo", "back", "reset")
"""What a line of the trail may be; `aside` is a step that was undone later."""


@dataclass(frozen=True)
class Line:
    """One thing the learner did: when after the start in seconds, what kind, the words, and the step's own facts."""

    seconds: int
    kind: str
    words: str
    frame: Mapping[str, Any] | None = None
    number: int = 0


@dataclass(frozen=True)
class Picture:
    """One step: by whom, what was written, what colleagues did, where things then stood, and how the goals stood."""

    number: int
    of: int
    hat: str
    label: str
    clock: str
    entries: tuple[Entry, ...]
    colleagues: tuple[str, ...]
    faces: tuple[Face, ...]
    goals: tuple[tuple[str, bool, bool], ...]
    broke: tuple[str, ...]


def trail(run: Run) -> list[Line]:
    """Return what the learner did in a finished attempt, oldest first."""
    found: list[Line] = []
    for number, frame in enumerate(run.result.get("frames", ()), 1):
        if frame.get("at_real"):
            found.append(Line(_after(run, frame["at_real"]), "step", frame["what"], frame, number))
    undone = run.result.get("aside", ())
    found += [Line(_after(run, one["at"]), "aside", f"{one['hat']}: {one['what']}") for one in undone]
    told = [one for one in run.moments if isinstance(one, dict)]
    found += [Line(_after(run, one["at"]), one["what"], one["words"]) for one in told]
    return sorted(found, key=lambda line: line.seconds)


def _after(run: Run, at: str) -> int:
    return max(0, int((datetime.fromisoformat(at) - run.started_at).total_seconds()))


def picture(copy: Copy, number: int) -> Picture | None:
    """Return one step of the live line by its place, from 1; None where there is no such step.

    Raise Outdated where this version can walk the way there no more.
    """
    before = worlds.beginning(copy)
    with reading(copy):
        steps = worlds.live_steps(copy)
        walked = list(frames(before, steps[:number]))
    if not 1 <= number <= len(steps):
        return None
    earlier = walked[-2].world if number > 1 else before
    return _pictured(copy, before, earlier, walked[-1].step, walked[-1].world, len(steps))


def _pictured(copy: Copy, before: World, earlier: World, step: Step, world: World, of: int) -> Picture:
    scenario = worlds.exercise_of(copy)
    was, seen = evaluate(scenario, before, earlier), evaluate(scenario, before, world)
    harmed = {one.sentence for one in was.broken}
    verb = ADVANCE if step.move == ADVANCE.name else world.rules.verbs[step.move]
    faces = world.rules.faces
    acts = [one for one in world.log[len(earlier.log) :] if one.by_colleague and one.actor]
    return Picture(
        step.seq, of, hat_name(step.hat), verb.label, world.calendar.local(world.now).strftime("%H:%M, %d/%m/%Y"),
        tuple(_written(verb, step.args, earlier)),
        tuple(f"{one.actor}: {label(world, one.move)}" for one in acts),
        tuple(faces[one.kind](one) for one in changed_since(earlier, world) if one.kind in faces),
        tuple((goal.title, goal.met, goal.met and goal.id in was.missed) for goal in seen.goals),
        tuple(one.why for one in seen.broken if one.sentence not in harmed),
    )  # fmt: skip


def _written(verb: Verb, args: Mapping[str, Any], world: World) -> list[Entry]:
    if verb.name == ADVANCE.name:
        return []
    case = world.get(Case, str(args.get(verb.on, ""))) if verb.on == Case.kind else None
    facts = world.procedure(case.procedure if case else str(args.get("procedure", "")))
    return typed.entries(verb, args, world, facts, case)
