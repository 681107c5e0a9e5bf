"""The coach of an exercise: looking at what is reached, opening hints, and closing an attempt with its result."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from training.core import audit, clock, events
from training.core.db import db
from training.core.errors import RuleBroken
from training.sandbox import queries, worlds
from training.sandbox.models import Copy, Run
from training.sandbox.modes import EXAM, MODES, is_over
from training.sandbox.notes import assessment, note_moment, note_trouble, ref
from training.sandbox.outdated import reading
from training.sandbox.scenarios.result import Result, Trail, active_time, label, result
from training.sandbox.scenarios.run import Seen, hint, look, opened_by
from training.sandbox.scenarios.schema import Scenario
from training.sandbox.world.hats import hat_name
from training.sandbox.world.plain import to_plain
from training.sandbox.world.steps import Refused

STUCK_AFTER = 2
"""Failed looks after which the house is told that somebody is stuck."""


def examine(copy: Copy) -> bool:
    """Look at what is reached because the learner asks, and say what is open.

    Who looks again without having got further is given the next hint.
    """
    run, exercise = _open(copy)
    if not MODES[run.mode].steps:
        raise RuleBroken(_("An assessment shows its result when it is handed in."), code="sandbox.exam_look")
    before, world, now = worlds.beginning(copy), worlds.current(copy), clock.now()
    seen, opened = look(exercise, before, world, run.hints if MODES[run.mode].hints else {})
    note_moment(run, now, "look")
    if seen.complete:
        run.looked = {"complete": True}
        return True
    told = _told(seen)
    again = run.looked.get("goal") == told["goal"]
    run.tries += 1
    run.hints = dict(opened) if again and MODES[run.mode].hints else run.hints
    note_trouble(run)
    run.looked = told
    if again and run.tries >= STUCK_AFTER:
        events.publish(events.Stuck(run.person_id, ref(run.exercise_id), run.looked["title"], run.tries))
    return False


def _told(seen: Seen) -> dict[str, Any]:
    first = next((goal for goal in seen.goals if not goal.met), None)
    return {
        "goal": first.id if first else "",
        "title": first.title if first else _("Something happened that must not"),
        "miss": first.miss if first else "",
        "evidence": first.evidence if first else "",
        "met": sum(goal.met for goal in seen.goals),
        "goals": len(seen.goals),
        "broken": [one.why for one in seen.broken],
    }


def open_hint(copy: Copy, goal: str, rung: int) -> None:
    """Open one rung of a goal's ladder; raise RuleBroken before its turn, and where the mode gives no hints."""
    run, exercise = _open(copy)
    if not MODES[run.mode].hints:
        raise RuleBroken(_("There are no hints in this mode."), code="sandbox.no_hints")
    try:
        found = hint(exercise, run.hints, goal, rung)
    except Refused as refusal:
        raise RuleBroken(refusal.message, code=f"sandbox.{refusal.code}") from None
    run.hints = opened_by(run.hints, goal, rung)
    run.looked = {"goal": run.looked["goal"]} if run.looked.get("goal") else {}  # read: the hint stands in its place
    note_moment(run, clock.now(), "hint", f"{rung}: {found.words}")


def finish(copy: Copy) -> Run:
    """Close an attempt once, and tell the house what came of it; a second call changes nothing."""
    run = queries.run_of(copy.id)
    if run is None:
        raise RuleBroken(_("Free play has nothing to hand in."), code="sandbox.free")
    if run.state != "open":
        return run
    exercise, now = worlds.exercise_of(copy), clock.now()
    found = _result(copy, run, exercise)
    if not _close(copy, run, found, min(now, run.ends_at) if run.ends_at else now):
        return run
    outcome: Any = "passed" if run.complete else "failed"
    evidence = {
        "run": run.id, "mode": run.mode, "goals_met": run.goals_met, "goals": run.goals_total, "hints": run.hint_count,
        "wrong_hat": found.wrong_hat, "seconds": run.seconds, "undone": run.undone,
    }  # fmt: skip
    audit.note("sandbox.finish", ("run", run.id), exercise=run.exercise_id, mode=run.mode)
    refs = [ref(run.exercise_id), *([assessment(run.exercise_id)] if run.mode == EXAM else [])]
    for each in refs:
        events.publish(events.Finished(run.person_id, each, outcome, found.fraction, evidence, run.assisted))
    return run


