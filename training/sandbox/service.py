"""Beginning an exercise, acting in a copy, and going back in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from training.core import audit, clock, events
from training.core.db import chunks, db
from training.core.errors import RuleBroken
from training.core.events import PeopleWithdrawn, PersonErased
from training.core.jobs import queue
from training.sandbox import queries, worlds
from training.sandbox.changes import stale
from training.sandbox.models import Copy, Exercise, Run, StepRow
from training.sandbox.modes import ALONE, EXAM, GRACE, MODES, exam_time, may_be_assessed
from training.sandbox.notes import assessment, count_refusal, note_moment, note_progress, ref
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.run import check_hat, evaluate
from training.sandbox.world.hats import EVERY_HAT, Hat
from training.sandbox.world.history import History, Mark
from training.sandbox.world.play import apply
from training.sandbox.world.realness import check_words
from training.sandbox.world.steps import Args, Refused, Step
from training.sandbox.world.world import World

MOST_MARKS = 10
Place = tuple[int, int]
"""Epoch and seq a form was drawn at: the guard against acting on an old picture."""


def begin(person_id: int, exercise: Exercise, mode: str = ALONE, *, variant: int | None = None) -> Run:
    """Return the attempt a person is in the middle of in this mode, or a new one in a fresh copy with new data.

    One that this version cannot read any more is left as it is. `variant` deals this one instead of the next in turn.
    Raise RuleBroken while an assessment runs, and for one that may not begin yet.
    """
    found = queries.open_run(person_id, exercise.id)
    if found is not None and not worlds.readable(db.session.get_one(Copy, found.copy_id)):
        found.state, found = "left", None
    if found is not None and found.mode == mode and found.version == exercise.version:
        return found
    if found is not None and found.mode == EXAM:
        raise RuleBroken(_("Your assessment is running. Hand it in first."), code="sandbox.exam")
    if mode == EXAM and not may_be_assessed(queries.past(person_id, exercise.id)):
        raise RuleBroken(_("Practise once more before the next assessment."), field="mode", code="sandbox.exam_again")
    if found is not None:
        found.state = "left"
    copy = new_copy(person_id, exercise, variant)
    run = _new_run(copy, exercise, mode)
    for each in [ref(exercise.id), *([assessment(exercise.id)] if mode == EXAM else [])]:
        events.publish(events.Started(person_id, each))
    return run


def _new_run(copy: Copy, exercise: Exercise, mode: str) -> Run:
    wanted, now = scenario(exercise.key), clock.now()
    seen = evaluate(worlds.exercise_of(copy), worlds.beginning(copy), worlds.beginning(copy))
    run = Run(
        person_id=copy.owner_id, exercise_id=exercise.id, copy_id=copy.id, version=wanted.version, started_at=now,
        steps_total=len(wanted.steps), goals_total=len(wanted.goals), mode=mode,
        ends_at=now + exam_time(exercise.minutes) if mode == EXAM else None, stuck_at=next(iter(seen.missed), ""),
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    if run.ends_at:
        queue.enqueue("sandbox.hand_in_late", run_at=run.ends_at + GRACE, run_id=run.id)
    return run


def play_freely(person_id: int) -> Copy:
    """Return the copy in which a person plays freely; a new one the first time, or where the old cannot be read."""
    found = queries.free_copy(person_id)
    return found if found is not None and worlds.readable(found) else new_copy(person_id, None)


def new_copy(person_id: int, exercise: Exercise | None, variant: int | None = None) -> Copy:
    """Make a copy: one row over a starting point that neighbours do not share."""
    now, number = clock.now(), exercise.id if exercise else 0
    if variant is None:
        variant = worlds.deal(person_id, number, queries.turns(person_id, number or None))
    hat = scenario(exercise.key, variant).hat if exercise else str(Hat.RECEPTION)
    copy = Copy(
        owner_id=person_id, exercise_id=number or None, snapshot_id=worlds.share(variant).id, variant=variant,
        scenario=exercise.key if exercise else "", hat=hat, created_at=now, used_at=now,
        epoch=0, seq=0, parents=[], marks=[], touched=None,
    )  # fmt: skip
    db.session.add(copy)
    db.session.flush()
    return copy


def act(copy: Copy, place: Place, actor: str, move: str, args: Args) -> tuple[str, Refused | None]:
    """Do something in a copy; return what it was done to, or why the practice system would not do it.

    A refusal changes nothing in the copy; in an exercise it is counted.
    """
    world, now = worlds.current(copy), clock.now()
    run = _playable(copy)
    step = Step(world.seq + 1, actor, copy.hat, move, args, world.now, now)
    try:
        if place != (copy.epoch, copy.seq):
            raise stale(copy, place)
        after = apply(world, step)
        _check_hat(copy, move)
        advance(copy, History(Mark(copy.epoch, copy.seq + 1), worlds.history_of(copy).parents), after, now)
    except Refused as refusal:
        count_refusal(run, refusal, now)
        return "", refusal
    db.session.add(row_of(copy, step, world, now))
    note_progress(copy, run, after, now)
    return next((one.on for one in reversed(after.log) if not one.by_colleague), ""), None


def _check_hat(copy: Copy, move: str) -> None:
    exercise = worlds.scenario_of(copy)
    if exercise and move != "clock.advance":
        check_hat(exercise, copy.hat)


def _playable(copy: Copy) -> Run | None:
    run = queries.run_of(copy.id)
    if run is None and copy.scenario:
        raise RuleBroken(_("You are watching: the system does every step. Press “Next step”."), code="sandbox.watching")
    if run is not None and run.state != "open":
        raise RuleBroken(_("This attempt is finished. Begin a new one to practise again."), code="sandbox.finished")
    return run


def advance(copy: Copy, history: History, world: World, now: datetime) -> None:
    """Move a copy on, unless somebody was faster: then raise Refused that says what they did."""
    place = copy.epoch, copy.seq
    values = {
        "epoch": history.head.epoch, "seq": history.head.seq, "parents": [list(one) for one in history.parents],
        "touched": world.touched(), "used_at": now,
    }  # fmt: skip
    won = db.session.execute(
        update(Copy)
        .where(Copy.id == copy.id, Copy.epoch == copy.epoch, Copy.seq == copy.seq)
        .values(**values)
        .returning(Copy.id)
        .execution_options(synchronize_session=False)
    ).first()
    db.session.refresh(copy)
    if won is None:
        raise stale(copy, place)
    worlds.keep(copy, world)


def row_of(copy: Copy, step: Step, world: World, now: datetime) -> StepRow:
    """Return an accepted step as it is stored."""
    return StepRow(
        copy_id=copy.id, epoch=copy.epoch, seq=copy.seq, actor=step.actor, hat=step.hat, move=step.move,
        args=dict(step.args), real_at=now, simulated_at=world.now,
    )  # fmt: skip


def put_on(copy: Copy, hat: str) -> None:
    """Change the part one plays; in an exercise only to a hat the exercise gives."""
    exercise = worlds.scenario_of(copy)
    if hat not in EVERY_HAT:
        raise RuleBroken(_("There is no such part."), field="hat", code="sandbox.hat")
    if exercise and hat not in exercise.hats:
        try:
            check_hat(exercise, hat)
        except Refused as refusal:
            raise RuleBroken(refusal.message, field="hat", code="sandbox.hat") from None
    copy.hat = hat


def undo(copy: Copy, place: Place) -> None:
    """Take the last step back; it stays in the history."""
    run = _jump(copy, place, History.undone)
    if run is not None:
        run.undone += 1
        note_moment(run, clock.now(), "undo")


def reset(copy: Copy, place: Place) -> None:
    """Begin the copy again; what was done stays in the history."""
    run = _jump(copy, place, History.reset)
    if run is not None:
        run.resets += 1
        note_moment(run, clock.now(), "reset")
    exercise = worlds.scenario_of(copy)
    copy.hat, copy.draft = exercise.hat if exercise else str(Hat.RECEPTION), None
    audit.note("sandbox.reset", ("copy", copy.id))


def save_point(copy: Copy, name: str) -> None:
    """Remember where the copy stands, to come back to it later; raise RuleBroken in an assessment."""
    _may_go_back(_playable(copy))
    world = worlds.current(copy)
    try:
        check_words(name, "name")
    except Refused as refusal:
        raise RuleBroken(refusal.message, field="name", code=f"sandbox.{refusal.code}") from None
    mark = {"epoch": copy.epoch, "seq": copy.seq, "at": world.now.isoformat(), "name": name[:80]}
    copy.marks = [*[one for one in copy.marks if (one["epoch"], one["seq"]) != (copy.epoch, copy.seq)], mark][
        -MOST_MARKS:
    ]


def lost_by_going_back(copy: Copy, mark: Mapping[str, Any]) -> int:
    """Return how many steps of the present line are not on the line of a save point."""
    history = worlds.history_of(copy)
    return len(set(history.line()) - set(history.line(Mark(mark["epoch"], mark["seq"]))))


def back_to(copy: Copy, place: Place, number: int) -> None:
    """Go back to a save point."""
    if not 0 <= number < len(copy.marks):
        raise RuleBroken(_("This save point is not there any more."), code="sandbox.mark")
    mark = copy.marks[number]
    run = _jump(copy, place, lambda history: history.back_to(Mark(mark["epoch"], mark["seq"])))
    if run is not None:
        note_moment(run, clock.now(), "back", str(mark["name"]))


def _may_go_back(run: Run | None) -> None:
    if run is not None and not MODES[run.mode].back:
        raise RuleBroken(_("An assessment goes forward only: no undo and no save points."), code="sandbox.exam_back")


def _jump(copy: Copy, place: Place, where: Callable[[History], History]) -> Run | None:
    run = _playable(copy)
    _may_go_back(run)
    try:
        if place != (copy.epoch, copy.seq):
            raise stale(copy, place)
        history = where(worlds.history_of(copy))
        advance(copy, history, worlds.folded(copy, history), clock.now())
    except Refused as refusal:
        raise RuleBroken(refusal.message, code=f"sandbox.{refusal.code}") from None
    note_progress(copy, run, worlds.current(copy), clock.now())
    return run


def forget(event: PeopleWithdrawn | PersonErased) -> None:
    """Drop every copy, step and run of these people."""
    ids = event.person_ids if isinstance(event, PeopleWithdrawn) else (event.person_id,)
    for part in chunks(ids):
        copies = select(Copy.id).where(Copy.owner_id.in_(part))
        for table, column in ((Run, Run.person_id), (StepRow, None), (Copy, Copy.owner_id)):
            which: Any = column.in_(part) if column is not None else StepRow.copy_id.in_(copies)
            db.session.execute(delete(table).where(which))
