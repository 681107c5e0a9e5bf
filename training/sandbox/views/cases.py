"""The imitated one-stop: lists, receiving, a case and what can be done to it."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from training.accounts.rights import Permission
from training.core import paging, transaction
from training.core.errors import RuleBroken
from training.core.machine_drawing import draw
from training.core.permissions import requires
from training.sandbox import inputs, service
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.cases.rules import boards
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.store import Play
from training.sandbox.views.blueprint import bp, finished_or, page
from training.sandbox.world.play import offers

NOTHING: tuple[str, str] = ("", "")


@bp.get("/practice/<int:copy_id>")
@requires(Permission.LEARN)
def desk(copy_id: int) -> str:
    """Work at the desk: the list of cases, with their lights."""
    play = access_own_copy(current_user.id, copy_id)
    menu = request.args.get("menu", "all")
    if menu not in {one.key for one in boards.MENUS}:
        abort(404)
    light, words = request.args.get("light", ""), request.args.get("q", "")[:100]
    found = boards.rows(play.world, menu=menu, light=light, words=words)
    shown = paging.slice_of(found, per=20)
    label = next(one.label for one in boards.MENUS if one.key == menu)
    begun = offers(play.world, play.row.hat)
    return page("desk.html", play, page=shown, menu=menu, label=label, light=light, words=words, begun=begun,
                counts=boards.counts(play.world))  # fmt: skip


@bp.get("/practice/<int:copy_id>/new/<move>")
@requires(Permission.LEARN)
def new(copy_id: int, move: str) -> str:
    """Open the form by which a case begins."""
    return _opening(access_own_copy(current_user.id, copy_id), move, request.args)


@bp.post("/practice/<int:copy_id>/new/<move>")
@requires(Permission.LEARN)
def open_case(copy_id: int, move: str) -> ResponseReturnValue:
    """Take a file in, or refuse it at the counter."""
    play = access_own_copy(current_user.id, copy_id)
    verb = play.world.rules.verbs.get(move)
    if verb is None or verb.on:
        abort(404)
    facts = play.world.procedure(request.form.get("a-procedure", ""))
    try:
        args = inputs.read(verb.fields, request.form, facts)
        after = service.act(play, current_user.name, move, args, request.form.get("mark", ""))
    except RuleBroken as error:
        transaction.refuse(error)
        return _opening(access_own_copy(current_user.id, copy_id), move, request.form, (error.field, str(error))), 422
    code = after.world.log[-1].on
    flash(_("Done: %(what)s.", what=verb.label), "success")
    return redirect(finished_or(after, url_for("sandbox.case", copy_id=copy_id, code=code)))


@bp.get("/practice/<int:copy_id>/cases/<code>")
@requires(Permission.LEARN)
def case(copy_id: int, code: str) -> str:
    """Look at a case: what it says, where it stands, what I may do."""
    return _case(access_own_copy(current_user.id, copy_id), code, request.args)


@bp.post("/practice/<int:copy_id>/cases/<code>/<move>")
@requires(Permission.LEARN)
def move(copy_id: int, code: str, move: str) -> ResponseReturnValue:
    """Do something to a case."""
    play = access_own_copy(current_user.id, copy_id)
    found = access_case(play, code)
    verb = play.world.rules.verbs.get(move)
    if verb is None or not verb.on:
        abort(404)
    facts = play.world.procedure(found.procedure)
    try:
        args = inputs.read(verb.fields, request.form, facts) | {verb.on: code}
        after = service.act(play, current_user.name, move, args, request.form.get("mark", ""))
    except RuleBroken as error:
        transaction.refuse(error)
        wrong = (error.field, str(error))
        return _case(access_own_copy(current_user.id, copy_id), code, request.form, move, wrong), 422
    flash(_("Done: %(what)s.", what=verb.label), "success")
    return redirect(finished_or(after, url_for("sandbox.case", copy_id=copy_id, code=code)))


def _opening(play: Play, move: str, typed: MultiDict[str, str], wrong: tuple[str, str] = NOTHING) -> str:
    verb = play.world.rules.verbs.get(move)
    if verb is None or verb.on:
        abort(404)
    facts = play.world.procedure(typed.get("a-procedure", ""))
    drawn = inputs.draw(play.world, verb.fields, typed, facts=facts, wrong=wrong)
    return page("opening.html", play, verb=verb, facts=facts, drawn=drawn, wrong=wrong)


def _case(play: Play, code: str, typed: MultiDict[str, str], failed: str = "", wrong: tuple[str, str] = NOTHING) -> str:
    found = access_case(play, code)
    facts = play.world.procedure(found.procedure)
    forms = []
    for offer in offers(play.world, play.row.hat, code):
        mine = offer.name == failed
        drawn = inputs.draw(
            play.world, offer.fields, typed if mine else MultiDict(), facts=facts, wrong=wrong if mine else NOTHING
        )
        forms.append((offer, drawn, mine))
    drawing = Markup(draw(CASE, found.state, "Đồng chí đang ở đây"))  # noqa: S704  (our own drawing, escaped by it)
    return page("case.html", play, case=found, row=boards.row_of(play.world, found), facts=facts, forms=forms,
                drawing=drawing, wrong=wrong)  # fmt: skip
