"""Outside the practice window: the list of exercises, the start page of one, and the result of an attempt."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from flask import redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rights import Permission
from training.core import clock
from training.core.permissions import requires
from training.sandbox import queries, service
from training.sandbox.access import access_exercise, access_run
from training.sandbox.blueprint import bp
from training.sandbox.forms import GuardForm
from training.sandbox.models import Exercise, Run
from training.sandbox.scenarios.loader import scenario
from training.sandbox.template.build import procedures
from training.sandbox.world.hats import hat_name


@bp.get("")
@requires(Permission.LEARN)
def index() -> str:
    """Show every exercise with where one stands in it, and free play."""
    runs = queries.latest_runs(current_user.id)
    return render_template(
        "sandbox/index.html", exercises=queries.exercises(), runs=runs, form=GuardForm(),
        free=queries.free_copy(current_user.id),
    )  # fmt: skip


@bp.get("/<key>")
@requires(Permission.LEARN)
def start(key: str) -> str:
    """Show what an exercise asks, how long it takes, and how it went before."""
    exercise = access_exercise(key)
    return render_template("sandbox/start.html", form=GuardForm(), **_told(exercise))


@bp.post("/<key>")
@requires(Permission.LEARN)
def begin(key: str) -> Response | tuple[str, int]:
    """Begin an exercise in a copy of one's own, or go on with the one begun."""
    exercise, form = access_exercise(key), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            run = service.begin(current_user.id, exercise)
            return redirect(url_for("sandbox.desk", copy_id=run.copy_id))
    return render_template("sandbox/start.html", form=form, **_told(exercise)), 422


@bp.post("/free")
@requires(Permission.LEARN)
def free() -> Response:
    """Open the copy in which one plays freely, in every part."""
    if not GuardForm().validate_on_submit():
        return redirect(url_for("sandbox.index"))
    return redirect(url_for("sandbox.desk", copy_id=service.play_freely(current_user.id).id))


@bp.get("/runs/<int:run_id>")
@requires(Permission.LEARN)
def result(run_id: int) -> str:
    """Show what came of an attempt: goals with their evidence, why, time, hints, and every step again."""
    run = access_run(current_user.id, run_id)
    exercise = queries.exercises_by_id([run.exercise_id])[run.exercise_id]
    found = scenario(exercise.key)
    mine = run.person_id == current_user.id
    return render_template(
        "sandbox/result.html", run=run, exercise=exercise, scenario=found, mine=mine, form=GuardForm(),
        before=_before(run), following=_after(exercise) if mine else None, at=_at, titles=_titles(run),
    )  # fmt: skip


def _told(exercise: Exercise) -> dict[str, object]:
    names = {facts.code: facts.name for facts in procedures()}
    found = scenario(exercise.key)
    return {
        "exercise": exercise, "scenario": found, "run": queries.open_run(current_user.id, exercise.id),
        "finished": queries.finished_runs(current_user.id, exercise.id),
        "hat_words": ", ".join(hat_name(hat) for hat in found.hats),
        "procedures": [(code, names.get(code, code)) for code in found.procedures],
    }  # fmt: skip


def _before(run: Run) -> Run | None:
    earlier = queries.finished_runs(run.person_id, run.exercise_id)
    return next((one for one in earlier if one.id < run.id), None)


def _after(exercise: Exercise) -> Exercise | None:
    every = queries.exercises()
    return next((later for one, later in pairwise(every) if one.id == exercise.id), None)


def _titles(run: Run) -> dict[str, str]:
    return {goal["id"]: goal["title"] for goal in run.result.get("goals", [])}


def _at(moment: str) -> str:
    return clock.local(datetime.fromisoformat(moment)).strftime("%H:%M, %d/%m")
