"""Inside the practice window: the lists, a case, a form to begin one, printed slips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, render_template, request
from flask_login import current_user
from markupsafe import Markup

from training.accounts.rights import Permission
from training.core.paging import slice_of
from training.core.permissions import requires
from training.sandbox import fields, worlds
from training.sandbox.access import access_case, access_own_copy
from training.sandbox.blueprint import bp
from training.sandbox.case_files import around, drawn, files_of, read_scan
from training.sandbox.cases.rules import boards, records
from training.sandbox.cases.rules.chart import draw, line_of
from training.sandbox.cases.rules.deadlines import due_of, outcome_of, stops_of
from training.sandbox.cases.rules.desk import FORM_TITLES
from training.sandbox.cases.rules.encounters import answer_name
from training.sandbox.cases.rules.fees import fee_for
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.cases.rules.scanning import seen
from training.sandbox.cases.rules.states import PORTAL, PORTAL_NAMES, STATE_NAMES
from training.sandbox.forms import GuardForm, SaveForm
from training.sandbox.window import Window
from training.sandbox.world.endings import small
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.hats import hat_names

LIGHTS = (("", "Tất cả"), ("red", "Quá hạn"), ("amber", "Sắp đến hạn"), ("green", "Trong hạn"), ("grey", "Tạm dừng"))
HERE = "Đồng chí đang ở đây"
PER_PAGE = 12


@bp.get("/copies/<int:copy_id>")
@requires(Permission.LEARN)
def desk(copy_id: int) -> str:
    """Show a list of the practice one-stop with its traffic lights: first what waits for the part I play."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    counts = boards.counts(window.world)
    menu, light, words = _asked(window, counts), request.args.get("light", ""), request.args.get("q", "")[:80]
    hat = window.copy.hat if menu == boards.MINE else ""
    rows = boards.rows(window.world, menu=menu, hat=hat, light=light, words=words)
    return page(
        window, "sandbox/desk.html", rows=slice_of(rows, per=PER_PAGE), menus=boards.MENUS, menu=menu, light=light,
        words=words, counts=counts, lights=LIGHTS, group=_group(menu),
    )  # fmt: skip


def _asked(window: Window, counts: Mapping[str, int]) -> str:
    """Return the list that is asked for; where none is, my own desk, or everything if nothing lies there."""
    menu = request.args.get("menu", "")
    if menu in {boards.MINE, *(one.key for one in boards.MENUS)}:
        return menu
    looking = menu or request.args.get("q")
    return "all" if looking or not counts[f"hat:{window.copy.hat}"] else boards.MINE


def _group(menu: str) -> str:
    return next((one.group for one in boards.MENUS if one.key == menu), "")


@bp.get("/copies/<int:copy_id>/new/<move>")
@requires(Permission.LEARN)
def new(copy_id: int, move: str) -> str:
    """Show the form that begins a case; first the procedure is chosen."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    asked = {name: request.args.get(name, "")[:80] for name in ("procedure", "channel")}
    values = {**asked, **window.card(request.args.get("card", ""))}
    kept = window.copy.draft
    if request.args.get("draft") and kept and window.draft and kept["move"] == move:
        values = dict(kept["values"])
    values |= window.shown(move=move)[1]
    return show_new(window, move, values, {})


@bp.get("/copies/<int:copy_id>/cases/<code>")
@requires(Permission.LEARN)
def case(copy_id: int, code: str) -> str:
    """Show a case: its papers, money, deadline, where it stands, and what can be done with it now."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    return show_case(window, access_case(window.world, code), *window.shown(code=code), {})


@bp.get("/copies/<int:copy_id>/cases/<code>/papers/<component>")
@requires(Permission.LEARN)
def scan(copy_id: int, code: str, component: str) -> str:
    """Open a scan: one attached to a case, or one that lies in the scanner's tray."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    found = access_case(window.world, code)
    paper = next((one for one in found.papers if one.code == component), None)
    lying = seen(found, paper, request.args.get("file", "") or paper.file) if paper else None
    if paper is None or lying is None:
        abort(404)
    name = next((one.name for one in found.papers if one.code == lying.component), paper.name)
    sheet = read_scan(window.scenario, worlds.beginning(window.copy), window.world, found, lying)
    files = files_of(window.copy, found)
    return page(
        window, "sandbox/scan.html", case=found, paper=paper, scan=lying, name=name, sheet=sheet,
        drawn=drawn(sheet) if sheet else None, files=files, around=around(files, lying.file),
    )  # fmt: skip


@bp.get("/copies/<int:copy_id>/chart")
@requires(Permission.LEARN)
def chart(copy_id: int) -> str:
    """Show the whole way of a case, drawn and as a table."""
    window = Window.of(access_own_copy(current_user.id, copy_id))
    at = request.args.get("at", "")
    return page(
        window, "sandbox/chart.html", drawing=Markup(draw(at, HERE)),  # noqa: S704 - escaped by the drawing itself
        ways=[(CASE.label(move.name), hat_names(move.by) or "hệ thống", _labels(move.sources), _labels(move.targets),
               at in move.sources) for move in CASE.moves],
        here=STATE_NAMES.get(at, ""),
    )  # fmt: skip


def page(window: Window, template: str, **more: Any) -> str:
    """Render a page of the window with what the frame needs."""
    form = GuardForm(formdata=None, guard=window.guard)
    return render_template(
        template, w=window, copy=window.copy, guard_form=form, save_form=SaveForm(formdata=None), **fields.WORDS,
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
        promise=promise, PERSON=fields.PERSON, HIDDEN=fields.HIDDEN, case=None,
        fee_words=fields.fee_words, options=fields.options,
    )  # fmt: skip


def show_case(window: Window, case: Case, move: str, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """Render a case; `move` is the act whose form comes back with its reasons."""
    world, facts = window.world, window.world.procedure(case.procedure)
    return page(
        window, "sandbox/case.html", case=case, row=boards.row_of(world, case), facts=facts,
        portal=PORTAL_NAMES[PORTAL[case.state]], due=due_of(world, case),
        outcome=records.TIMINGS[outcome_of(world, case)], stops=stops_of(world, case), line=line_of(case), move=move,
        values=values, errors=errors, PERSON=fields.PERSON, HIDDEN=fields.HIDDEN, options=fields.options,
        fee_words=fields.fee_words, rule_fee=fee_for(facts.fee, case.papers) if facts else 0,
        drawing=Markup(draw(case.state, HERE)),  # noqa: S704 - escaped by the drawing itself
        ways=_ways_from(case), titles=FORM_TITLES, answer_name=answer_name, channels=records.CHANNELS,
        given=_ways_in(case, facts),
        children=[boards.row_of(world, child) for code in case.children if (child := world.get(Case, code))],
    )  # fmt: skip


def _ways_in(case: Case, facts: ProcedureFacts | None) -> dict[str, str]:
    """Return how each paper of a case came in, in words that stand inside a line."""
    online = case.channel == "online"
    return {one.code: small(fields.given_words(one, online=online)) for one in facts.components} if facts else {}


def _labels(states: Iterable[str]) -> str:
    return ", ".join(map(CASE.label, states))


def _ways_from(case: Case) -> list[tuple[str, str, str]]:
    """Return where a case can go from here: act, by whom, to where; a withdrawal refused goes back where it was."""
    return [
        (CASE.label(move.name), hat_names(move.by) or "hệ thống", " hoặc ".join(map(CASE.label, targets)))
        for move in CASE.moves_from(case.state)
        if (targets := [case.came_from] if move.name == "refuse_withdrawal" else move.targets)
    ]
