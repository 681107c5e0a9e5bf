"""Outside the practice window: the list of exercises, the start page of one, and the result of an attempt."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rights import Permission
from training.core import clock, gates
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.paging import slice_of
from training.core.permissions import requires
from training.ledger import repeats
from training.sandbox import coaching, guiding, queries, replaying, service, shelf, watching, worlds
from training.sandbox.access import access_exercise, access_own_copy, access_run
from training.sandbox.blueprint import bp
from training.sandbox.entrance import first_page
from training.sandbox.forms import GuardForm
from training.sandbox.models import Copy, Exercise, Run
from training.sandbox.modes import ALONE, EXAM, GRACE, GUIDED, MODES, WATCH, exam_time, may_be_assessed, next_mode
from training.sandbox.notes import assessment, ref
from training.sandbox.outdated import Outdated
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.result import IDLE
from training.sandbox.template.build import procedures
from training.sandbox.world.hats import hat_name

PER_PAGE = 10
_LEFT_BEHIND = _l("What you had begun was made by an earlier version and cannot be opened any more. This one is new.")


@bp.get("")
@requires(Permission.LEARN)
def index() -> str:
    """Show the exercises of one system by level, with where one stands in each, what is begun, and free play."""
    runs, every = queries.latest_runs(current_user.id), queries.exercises()
    group, state = shelf.asked(request.args, every, runs)
    shown = shelf.chosen(every, runs, group, state)
    return render_template(
        "sandbox/index.html", rows=slice_of(shown, per=PER_PAGE), runs=runs, form=GuardForm(), group=group, state=state,
        groups=shelf.groups(every), states=shelf.STATES, states_of=shelf.counts(every, runs, group),
        begun=shelf.begun(every, runs), following=shelf.following(every, runs, group),
        free=queries.free_copy(current_user.id),
    )  # fmt: skip


@bp.before_request
def close_what_is_over() -> Response | None:
    """Hand an assessment in whose time is over, whatever was pressed after it."""
    copy_id = (request.view_args or {}).get("copy_id")
    if copy_id is None or not current_user.is_authenticated:
        return None
    run = queries.over(copy_id, current_user.id, clock.now() - GRACE)
    if run is None:
        return None
    coaching.finish(access_own_copy(current_user.id, copy_id))
    flash(_("The time is over. What was done until then is handed in."))
    return redirect(url_for("sandbox.result", run_id=run.id))


@bp.get("/<key>")
@requires(Permission.LEARN)
def start(key: str) -> str:
    """Show what an exercise asks, how it may be gone through, and how it went before."""
    exercise = access_exercise(key)
    return render_template("sandbox/start.html", form=GuardForm(), **_told(exercise))


@bp.post("/<key>")
@requires(Permission.LEARN)
def begin(key: str) -> Response | tuple[str, int]:
    """Begin an exercise in the chosen way in a copy of one's own, or go on with the one begun."""
    exercise, form = access_exercise(key), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            return redirect(_begun(exercise, request.form.get("mode", "")))
    return render_template("sandbox/start.html", form=form, **_told(exercise)), 422


def _begun(exercise: Exercise, mode: str) -> str:
    """Return the page on which the exercise goes on; raise RuleBroken for a way that does not exist."""
    if mode not in ("", *MODES):
        raise RuleBroken(_("Choose how you want to go through it."), code="sandbox.mode")
    found = queries.open_run(current_user.id, exercise.id)
    if found is None or mode not in ("", found.mode):
        gates.check(current_user.id, ref(exercise.id), *([assessment(exercise.id)] if mode == EXAM else []))
    if mode == WATCH:
        return guiding.page_of(watching.begin(current_user.id, exercise), WATCH)
    run = service.begin(current_user.id, exercise, mode or (found.mode if found else ALONE))
    if found is not None and found.state == "left" and mode in ("", found.mode):
        flash(_LEFT_BEHIND)
    return first_page(db.session.get_one(Copy, run.copy_id))


@bp.post("/free")
@requires(Permission.LEARN)
def free() -> Response:
    """Open the copy in which one plays freely, in every part."""
    if not GuardForm().validate_on_submit():
        return redirect(url_for("sandbox.index"))
    before, copy = queries.free_copy(current_user.id), service.play_freely(current_user.id)
    if before is not None and before.id != copy.id:
        flash(_LEFT_BEHIND)
    return redirect(url_for("sandbox.desk", copy_id=copy.id))


