"""Doors where an administrator puts the practised systems into the words of the province."""

from __future__ import annotations

from zlib import crc32

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from training.accounts.rights import Permission
from training.core.permissions import requires
from training.sandbox import wording
from training.sandbox.blueprint import bp
from training.sandbox.forms import GuardForm

GROUPS = {
    "menu": _l("Menu and lists"), "acts": _l("Buttons"), "fields": _l("Fields"), "states": _l("States"),
    "parts": _l("Parts of the office"),
}  # fmt: skip


@bp.after_request
def speak(answer: Response) -> Response:
    """Let every page of the window speak the province's words."""
    if answer.mimetype == "text/html" and not answer.is_streamed and (said := wording.words()):
        text = answer.get_data(as_text=True)
        if 'class="stage"' in text:
            answer.set_data(wording.spoken(text, said))
    return answer


@bp.get("/words")
@requires(Permission.SETTINGS)
def words() -> str:
    """See every word of the practised systems, and what my province says instead."""
    return _page(GuardForm(), wording.words())


@bp.post("/words")
@requires(Permission.SETTINGS)
def change_words() -> ResponseReturnValue:
    """Look at the window in my words, keep them, or go back to the shipped ones."""
    form, typed = GuardForm(), _typed()
    if not form.validate_on_submit():
        return _page(form, typed), 422
    if request.form.get("go") == "look":
        return _page(form, typed, look=True)
    wording.decide({} if request.form.get("go") == "reset" else typed)
    flash(_("The shipped words are back.") if request.form.get("go") == "reset" else _("The window speaks like this."))
    return redirect(url_for("sandbox.words"))


def _typed() -> dict[str, str]:
    every = (word for group in wording.vocabulary().values() for word in group)
    found = {word: request.form.get(name(word), "").strip()[: wording.LONGEST] for word in every}
    return {old: new for old, new in found.items() if new}


def name(word: str) -> str:
    """Return the name of a word's input: short, and the same in every process."""
    return f"w{crc32(word.encode()):08x}"


def _page(form: GuardForm, said: dict[str, str], *, look: bool = False) -> str:
    groups = [(GROUPS[key], [(name(word), word) for word in words]) for key, words in wording.vocabulary().items()]
    own = {label: sum(word in said for _name, word in words) for label, words in groups}
    drawn = wording.spoken(render_template("sandbox/_words_look.html"), said) if look else ""
    seen = Markup(drawn)  # noqa: S704  (a template of ours; every word put into it was escaped by `spoken`)
    return render_template(
        "sandbox/words.html", form=form, groups=groups, said=said, look=seen, own=own, longest=wording.LONGEST
    )
