"""Doors for editors: two people stand behind every published word."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from training.accounts.rights import Permission
from training.core import activities, clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.guidance import queries, service
from training.guidance.forms import GuideForm
from training.guidance.models import Guide
from training.guidance.public import bp
from training.guidance.queries import LISTS, PARTS


@bp.get("/guides/desk")
@requires(Permission.GUIDE_WRITE)
def desk() -> str:
    """See every guide, what waits for a second person, and what is due for review."""
    rows = db.session.scalars(select(Guide).order_by(Guide.review_on, Guide.id)).all()
    shown = [(row, queries.latest(row)) for row in rows]
    return render_template("guidance/desk.html", rows=shown, today=clock.today())


@bp.get("/guides/<int:guide_id>")
@requires(Permission.GUIDE_WRITE)
def edit(guide_id: int) -> str:
    """Open a guide for writing."""
    guide = _guide(guide_id)
    newest = queries.latest(guide)
    return _editor(guide, GuideForm(data=_typed(newest.body) if newest else {}))


@bp.post("/guides/<int:guide_id>")
@requires(Permission.GUIDE_WRITE)
def write(guide_id: int) -> ResponseReturnValue:
    """Keep my wording for another editor to look at."""
    guide, form = _guide(guide_id), GuideForm()
    if form.validate_on_submit():
        with form.refusals():
            service.write(guide, form.body(), by=current_user.id, note=form.note.data)
            guide.edited = True
            flash(_("Kept. Another editor can publish it now."), "success")
            return redirect(url_for("guidance.edit", guide_id=guide.id))
    return _editor(guide, form), 422


@bp.post("/guides/<int:guide_id>/<any(publish, withdraw):verb>")
@requires(Permission.GUIDE_PUBLISH)
def decide(guide_id: int, verb: str) -> ResponseReturnValue:
    """Publish what another editor wrote, or take a guide back."""
    guide = _guide(guide_id)
    try:
        if verb == "publish":
            service.publish(guide, current_user.id)
        else:
            service.withdraw(guide, request.form.get("why", ""))
    except RuleBroken as error:
        transaction.refuse(error)
        return render_template("errors/422.html", message=str(error)), 422
    flash(_("Citizens read the new wording.") if verb == "publish" else _("Taken back."), "success")
    return redirect(url_for("guidance.edit", guide_id=guide.id))


@bp.get("/luyen/<code>")
@requires(Permission.LEARN)
def practise(code: str) -> ResponseReturnValue:
    """Go from a guide to the exercise that practises it."""
    found = activities.about("procedure", code)
    return redirect(found[0].url) if found else redirect("/practice")


def _editor(guide: Guide, form: GuideForm) -> str:
    newest = queries.latest(guide)
    shown = queries.body_of(guide) or {"vi": {}, "en": {}}
    waits = newest is not None and newest.version != guide.published_version
    differs = queries.changes(shown, newest.body, "vi") if newest and waits else []
    return render_template(
        "guidance/edit.html", guide=guide, form=form, newest=newest, waits=waits, differs=differs,
        history=queries.history(guide), parts=PARTS,
    )  # fmt: skip


def _typed(body: Any) -> dict[str, str]:
    return {
        f"{locale}_{part}": "\n".join(body[locale].get(part, [])) if part in LISTS else body[locale].get(part, "")
        for locale in ("vi", "en")
        for part in PARTS
    }


def _guide(guide_id: int) -> Guide:
    found = db.session.get(Guide, guide_id)
    if found is None:
        abort(404)
    return found
