"""The shelf of exercises: which stand together, how far one is in each, and which comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from training.sandbox.models import Exercise, Run

ALL, BOTH = "all", "both"
TITLES = {
    ALL: _l("All exercises"), "M": _l("At the one-stop desk"), "V": _l("Documents"),
    BOTH: _l("Both systems in one day"),
}  # fmt: skip
"""The groups, by the first letter of an exercise's code; what has another letter is played in both systems."""
STATES = {"": _l("Whatever the state"), "new": _l("Not begun"), "open": _l("Under way"), "passed": _l("Passed")}
MOST_BEGUN = 3
Runs = Mapping[int, Run]


def group_of(exercise: Exercise) -> str:
    """Return the group in which an exercise stands."""
    return exercise.code[:1] if exercise.code[:1] in TITLES else BOTH


def groups(every: Sequence[Exercise]) -> list[tuple[str, Any, int]]:
    """Return the groups that hold something: key, title, how many."""
    counts = {key: sum(key in (ALL, group_of(one)) for one in every) for key in TITLES}
    return [(key, TITLES[key], count) for key, count in counts.items() if count]


def asked(args: Mapping[str, str], every: Sequence[Exercise], runs: Runs) -> tuple[str, str]:
    """Return the group and the state a page asks for: where it asks for none, the group one worked in last."""
    known = [key for key, _title, _count in groups(every)]
    last = max((one for one in every if one.id in runs), key=lambda one: runs[one.id].id, default=None)
    first = group_of(last) if last else known[1] if len(known) > 1 else ALL
    group, state = args.get("group", ""), args.get("state", "")
    return (group if group in known else first), (state if state in STATES else "")


def state_of(exercise: Exercise, runs: Runs) -> str:
    """Return how far one is in an exercise: new, open or passed; a failed attempt is one to begin again, so open."""
    run = runs.get(exercise.id)
    return "new" if run is None else "passed" if run.complete and run.state == "finished" else "open"


def chosen(every: Iterable[Exercise], runs: Runs, group: str, state: str = "") -> list[Exercise]:
    """Return the exercises of a group that stand so, in the order they came: easiest first."""
    return [one for one in every if group in (ALL, group_of(one)) and state in ("", state_of(one, runs))]


def counts(every: Sequence[Exercise], runs: Runs, group: str) -> dict[str, int]:
    """Return how many exercises of a group stand in each state."""
    return {state: len(chosen(every, runs, group, state)) for state in STATES}


def begun(every: Iterable[Exercise], runs: Runs) -> list[Exercise]:
    """Return the exercises one is in the middle of, the latest first, no more than a few."""
    found = [one for one in every if (run := runs.get(one.id)) and run.state == "open"]
    return sorted(found, key=lambda one: -runs[one.id].id)[:MOST_BEGUN]


def following(every: Iterable[Exercise], runs: Runs, group: str) -> Exercise | None:
    """Return the easiest exercise of a group that one has not begun; None where every one is."""
    return next(iter(chosen(every, runs, group, "new")), None)