@bp.errorhandler(Outdated)
def left_behind(error: Outdated) -> tuple[str, int]:
    """Say that a copy of an earlier version cannot be opened or replayed, and offer a new one."""
    copy = error.copy
    exercise = queries.exercises_by_id([copy.exercise_id]).get(copy.exercise_id) if copy.exercise_id else None
    return render_template(
        "sandbox/outdated.html", copy=copy, exercise=exercise, run=queries.run_of(copy.id), form=GuardForm(),
        mine=copy.owner_id == current_user.id,
    ), 409  # fmt: skip


@bp.get("/runs/<int:run_id>")
@requires(Permission.LEARN)
def result(run_id: int) -> str:
    """Show what came of an attempt: goals with their evidence, why, time, hints, and everything that was done."""
    run = access_run(current_user.id, run_id)
    exercise, copy = queries.exercises_by_id([run.exercise_id])[run.exercise_id], db.session.get_one(Copy, run.copy_id)
    mine = run.person_id == current_user.id
    return render_template(
        "sandbox/result.html", run=run, exercise=exercise, scenario=worlds.exercise_of(copy), mine=mine,
        form=GuardForm(), before=_before(run), following=_after(exercise) if mine else None, titles=_titles(run),
        lines=replaying.trail(run), mode=MODES[run.mode], replayable=run.version == exercise.version,
        again=ALONE if run.mode == EXAM or (run.mode == GUIDED and run.complete) else run.mode, at=_at,
        idle=int(IDLE.total_seconds()) // 60, held=gates.part_of(current_user.id, ref(exercise.id)) if mine else (),
    )  # fmt: skip


@bp.get("/runs/<int:run_id>/steps/<int:number>")
@requires(Permission.LEARN)
def replay(run_id: int, number: int) -> str:
    """See one step of an attempt again: what was written, what colleagues did, and how things then stood."""
    run = access_run(current_user.id, run_id)
    exercise, copy = queries.exercises_by_id([run.exercise_id])[run.exercise_id], db.session.get_one(Copy, run.copy_id)
    found = replaying.picture(copy, number) if run.version == exercise.version else None
    if found is None:
        abort(404)
    return render_template("sandbox/replay.html", run=run, exercise=exercise, picture=found)


def _told(exercise: Exercise) -> dict[str, object]:
    names = {facts.code: facts.name for facts in procedures()}
    mine, run = current_user.id, queries.open_run(current_user.id, exercise.id)
    copy = db.session.get_one(Copy, run.copy_id) if run else None
    variant = copy.variant if copy else worlds.deal(mine, exercise.id, queries.turns(mine, exercise.id))
    found, past = scenario(exercise.key, variant), queries.past(mine, exercise.id)
    asked, again = request.args.get("mode", ""), repeats.is_due(mine, ref(exercise.id))
    advised = ALONE if again else next_mode(past)
    return {
        "exercise": exercise, "scenario": found, "run": run, "modes": MODES, "advised": advised, "again": again,
        "chosen": asked if asked in MODES else advised or ALONE, "may_be_assessed": may_be_assessed(past),
        "exam_minutes": int(exam_time(exercise.minutes).total_seconds()) // 60,
        "finished": queries.finished_runs(mine, exercise.id),
        "hat_words": ", ".join(hat_name(hat) for hat in found.hats),
        "shut": gates.shut(mine, ref(exercise.id)),
        "held": gates.part_of(mine, ref(exercise.id)),
        "procedures": [(code, names.get(code, code)) for code in found.procedures],
    }  # fmt: skip


def _before(run: Run) -> Run | None:
    earlier = queries.finished_runs(run.person_id, run.exercise_id)
    return next((one for one in earlier if one.id < run.id), None)


def _after(exercise: Exercise) -> Exercise | None:
    """Return the easiest exercise of the same system that one has not begun; where none is left, the one after it."""
    every = queries.exercises()
    if fresh := shelf.following(every, queries.latest_runs(current_user.id), shelf.group_of(exercise)):
        return fresh
    same = [one for one in every if shelf.group_of(one) == shelf.group_of(exercise)]
    return next((later for one, later in pairwise(same) if one.id == exercise.id), None)


def _titles(run: Run) -> dict[str, str]:
    return {goal["id"]: goal["title"] for goal in run.result.get("goals", [])}


def _at(moment: str) -> str:
    return clock.local(datetime.fromisoformat(moment)).strftime("%H:%M, %d/%m")
