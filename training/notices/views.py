"""Doors of the notices."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.core import paging, words
from training.core.permissions import signed_in
from training.notices import service
from training.notices.models import Notice

bp = Blueprint("notices", __name__, template_folder="templates")


@bp.get("/notices")
@signed_in()
def index() -> str:
    """See what happened that concerns me."""
    page = paging.paginate(service.mine(current_user.id))
    return render_template("notices/index.html", page=page, say=sentence)


@bp.post("/notices")
@signed_in()
def read() -> ResponseReturnValue:
    """Note that I have read everything."""
    service.read_all(current_user.id)
    return redirect(url_for("notices.index"))


def sentence(notice: Notice) -> str:
    """Say a notice in the language of the request."""
    title = str(notice.about.get("title", ""))
    raw = notice.about.get("due")
    due = words.due(date.fromisoformat(raw)) if raw else ""
    match notice.kind:
        case "asked":
            return str(_("You are asked for: %(title)s", title=title)) + (f", {due}." if due else ".")
        case "due_soon":
            return str(_("Soon due: %(title)s", title=title)) + f", {due}."
        case "overdue":
            return str(_("Overdue: %(title)s. If you need more time, tell your trainer.", title=title))
    return title
