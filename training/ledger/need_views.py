"""Doors of the posts: what each asks, and what mine ask."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from training.accounts.models import Position
from training.accounts.rights import Permission
from training.core import activities, paging
from training.core.db import db
from training.core.permissions import requires
from training.ledger import competence, needs, offers, repeats, service
from training.ledger.forms import NeedForm
from training.ledger.views import bp

RIGHT = Permission.GRANT


@bp.get("/positions")
@requires(RIGHT)
def positions() -> str:
    """See what each post asks of whoever holds it."""
    page = paging.paginate(needs.positions(), rows=True)
    held = needs.of_positions([row[0].id for row in page.items])
    return render_template("ledger/positions.html", page=page, held=held, needs=needs)


@bp.get("/positions/<int:position_id>")
@requires(RIGHT)
def position(position_id: int) -> str:
    """Open a post and what it asks."""
    found = _position(position_id)
    held = needs.of_positions([found.id]).get(found.id, [])
    levels = {row.competency: row.level for row in held}
    return _page(found, NeedForm(days=held[0].days if held else 20), levels)


@bp.post("/positions/<int:position_id>")
@requires(RIGHT)
def decide_needs(position_id: int) -> ResponseReturnValue:
    """Look at whom it would reach, then decide what a post asks."""
    found, form = _position(position_id), NeedForm()
    levels = {key: min(3, max(0, request.form.get(key, 0, type=int))) for key in needs.COMPETENCIES}
    if not form.validate_on_submit():
        return _page(found, form, levels), 422
    if request.form.get("go") == "look":
        return _page(found, form, levels, looked=True)
    count = needs.require(found, levels, form.days.data, current_user.id)
    said = ngettext("The post asks for %(num)s thing.", "The post asks for %(num)s things.", count)
    flash(said if count else _("The post asks for nothing of its own."), "success")
    return redirect(url_for("ledger.positions"))


@bp.get("/my-post")
@requires(Permission.LEARN)
def my_post() -> str:
    """See what I have shown I can do, what my post asks, and what comes next."""
    lines = {line.competency: line for line in needs.mine(current_user.id)}
    return render_template(
        "ledger/my_post.html", lines=lines, needs=needs, held=competence.of_person(current_user.id),
        kept=repeats.retention(current_user.id),
    )  # fmt: skip


@bp.get("/offers")
@requires(Permission.LEARN)
def open_offers() -> str:
    """See what I may take up of myself."""
    return render_template("ledger/offers.html", page=paging.slice_of(offers.open_to(current_user.id)))


@bp.post("/offers/<int:assignment_id>")
@requires(Permission.LEARN)
def take_offer(assignment_id: int) -> ResponseReturnValue:
    """Take something up."""
    row = offers.access_offer(current_user.id, assignment_id)
    service.take_up(row, current_user.id)
    about = activities.describe([row.ref]).get(row.ref)
    flash(_("You have taken it up; it stands on your page."), "success")
    return redirect(about.url if about else url_for("ledger.open_offers"))


def _position(position_id: int) -> Position:
    return db.session.get(Position, position_id) or abort(404)


def _page(found: Position, form: NeedForm, levels: dict[str, int], *, looked: bool = False) -> str:
    brought = {key: needs.brings(key) for key in needs.COMPETENCIES}
    people = next((row[1] for row in db.session.execute(needs.positions().where(Position.id == found.id))), 0)
    return render_template(
        "ledger/position.html", position=found, form=form, levels=levels, brought=brought, needs=needs, people=people,
        looked=looked,
    )  # fmt: skip
