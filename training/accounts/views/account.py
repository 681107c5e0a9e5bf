"""My account: password, devices, language, agreements, my data."""

from __future__ import annotations

import io
import json
import zipfile

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import consents, entrance, passwords, personal, second_factor, sessions, throttle
from training.accounts.forms import ChangePassword, EmptyForm
from training.accounts.models import ConsentText, Credential
from training.accounts.queries import open_sessions, own_posts
from training.accounts.views.blueprint import bp
from training.core import audit, i18n
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import public, signed_in


@bp.get("/account")
@signed_in()
def profile() -> str:
    """See and change what concerns my account."""
    mine = db.session.get_one(Credential, current_user.id)
    return render_template(
        "accounts/profile.html", mine=mine, posts=own_posts(current_user.id), sessions=open_sessions(current_user.id),
        choices=consents.choices(current_user.id, i18n.locale()), form=EmptyForm(),
        recovery_left=second_factor.recovery_left(current_user.id) if mine.totp_confirmed_at else 0,
    )  # fmt: skip


@bp.get("/account/password")
@signed_in(unfinished=True)
def password() -> str:
    """Choose a new password."""
    return render_template("accounts/password.html", form=ChangePassword(), proposal=passwords.suggest())


@bp.post("/account/password")
@signed_in(unfinished=True)
def change_password() -> ResponseReturnValue:
    """Change my password; every other device is signed out."""
    form, mine = ChangePassword(), db.session.get_one(Credential, current_user.id)
    if form.validate_on_submit():
        with form.refusals():
            _prove(mine, form.present.data)
            entrance.set_password(mine, form.password.data)
            sessions.end_all(mine.person_id, by=mine.person_id, but=current_user.session.id)
            flash(_("The new password holds from now on. Your other devices are signed out."), "success")
            return redirect(url_for("accounts.profile"))
    return render_template("accounts/password.html", form=form, proposal=passwords.suggest()), 422


@bp.post("/account/devices")
@signed_in()
def end_devices() -> ResponseReturnValue:
    """Sign out one of my devices, or all the others."""
    chosen = request.form.get("session", type=int)
    mine = {row.id for row in open_sessions(current_user.id)}
    if chosen is None:
        count = sessions.end_all(current_user.id, by=current_user.id, but=current_user.session.id)
    elif chosen in mine:
        count = int(sessions.end(chosen, by=current_user.id))
    else:
        abort(404)
    audit.note("session.end", ("person", current_user.id), count=count)
    flash(_("%(num)s devices signed out.", num=count), "success")
    return redirect(url_for("accounts.profile") + "#devices")


@bp.post("/account/agreements/<int:text_id>")
@signed_in()
def agree(text_id: int) -> ResponseReturnValue:
    """Agree to a text, or withdraw; training goes on either way."""
    text = db.session.get(ConsentText, text_id)
    if text is None:
        abort(404)
    if request.form.get("agree") == "yes":
        consents.give(current_user.id, text)
        flash(_("Your agreement is noted. You can withdraw it here at any time."), "success")
    else:
        consents.withdraw(current_user.id, text.key)
        flash(_("Your agreement is withdrawn. Your training goes on."), "success")
    return redirect(url_for("accounts.profile") + "#agreements")


@bp.post("/account/data")
@signed_in(fresh=True)
@limiter.limit(EXPENSIVE)
def own_data() -> ResponseReturnValue:
    """Take a copy of everything the house knows about me."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in personal.everything(current_user.id).items():
            archive.writestr(f"{name}.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
    audit.note("person.export_own", ("person", current_user.id))
    answer = Response(out.getvalue(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.zip"'
    return answer


@bp.get("/privacy")
@public()
def privacy() -> str:
    """Read what is kept about people, why, and for how long."""
    return render_template("accounts/privacy.html", texts=consents.choices(0, i18n.locale()))


@bp.get("/password-idea")
@public(cookie_free=True)
def password_idea() -> ResponseReturnValue:
    """Get another easy long password to choose from."""
    answer = Response(passwords.suggest(), mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _prove(mine: Credential, present: str) -> None:
    counted = throttle.key("sign_in", mine.sign_in_name)
    throttle.refuse_if_waiting(counted)
    if not passwords.verify(mine.password_hash, present):
        raise RuleBroken(
            _("This is not your present password. Try again."), field="present", code="password.refused",
            keep=lambda: throttle.count(counted),
        )  # fmt: skip
