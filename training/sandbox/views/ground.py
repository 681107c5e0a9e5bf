"""The ground itself: what can be practised, the first page of an exercise, its result."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts.rights import Permission
from training.core.activities import ActivityRef
from training.core.permissions import requires
from training.ledger import queries as ledger
from training.sandbox import queries, service, store
from training.sandbox.access import access_own_copy, access_scenario, access_trainees_copy
from training.sandbox.scenarios import loader
from training.sandbox.store import Play
from training.sandbox.views.blueprint import bp


@bp.get("/practice")
@requires(Permission.LEARN)
def index() -> str:
    """See what I can practise, and where I stopped."""
    rows = queries.scenarios()
    stands = ledger.standing(current_user.id, [ActivityRef("scenario", row.id) for row in rows])
    shown = [(row, loader.scenario(row.slug), stands[ActivityRef("scenario", row.id)]) for row in rows]
    return render_template("sandbox/index.html", rows=shown, free=queries.open_copy(current_user.id, None))


@bp.get("/practice/exercises/<int:scenario_id>")
@requires(Permission.LEARN)
def start(scenario_id: int) -> str:
    """Read what an exercise is about before I begin."""
    row = access_scenario(scenario_id)
    copies = queries.copies_of(current_user.id, row.id)
    return render_template("sandbox/start.html", row=row, scenario=loader.scenario(row.slug), copies=copies)


@bp.post("/practice/exercises/<int:scenario_id>")
@requires(Permission.LEARN)
def begin(scenario_id: int) -> ResponseReturnValue:
    """Go on with my copy, or get a fresh one."""
    row = access_scenario(scenario_id)
    again = request.form.get("again") == "yes"
    copy = service.fresh(current_user.id, row) if again else service.begin(current_user.id, row)
    return redirect(url_for("sandbox.desk", copy_id=copy.id))


@bp.post("/practice/free")
@requires(Permission.LEARN)
def free() -> ResponseReturnValue:
    """Play freely in a province of my own."""
    copy = service.begin(current_user.id, None)
    return redirect(url_for("sandbox.desk", copy_id=copy.id))


@bp.get("/practice/<int:copy_id>/result")
@requires(Permission.LEARN)
def result(copy_id: int) -> ResponseReturnValue:
    """See what was right, what was not, and why."""
    return _result(access_own_copy(current_user.id, copy_id), mine=True)


@bp.get("/practice/runs/<int:copy_id>")
@requires(Permission.COMPLETION_SEE)
def trainees_run(copy_id: int) -> ResponseReturnValue:
    """See how somebody I train went about an exercise, step by step."""
    return _result(access_trainees_copy(current_user.id, copy_id), mine=False)


def _result(play: Play, *, mine: bool) -> ResponseReturnValue:
    found = store.result_of(play)
    if found is None or play.scenario is None:
        return redirect(url_for("sandbox.index"))
    return render_template("sandbox/result.html", play=play, scenario=play.scenario, result=found, mine=mine)
