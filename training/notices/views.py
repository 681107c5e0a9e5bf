"""Doors of the notices: what concerns me, and the letters that bring it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.core import mailer, paging
from training.core.permissions import signed_in
from training.notices import mail, service
from training.notices.say import sentence, shape

bp = Blueprint("notices", __name__, template_folder="templates")


@bp.get("/notices")
@signed_in()
def index() -> str:
    """See what happened that concerns me."""
    page = paging.paginate(service.mine(current_user.id))
    return render_template(
        "notices/index.html", page=page, say=sentence, shape=shape, choice=mail.choice(current_user.id),
        posted=mailer.is_set_up(),
    )  # fmt: skip


@bp.post("/notices")
@signed_in()
def read() -> ResponseReturnValue:
    """Note that I have read everything."""
    service.read_all(current_user.id)
    return redirect(url_for("notices.index"))


@bp.post("/notices/letters")
@signed_in()
def letters() -> ResponseReturnValue:
    """Choose whether I get the daily letter, and in which language."""
    mail.choose(current_user.id, request.form.get("daily") == "yes", request.form.get("locale", "vi"))
    flash(_("Your choice holds from now on."), "success")
    return redirect(url_for("notices.index"))
