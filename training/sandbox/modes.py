"""The four ways through an exercise: what each allows, what it is worth as evidence, and which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from training.sandbox.scenarios.run import ALONE, EXAM, GUIDED, WATCH

__all__ = ["ALONE", "EXAM", "GUIDED", "WATCH"]
GRACE = timedelta(seconds=30)
"""A slow network must not cost a learner the last act of an assessment."""
FREE = "free"
"""Playing without an exercise: everything is allowed, nothing is counted."""


@dataclass(frozen=True)
class Mode:
    """One way through an exercise.

    `steps`: the coach's list is shown. `hints`: the ladder. `pointed`: the next control. `back`: undo, save points
    and reset. `acts`: the learner does the work. `counts`: a pass says that the learner can do it alone.
    """

    name: str
    label: Any
    line: Any
    icon: str
    steps: bool = True
    hints: bool = False
    pointed: bool = False
    back: bool = True
    acts: bool = True
    counts: bool = False


MODES: dict[str, Mode] = {
    mode.name: mode
    for mode in (
        Mode(
            WATCH, _l("Watch"),
            _l("You only look on: the system does each step when you press “Next step”. Nothing is counted."),
            "eye", pointed=True, back=False, acts=False,
        ),
        Mode(
            GUIDED, _l("With guidance"), _l("You do it yourself; each time the next thing to press is pointed at."),
            "pin", pointed=True,
        ),
        Mode(
            ALONE, _l("On my own"), _l("You do it yourself; hints open only when you ask for them."), "play",
            hints=True, counts=True,
        ),
        Mode(
            EXAM, _l("Assessment"), _l("One run against the clock, with new data, without hints and without undo."),
            "lock", steps=False, back=False, counts=True,
        ),
    )
}  # fmt: skip
FREELY = Mode(FREE, _l("Free play"), "", "buoy", steps=False)


@dataclass(frozen=True)
class Past:
    """What a person has done of an exercise: finished runs as (mode, complete, assisted), newest first."""

    runs: Sequence[tuple[str, bool, bool]] = ()


def next_mode(past: Past) -> str:
    """Return the mode to recommend: do it led, do it alone, be assessed; then nothing is left ("")."""
    done = {mode for mode, complete, assisted in past.runs if complete and not (assisted and mode == ALONE)}
    if EXAM in done:
        return ""
    if ALONE in done:
        return EXAM
    if GUIDED in done or any(mode in (ALONE, EXAM) for mode, _complete, _assisted in past.runs):
        return ALONE
    return GUIDED


def may_be_assessed(past: Past) -> bool:
    """Say whether an assessment may begin: an earlier one is repeated only after another finished practice run."""
    return not past.runs or past.runs[0][0] != EXAM


def exam_time(minutes: int) -> timedelta:
    """Return how long an assessment lasts: twice the time an exercise is meant to take, ten minutes at least."""
    return timedelta(minutes=max(10, 2 * minutes))


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Say whether an assessment's time is over."""
    return ends_at is not None and now > ends_at + GRACE