def hand_in_late(run_id: int) -> None:
    """Close an assessment whose time is over: a job, so that nobody waits for a browser."""
    run = db.session.get(Run, run_id)
    if run is not None and run.state == "open" and is_over(run.ends_at, clock.now()):
        copy = db.session.get_one(Copy, run.copy_id)
        if worlds.readable(copy):
            finish(copy)
        else:
            run.state = "left"


def _close(copy: Copy, run: Run, found: Result, now: datetime) -> bool:
    values = {
        "state": "finished", "finished_at": now, "complete": found.complete,
        "goals_met": sum(goal.met for goal in found.goals), "goals_total": len(found.goals),
        "seconds": int(max(found.active, timedelta(seconds=1)).total_seconds()), "result": _kept(copy, run, found),
    }  # fmt: skip
    query = update(Run).where(Run.id == run.id, Run.state == "open").values(**values).returning(Run.id)
    won = db.session.execute(query.execution_options(synchronize_session=False)).first()
    db.session.refresh(run)
    return won is not None


def _result(copy: Copy, run: Run, exercise: Scenario) -> Result:
    steps = worlds.live_steps(copy)
    acts = [step.at_real for step in steps if step.at_real] + [moment_of(one) for one in run.moments]
    trail = Trail(run.started_at, tuple(acts), run.refused, run.hints, run.undone, run.resets)
    with reading(copy):
        return result(exercise, worlds.beginning(copy), steps, trail)


def moment_of(moment: Any) -> datetime:
    """Return when a remembered act was; early ones were kept as bare times."""
    return datetime.fromisoformat(moment["at"] if isinstance(moment, dict) else moment)


def _kept(copy: Copy, run: Run, found: Result) -> dict[str, Any]:
    """Return what the result page shows, as plain data: it stays as it was when the exercise changes."""
    broken = {one.sentence for one in found.broken}
    return {
        "goals": to_plain(found.goals),
        "broken": to_plain(found.broken),
        "averted": [one for one in run.detours if one["sentence"] not in broken],
        "aside": _aside(copy),
        "goal_seconds": _goal_seconds(run, found),
        "frames": [_frame(frame) for frame in to_plain(found.frames)],
        "fraction": found.fraction,
        "elapsed": int(found.elapsed.total_seconds()),
        "first_action": int(found.first_action.total_seconds()) if found.first_action is not None else None,
        "wrong_hat": found.wrong_hat,
        "refused": found.refused,
    }


def _aside(copy: Copy) -> list[dict[str, str]]:
    """Return what was done and undone again, for the replay."""
    before, undone = worlds.beginning(copy), worlds.undone_steps(copy)
    return [
        {"at": step.at_real.isoformat(), "hat": hat_name(step.hat), "what": label(before, step.move)}
        for step in undone
        if step.at_real
    ]


def _goal_seconds(run: Run, found: Result) -> dict[str, int]:
    """Return the active seconds from the start until each goal was first reached."""
    acts = [frame.at_real for frame in found.frames if frame.at_real] + [moment_of(one) for one in run.moments]
    first: dict[str, int] = {}
    for frame in found.frames:
        for goal in frame.met:
            if frame.at_real and goal not in first:
                until = [run.started_at, *(at for at in acts if at <= frame.at_real)]
                first[goal] = int(active_time(until).total_seconds())
    return first


def _frame(plain: dict[str, Any]) -> dict[str, Any]:
    return {"met": [], "lost": [], "broke": [], "states": [], **plain}


def _open(copy: Copy) -> tuple[Run, Scenario]:
    run = queries.run_of(copy.id)
    if run is None or run.state != "open":
        raise RuleBroken(_("This attempt is finished. Begin a new one to practise again."), code="sandbox.finished")
    return run, worlds.exercise_of(copy)
