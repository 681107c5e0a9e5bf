"""For those who train others: where an exercise is hard, and the attempts of one's own people to replay."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import audit, spreadsheet
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.sandbox import friction
from training.sandbox.access import access_exercise
from training.sandbox.blueprint import bp
from training.sandbox.friction import GIVEN_UP, Group, Seen
from training.sandbox.models import Exercise
from training.sandbox.modes import MODES, WATCH
from training.sandbox.scenarios.loader import scenario

SHOWN = 30


@bp.get("/<key>/friction")
@requires(Permission.COMPLETION_SEE)
def where_hard(key: str) -> str:
    """Show each goal with how often it was reached, the units, and the newest attempts to replay."""
    exercise = access_exercise(key)
    every, seen, asked = _asked(exercise)
    return render_template(
        "sandbox/friction.html", exercise=exercise, goals=friction.goals(scenario(key), seen) if seen else [],
        every=friction.group("", seen) if seen else None, units=friction.by_unit(seen), asked=asked,
        attempts=[one for one in seen if not one.given_up][:SHOWN], choices=friction.units_of(every), modes=MODES,
        days=GIVEN_UP.days,
    )  # fmt: skip


@bp.get("/<key>/friction.csv")
@requires(Permission.COMPLETION_SEE)
@limiter.limit(EXPENSIVE)
def where_hard_file(key: str) -> Response:
    """Take the figures with me, by goal or by unit, with the same cells as on the screen."""
    exercise = access_exercise(key)
    _every, seen, _asked_for = _asked(exercise)
    audit.note("sandbox.export", ("exercise", exercise.id), of=request.args.get("of", "goals"))
    if request.args.get("of") == "units":
        return spreadsheet.as_csv(f"cho-kho-don-vi-{key}", _unit_heads(), map(_unit_cells, friction.by_unit(seen)))
    rows = (
        [
            one.title, f"{one.reached:.0%}", "" if one.minutes is None else f"{one.minutes:.1f}".replace(".", ","),
            one.mistakes, one.hinted, one.rungs, one.given_up,
        ]
        for one in friction.goals(scenario(key), seen)
    )  # fmt: skip
    return spreadsheet.as_csv(f"cho-kho-{key}", _goal_heads(), rows)


def _asked(exercise: Exercise) -> tuple[list[Seen], list[Seen], dict[str, Any]]:
    """Return all attempts one may see, those of the chosen unit and way, and the choice; 404 for a strange way."""
    unit, mode = request.args.get("unit", 0, type=int), request.args.get("mode", "")
    if mode and (mode not in MODES or mode == WATCH):
        abort(404)
    every = friction.attempts(current_user.id, exercise.id)
    seen = friction.attempts(current_user.id, exercise.id, unit or None, mode) if unit or mode else every
    return every, seen, {"unit": unit, "mode": mode}


def _goal_heads() -> list[str]:
    return [
        _("Goal"), _("Goal reached"), _("Active time until reached (median)"), _("Mistakes"), _("Attempts with a hint"),
        _("Hints opened"), _("Given up here"),
    ]  # fmt: skip


def _unit_heads() -> list[str]:
    return [
        _("Unit"), _("Finished attempts"), _("Begun, not finished"), _("All goals reached"), _("Median time at work"),
        _("Wrong turns per attempt"), _("Hints opened per attempt"),
    ]  # fmt: skip


def _unit_cells(one: Group) -> list[Any]:
    decimal = [f"{number:.1f}".replace(".", ",") for number in (one.minutes, one.wrong, one.hints)]
    return [one.name, one.runs, one.given_up, f"{one.passed:.0%}", *decimal]
