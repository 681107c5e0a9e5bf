"""From a copy's row to the world in it: shared snapshots, what was touched, and the fold of its live steps."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from training.core import transaction
from training.core.db import db
from training.sandbox.models import Copy, SharedSnapshot, StepRow
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.run import open_run
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.systems import SYSTEMS
from training.sandbox.template import build
from training.sandbox.world.history import History, Mark, live
from training.sandbox.world.play import replay
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

VARIANTS = 8
"""How many of the shipped variants are dealt out: enough that neighbours differ, few enough to stay in memory."""
MOST_WORLDS = 256
_snapshots: dict[str, Snapshot] = {}


def share(variant: int) -> Snapshot:
    """Return a shipped starting point, stored once for everybody."""
    snapshot = build.snapshot(variant % VARIANTS)
    if db.session.get(SharedSnapshot, snapshot.id) is None:
        try:
            with db.session.begin_nested():
                db.session.add(SharedSnapshot(id=snapshot.id, data=snapshot.plain()))
        except IntegrityError:  # somebody else stored the very same content a moment ago
            db.session.expire_all()
    _snapshots[snapshot.id] = snapshot
    return snapshot


def snapshot_of(copy: Copy) -> Snapshot:
    """Return the snapshot a copy stands on."""
    if copy.snapshot_id not in _snapshots:
        _snapshots[copy.snapshot_id] = Snapshot.read(db.session.get_one(SharedSnapshot, copy.snapshot_id).data)
    return _snapshots[copy.snapshot_id]


def scenario_of(copy: Copy) -> Scenario | None:
    """Return the exercise a copy belongs to; None for free play."""
    return scenario(copy.scenario) if copy.scenario else None


def beginning(copy: Copy) -> World:
    """Return the world in which this copy began."""
    snapshot_of(copy)
    return _beginning(copy.snapshot_id, copy.scenario)


@lru_cache(maxsize=64)
def _beginning(snapshot_id: str, slug: str) -> World:
    snapshot = _snapshots[snapshot_id]
    return open_run(scenario(slug), snapshot) if slug else World.open(snapshot, SYSTEMS)


def current(copy: Copy) -> World:
    """Return the world as it is now in this copy."""
    kept, key = _kept(), (copy.id, copy.epoch, copy.seq)
    if key not in kept:
        before = beginning(copy)
        if copy.touched is None:
            return before
        kept[key] = World.load(before.snapshot, SYSTEMS, copy.touched, before.colleagues)
    kept.move_to_end(key)
    return kept[key]


def keep(copy: Copy, world: World) -> None:
    """Remember a world once the step that led to it is durable."""
    key = (copy.id, copy.epoch, copy.seq)

    def remember() -> None:
        kept = _kept()
        kept[key] = world
        while len(kept) > MOST_WORLDS:
            kept.popitem(last=False)

    transaction.after_commit(remember)


def _kept() -> OrderedDict[tuple[int, int, int], World]:
    found: OrderedDict[tuple[int, int, int], World] = current_app.extensions.setdefault("sandbox_worlds", OrderedDict())
    return found


def history_of(copy: Copy) -> History:
    """Return where a copy stands in its tree of epochs."""
    return History(Mark(copy.epoch, copy.seq), tuple(Mark(*parent) for parent in copy.parents))


def live_steps(copy: Copy, history: History | None = None) -> list[Step]:
    """Return the steps of the live line, oldest first."""
    rows = db.session.scalars(select(StepRow).where(StepRow.copy_id == copy.id))
    stored = [(Mark(row.epoch, row.seq), row) for row in rows]
    return [_step(row) for row in live(history or history_of(copy), stored)]


def folded(copy: Copy, history: History) -> World:
    """Return the world after the live steps of `history`."""
    return replay(beginning(copy), live_steps(copy, history))


def _step(row: StepRow) -> Step:
    return Step(row.seq, row.actor, row.hat, row.move, row.args, row.simulated_at, row.real_at)
