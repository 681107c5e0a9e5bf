"""Doors for those who ask others to learn something."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from training.accounts import picking
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.picking import Picked
from training.accounts.rights import Permission
from training.core import activities, paging
from training.core.db import db
from training.core.limits import TYPING, limiter
from training.core.permissions import requires
from training.ledger import asking, choosing, queries, reach, service
from training.ledger.forms import AssignForm, StopForm
from training.ledger.models import Assignment
from training.ledger.rules import REACHED

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
    titles = choosing.told_apart(about.values())
    return render_template("ledger/assignments.html", page=page, units=units, about=about, titles=titles)


@bp.get("/assignments/new")
@requires(Permission.ASSIGN)
def new() -> str:
    """Choose what to ask of whom; a page about something leads here with that already chosen."""
    form = asking.fill(AssignForm(), current_user.id)
    form.ref.data = request.args.get("ref") or form.ref.data
    return render_template("ledger/assign.html", form=form, looked=None, people=None)


@bp.post("/assignments/new")
@requires(Permission.ASSIGN)
def give() -> ResponseReturnValue:
    """Look at whom it would reach, then ask; nothing is written before I have seen it."""
    form, people = asking.fill(AssignForm(), current_user.id), None
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), Permission.ASSIGN)
        people = asking.picked(form, unit, request.form.getlist("person", type=int))
        with form.refusals():
            wish = asking.wish(form, unit, people)
            service.check(wish.ref, wish.values["due_on"])
            if request.form.get("go") != "give" or form.seen.data != wish.seal:
                return _look(form, wish, people)
            row = service.assign(wish.ref, by=current_user.id, **wish.values)
            return _said(row)
    return render_template("ledger/assign.html", form=form, looked=None, people=people), 422


@bp.get("/assignments/people")
@requires(Permission.ASSIGN)
@limiter.limit(TYPING)
def people_for() -> str:
    """Find a person of a unit while I type, to ask something of them."""
    unit = access_unit(current_user.id, request.args.get("unit", 0, type=int), Permission.ASSIGN)
    words = request.args.get("q", "")[:120]
    found = picking.candidates(words, queries.people_within(unit.id), picking.OFFERED + 1)
    return render_template("accounts/_candidates.html", people=found, words=words, most=picking.OFFERED)


@bp.get("/assignments/<int:assignment_id>/stop")
@requires(Permission.ASSIGN)
def stopping(assignment_id: int) -> str:
    """See what stopping an assignment means."""
    row = _mine(assignment_id)
    about = activities.describe([row.ref]).get(row.ref)
    return render_template("ledger/stop.html", row=row, about=about, form=StopForm(), facts=queries.facts(row))


@bp.post("/assignments/<int:assignment_id>/stop")
@requires(Permission.ASSIGN)
def stop(assignment_id: int) -> ResponseReturnValue:
    """Stop an assignment; records stay."""
    row, form = _mine(assignment_id), StopForm()
    if not form.validate_on_submit():
        return redirect(url_for("ledger.stopping", assignment_id=row.id))
    count = service.stop(row, withdraw=form.keep.data == "withdraw")
    said = ngettext("Taken back from %(num)s person.", "Taken back from %(num)s people.", count)
    flash(_("Stopped: newcomers are no longer asked.") + (f" {said}" if count else ""), "success")
    return redirect(url_for("ledger.assignments"))


def _look(form: AssignForm, wish: asking.Wish, people: Picked) -> str:
    form.seen.data = wish.seal
    number = request.form.get("page", 1, type=int)
    fate = request.form.get("fate", "")
    page = paging.paginate(reach.looked(wish.target, wish.ref, fate), min(max(number, 1), 10_000), per=20, rows=True)
    counts = reach.counted(wish.target, wish.ref)
    return render_template(
        "ledger/assign.html", form=form, people=people, looked=page, counts=counts, fate=fate, wish=wish,
        fates=asking.fates_of(wish), reached=sum(counts.get(each, 0) for each in REACHED),
    )  # fmt: skip


def _said(row: Assignment) -> ResponseReturnValue:
    count = len(service.addressed(row))
    if row.voluntary:
        flash(ngettext("Open to %(num)s person.", "Open to %(num)s people.", count), "success")
    else:
        flash(ngettext("Asked of %(num)s person.", "Asked of %(num)s people.", count), "success")
    return redirect(url_for("ledger.assignments"))


def _mine(assignment_id: int) -> Assignment:
    query = queries.assignments(scope(current_user.id, Permission.ASSIGN)).where(Assignment.id == assignment_id)
    return db.session.scalars(query).first() or abort(404)
