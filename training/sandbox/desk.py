"""Inside the practice window: the lists, a case, a form to begin one, printed slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request
from flask_login import current_user
from markupsafe import Markup

from training.accounts.rights import Permission
from training.core.machine_drawing import draw
from training.core.paging import slice_of
from training.core.permissions import requires
from training.sandbox import fields
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.cases.rules import boards, records
from training.sandbox.cases.rules.deadlines import due_of, outcome_of
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.encounters import answer_name
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.forms import GuardForm, SaveForm
from training.sandbox.window import Window

LIGHTS = (("", "Tất cả"), ("red", "Quá hạn"), ("amber", "Sắp đến hạn"), ("green", "Trong hạn"), ("grey", "Tạm dừng"))
HERE = "Đồng chí đang ở đây"
PER_PAGE = 12


@bp.get("/copies/<int:copy_id>")
@requires(Permission.LEARN)
def desk(copy_id: int) -> str:
    """Show the lists of the practice one-stop with their traffic lights."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    keys = {menu.key for menu in boards.MENUS}
    menu = request.args.get("menu", "all")
    menu = menu if menu in keys else "all"
    light, words = request.args.get("light", ""), request.args.get("q", "")[:80]
    rows = boards.rows(window.world, menu=menu, light=light, words=words)
    return page(
        window, "sandbox/desk.html", rows=slice_of(rows, per=PER_PAGE), menus=boards.MENUS, menu=menu, light=light,
        words=words, counts=boards.counts(window.world), lights=LIGHTS,
    )  # fmt: skip


@bp.get("/copies/<int:copy_id>/new/<move>")
@requires(Permission.LEARN)
def new(copy_id: int, move: str) -> str:
    """Show the form that begins a case; first the procedure is chosen."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    values = {"procedure": request.args.get("procedure", ""), **window.card(request.args.get("card", ""))}
    values |= window.shown(move=move)[1]
    return show_new(window, move, values, {})


@bp.get("/copies/<int:copy_id>/cases/<code>")
@requires(Permission.LEARN)
def case(copy_id: int, code: str) -> str:
    """Show a case: its papers, money, deadline, where it stands, and what can be done with it now."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    return show_case(window, access_case(window.world, code), *window.shown(code=code), {})


@bp.get("/copies/<int:copy_id>/cases/<code>/forms/<int:number>")
@requires(Permission.LEARN)
def slip(copy_id: int, code: str, number: int) -> str:
    """Show one filled form of a case as it would be printed."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    found = access_case(window.world, code)
    title, lines = printed(window, found, number)
    return page(window, "sandbox/slip.html", case=found, title=title, lines=lines, number=number)


@bp.get("/copies/<int:copy_id>/register")
@requires(Permission.LEARN)
def register(copy_id: int) -> str:
    """Show the counter's register of cases (Form 07)."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    home = next(place.code for place in window.world.snapshot.places if place.level == "commune")
    rows = records.register(window.world, home)
    return page(window, "sandbox/register.html", rows=slice_of(rows, per=PER_PAGE), title=FORM_TITLES["07"])


def printed(window: Window, case: Case, number: int) -> tuple[str, records.Lines]:
    """Return title and lines of a case's form by its place, from 1; 404 for one it does not have."""
    if not 1 <= number <= len(case.forms):
        abort(404)
    title, lines = records.printed(window.world, case, case.forms[number - 1])
    return title, [(name, value) for name, value in lines if value]


def page(window: Window, template: str, **more: Any) -> str:
    """Render a page of the window with what the frame needs."""
    form = GuardForm(formdata=None, guard=window.guard)
    return render_template(
        template, w=window, copy=window.copy, guard_form=form, save_form=SaveForm(formdata=None), dong=fields.dong,
        **more,
    )  # fmt: skip


def show_new(window: Window, move: str, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """Render the form that begins a case, or the choice of a procedure before it."""
    verb = VERBS.get(move)
    if verb is None or CASE.find(move, CASE.start) is None:
        abort(404)
    facts = window.world.procedure(values.get("procedure", ""))
    offered = any(offer.name == move for offer in window.openings())
    promise = window.promise(facts) if facts else ("", "")
    return page(
        window, "sandbox/new.html", verb=verb, values=values, errors=errors, facts=facts, offered=offered,
        promise=promise, PERSON=fields.PERSON, HIDDEN=(*fields.HIDDEN, "procedure"), case=None,
        fee_words=fields.fee_words, options=fields.options,
    )  # fmt: skip


def show_case(window: Window, case: Case, move: str, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """Render a case; `move` is the act whose form comes back with its reasons."""
    world, facts = window.world, window.world.procedure(case.procedure)
    return page(
        window, "sandbox/case.html", case=case, row=boards.row_of(world, case), facts=facts, due=due_of(world, case),
        outcome=records.TIMINGS[outcome_of(world, case)], slip=records.control_slip(world, case), move=move,
        values=values, errors=errors, PERSON=fields.PERSON, HIDDEN=fields.HIDDEN, options=fields.options,
        fee_words=fields.fee_words, rule_fee=fee_for(facts.fee, case.papers) if facts else 0,
        drawing=Markup(draw(CASE, case.state, HERE)),  # noqa: S704 - escaped by the drawing itself
        ways=CASE.as_table(), titles=FORM_TITLES, answer_name=answer_name,
        children=[boards.row_of(world, child) for code in case.children if (child := world.get(Case, code))],
    )  # fmt: skip
