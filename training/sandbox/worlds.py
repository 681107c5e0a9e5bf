"""From a copy's row to the world in it: shared snapshots, what was touched, and the fold of its live steps."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from weakref import WeakValueDictionary

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from training.core import clock, transaction
from training.core.calendar.seed import shipped
from training.core.db import db
from training.sandbox.cases.rules.older import as_today
from training.sandbox.models import Copy, SharedSnapshot, StepRow
from training.sandbox.outdated import UNREADABLE, Outdated, reading
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.run import open_run
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.systems import SYSTEMS
from training.sandbox.template import build
from training.sandbox.template.variant import VARIANTS
from training.sandbox.world.history import History, Mark, live
from training.sandbox.world.play import replay
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

MOST_SNAPSHOTS = 24
"""Variants kept in memory at once; the others are read from the database when somebody comes back to one."""
MOST_BEGINNINGS = 64
MOST_WORLDS = 256
_recent: OrderedDict[str, Snapshot] = OrderedDict()
_alive: WeakValueDictionary[str, Snapshot] = WeakValueDictionary()
_ids: dict[int, str] = {}
_beginnings: OrderedDict[tuple[str, str, int], World] = OrderedDict()
_lock = Lock()


def deal(person_id: int, exercise_id: int, turn: int) -> int:
    """Return the variant of a person's next copy: neighbours differ, and every turn brings another.

    People whose numbers lie less than 64 apart differ in every turn, because the factors are odd.
    """
    return (person_id * 27 + turn * 11 + exercise_id * 5) % VARIANTS


def share(variant: int) -> Snapshot:
    """Return a shipped starting point, stored once for everybody."""
    known = _alive.get(_ids.get(variant, "")) or _stored(variant)
    snapshot = known or build.build(variant, shipped(), build.procedures())
    _ids[variant] = snapshot.id
    if db.session.scalar(select(SharedSnapshot.id).where(SharedSnapshot.id == snapshot.id)) is None:
        try:
            with db.session.begin_nested():
                db.session.add(SharedSnapshot(id=snapshot.id, data=snapshot.plain()))
        except IntegrityError:  # somebody else stored the very same content a moment ago
            db.session.expire_all()
    return _remember(snapshot)


def _stored(variant: int) -> Snapshot | None:
    """Return a variant that was made before and left the memory since: reading is quicker than making it again."""
    row = db.session.get(SharedSnapshot, _ids[variant]) if variant in _ids else None
    return Snapshot.read(row.data) if row else None


def snapshot_of(copy: Copy) -> Snapshot:
    """Return the snapshot a copy stands on."""
    found = _alive.get(copy.snapshot_id)
    with reading(copy):
        return _remember(found or Snapshot.read(db.session.get_one(SharedSnapshot, copy.snapshot_id).data))


def _remember(snapshot: Snapshot) -> Snapshot:
    """Keep a snapshot for a while; whoever still holds an older one shares it, so none is in memory twice."""
    with _lock:
        kept = _alive.setdefault(snapshot.id, snapshot)
        _recent[kept.id] = kept
        _recent.move_to_end(kept.id)
        while len(_recent) > MOST_SNAPSHOTS:
            _recent.popitem(last=False)
    return kept


def scenario_of(copy: Copy) -> Scenario | None:
    """Return the exercise a copy belongs to; None for free play."""
    return exercise_of(copy) if copy.scenario else None


def exercise_of(copy: Copy) -> Scenario:
    """Return the exercise a copy belongs to; raise Outdated for free play, and for one that is shipped no more."""
    with reading(copy):
        return scenario(copy.scenario, copy.variant)


def beginning(copy: Copy) -> World:
    """Return the world in which this copy began; raise Outdated where this version cannot make it."""
    snapshot, key = snapshot_of(copy), (copy.snapshot_id, copy.scenario, copy.variant)
    with _lock:
        found = _beginnings.get(key)
    if found is None:
        exercise = scenario_of(copy)
        with reading(copy):
            found = open_run(exercise, snapshot) if exercise else World.open(snapshot, SYSTEMS)
    with _lock:
        _beginnings[key] = found
        _beginnings.move_to_end(key)
        while len(_beginnings) > MOST_BEGINNINGS:
            _beginnings.popitem(last=False)
    return found


def current(copy: Copy) -> World:
    """Return the world as it is now in this copy; raise Outdated where this version can read it no more."""
    kept, key = _kept(), (copy.id, copy.epoch, copy.seq)
    if key not in kept:
        before = beginning(copy)
        if copy.touched is None:
            return before
        try:
            kept[key] = World.load(before.snapshot, SYSTEMS, copy.touched, before.colleagues)
        except UNREADABLE:  # what is kept is only the fold of the steps: they may still be read
            kept[key] = folded(copy, history_of(copy))
    kept.move_to_end(key)
    return kept[key]


def readable(copy: Copy) -> bool:
    """Say whether this version can go on with a copy."""
    try:
        current(copy)
    except Outdated:
        return False
    return True


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


def undone_steps(copy: Copy) -> list[Step]:
    """Return the steps that were taken back, oldest first."""
    line = set(history_of(copy).line())
    rows = db.session.scalars(select(StepRow).where(StepRow.copy_id == copy.id).order_by(StepRow.id))
    return [_step(row) for row in rows if Mark(row.epoch, row.seq) not in line]


def folded(copy: Copy, history: History) -> World:
    """Return the world after the live steps of `history`; raise Outdated where one of them can be done no more."""
    before = beginning(copy)
    with reading(copy):
        return replay(before, live_steps(copy, history))


def _step(row: StepRow) -> Step:
    """Return a stored step; of what an earlier version wrote, only what the act still asks for."""
    args, verb = as_today(row.move, row.args, clock.local(row.simulated_at).date()), SYSTEMS.verbs.get(row.move)
    if verb is not None:
        known = {verb.on, *(field.name for field in verb.fields)}
        args = {name: value for name, value in args.items() if name in known}
    return Step(row.seq, row.actor, row.hat, row.move, args, row.simulated_at, row.real_at)
