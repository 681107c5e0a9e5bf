"""The help desk's slips: who waits for one, and the PDF."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from training.accounts import activation, queries
from training.accounts.access import access_unit
from training.accounts.models import Membership, Person
from training.accounts.rights import Permission
from training.accounts.views.blueprint import bp
from training.core import paging
from training.core.db import db
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires

MOST = 600


@bp.get("/slips")
@requires(Permission.SLIP_PRINT)
def slips() -> str:
    """See in which units people wait for their slip."""
    return render_template("accounts/slips.html", page=paging.slice_of(queries.waiting_by_unit(current_user.id)))


@bp.get("/slips/<int:unit_id>")
@requires(Permission.SLIP_PRINT)
def unit_slips(unit_id: int) -> str:
    """See a unit's people and choose whose slips to print."""
    unit = access_unit(current_user.id, unit_id, Permission.SLIP_PRINT)
    page = paging.paginate(queries.people_of_unit(unit.id), rows=True, per=200)
    return render_template("accounts/unit_slips.html", unit=unit, page=page)


@bp.post("/slips/<int:unit_id>")
@requires(Permission.SLIP_PRINT)
@limiter.limit(EXPENSIVE)
def print_slips(unit_id: int) -> ResponseReturnValue:
    """Print slips with new codes; codes printed earlier for the same people stop working."""
    unit = access_unit(current_user.id, unit_id, Permission.SLIP_PRINT)
    mine = select(Person.id).join(Membership, Membership.person_id == Person.id)
    mine = mine.where(Membership.unit_id == unit.id, Membership.until.is_(None))
    chosen = request.form.getlist("person", type=int)
    mine = mine.where(Person.id.in_(chosen)) if chosen else mine.where(Person.status == "waiting")
    issued = activation.issue(list(db.session.scalars(mine.limit(MOST))))
    if not issued:
        flash(_("Nobody here waits for a slip. Tick whom you want one for."), "warning")
        return redirect(url_for("accounts.unit_slips", unit_id=unit.id))
    answer = Response(activation.printed(issued), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="phieu-kich-hoat-{unit.id}.pdf"'
    return answer
