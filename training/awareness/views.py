"""Pages of the practice mailbox."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts import grants
from training.accounts.rights import Permission
from training.awareness import figures, queries, rules, service
from training.awareness.access import access_item, access_own_run, access_set
from training.awareness.models import InboxRun, InboxSet
from training.awareness.queries import Item
from training.core import gates, i18n, reporting, transaction
from training.core.activities import ActivityRef
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.office.mail.labels import EN, VI
from training.office.mail.render import View, render, render_cues
from training.office.mail.scale import Alignment, count, difficulty

bp = Blueprint("awareness", __name__, template_folder="templates")


@bp.get("/inbox")
@requires(Permission.LEARN)
def index() -> str:
    """See the mailboxes I can practise in."""
    sets = queries.open_sets()
    mine = queries.runs_of(current_user.id)
    return render_template("awareness/index.html", sets=sets, runs={row.set_id: row for row in reversed(mine)})


@bp.get("/inbox/<int:set_id>")
@requires(Permission.LEARN)
def show(set_id: int) -> str:
    """Read what a mailbox is for before I open it."""
    return _show(access_set(set_id))


@bp.post("/inbox/<int:set_id>")
@requires(Permission.LEARN)
def begin(set_id: int) -> ResponseReturnValue:
    """Open the mailbox."""
    try:
        run = service.begin(access_set(set_id), current_user.id)
    except RuleBroken as error:
        transaction.refuse(error)
        return _show(access_set(set_id)), 422
    return redirect(url_for("awareness.client", run_id=run.id))


@bp.get("/inbox/runs/<int:run_id>")
@requires(Permission.LEARN)
def client(run_id: int) -> str:
    """Read my mail, one message open."""
    run = access_own_run(current_user.id, run_id)
    return _client(run)


@bp.post("/inbox/runs/<int:run_id>/messages/<int:message_id>")
@requires(Permission.LEARN)
def judge(run_id: int, message_id: int) -> ResponseReturnValue:
    """Report a message, call it ordinary, own up to a slip, or look at its signs."""
    run = access_own_run(current_user.id, run_id)
    access_item(run, message_id)
    step, once = request.form.get("step", ""), request.form.get("once", "")[:64]
    if step not in (*rules.VERDICTS, "slipped", "explained") or not once:
        abort(400)
    service.note(run, message_id, step, f"{run.id}:{once}")
    return redirect(url_for("awareness.client", run_id=run.id, m=message_id, said=step) + "#message")


@bp.get("/inbox/runs/<int:run_id>/messages/<int:message_id>/<any(links, files):what>/<int:number>")
@requires(Permission.LEARN)
def inspect(run_id: int, message_id: int, what: str, number: int) -> str:
    """Look where a link leads, or what a file is, without going there."""
    run = access_own_run(current_user.id, run_id)
    item = access_item(run, message_id)
    things = item.message.links if what == "links" else item.message.attachments
    if number >= len(things):
        abort(404)
    return render_template("awareness/inspect.html", run=run, item=item, what=what, thing=things[number], once=_once())


@bp.post("/inbox/runs/<int:run_id>/finish")
@requires(Permission.LEARN)
def finish(run_id: int) -> ResponseReturnValue:
    """Hand in my verdicts."""
    run = access_own_run(current_user.id, run_id)
    try:
        service.finish(run)
    except RuleBroken as error:
        return _client(run, str(error)), 422
    flash(_("Your verdicts are in. Thank you."), "success")
    return redirect(url_for("awareness.result", run_id=run.id))


@bp.get("/inbox/runs/<int:run_id>/result")
@requires(Permission.LEARN)
def result(run_id: int) -> ResponseReturnValue:
    """See my own score, which nobody else sees."""
    run = access_own_run(current_user.id, run_id)
    tally = queries.tally(run)
    if tally is None:
        return redirect(url_for("awareness.client", run_id=run.id))
    held = gates.part_of(current_user.id, ActivityRef(service.KIND, run.set_id))
    return render_template("awareness/result.html", run=run, tally=tally, items=queries.items(run), held=held)


@bp.get("/inbox/real")
@requires(Permission.LEARN)
def real() -> str:
    """Read what to do when a real suspicious message arrives."""
    return render_template("awareness/real.html")


@bp.get("/security")
@requires(Permission.SECURITY_FIGURES)
def security() -> str:
    """See how the units do, in groups of ten and more, never by name."""
    roots = tuple(grants.roots(current_user.id, Permission.SECURITY_FIGURES))
    rows = list(reporting.rows(figures.SOURCE, reporting.Scope(current_user.id, roots)))
    return render_template("awareness/security.html", rows=rows, smallest=figures.SOURCE.privacy.smallest)


def _show(inbox: InboxSet) -> str:
    runs = queries.runs_of(current_user.id, inbox.id)
    begun = _open(runs)
    ref = ActivityRef(service.KIND, inbox.id)
    shut, held = None if begun else gates.shut(current_user.id, ref), gates.part_of(current_user.id, ref)
    return render_template("awareness/show.html", inbox=inbox, runs=runs, open_run=begun, shut=shut, held=held)


def _client(run: InboxRun, problem: str = "") -> str:
    items = queries.items(run)
    wanted = request.args.get("m", type=int)
    shown = next((item for item in items if item.row.id == wanted), None)
    waiting = [item for item in items if not item.verdict]
    shown_now = shown or (waiting or items)[0]
    return render_template(
        "awareness/client.html", run=run, items=items, item=shown_now, opened=shown is not None, waiting=waiting,
        mail=_render(run, shown_now), cues=_cues(run, shown_now), level=_level(shown_now), once=_once(),
        said=request.args.get("said", ""), problem=problem, next_item=_next(items, shown_now),
    )  # fmt: skip


def _render(run: InboxRun, item: Item) -> Any:
    def to(what: str) -> Any:
        return lambda number: url_for(
            "awareness.inspect", run_id=run.id, message_id=item.row.id, what=what, number=number
        )

    return render(item.message, _view(to("links"), to("files")), item.cues if _explained(run, item) else ())


def _cues(run: InboxRun, item: Item) -> Any:
    return render_cues(item.cues, _view()) if _explained(run, item) else None


def _view(links: Any = None, files: Any = None) -> View:
    labels = EN if i18n.locale() == "en" else VI
    return View(labels, identifier="subject", inspect_link=links, inspect_file=files)


def _explained(run: InboxRun, item: Item) -> bool:
    return item.explained or run.finished_at is not None


def _level(item: Item) -> str:
    if not item.row.alignment:
        return ""
    found = difficulty(count(item.cues), Alignment(**item.row.alignment))
    return found.name_en if i18n.locale() == "en" else found.name_vi


def _next(items: list[Item], item: Item) -> Item | None:
    place = items.index(item)
    return next((each for each in items[place + 1 :] + items[:place] if not each.verdict), None)


def _open(runs: Any) -> InboxRun | None:
    return next((run for run in runs if run.finished_at is None), None)


def _once() -> str:
    return uuid.uuid4().hex
