"""Doors for those who have no password yet: the slip, the reset by mail, the first administrator's invitation."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from training.accounts import activation, codes, entrance, founding, passwords, sessions
from training.accounts.forms import ActivateForm, InviteForm, NewPassword, ResetForm
from training.accounts.models import Credential
from training.accounts.views.blueprint import bp, let_in
from training.core.db import db
from training.core.jobs import queue
from training.core.permissions import public


@bp.get("/activate")
@public()
def activate() -> str:
    """Begin with my slip."""
    form = ActivateForm(sign_in_name=request.args.get("name", "")[:200])
    return render_template("accounts/activate.html", form=form, proposal=passwords.suggest())


@bp.post("/activate")
@public()
def activate_now() -> ResponseReturnValue:
    """Swap the code on my slip for a password of my own."""
    form = ActivateForm()
    if form.validate_on_submit():
        with form.refusals():
            credential, row = activation.find(form.sign_in_name.data, form.code.data)
            activation.activate(credential, row, form.password.data)
            sessions.end_all(credential.person_id)
            flash(_("Your account is ready. Welcome."), "success")
            return let_in(credential, None)
    return render_template("accounts/activate.html", form=form, proposal=passwords.suggest()), 422


@bp.get("/reset")
@public()
def reset() -> str:
    """Say that I forgot my password."""
    return render_template("accounts/reset.html", form=ResetForm(), sent=False)


@bp.post("/reset")
@public()
def reset_now() -> ResponseReturnValue:
    """Ask for a letter with a link; the answer is the same whether the name is known or not."""
    form = ResetForm()
    if form.validate_on_submit():
        queue.enqueue("accounts.send_reset", sign_in_name=form.sign_in_name.data.strip().lower()[:200])
        return render_template("accounts/reset.html", form=form, sent=True)
    return render_template("accounts/reset.html", form=form, sent=False), 422


@bp.get("/reset/<token>")
@public()
def reset_link(token: str) -> ResponseReturnValue:
    """Follow the link from the letter."""
    if codes.find("reset", token) is None:
        return render_template("accounts/spent.html", kind="reset"), 410
    return render_template("accounts/new_password.html", form=NewPassword(), proposal=passwords.suggest())


@bp.post("/reset/<token>")
@public()
def reset_link_now(token: str) -> ResponseReturnValue:
    """Choose the new password; every device is signed out, and the second factor still stands."""
    row = codes.find("reset", token)
    mine = db.session.get(Credential, row.person_id) if row and row.person_id else None
    if row is None or mine is None:
        return render_template("accounts/spent.html", kind="reset"), 410
    form = NewPassword()
    if form.validate_on_submit():
        with form.refusals():
            entrance.set_password(mine, form.password.data)
            if not codes.use(row):
                abort(409)
            sessions.end_all(mine.person_id)
            flash(_("The new password is set. Sign in with it."), "success")
            return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/new_password.html", form=form, proposal=passwords.suggest()), 422


@bp.get("/invite/<token>")
@public()
def invite(token: str) -> ResponseReturnValue:
    """Follow the invitation of the first administrator."""
    if codes.find("invite", token) is None:
        return render_template("accounts/spent.html", kind="invite"), 410
    form = InviteForm(unit_name=founding.top_unit_name())
    return render_template("accounts/invite.html", form=form, proposal=passwords.suggest())


@bp.post("/invite/<token>")
@public()
def invite_now(token: str) -> ResponseReturnValue:
    """Become the first administrator."""
    row, form = codes.find("invite", token), InviteForm()
    if row is None:
        return render_template("accounts/spent.html", kind="invite"), 410
    if form.validate_on_submit():
        with form.refusals():
            return let_in(founding.found(row, form.data), None)
    return render_template("accounts/invite.html", form=form, proposal=passwords.suggest()), 422
