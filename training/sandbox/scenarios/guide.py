"""Finishing from where one stands: the next act that leads on to a right end, whatever was done before.

Every tail of every right route is tried on the present state: first those that carry on what is begun, the route
the coach's list is written after before the others, the shortest first. One that leaves all goals met tells what comes
next. Then the same with what is refused left out, because it is done already. So the way is found in any order of the
work, and after any mistake that was repaired.
"""

from __future__ import annotations

from training.sandbox.scenarios.run import evaluate, step_of
from training.sandbox.scenarios.schema import Play, Scenario
from training.sandbox.world.play import try_apply
from training.sandbox.world.world import World

Way = tuple[Play, ...]


def way_on(scenario: Scenario, before: World, world: World) -> Way:
    """Return the acts that are left to a right end; empty when there is none, or nothing is left."""
    seen = evaluate(scenario, before, world)
    if seen.complete:
        return ()
    tails = [(n, route.steps[at:]) for n, route in enumerate(scenario.right) for at in range(len(route.steps))]
    tails.sort(key=lambda one: (_fresh(one[1], world), one[0], len(one[1])))
    for lenient in (False,) if seen.broken else (False, True):
        for _n, tail in tails:
            if way := _walked(scenario, tail, before, world, lenient):
                return way
    return ()


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
