"""The demo's practice histories: routes of the shipped exercises, walked by fictitious learners."""

from __future__ import annotations

from datetime import datetime, timedelta

from training.core import clock, transaction
from training.core.demo import Actor, Stage
from training.ledger.rules import REPEATS
from training.sandbox import coaching, queries, service, worlds
from training.sandbox.models import Copy, Exercise
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.run import step_of
from training.sandbox.scenarios.schema import Play, Route, Scenario

STAR_STEPS = 2
"""How far the star learner is in the first exercise."""
MOST_LEARNERS = 50
MOST_REPEATING = 24
"""How many of them, the keenest, have done their repeats: enough for a figure of what is kept."""
DEALT = 4
"""How many variants the histories use: each one takes a moment to make, and a demo must not keep one waiting."""


def play(stage: Stage) -> None:
    """Let the keener learners walk right and wrong routes, and leave the star in the middle of the first."""
    exercises = queries.exercises()
    if not exercises:
        return
    keen = [actor for actor in stage.learners if actor.zeal > 0.3 and not actor.starring][:MOST_LEARNERS]
    for number, actor in enumerate(keen):
        many = 1 + (actor.zeal > 0.7) + (actor.zeal > 0.85)
        passed = [_attempt(stage, actor, exercise) for exercise in exercises[:many]]
        if number < MOST_REPEATING:
            _again(stage, actor, exercises[0], passed[0])
        if number % 20 == 19:
            transaction.commit()
    star = next((actor for actor in stage.learners if actor.starring and actor.zeal > 0.5), None)
    if star:
        _leave_in_the_middle(stage, star, exercises[0])
    transaction.commit()


def _attempt(stage: Stage, actor: Actor, exercise: Exercise) -> datetime:
    """Try once or twice, and return when it was passed."""
    found, at = scenario(exercise.key), stage.moment(stage.dice.randint(2, 38))
    tries = [stage.dice.choice(found.right)]
    if stage.dice.random() > actor.skill:
        tries.insert(0, stage.dice.choice(found.wrong))
    for number, route in enumerate(tries):
        _walk(stage, actor, exercise, route, at + timedelta(minutes=30 * number))
    return at


def _again(stage: Stage, actor: Actor, exercise: Exercise, passed: datetime) -> None:
    """Do the repeats that have fallen due since, so that the house can say what is kept; the skilled keep more."""
    found = scenario(exercise.key)
    for days in REPEATS:
        at = passed + timedelta(days=days + 1)
        at += timedelta(days=max(0, 7 - at.weekday()) if at.weekday() >= 5 else 0)
        if at.date() >= stage.today:
            return
        known = stage.dice.random() < (1 + actor.skill) / 2
        _walk(stage, actor, exercise, stage.dice.choice(found.right if known else found.wrong), at, turn=1)


def _walk(stage: Stage, actor: Actor, exercise: Exercise, route: Route, moment: datetime, *, turn: int = 0) -> None:
    with clock.at(moment):
        copy = _copy(actor, exercise, turn)
    moment = _steps(stage, copy, worlds.exercise_of(copy), _same(exercise, route, copy), moment)
    with clock.at(moment):
        if route.misses:
            coaching.examine(copy)
        coaching.finish(copy)


def _same(exercise: Exercise, route: Route, copy: Copy) -> tuple[Play, ...]:
    """Return the same route as this copy's variant tells it."""
    told, mine = scenario(exercise.key), worlds.exercise_of(copy)
    place = (*told.right, *told.wrong).index(route)
    return (*mine.right, *mine.wrong)[place].steps


def _steps(stage: Stage, copy: Copy, found: Scenario, plays: tuple[Play, ...], at: datetime) -> datetime:
    for play_ in plays:
        at += timedelta(seconds=stage.dice.randint(20, 110))
        with clock.at(at):
            world = worlds.current(copy)
            step = step_of(found, play_, worlds.beginning(copy), world, "")
            copy.hat = play_.hat
            service.act(copy, (copy.epoch, copy.seq), "Học viên", play_.move, step.args)
    return at


def _copy(actor: Actor, exercise: Exercise, turn: int = 0) -> Copy:
    from training.core.db import db

    variant = (actor.person_id + turn) % DEALT
    return db.session.get_one(Copy, service.begin(actor.person_id, exercise, variant=variant).copy_id)


def _leave_in_the_middle(stage: Stage, star: Actor, exercise: Exercise) -> None:
    at = stage.moment(1, 9)
    with clock.at(at):
        copy = _copy(star, exercise)
    found = worlds.exercise_of(copy)
    _steps(stage, copy, found, found.right[0].steps[:STAR_STEPS], at)
