"""For those who train others: where an exercise is hard, and the attempts of one's own people to replay."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.permissions import requires
from training.sandbox import friction
from training.sandbox.access import access_exercise
from training.sandbox.blueprint import bp
from training.sandbox.scenarios.loader import scenario

SHOWN = 30


@bp.get("/<key>/friction")
@requires(Permission.COMPLETION_SEE)
def where_hard(key: str) -> str:
    """Show each goal with how often it was reached, the units, and the newest attempts to replay."""
    exercise = access_exercise(key)
    seen = friction.runs_seen(current_user.id, exercise.id)
    runs = [run for run, _person, _unit in seen]
    return render_template(
        "sandbox/friction.html", exercise=exercise, goals=friction.goals(scenario(key), runs) if runs else [],
        every=friction.group("", runs) if runs else None, units=friction.by_unit(seen), attempts=seen[:SHOWN],
    )  # fmt: skip
