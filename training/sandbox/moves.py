"""Acting in the practice window: every button, answered by the practice system or refused with its reason."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from training.accounts.rights import Permission
from training.core.permissions import requires
from training.sandbox import coaching, fields, guiding, modes, queries, service, telling, watching, worlds
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.desk import page, show_case, show_new
from training.sandbox.entrance import DONE, first_page, page_before, record_before
from training.sandbox.forms import GuardForm, SaveForm
from training.sandbox.models import Copy
from training.sandbox.telling import say
from training.sandbox.window import Window
from training.sandbox.world.endings import small

Answer = Response | str | tuple[str, int]
SLIPS = {
    "receive": "01", "accept": "01", "ask_supplement": "02", "refuse": "03", "refuse_at_counter": "03", "extend": "04",
    "grant_withdrawal": "05",
}  # fmt: skip
"""Which form each act draws up: the person who did it sees it at once, one press away."""


@bp.post("/copies/<int:copy_id>/new/<move>")
@requires(Permission.LEARN)
def open_case(copy_id: int, move: str) -> Answer:
    """Begin a case, or read beside each field why the practice system would not."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if move not in VERBS or CASE.find(move, CASE.start) is None:
        abort(404)
    if form.validate_on_submit():
        if watched(copy):
            return show_next(copy)
        facts = Window.of(copy).world.procedure(request.form.get("procedure", ""))
        args = fields.read(VERBS[move], request.form, facts)
        with form.refusals():
            on, refusal = service.act(copy, form.place, current_user.name, move, args)
            if refusal:
                return show_new(Window.of(copy), move, request.form, {refusal.field or "": refusal.message})
            copy.draft = None if copy.draft and copy.draft["move"] == move else copy.draft
            _say(copy, move, on)
            return redirect(url_for("sandbox.case", copy_id=copy.id, code=on, _anchor=DONE))
    return show_new(Window.of(copy), move, request.form, {"": reason_of(form)}), 422


@bp.post("/copies/<int:copy_id>/cases/<code>/<move>")
@requires(Permission.LEARN)
def move(copy_id: int, code: str, move: str) -> Answer:
    """Carry a case on, or read why the practice system would not."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    world = Window.of(copy).world
    found = access_case(world, code)
    if move not in VERBS or not VERBS[move].on:
        abort(404)
    if form.validate_on_submit():
        if watched(copy):
            return show_next(copy)
        args = fields.read(VERBS[move], request.form, world.procedure(found.procedure), found)
        with form.refusals():
            _on, refusal = service.act(copy, form.place, current_user.name, move, args)
            if refusal:
                errors = {refusal.field or "": refusal.message}
                return show_case(Window.of(copy), found, move, request.form, errors)
            _say(copy, move, found.code)
            return redirect(url_for("sandbox.case", copy_id=copy.id, code=code, _anchor=DONE))
    return show_case(Window.of(copy), found, move, request.form, {"": reason_of(form)}), 422


@bp.post("/copies/<int:copy_id>/clock")
@requires(Permission.LEARN)
def clock(copy_id: int) -> Answer:
    """Move the simulated clock; colleagues do their part on the way."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        if watched(copy):
            return show_next(copy)
        with form.refusals():
            to = "next_working_day" if request.form.get("to") == "next_working_day" else "next_hour"
            before = worlds.current(copy)
            _on, refusal = service.act(copy, form.place, current_user.name, "clock.advance", {"to": to})
            say(refusal.message if refusal else telling.moved_words(before, worlds.current(copy)))
            return back(copy)
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/hat")
@requires(Permission.LEARN)
def hat(copy_id: int) -> Answer:
    """Play another part of the office."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        if watched(copy):
            return show_next(copy)
        with form.refusals():
            service.put_on(copy, request.form.get("hat", ""))
            say(Window.of(copy).worn(record_before(copy)))
            return back(copy)
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/undo")
@requires(Permission.LEARN)
def undo(copy_id: int) -> Answer:
    """Take the last step back."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            service.undo(copy, form.place)
            flash(_("The last step is undone."))
            return back(copy)
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/save")
@requires(Permission.LEARN)
def save(copy_id: int) -> Answer:
    """Remember this moment, to come back to it."""
    copy, form = access_own_copy(current_user.id, copy_id), SaveForm()
    if form.validate_on_submit():
        with form.refusals():
            service.save_point(copy, form.name.data or "")
            flash(_("Save point kept."))
            return back(copy)
    return page(Window.of(copy), "sandbox/refused.html", reason=" ".join(map(str, form.name.errors))), 422


