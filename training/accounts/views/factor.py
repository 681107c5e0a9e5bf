"""The second factor: set it up, give it, renew the printed codes."""

from __future__ import annotations

import segno
from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import sealed
from training.accounts import second_factor as factor
from training.accounts.forms import CodeForm, EmptyForm
from training.accounts.models import Credential
from training.accounts.views.blueprint import bp, let_in
from training.core import settings
from training.core.db import db
from training.core.permissions import signed_in

WAITING = "factor"


@bp.get("/account/second-factor")
@signed_in(unfinished=True)
def second_factor() -> ResponseReturnValue:
    """Give the second factor."""
    return render_template("accounts/second_factor.html", form=CodeForm(next=request.args.get("next", "")))


@bp.post("/account/second-factor")
@signed_in(unfinished=True)
def second_factor_now() -> ResponseReturnValue:
    """Prove it with six digits or a printed code."""
    form, mine = CodeForm(), _mine()
    if not mine.totp_confirmed_at:
        abort(404)
    if form.validate_on_submit():
        with form.refusals():
            factor.prove(mine, form.code.data)
            return let_in(mine, form.next.data, second_factor=True)
    return render_template("accounts/second_factor.html", form=form), 422


@bp.get("/account/second-factor/new")
@signed_in(unfinished=True)
def second_factor_setup() -> ResponseReturnValue:
    """Set up a second factor on my telephone."""
    mine = _mine()
    if mine.totp_confirmed_at:
        return redirect(url_for("accounts.profile"))
    secret = _waiting_secret() or factor.new_secret()
    session[WAITING] = sealed.seal(secret)
    return _setup_page(CodeForm(), mine, secret)


@bp.post("/account/second-factor/new")
@signed_in(unfinished=True)
def second_factor_enrol() -> ResponseReturnValue:
    """Finish the set-up with a first code, and take my printed codes."""
    form, mine, secret = CodeForm(), _mine(), _waiting_secret()
    if mine.totp_confirmed_at or not secret:
        return redirect(url_for("accounts.second_factor_setup"))
    if form.validate_on_submit():
        with form.refusals():
            printed = factor.enrol(mine, secret, form.code.data)
            let_in(mine, None, second_factor=True)
            return render_template("accounts/recovery.html", codes=printed)
    return _setup_page(form, mine, secret), 422


@bp.post("/account/second-factor/codes")
@signed_in(fresh=True)
def renew_recovery() -> ResponseReturnValue:
    """Take new printed codes; the old ones stop working."""
    if not EmptyForm().validate_on_submit() or not _mine().totp_confirmed_at:
        abort(404)
    return render_template("accounts/recovery.html", codes=factor.renew_recovery(current_user.id))


@bp.post("/account/second-factor/remove")
@signed_in(fresh=True)
def remove_factor() -> ResponseReturnValue:
    """Take my second factor away, where my roles allow it."""
    if not current_user.only_learns:
        flash(_("Your role needs a second factor. Set up a new one with the help desk."), "warning")
    else:
        factor.reset(_mine())
        flash(_("The second factor is gone."), "success")
    return redirect(url_for("accounts.profile"))


def _setup_page(form: CodeForm, mine: Credential, secret: str) -> str:
    address = factor.address(secret, mine.sign_in_name, settings.get("house.name"))
    picture = segno.make(address, error="m").png_data_uri(scale=5, border=2)
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template("accounts/second_factor_setup.html", form=form, picture=picture, secret=spaced)


def _waiting_secret() -> str:
    return sealed.unseal(session.get(WAITING, "")) or ""


def _mine() -> Credential:
    return db.session.get_one(Credential, current_user.id)
