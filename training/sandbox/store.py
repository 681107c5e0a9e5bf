"""From rows to worlds: folding a copy's live steps over its shared snapshot, with the newest worlds kept at hand."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from sqlalchemy import select, tuple_

from training.core.db import db
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.models import Copy, PracticeNote, PracticeScenario, PracticeStep
from training.sandbox.scenarios import loader, run
from training.sandbox.scenarios.result import Result, Trail, result
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.template.build import snapshot
from training.sandbox.world.history import History, Mark
from training.sandbox.world.play import replay
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

KEPT = 512
"""Worlds kept in this process; they share their snapshot, so each is a few kilobytes."""
_worlds: OrderedDict[tuple[int, int, int], World] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Play:
    """A copy opened: its row, its scenario (None in free play), the world before and the world now."""

    row: Copy
    scenario: Scenario | None
    before: World
    world: World
    history: History

    @property
    def mark(self) -> str:
        """Return what a form carries, so that nobody acts on a page that is out of date."""
        return f"{self.history.head.epoch}.{self.history.head.seq}"

    @property
    def hats(self) -> tuple[str, ...]:
        """Return the hats the learner may wear here."""
        return self.scenario.hats if self.scenario else ()


def opened(row: Copy) -> Play:
    """Return a copy as it stands."""
    found, history = scenario_of(row), History.read(row.history)
    before = beginning(found.slug if found else "", row.variant)
    key = (row.id, *history.head)
    with _lock:
        world = _worlds.get(key)
    if world is None:
        world = replay(before, live_steps(row, history))
        keep(row.id, history.head, world)
    return Play(row, found, before, world, history)


def keep(copy_id: int, head: Mark, world: World) -> None:
    """Keep a world at hand; the oldest goes."""
    with _lock:
        _worlds[(copy_id, *head)] = world
        while len(_worlds) > KEPT:
            _worlds.popitem(last=False)


@lru_cache(maxsize=64)
def beginning(slug: str, variant: int) -> World:
    """Return the world in which a scenario (or, for "", free play) begins; shared by everybody."""
    shot = snapshot(variant)
    return run.open_run(loader.scenario(slug), shot) if slug else World.open(shot, CASES)


def live_steps(row: Copy, history: History | None = None) -> list[Step]:
    """Return the steps that led to where the copy stands, in one query."""
    line = (history or History.read(row.history)).line()
    if not line:
        return []
    marks = tuple_(PracticeStep.epoch, PracticeStep.seq)
    query = select(PracticeStep).where(PracticeStep.copy_id == row.id, marks.in_([tuple(mark) for mark in line]))
    rows = db.session.scalars(query.order_by(PracticeStep.seq)).all()
    return [Step(r.seq, r.actor, r.hat, r.move, r.args, None, r.at_real) for r in rows]


def scenario_of(row: Copy) -> Scenario | None:
    """Return the scenario a copy runs, or None in free play."""
    if row.scenario_id is None:
        return None
    return loader.scenario(db.session.get_one(PracticeScenario, row.scenario_id).slug)


def result_of(play: Play) -> Result | None:
    """Return what came of a run so far, with its replay; None in free play."""
    if play.scenario is None:
        return None
    notes = db.session.scalars(select(PracticeNote).filter_by(copy_id=play.row.id).order_by(PracticeNote.id)).all()
    steps = live_steps(play.row, play.history)
    refused: dict[str, int] = {}
    for note in notes:
        if note.kind == "refused":
            refused[note.code] = refused.get(note.code, 0) + 1
    moments = [note.at for note in notes] + [step.at_real for step in steps if step.at_real]
    trail = Trail(
        play.row.started_at, tuple(moments), refused, play.row.hints, sum(note.kind == "undo" for note in notes),
        sum(note.kind == "reset" for note in notes),
    )  # fmt: skip
    return result(play.scenario, play.before, steps, trail)
