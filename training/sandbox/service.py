"""The verbs of practice: open a copy, act in it, go back, look for what is still missing, finish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from training.core import clock, events
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import Finished, PeopleWithdrawn, Progressed, Started, Stuck
from training.sandbox import store
from training.sandbox.models import Copy, PracticeNote, PracticeScenario, PracticeStep
from training.sandbox.scenarios import loader, run
from training.sandbox.scenarios.run import Seen
from training.sandbox.store import Play
from training.sandbox.world.hats import Hat
from training.sandbox.world.history import History, Mark
from training.sandbox.world.play import apply
from training.sandbox.world.steps import Refused, Step

KIND = "scenario"
VARIANTS = 64
ADVANCE = "clock.advance"
STUCK_AFTER = 3
"""Failed looks after which a trainer is told."""


def begin(person_id: int, row: PracticeScenario | None) -> Copy:
    """Return the person's open copy for a scenario or for free play, made by one INSERT if there is none."""
    scenario_id = row.id if row else None
    mine = select(Copy).filter_by(person_id=person_id, scenario_id=scenario_id).where(Copy.finished_at.is_(None))
    found = db.session.scalars(mine.order_by(Copy.id.desc())).first()
    return found if found is not None else fresh(person_id, row)


def fresh(person_id: int, row: PracticeScenario | None) -> Copy:
    """Return a new copy, in a variant of the person's own."""
    hat = loader.scenario(row.slug).hat if row else Hat.RECEPTION.value
    now = clock.now()
    copy = Copy(
        person_id=person_id, scenario_id=row.id if row else None, scenario_version=row.version if row else 0,
        variant=person_id % VARIANTS, hat=hat, history=History().plain(), head_epoch=0, head_seq=0, hints={}, looks=0,
        fraction=0.0, started_at=now, last_at=now,
    )  # fmt: skip
    db.session.add(copy)
    db.session.flush()
    if row:
        events.publish(Started(person_id, ActivityRef(KIND, row.id)))
    return copy


def act(play: Play, actor: str, move: str, args: Mapping[str, Any], mark: str) -> Play:
    """Carry one act out and store it; raise RuleBroken, with the reason the real system would give.

    Refusals are counted though nothing else of them stays. An act on a page that is out of date is refused too.
    """
    _refuse_stale(play, mark)
    hat, copy_id = play.row.hat, play.row.id
    try:
        if play.scenario is not None and move != ADVANCE:
            run.check_hat(play.scenario, hat)
        step = Step(play.world.seq + 1, actor, hat, move, dict(args), None, clock.now())
        world = apply(play.world, step)
    except Refused as refusal:
        raise _refusal(copy_id, refusal) from refusal
    history = play.history.appended()
    db.session.add(
        PracticeStep(
            copy_id=copy_id, epoch=history.head.epoch, seq=history.head.seq, actor=actor, hat=hat, move=move,
            args=dict(args), at_simulated=play.world.now, at_real=clock.now(),
        )
    )  # fmt: skip
    _move_head(play, history)
    store.keep(copy_id, history.head, world)
    after = Play(play.row, play.scenario, play.before, world, history)
    _look_quietly(after)
    return after


def wear(play: Play, hat: str) -> None:
    """Change the hat; in an exercise only those that are not a simulated colleague's."""
    if hat not in set(Hat) or (play.scenario is not None and hat not in play.scenario.hats):
        raise _refusal(play.row.id, Refused("colleagues_hat", _("In this exercise a simulated colleague wears it.")))
    play.row.hat = hat


def undo(play: Play, mark: str) -> None:
    """Take the last step back; numbers it had given out return."""
    _refuse_stale(play, mark)
    try:
        history = play.history.undone()
    except Refused as refusal:
        raise RuleBroken(refusal.message, code="sandbox.nothing_to_undo") from refusal
    _note(play.row.id, "undo")
    _move_head(play, history)


def reset(play: Play, mark: str) -> None:
    """Begin this copy again from its first page; earlier steps stay readable in the replay's store."""
    _refuse_stale(play, mark)
    _note(play.row.id, "reset")
    _move_head(play, play.history.reset())


def save_point(play: Play) -> None:
    """Remember where the copy stands."""
    play.row.saved = list(play.history.head)


def back_to_save_point(play: Play, mark: str) -> None:
    """Go back to the remembered place."""
    _refuse_stale(play, mark)
    if not play.row.saved:
        raise RuleBroken(_("No place was saved yet."), code="sandbox.no_save_point")
    _note(play.row.id, "undo")
    _move_head(play, play.history.back_to(Mark(*play.row.saved)))


