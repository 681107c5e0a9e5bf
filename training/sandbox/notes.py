"""What an attempt remembers while it runs: refusals, hints, harms, what is reached; and how the house calls it."""

from __future__ import annotations

from datetime import datetime

from training.core import events
from training.core.activities import ActivityRef
from training.sandbox import worlds
from training.sandbox.models import Copy, Run
from training.sandbox.scenarios.run import Seen, evaluate, ticks
from training.sandbox.world.steps import Refused
from training.sandbox.world.world import World

KIND = "scenario"
ASSESSMENT = "scenario-exam"
MOST_MOMENTS = 400


def ref(exercise_id: int) -> ActivityRef:
    """Return how other rooms call an exercise."""
    return ActivityRef(KIND, exercise_id)


def assessment(exercise_id: int) -> ActivityRef:
    """Return how other rooms call an exercise that is to be done as an assessment."""
    return ActivityRef(ASSESSMENT, exercise_id)


def count_refusal(run: Run | None, refusal: Refused, now: datetime) -> None:
    """Count what the practice system would not do; an old page is nobody's mistake."""
    if run is not None and refusal.code != "stale":
        run.refused = {**run.refused, refusal.code: run.refused.get(refusal.code, 0) + 1}
        note_trouble(run)
        note_moment(run, now, "refused", refusal.message)


def note_trouble(run: Run) -> None:
    """Count a mistake against the goal that comes next."""
    run.trouble = {**run.trouble, run.stuck_at: run.trouble.get(run.stuck_at, 0) + 1}


def note_moment(run: Run, now: datetime, what: str, words: str = "") -> None:
    """Remember that the learner did something just now that left no step: refused, look, hint, undo, back, reset."""
    moment = {"at": now.isoformat(), "what": what, "words": words[:300]}
    run.moments = [*run.moments, moment][-MOST_MOMENTS:]


def note_progress(copy: Copy, run: Run | None, world: World, now: datetime) -> None:
    """Look at the state after every act: what is reached, what was harmed, what comes next; tell the house."""
    exercise = worlds.scenario_of(copy)
    if run is None or exercise is None:
        return
    before = worlds.beginning(copy)
    seen = evaluate(exercise, before, world)
    run.looked, run.stuck_at = {}, next(iter(seen.missed), "")
    _note_detours(copy, run, seen, now)
    done = sum(tick for _step, tick in ticks(exercise, before, world, seen))
    if done != run.steps_done:
        run.steps_done = done
        seconds = int((now - run.started_at).total_seconds())
        place = f"{copy.id}"
        fraction = done / max(1, run.steps_total)
        events.publish(events.Progressed(run.person_id, ref(run.exercise_id), fraction, place, seconds))


def _note_detours(copy: Copy, run: Run, seen: Seen, now: datetime) -> None:
    """Write a harm down when it is done: it is named in the end even where it was undone."""
    known = {one["sentence"] for one in run.detours}
    fresh = [
        {"sentence": one.sentence, "why": one.why, "evidence": one.evidence, "at": now.isoformat(), "seq": copy.seq}
        for one in seen.broken
        if one.sentence not in known
    ]
    if fresh:
        run.detours = [*run.detours, *fresh]
