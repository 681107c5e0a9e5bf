"""Doors for those who ask others to learn something."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from training.accounts.access import access_unit, scope
from training.accounts.models import Position, Unit
from training.accounts.rights import Permission
from training.accounts.words import ROLES
from training.core import activities, paging
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.permissions import requires
from training.ledger import queries, service
from training.ledger.forms import AssignForm

bp = Blueprint("ledger", __name__, template_folder="templates")


@bp.get("/assignments")
@requires(Permission.ASSIGN)
def assignments() -> str:
    """See what was asked of my units."""
    page = paging.paginate(queries.assignments(scope(current_user.id, Permission.ASSIGN)))
    units = {
        row.id: row.name for row in db.session.scalars(select(Unit).where(Unit.id.in_({a.unit_id for a in page.items})))
    }
    about = activities.describe(row.ref for row in page.items)
    return render_template("ledger/assignments.html", page=page, units=units, about=about)


@bp.get("/assignments/new")
@requires(Permission.ASSIGN)
def new() -> str:
    """Choose what to ask of whom."""
    return render_template("ledger/assign.html", form=_form())


@bp.post("/assignments/new")
@requires(Permission.ASSIGN)
def give() -> ResponseReturnValue:
    """Look at whom it would reach, then ask."""
    form = _form()
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), Permission.ASSIGN)
        with form.refusals():
            row = service.assign(
                ActivityRef.parse(form.ref.data), by=current_user.id, unit_id=unit.id,
                position_id=int(form.position.data) if form.position.data else None, role=form.role.data or "",
                person_ids=queries.people_by_codes(unit.id, form.codes.data or ""), due_on=form.due_on.data,
                days=form.days.data if not form.due_on.data else None, wave=form.wave.data or "",
            )  # fmt: skip
            count = len(service.addressed(row))
            flash(ngettext("Asked of %(num)s person.", "Asked of %(num)s people.", count), "success")
            return redirect(url_for("ledger.assignments"))
    return render_template("ledger/assign.html", form=form), 422


def _form() -> AssignForm:
    form = AssignForm()
    form.ref.choices = _things()
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, Permission.ASSIGN)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    positions = db.session.scalars(select(Position).order_by(Position.sort_key))
    form.position.choices = [("", _("Everybody")), *((str(row.id), row.name) for row in positions)]
    roles = ((role.value, name) for role, name in ROLES.items() if role != "learner")
    form.role.choices = [("", _("Everybody")), *roles]
    return form


def _things() -> list[tuple[str, str]]:
    found: list[Any] = []
    for kind in activities.kinds().values():
        found += [(str(each.ref), f"{kind.label}: {each.title}") for each in kind.find() if each.open]
    return found
