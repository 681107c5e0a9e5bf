"""Acting in the document system: every button, answered by the practice system or refused with its reason."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rights import Permission
from training.core.permissions import requires
from training.sandbox import service
from training.sandbox.access import access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.documents.rules.offers import record_of
from training.sandbox.documents.rules.rulebook import VERBS
from training.sandbox.entrance import DONE
from training.sandbox.forms import GuardForm
from training.sandbox.models import Copy
from training.sandbox.moves import reason_of
from training.sandbox.papers.bureau import look
from training.sandbox.papers.reading import read, typed, unanswered
from training.sandbox.papers.records import KINDS, access_record, show_new_paper, show_record
from training.sandbox.telling import done_words, say
from training.sandbox.world.steps import Refused

Answer = Response | str | tuple[str, int]


@bp.post("/copies/<int:copy_id>/papers/new/<move>")
@requires(Permission.LEARN)
def begin_paper(copy_id: int, move: str) -> Answer:
    """Begin a document, a task or a package, or read beside each field why the system would not."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if move not in VERBS or VERBS[move].on:
        abort(404)
    if form.validate_on_submit():
        args = read(VERBS[move], request.form, None)
        with form.refusals():
            on, refusal = service.act(copy, form.place, current_user.name, move, args)
            if refusal:
                return show_new_paper(look(copy), move, typed(request.form), _said(refusal))
            _say(copy, move, on)
            return _to(copy, on)
    return show_new_paper(look(copy), move, typed(request.form), {"": reason_of(form)}), 422


@bp.post(f"/copies/<int:copy_id>/papers/<any({KINDS}):kind>/<code>/<move>")
@requires(Permission.LEARN)
def do_paper(copy_id: int, kind: str, code: str, move: str) -> Answer:
    """Do something with a record, or read why the system would not."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    found = access_record(look(copy).world, kind, code)
    verb = VERBS.get(move)
    if verb is None or verb.on != kind:
        abort(404)
    if form.validate_on_submit():
        if open_ := unanswered(verb, request.form):
            return show_record(look(copy), found, move, typed(request.form), open_), 422
        args = read(verb, request.form, found)
        with form.refusals():
            on, refusal = service.act(copy, form.place, current_user.name, move, args)
            if refusal:
                return show_record(look(copy), found, move, typed(request.form), _said(refusal))
            _say(copy, move, on)
            return _to(copy, on)
    return show_record(look(copy), found, move, typed(request.form), {"": reason_of(form)}), 422


def _say(copy: Copy, move: str, code: str) -> None:
    """Tell what was done, to which record, where it stands, and what comes now as far as the mode tells it."""
    window = look(copy)
    found = record_of(window.world, code)
    say(f"{done_words(window, move, code, found.kind if found else 'outgoing')} {window.onward(found)}")


def _said(refusal: Refused) -> dict[str, str]:
    return {refusal.field or "": refusal.message}


def _to(copy: Copy, code: str) -> Response:
    """Go to the record that was made or changed, or to the lists where it is none of a page's own."""
    found = record_of(look(copy).world, code)
    if found is None:
        return redirect(url_for("sandbox.papers", copy_id=copy.id, _anchor=DONE))
    return redirect(url_for("sandbox.record", copy_id=copy.id, kind=found.kind, code=found.code, _anchor=DONE))
