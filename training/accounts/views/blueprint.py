"""The blueprint that the doors of this package share."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, request, session
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from training.accounts import entrance, kept, sessions
from training.accounts.models import Credential
from training.accounts.visitor import load
from training.core.views import local_path

bp = Blueprint("accounts", __name__, template_folder="../templates")


def let_in(credential: Credential, back: str | None, *, second_factor: bool = False) -> Response:
    """Begin a fresh session for this browser and go where the visitor wanted to go."""
    if getattr(current_user, "is_authenticated", False):
        sessions.end(current_user.session.id)
    session.clear()
    device = sessions.device_of(request.headers.get("User-Agent", ""))
    token = entrance.enter(credential, device=device, address=request.remote_addr or "", second_factor=second_factor)
    visitor = load(token)
    if visitor is not None:
        session["_user_id"], session["_fresh"] = token, True
        login_user(visitor)
        session["_user_id"] = token
    if request.cookies.get(kept.COOKIE):
        return redirect("/account/kept")
    return redirect(local_path(back))


def secure() -> bool:
    """Say whether cookies must travel over TLS."""
    return bool(current_app.config["HOUSE"].secure)