def look(play: Play) -> Seen:
    """Look on request at what is met and missed; a failed look opens the next hint, the third tells the trainer."""
    if play.scenario is None:
        raise RuleBroken(_("Free play has no goals."), code="sandbox.free_play")
    seen, opened = run.look(play.scenario, play.before, play.world, play.row.hints)
    play.row.hints, play.row.looks = dict(opened), play.row.looks + (not seen.complete)
    _note(play.row.id, "look")
    if seen.complete:
        finish(play)
    elif play.row.looks >= STUCK_AFTER:
        where = next((goal.title for goal in seen.goals if not goal.met), "")
        events.publish(Stuck(play.row.person_id, _ref(play), where, play.row.looks))
    return seen


def open_hint(play: Play, goal: str) -> None:
    """Open the next rung of a goal's ladder."""
    if play.scenario is None:
        raise RuleBroken(_("Free play has no goals."), code="sandbox.free_play")
    rung = play.row.hints.get(goal, 0) + 1
    try:
        run.hint(play.scenario, play.row.hints, goal, rung)
    except Refused as refusal:
        raise RuleBroken(refusal.message, code="sandbox.no_hint") from refusal
    play.row.hints = run.opened_by(play.row.hints, goal, rung)
    _note(play.row.id, "hint", f"{goal}:{rung}")


def finish(play: Play) -> None:
    """Close a run whose goals are met, and tell the house what it proves; a second time changes nothing."""
    if play.scenario is None:
        return
    once = update(Copy).where(Copy.id == play.row.id, Copy.finished_at.is_(None))
    if db.session.execute(once.values(finished_at=clock.now(), fraction=1.0).returning(Copy.id)).first() is None:
        return
    db.session.refresh(play.row)
    found = store.result_of(play)
    shown = max(play.row.hints.values(), default=0) >= 3
    outcome = "passed" if found is not None and found.complete else "failed"
    evidence: dict[str, Any] = {"copy": play.row.id, "hints": sum(play.row.hints.values()), "shown": shown}
    if found is not None:
        evidence |= {
            "goals": f"{sum(goal.met for goal in found.goals)}/{len(found.goals)}", "refused": found.refused,
            "minutes": max(1, round(found.active.total_seconds() / 60)),
        }  # fmt: skip
    fraction = found.fraction if found is not None else 0.0
    events.publish(
        Finished(play.row.person_id, _ref(play), outcome, fraction, evidence, assisted=shown)  # type: ignore[arg-type]
    )


def forget(event: PeopleWithdrawn) -> None:
    """Drop the copies of people whose import is taken back."""
    gone = select(Copy.id).where(Copy.person_id.in_(event.person_ids))
    for model in (PracticeStep, PracticeNote):
        db.session.execute(delete(model).where(model.copy_id.in_(gone)))
    db.session.execute(delete(Copy).where(Copy.person_id.in_(event.person_ids)))


def _look_quietly(play: Play) -> None:
    """Read the state, not the clicks: keep how far a run is, and close it once all is met."""
    if play.scenario is None or play.row.finished_at is not None:
        return
    seen = run.evaluate(play.scenario, play.before, play.world)
    fraction = sum(goal.met for goal in seen.goals) / len(seen.goals)
    if seen.complete:
        finish(play)
    elif fraction != play.row.fraction:
        play.row.fraction = fraction
        events.publish(Progressed(play.row.person_id, _ref(play), fraction, str(play.row.id)))


def _move_head(play: Play, history: History) -> None:
    before = play.history.head
    first = update(Copy).where(Copy.id == play.row.id, Copy.head_epoch == before.epoch, Copy.head_seq == before.seq)
    values = {
        "history": history.plain(), "head_epoch": history.head.epoch, "head_seq": history.head.seq,
        "last_at": clock.now(),
    }  # fmt: skip
    if db.session.execute(first.values(**values).returning(Copy.id)).first() is None:
        raise _stale()
    db.session.refresh(play.row)


def _refuse_stale(play: Play, mark: str) -> None:
    if mark != play.mark:
        raise _stale()


def _stale() -> RuleBroken:
    return RuleBroken(
        _("This page was out of date: something had been done elsewhere meanwhile. Look again, then repeat."),
        code="sandbox.stale",
    )


def _refusal(copy_id: int, refusal: Refused) -> RuleBroken:
    return RuleBroken(
        refusal.message, field=refusal.field or "", code=f"sandbox.{refusal.code}", subject=("copy", copy_id),
        keep=lambda: _note(copy_id, "refused", refusal.code),
    )  # fmt: skip


def _note(copy_id: int, kind: str, code: str = "") -> None:
    db.session.add(PracticeNote(copy_id=copy_id, kind=kind, code=code, at=clock.now()))


def _ref(play: Play) -> ActivityRef:
    return ActivityRef(KIND, play.row.scenario_id or 0)
