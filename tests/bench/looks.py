"""CPU time of one look at the state of an exercise: what every act in a practice copy costs besides its page."""

from __future__ import annotations

import time
from pathlib import Path

from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.run import evaluate, open_run, step_of, ticks
from training.sandbox.template.build import snapshot
from training.sandbox.world.play import apply, replay, try_apply
from training.sandbox.world.steps import Step

AIM_MS, TURNS, STEPS = 20.0, 9, 100


def measure(_folder: Path) -> None:
    """Print the dearest looks, each exercise walked by its first right route, and what an undo late in a run costs."""
    worst = sorted(((max(_looks(slug)), slug) for slug in shipped()), reverse=True)
    print("One look at the state of an exercise, dearest of its steps, CPU milliseconds")
    for spent, slug in worst[:3]:
        print(f"{slug:<40}{spent:>8.2f}")
    reached = sum(spent <= AIM_MS for spent, _slug in worst)
    verdict = "reached" if reached == len(worst) else "missed"
    print(f"{reached} of {len(worst)} exercises within {AIM_MS:.0f} ms: {verdict}")
    print(f"{'undo after ' + str(STEPS) + ' steps, without its page':<40}{_undo():>8.2f}")


def _undo() -> float:
    told = scenario(shipped()[0])
    before = open_run(told, snapshot(0))
    steps, world = list[Step](), before
    for number in range(1, STEPS):
        steps.append(Step(number, "", told.hat, "clock.advance", {"to": "next_hour"}, world.now))
        world = apply(world, steps[-1])
    start = time.process_time()
    replay(before, steps)
    return (time.process_time() - start) * 1000


def _looks(slug: str) -> list[float]:
    told = scenario(slug)
    before = world = open_run(told, snapshot(0))
    found = []
    for play in told.right[0].steps:
        world, _refused = try_apply(world, step_of(told, play, before, world, ""))
        start = time.process_time()
        for _turn in range(TURNS):
            ticks(told, before, world, evaluate(told, before, world))
        found.append((time.process_time() - start) / TURNS * 1000)
    return found
