"""Doors where the house words its letters."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from training.accounts.rights import Permission
from training.admin.forms import LetterForm
from training.admin.views import bp
from training.core import i18n, letters, mailer, places
from training.core.feature import house
from training.core.letters import Letter
from training.core.permissions import requires
from training.notices import mail


@bp.get("/settings/letters")
@requires(Permission.SETTINGS)
def letter_list() -> str:
    """See every letter the house sends, and those that could not be sent."""
    rows = [(each, {one: letters.wording(each.key, one) for one in i18n.LOCALES}) for each in house().letters.values()]
    return render_template("admin/letters.html", rows=rows, posted=mailer.is_set_up(), undelivered=mail.undelivered())


@bp.post("/settings/letters")
@requires(Permission.SETTINGS)
def try_letters_again() -> ResponseReturnValue:
    """Send once more what could not be sent."""
    mail.try_again()
    flash(_("It is tried again."), "success")
    return redirect(url_for("admin.letter_list"))


@bp.get("/settings/letters/<key>.<any(vi, en):locale>")
@requires(Permission.SETTINGS)
def letter(key: str, locale: str) -> str:
    """Read how a letter is worded."""
    found = letters.wording(_known(key).key, locale)
    subject, body = (places.spelled(each, i18n.locale()) for each in (found.subject, found.body))
    return _letter(key, locale, _form(key, subject=subject, body=body))


@bp.post("/settings/letters/<key>.<any(vi, en):locale>")
@requires(Permission.SETTINGS)
def change_letter(key: str, locale: str) -> ResponseReturnValue:
    """Look at a letter as it would arrive, keep my wording, or go back to the shipped one."""
    _known(key)
    if request.form.get("go") == "reset":
        letters.reset(key, locale)
        flash(_("The shipped wording is back."), "success")
        return redirect(url_for("admin.letter", key=key, locale=locale))
    form = _form(key)
    if form.validate_on_submit():
        subject = form.subject.data if form.subject else ""
        with form.refusals():
            if request.form.get("go") == "look":
                letters.check(key, subject, form.body.data)
                return _letter(key, locale, form)
            letters.change(key, locale, subject, form.body.data)
            flash(_("Letters are worded like this from now on."), "success")
            return redirect(url_for("admin.letter_list"))
    return _letter(key, locale, form), 422


def _known(key: str) -> Letter:
    found = house().letters.get(key)
    if found is None:
        abort(404)
    return found


def _form(key: str, **words: str) -> LetterForm:
    form = LetterForm(**words)
    if _known(key).short:
        del form.subject
    return form


def _letter(key: str, locale: str, form: LetterForm) -> str:
    known = _known(key)
    subject = form.subject.data or "" if form.subject else ""
    looks = (places.fill(subject, known.places), places.fill(form.body.data or "", known.places))
    own = letters.wording(key, locale).own
    return render_template(
        "admin/letter.html", letter=known, locale_of=locale, form=form, looks=looks, own=own,
        places=places.explained(known.places, i18n.locale()),
    )  # fmt: skip
