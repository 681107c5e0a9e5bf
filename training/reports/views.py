"""Doors to the reports."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from training.accounts import grants
from training.accounts.access import access_person, access_unit, scope
from training.accounts.models import Unit
from training.accounts.queries import own_posts
from training.accounts.rights import Permission
from training.certificates import queries as certificates
from training.core import activities, audit, clock, paging, spreadsheet
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.ledger import helping, reminding, service
from training.ledger import queries as ledger
from training.ledger.models import Completion
from training.reports import tables

bp = Blueprint("reports", __name__, template_folder="templates")
SEE = Permission.COMPLETION_SEE


@bp.get("/reports/completion")
@requires(SEE)
def completion() -> str:
    """See how far a unit is with one activity, down to each person."""
    unit, about, choices = _asked()
    whole, below = tables.by_unit(unit, about.ref) if about else (None, [])
    state = request.args.get("state", "")
    people = paging.paginate(ledger.people_of(unit.id, about.ref, state), rows=True) if about else None
    return render_template(
        "reports/completion.html", unit=unit, about=about, choices=choices, whole=whole, below=below, people=people,
        state=state, at=clock.now(), above=_above(unit),
        told=helping.reminded_today(about.ref, [row[0] for row in people.items]) if about and people else set(),
        sent=reminding.today(unit.id),
    )  # fmt: skip


@bp.get("/reports/completion.<any(csv, xlsx):ending>")
@requires(SEE)
@limiter.limit(EXPENSIVE)
def completion_file(ending: str) -> ResponseReturnValue:
    """Take the report with me, by unit or by person, with the same cells as on the screen."""
    unit, about, _choices = _asked()
    if about is None:
        abort(404)
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    audit.note("report.export", ("unit", unit.id), ref=str(about.ref), what=request.args.get("of", "units"))
    if request.args.get("of") == "people":
        rows = db.session.execute(ledger.people_of(unit.id, about.ref, request.args.get("state", "")))
        return write("hoan-thanh-theo-nguoi", tables.person_heads(), (tables.person_cells(r, about) for r in rows))
    whole, below = tables.by_unit(unit, about.ref)
    rows_ = [row.cells for row in ([whole] if whole else []) + below]
    return write("hoan-thanh-theo-don-vi", tables.heads(), rows_)


@bp.get("/reports/people/<int:person_id>")
@requires(SEE)
def person(person_id: int) -> str:
    """See what one person finished, where they are stuck, and the evidence."""
    found = access_person(current_user.id, person_id, SEE)
    tasks = ledger.tasks(found.id)
    lines = {task.about.ref: ledger.timeline(found.id, task.about.ref) for task in tasks[:30]}
    return render_template(
        "reports/person.html", person=found, tasks=tasks, lines=lines, posts=own_posts(found.id),
        certificates=certificates.mine(found.id), words_of=helping.words,
    )  # fmt: skip


@bp.post("/reports/completions/<int:completion_id>")
@requires(Permission.TEACH)
def correct(completion_id: int) -> ResponseReturnValue:
    """Set a completion right, with a reason that stays beside it."""
    row = db.session.get(Completion, completion_id)
    if row is None:
        abort(404)
    found = access_person(current_user.id, row.person_id, Permission.TEACH)
    outcome = request.form.get("outcome", "")
    if outcome not in ("completed", "failed"):
        raise RuleBroken(_("Choose what it is to be."), code="correct.outcome")
    service.correct(row, outcome, request.form.get("reason", ""), current_user.id)
    flash(_("Corrected. The earlier entry stays beside it."), "success")
    return redirect(url_for("reports.person", person_id=found.id))


def _asked() -> tuple[Unit, Description | None, list[Description]]:
    roots = grants.roots(current_user.id, SEE)
    unit = access_unit(current_user.id, request.args.get("unit", type=int) or (roots[0] if roots else 0), SEE)
    refs = ledger.assigned_refs(scope(current_user.id, SEE))
    wanted: ActivityRef | None
    try:
        wanted = ActivityRef.parse(request.args.get("ref", ""))
    except ValueError:
        wanted = refs[0] if refs else None
    known = activities.describe([*refs, *([wanted] if wanted else [])])
    return unit, known.get(wanted) if wanted else None, [known[ref] for ref in refs if ref in known]


def _above(unit: Unit) -> Unit | None:
    query = select(Unit).where(Unit.id == unit.parent_id, Unit.id.in_(scope(current_user.id, SEE)))
    return db.session.scalars(query).first()
