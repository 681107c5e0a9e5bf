"""Sign in, sign out, and get back what was typed when a session ran out."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.accounts import entrance, kept, passwords, sessions, throttle
from training.accounts.forms import ConfirmForm, SignInForm
from training.accounts.models import Credential
from training.accounts.views.blueprint import bp, let_in
from training.core import audit, clock, pages
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import public, signed_in
from training.core.views import local_path


@bp.get("/sign-in")
@public()
def sign_in() -> ResponseReturnValue:
    """Come in."""
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next")))
    return _sign_in_page() if request.cookies.get(kept.COOKIE) else pages.draw_once("sign_in", _sign_in_page)


def _sign_in_page() -> str:
    form = SignInForm(next=request.args.get("next", ""))
    return render_template("accounts/sign_in.html", form=form, waits=bool(request.cookies.get(kept.COOKIE)))


@bp.post("/sign-in")
@public()
def sign_in_now() -> ResponseReturnValue:
    """Prove who I am."""
    form = SignInForm()
    if form.validate_on_submit():
        with form.refusals():
            credential = entrance.recognise(form.sign_in_name.data, form.password.data)
            return let_in(credential, form.next.data)
    return render_template("accounts/sign_in.html", form=form, waits=bool(request.cookies.get(kept.COOKIE))), 422


@bp.post("/sign-out")
@signed_in(unfinished=True)
def sign_out() -> ResponseReturnValue:
    """Go out on this device."""
    sessions.end(current_user.session.id, by=current_user.id)
    audit.note("sign_out", ("person", current_user.id))
    session.clear()
    return redirect(url_for("accounts.sign_in"))


@bp.get("/account/confirm")
@signed_in()
def confirm() -> str:
    """Give my password again before something weighty."""
    return render_template("accounts/confirm.html", form=ConfirmForm(next=request.args.get("next", "")))


@bp.post("/account/confirm")
@signed_in()
def confirm_now() -> ResponseReturnValue:
    """Prove that it is still me."""
    form, mine = ConfirmForm(), db.session.get(Credential, current_user.id)
    if form.validate_on_submit() and mine is not None:
        counted = throttle.key("sign_in", mine.sign_in_name)
        with form.refusals():
            throttle.refuse_if_waiting(counted)
            if not passwords.verify(mine.password_hash, form.password.data):
                raise RuleBroken(
                    _wrong(), field="password", code="confirm.refused", keep=lambda: throttle.count(counted)
                )
            current_user.session.confirmed_at = clock.now()
            return redirect(local_path(form.next.data))
    return render_template("accounts/confirm.html", form=form), 422


@bp.get("/account/kept")
@signed_in()
def kept_form() -> ResponseReturnValue:
    """Find again what I had typed when my session ran out."""
    row = kept.find(request.cookies.get(kept.COOKIE, ""), current_user.id)
    if row is None:
        return _without_cookie(redirect("/"))
    return render_template("accounts/kept.html", row=row)


@bp.post("/account/kept")
@signed_in()
def drop_kept() -> ResponseReturnValue:
    """Let go of what I had typed."""
    row = kept.find(request.cookies.get(kept.COOKIE, ""), current_user.id)
    if row is None:
        abort(404)
    kept.drop(row)
    return _without_cookie(redirect("/"))


def _without_cookie(answer: ResponseReturnValue) -> ResponseReturnValue:
    response = make_response(answer)
    response.delete_cookie(kept.COOKIE)
    return response


def _wrong() -> str:
    from flask_babel import gettext as _

    return str(_("This is not your password. Try again."))
