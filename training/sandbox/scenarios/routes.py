"""Walking the routes of a scenario: what the solver does, and what a route promised."""

from __future__ import annotations

from dataclasses import dataclass

from training.sandbox.scenarios.run import Seen, evaluate, open_run, step_of, ticks
from training.sandbox.scenarios.schema import Route, Scenario
from training.sandbox.world.play import Frame, try_apply
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.world import World


class RouteBroken(ValueError):
    """This route cannot be walked as it is written."""


@dataclass(frozen=True)
class Walked:
    """Where a route led; `broken` names the invariants broken on the way, `frames` is the replay."""

    before: World
    world: World
    seen: Seen
    broken: tuple[str, ...]
    frames: tuple[Frame, ...]


def run_route(scenario: Scenario, route: Route, snapshot: Snapshot) -> Walked:
    """Walk a route; raise RouteBroken where a refusal is unexpected, or one promised does not come."""
    before = open_run(scenario, snapshot)
    world, frames, broken = before, list[Frame](), dict[str, None]()
    for number, play in enumerate(route.steps, start=1):
        step = step_of(scenario, play, before, world, play.hat)
        world, refusal = try_apply(world, step)
        got = refusal.code if refusal else ""
        if got != play.refused:
            words = refusal.message if refusal else "was not refused"
            raise RouteBroken(f"“{route.title}”, step {number} ({play.move}): {got or 'done'}: {words}")
        if not refusal:
            frames.append(Frame(step, world))
            broken |= dict.fromkeys(one.sentence for one in evaluate(scenario, before, world).broken)
    return Walked(before, world, evaluate(scenario, before, world), tuple(broken), tuple(frames))


def failures(scenario: Scenario, snapshot: Snapshot) -> list[str]:
    """Return what the routes of a scenario do not do as they promise; empty when all is well."""
    found: list[str] = []
    for route in (*scenario.right, *scenario.wrong):
        try:
            walked = run_route(scenario, route, snapshot)
        except (RouteBroken, ValueError) as error:
            found.append(str(error))
            continue
        if set(walked.seen.missed) != set(route.misses):
            found.append(f"“{route.title}” misses {sorted(walked.seen.missed)}, not {sorted(route.misses)}")
        if set(walked.broken) != set(route.breaks):
            found.append(f"“{route.title}” breaks {sorted(walked.broken)}, not {sorted(route.breaks)}")
    return found + _idle(scenario, snapshot)


def _idle(scenario: Scenario, snapshot: Snapshot) -> list[str]:
    """Return what is true before anything is done: nothing may be won or broken by standing still."""
    before = open_run(scenario, snapshot)
    seen = evaluate(scenario, before, before)
    found = [f"{one.sentence} is broken from the start" for one in seen.broken]
    ticked = [step.text for step, done in ticks(scenario, before, before, seen) if done]
    found += [f"step “{text}” is ticked on arrival" for text in ticked]
    return [*found, "all goals are met from the start"] if seen.complete else found
