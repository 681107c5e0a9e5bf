"""The first page of whoever comes in, help, and the statement on accessibility."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import invitations
from training.core.permissions import public, signed_in
from training.home import queries

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@public()
def index() -> ResponseReturnValue:
    """Begin where I left off, or look after those I answer for."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"))
    gate = queries.owed()
    if gate:
        return redirect(url_for(gate))
    if queries.begins():
        return redirect(url_for("admin.setup"))
    invited = invitations.for_person(current_user.id)
    desk = queries.desk(current_user.id) if current_user.may(Permission.COMPLETION_SEE) else None
    return render_template(
        "home/index.html", mine=queries.learning(current_user.id), desk=desk, house_keeping=queries.house_keeping(),
        links_of_role=queries.doors(current_user), links_catalogue=queries.catalogue(),
        invitations=[each for each in invited if not each.for_work], work=[each for each in invited if each.for_work],
    )  # fmt: skip


@bp.get("/learning")
@signed_in()
def learning() -> str:
    """See everything asked of me, and everything I finished."""
    mine = queries.learning(current_user.id)
    return render_template("home/learning.html", mine=mine, links_paths=queries.path_page())


@bp.get("/help")
@public()
def help_page() -> str:
    """Find who helps, and how."""
    return render_template("home/help.html")


@bp.get("/accessibility")
@public()
def accessibility() -> str:
    """Read how this house is made usable for everybody, and what is still missing."""
    return render_template("home/accessibility.html")
