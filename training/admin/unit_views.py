"""Doors of one unit: its name, and moving, merging or closing it with the consequences shown first."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import units
from training.accounts.access import access_unit
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.admin import queries
from training.admin.forms import RenameForm
from training.admin.views import bp
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.core.transaction import refuse

RIGHT = Permission.GRANT


@bp.get("/units/<int:unit_id>")
@requires(RIGHT)
def unit(unit_id: int) -> str:
    """See one unit and what can be done with it."""
    found = _unit(unit_id)
    return _page(found, RenameForm(name=found.name))


@bp.post("/units/<int:unit_id>")
@requires(RIGHT)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    """Give a unit another name."""
    found, form = _unit(unit_id), RenameForm()
    if form.validate_on_submit():
        with form.refusals():
            units.rename(found, form.name.data)
            flash(_("The unit has its new name everywhere."), "success")
            return redirect(url_for("admin.unit", unit_id=found.id))
    return _page(found, form), 422


@bp.get("/units/<int:unit_id>/<any(move, merge, archive):verb>")
@requires(RIGHT)
def look_at_unit(unit_id: int, verb: str) -> ResponseReturnValue:
    """See exactly what moving, merging or closing a unit brings about."""
    found = _unit(unit_id)
    return _look(found, verb, _target(verb, request.args.get("to", type=int)))


@bp.post("/units/<int:unit_id>/<any(move, merge, archive):verb>")
@requires(RIGHT)
def change_unit(unit_id: int, verb: str) -> ResponseReturnValue:
    """Move, merge or close a unit."""
    found = _unit(unit_id)
    target = _target(verb, request.form.get("to", type=int))
    try:
        if verb == "move":
            units.move(found, target)
        elif verb == "merge" and target is not None:
            units.merge(found, target)
        else:
            units.archive(found)
    except RuleBroken as error:
        refuse(error)
        return _look(_unit(unit_id), verb, target, str(error)), 422
    said = {"move": _("The unit is moved."), "merge": _("The units are merged."), "archive": _("The unit is closed.")}
    flash(said[verb], "success")
    return redirect(url_for("admin.unit_list"))


def _unit(unit_id: int) -> Unit:
    found = access_unit(current_user.id, unit_id, RIGHT)
    return found if found.archived_at is None else abort(404)


def _target(verb: str, unit_id: int | None) -> Unit | None:
    if verb == "archive":
        return None
    return _unit(unit_id) if unit_id else abort(404)


def _page(found: Unit, form: RenameForm) -> str:
    below = set(queries.ids_below(found.id))
    others = [each for each in queries.units(current_user.id, RIGHT) if each.id not in below]
    return render_template(
        "admin/unit.html", unit=found, form=form, others=others, above=units.lineage(found.id)[:-1],
        children=units.children(found.id), weight=queries.weight_of(found.id),
    )  # fmt: skip


def _look(found: Unit, verb: str, target: Unit | None, problem: str = "") -> str:
    weight = queries.weight_of(found.id)
    return render_template("admin/unit_look.html", unit=found, verb=verb, target=target, weight=weight, problem=problem)
