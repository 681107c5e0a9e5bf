"""Finishing from where one stands: the next act that leads on to a right end, whatever was done before.

Every tail of every right route is tried on the present state: first those that carry on what is begun, the route
the coach's list is written after before the others, from the place the learner has come to on it, then the shortest.
One that leaves all goals met tells what comes next. Then the same with what is refused left out, because it is done
already. So the way is found in any order of the work, and after any mistake that was repaired.
"""

from __future__ import annotations

from datetime import datetime

from training.sandbox.scenarios.run import evaluate, step_of
from training.sandbox.scenarios.schema import Play, Scenario
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.play import try_apply
from training.sandbox.world.world import World

Way = tuple[Play, ...]


def way_on(scenario: Scenario, before: World, world: World) -> Way:
    """Return the acts that are left to a right end; empty when there is none, or nothing is left."""
    seen = evaluate(scenario, before, world)
    if seen.complete:
        return ()
    tails: list[tuple[tuple[int, int, bool, int], Way]] = []
    for number, route in enumerate(scenario.right):
        here = _come_to(route.steps, world)
        for at in range(len(route.steps)):
            tail = route.steps[at:]
            tails.append(((_fresh(tail, world), number, at != here, len(tail)), tail))
    tails.sort(key=lambda one: one[0])
    for lenient in (False,) if seen.broken else (False, True):
        for _rank, tail in tails:
            if way := _walked(scenario, tail, before, world, lenient):
                return way
    return ()


def _come_to(route: Way, world: World) -> int:
    """Return how many acts of a route are done, from its beginning and in its order, whatever was done in between."""
    mine, count = iter([one.move for one in world.log if not one.by_colleague]), 0
    for play in route:
        until = str(play.args.get("to", "")) if play.move == ADVANCE.name else ""
        if until[:2] == "20":
            done = world.calendar.local(world.now).replace(tzinfo=None) >= datetime.fromisoformat(until)
        else:
            done = bool(play.refused) or play.move in mine
        if not done:
            break
        count += 1
    return count


def _fresh(tail: Way, world: World) -> int:
    """Return how many records a tail begins anew: what is begun is rather carried on than done again."""
    verbs = world.rules.verbs
    return sum(play.move in verbs and not verbs[play.move].on for play in tail)


def _walked(scenario: Scenario, tail: Way, before: World, world: World, lenient: bool) -> Way:
    """Return what of a tail leads to a right end; empty where it does not, or harms on the way."""
    done = []
    for play in tail:
        world, refusal = try_apply(world, step_of(scenario, play, before, world, ""))
        if refusal and not lenient:
            return ()
        if not refusal:
            done.append(play)
    seen = evaluate(scenario, before, world)
    return tuple(done) if seen.complete else ()
