"""Steering a copy: clock, hat, undo, save point, reset, looks and hints."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import transaction
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.core.views import local_path
from training.sandbox import service
from training.sandbox.access import access_own_copy
from training.sandbox.views.blueprint import bp, finished_or


@bp.post("/practice/<int:copy_id>/clock")
@requires(Permission.LEARN)
def clock(copy_id: int) -> ResponseReturnValue:
    """Move the simulated clock, and let my colleagues act meanwhile."""
    play = access_own_copy(current_user.id, copy_id)
    to = request.form.get("to", "")
    try:
        after = service.act(play, current_user.name, service.ADVANCE, {"to": to}, request.form.get("mark", ""))
    except RuleBroken as error:
        return _refused(error)
    told = [one for one in after.world.log[len(play.world.log) :] if one.by_colleague]
    for one in told[:4]:
        verb = after.world.rules.verbs.get(one.move)
        flash(_("%(who)s: %(what)s", who=one.actor, what=verb.label if verb else one.move), "info")
    return redirect(finished_or(after, _back(copy_id)))


@bp.post("/practice/<int:copy_id>/hat")
@requires(Permission.LEARN)
def hat(copy_id: int) -> ResponseReturnValue:
    """Put on another hat."""
    play = access_own_copy(current_user.id, copy_id)
    try:
        service.wear(play, request.form.get("hat", ""))
    except RuleBroken as error:
        return _refused(error)
    return redirect(_back(copy_id))


@bp.get("/practice/<int:copy_id>/reset")
@requires(Permission.LEARN)
def confirm_reset(copy_id: int) -> str:
    """Read what starting again takes away."""
    return render_template("sandbox/reset.html", play=access_own_copy(current_user.id, copy_id))


@bp.post("/practice/<int:copy_id>/<any(undo, reset, save, back):verb>")
@requires(Permission.LEARN)
def turn(copy_id: int, verb: str) -> ResponseReturnValue:
    """Take a step back, keep this place, go back to it, or start again."""
    play, mark = access_own_copy(current_user.id, copy_id), request.form.get("mark", "")
    try:
        if verb == "save":
            service.save_point(play)
        else:
            {"undo": service.undo, "reset": service.reset, "back": service.back_to_save_point}[verb](play, mark)
    except RuleBroken as error:
        return _refused(error)
    said = {"undo": _("The last step is undone."), "reset": _("Everything is as at the beginning."),
            "save": _("This place is kept."), "back": _("Back at the kept place.")}  # fmt: skip
    flash(said[verb], "success")
    return redirect(url_for("sandbox.desk", copy_id=copy_id))


@bp.post("/practice/<int:copy_id>/look")
@requires(Permission.LEARN)
def look(copy_id: int) -> ResponseReturnValue:
    """Ask what is still missing."""
    play = access_own_copy(current_user.id, copy_id)
    try:
        seen = service.look(play)
    except RuleBroken as error:
        return _refused(error)
    missed = next((goal for goal in seen.goals if not goal.met), None)
    for one in seen.broken:
        flash(f"{one.why} {one.evidence}", "error")
    if missed is not None:
        flash(f"{missed.title}: {missed.miss}", "warning")
    return redirect(finished_or(play, _back(copy_id)))


@bp.post("/practice/<int:copy_id>/hint")
@requires(Permission.LEARN)
def hint(copy_id: int) -> ResponseReturnValue:
    """Open the next hint."""
    play = access_own_copy(current_user.id, copy_id)
    try:
        service.open_hint(play, request.form.get("goal", ""))
    except RuleBroken as error:
        return _refused(error)
    return redirect(_back(copy_id))


@bp.post("/practice/<int:copy_id>/finish")
@requires(Permission.LEARN)
def finish(copy_id: int) -> ResponseReturnValue:
    """Hand the exercise in as it stands."""
    play = access_own_copy(current_user.id, copy_id)
    if play.scenario is None:
        abort(404)
    service.finish(play)
    return redirect(url_for("sandbox.result", copy_id=copy_id))


def _back(copy_id: int) -> str:
    there = local_path(request.form.get("back"))
    return there if there.startswith(f"/practice/{copy_id}") else url_for("sandbox.desk", copy_id=copy_id)


def _refused(error: RuleBroken) -> ResponseReturnValue:
    transaction.refuse(error)
    return render_template("errors/422.html", message=str(error)), 422
