"""Watching an exercise: the system walks a right route in a copy of its own, forward and back; nothing is recorded."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from training.core import clock
from training.core.db import db
from training.core.errors import RuleBroken
from training.sandbox import queries, worlds
from training.sandbox.models import Copy, Exercise
from training.sandbox.scenarios.run import step_of
from training.sandbox.scenarios.schema import Play
from training.sandbox.service import advance, new_copy, row_of
from training.sandbox.world.history import History
from training.sandbox.world.play import apply

ACTOR = "Sân tập"
"""Who does the steps that are shown."""


def begin(person_id: int, exercise: Exercise) -> Copy:
    """Return the copy in which a person watches an exercise, at its first step."""
    copy = queries.watch_copy(person_id, exercise.id)
    if copy is None or not worlds.readable(copy):
        copy = new_copy(person_id, exercise)
    if copy.seq:
        _jump(copy, worlds.history_of(copy).reset())
    copy.hat = plays(copy)[0].hat
    return copy


def plays(copy: Copy) -> tuple[Play, ...]:
    """Return the route that is shown: the first right one without a refusal on the way."""
    routes = [route.steps for route in worlds.exercise_of(copy).right]
    return next((route for route in routes if not any(play.refused for play in route)), routes[0])


def upcoming(copy: Copy) -> Play | None:
    """Return the act that is shown next; None at the end."""
    route = plays(copy)
    return route[copy.seq] if copy.seq < len(route) else None


def forward(copy: Copy) -> None:
    """Do the next act of the route; at the end nothing happens."""
    play = upcoming(copy)
    if play is None:
        return
    world, now = worlds.current(copy), clock.now()
    step = step_of(worlds.exercise_of(copy), play, worlds.beginning(copy), world, ACTOR)
    advance(copy, worlds.history_of(copy).appended(), apply(world, step), now)
    db.session.add(row_of(copy, step, world, now))
    _wear(copy)


def back(copy: Copy) -> None:
    """Take the last shown act back; raise RuleBroken at the beginning."""
    if not copy.seq:
        raise RuleBroken(_("This is the first step."), code="sandbox.first_step")
    _jump(copy, worlds.history_of(copy).undone())
    _wear(copy)


def _wear(copy: Copy) -> None:
    play: Any = upcoming(copy)
    copy.hat = play.hat if play else copy.hat


def _jump(copy: Copy, history: History) -> None:
    advance(copy, history, worlds.folded(copy, history), clock.now())
