"""Doors for more time."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import activities, paging
from training.core.activities import ActivityRef
from training.core.limits import limiter
from training.core.permissions import requires
from training.ledger import extensions
from training.ledger.forms import DecideForm, MoreTimeForm
from training.ledger.views import bp


@bp.get("/duties/<ref>/more-time")
@requires(Permission.LEARN)
def more_time(ref: str) -> str:
    """Say why I need more time, and until when."""
    return _more_time(ref, MoreTimeForm(once=uuid.uuid4().hex))


@bp.post("/duties/<ref>/more-time")
@requires(Permission.LEARN)
@limiter.limit("20 per hour")
def ask_for_time(ref: str) -> ResponseReturnValue:
    """Ask my trainer for more time."""
    duty, form = extensions.access_duty(current_user.id, ref), MoreTimeForm()
    if form.validate_on_submit():
        with form.refusals():
            extensions.ask(duty, form.wished_on.data, form.reason.data, form.once.data)
            flash(_("Your trainer is told. The answer stands among your notices."), "success")
            return redirect(url_for("ledger.more_time", ref=ref))
    return _more_time(ref, form), 422


@bp.get("/extensions")
@requires(Permission.TEACH)
def requests() -> str:
    """See who asks for more time."""
    return _requests(None, DecideForm())


@bp.post("/extensions/<int:request_id>")
@requires(Permission.TEACH)
def decide(request_id: int) -> ResponseReturnValue:
    """Grant more time, or say why not."""
    row, form = extensions.access_request(current_user.id, request_id), DecideForm()
    if form.validate_on_submit():
        with form.refusals():
            until = (form.granted_on.data or row.wished_on) if form.verdict.data == "grant" else None
            new = extensions.decide(row, current_user.id, until, form.answer.data or "")
            flash(_("Decided; the learner is told.") if new else _("This was decided already."), "success")
            return redirect(url_for("ledger.requests"))
    return _requests(row.id, form), 422


def _more_time(ref: str, form: MoreTimeForm) -> str:
    duty = extensions.access_duty(current_user.id, ref)
    what = activities.describe([duty.ref]).get(duty.ref)
    asked = extensions.history(duty)
    return render_template("ledger/more_time.html", duty=duty, what=what, form=form, asked=asked)


def _requests(wrong: int | None, form: DecideForm) -> str:
    decided = request.args.get("state") == "decided"
    page = paging.paginate(extensions.requests(current_user.id, decided=decided), rows=True)
    about = activities.describe({ActivityRef(row[0].ref_kind, row[0].ref_id) for row in page.items})
    return render_template(
        "ledger/extensions.html",
        page=page,
        about=about,
        decided=decided,
        form=form,
        wrong=wrong,
        blank=DecideForm(formdata=None),
    )