@bp.get("/copies/<int:copy_id>/back/<int:number>")
@requires(Permission.LEARN)
def ask_back(copy_id: int, number: int) -> str:
    """Ask before what was done since a save point is set aside."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    if not 0 <= number < len(window.copy.marks):
        abort(404)
    mark = window.copy.marks[number]
    lost = service.lost_by_going_back(window.copy, mark)
    return page(window, "sandbox/back.html", mark=mark, number=number, lost=lost)


@bp.post("/copies/<int:copy_id>/back/<int:number>")
@requires(Permission.LEARN)
def back_to(copy_id: int, number: int) -> Answer:
    """Go back to a save point."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            service.back_to(copy, form.place, number)
            flash(_("You are back at the save point."))
            return redirect(f"{first_page(copy)}#{DONE}")
    return _refused(copy, form)


@bp.get("/copies/<int:copy_id>/reset")
@requires(Permission.LEARN)
def ask_reset(copy_id: int) -> str:
    """Ask once before everything done in this copy is set aside."""
    return page(Window.of(access_own_copy(current_user.id, copy_id)), "sandbox/reset.html")


@bp.post("/copies/<int:copy_id>/reset")
@requires(Permission.LEARN)
def reset(copy_id: int) -> Answer:
    """Begin the copy again from its first moment."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            service.reset(copy, form.place)
            flash(_("The copy is as it was at the beginning."))
            return redirect(f"{first_page(copy)}#{DONE}")
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/look")
@requires(Permission.LEARN)
def look(copy_id: int) -> Answer:
    """Ask the coach what is reached and what is not yet."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            coaching.examine(copy)
            return back(copy, "checked")
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/hint")
@requires(Permission.LEARN)
def hint(copy_id: int) -> Answer:
    """Open the next hint."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            rung = request.form.get("rung", "", type=str)
            coaching.open_hint(copy, request.form.get("goal", ""), int(rung) if rung in ("1", "2", "3") else 0)
            return back(copy, "hints")
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/finish")
@requires(Permission.LEARN)
def finish(copy_id: int) -> Answer:
    """Hand the exercise in and read the result."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if form.validate_on_submit():
        with form.refusals():
            return redirect(url_for("sandbox.result", run_id=coaching.finish(copy).id))
    return _refused(copy, form)


@bp.post("/copies/<int:copy_id>/watch")
@requires(Permission.LEARN)
def watch(copy_id: int) -> Answer:
    """See the next step of what I watch, or the one before."""
    copy, form = access_own_copy(current_user.id, copy_id), GuardForm()
    if not watched(copy):
        abort(404)
    if form.validate_on_submit():
        with form.refusals():
            if form.place == (copy.epoch, copy.seq):
                watching.back(copy) if request.form.get("to") == "back" else watching.forward(copy)
            return redirect(guiding.page_of(copy, modes.WATCH))
    return _refused(copy, form)


def watched(copy: Copy) -> bool:
    """Say whether this copy is only watched: it belongs to an exercise and to no attempt."""
    return bool(copy.scenario) and queries.run_of(copy.id) is None


def show_next(copy: Copy) -> Response:
    """Let any button of a watched copy be the next step: the learner's own hand changes nothing."""
    watching.forward(copy)
    return redirect(guiding.page_of(copy, modes.WATCH))


def back(copy: Copy, at: str = DONE) -> Response:
    """Return to the page of this copy from which the button was pressed, at the place on it where one works on."""
    return redirect(f"{page_before(copy)}#{at}")


def reason_of(form: GuardForm) -> str:
    """Say why a form was not taken."""
    expired = _("The form has expired. Send it again; what you typed is still here.")
    return " ".join(map(str, form.form_errors)) or str(expired)


def _refused(copy: Copy, form: GuardForm) -> Answer:
    return page(Window.of(copy), "sandbox/refused.html", reason=reason_of(form)), 422


def _say(copy: Copy, move: str, code: str) -> None:
    """Tell what was done, to which case, and what comes now, as far as the mode tells it."""
    window = Window.of(copy)
    case = window.world.get(Case, code)
    say(f"{telling.done_words(window, move, code)} {window.onward(case)}", *_slip(copy, move, case))


def _slip(copy: Copy, move: str, case: Case | None) -> tuple[str, str] | tuple[()]:
    """Return name and page of the slip that an act drew up; nothing for an act that draws up none."""
    if case is None or not case.forms or case.forms[-1].form != SLIPS.get(move):
        return ()
    page = url_for("sandbox.slip", copy_id=copy.id, code=case.code, number=len(case.forms))
    return f"Xem {small(FORM_TITLES[case.forms[-1].form])}", page
