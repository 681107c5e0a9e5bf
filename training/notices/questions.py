"""Doors of the questions: mine, those I answer, and what others asked."""

from __future__ import annotations

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from training.accounts.rights import Permission
from training.core import activities, paging
from training.core.activities import ActivityRef, Description
from training.core.limits import limiter
from training.core.permissions import requires
from training.notices import threads
from training.notices.forms import AskForm
from training.notices.views import bp

WRITTEN = "20 per hour"


@bp.get("/questions")
@requires(Permission.LEARN)
def my_questions() -> str:
    """See what I asked, and what was answered."""
    page = paging.paginate(threads.mine(current_user.id), rows=True)
    return render_template("notices/questions.html", page=page, rows=threads.shown(page.items, named=False))


@bp.get("/questions/desk")
@requires(Permission.TEACH)
def desk() -> str:
    """See what the people of my units ask."""
    state = request.args.get("state", "open")
    page = paging.paginate(threads.to_answer(current_user.id, state), rows=True)
    return render_template("notices/desk.html", page=page, rows=threads.shown(page.items, named=True), state=state)


@bp.get("/questions/about/<ref>")
@requires(Permission.LEARN)
def about(ref: str) -> str:
    """Ask about something I learn, and read what others asked."""
    return _about(_known(ref), AskForm(once=uuid.uuid4().hex))


@bp.post("/questions/about/<ref>")
@requires(Permission.LEARN)
@limiter.limit(WRITTEN)
def ask(ref: str) -> ResponseReturnValue:
    """Ask my trainer."""
    what, form = _known(ref), AskForm()
    if form.validate_on_submit():
        with form.refusals():
            thread = threads.ask(current_user.id, what.ref, form.body.data, form.once.data, _at())
            flash(_("Your trainer is told. The answer stands here and among your notices."), "success")
            return redirect(url_for("notices.question", thread_id=thread.id))
    return _about(what, form), 422


@bp.get("/questions/<int:thread_id>")
@requires(Permission.LEARN)
def question(thread_id: int) -> str:
    """Read a question and its answers."""
    return _question(thread_id, AskForm(once=uuid.uuid4().hex))


@bp.post("/questions/<int:thread_id>")
@requires(Permission.LEARN)
@limiter.limit(WRITTEN)
def reply(thread_id: int) -> ResponseReturnValue:
    """Answer, or ask on."""
    thread, part = threads.access_thread(current_user.id, thread_id)
    if part == "reader":
        abort(404)
    form = AskForm()
    if form.validate_on_submit():
        with form.refusals():
            threads.reply(thread, current_user.id, form.body.data, form.once.data)
            flash(_("Your words are there."), "success")
            return redirect(url_for("notices.question", thread_id=thread.id))
    return _question(thread_id, form), 422


@bp.post("/questions/<int:thread_id>/share")
@requires(Permission.TEACH)
def share(thread_id: int) -> ResponseReturnValue:
    """Show a question and its answer to everyone, without the name, or hide it again."""
    thread, part = threads.access_thread(current_user.id, thread_id)
    if part != "trainer":
        abort(404)
    threads.share(thread, request.form.get("shared") == "yes")
    flash(_("Everyone of this activity can read it now, without the name.") if thread.shared
          else _("Only the asker and the trainers read it now."), "success")  # fmt: skip
    return redirect(url_for("notices.question", thread_id=thread.id))


def _known(ref: str) -> Description:
    try:
        wanted = ActivityRef.parse(ref)
    except ValueError:
        abort(404)
    found = activities.describe([wanted]).get(wanted)
    if found is None or not activities.open_to(current_user.id, wanted):
        abort(404)
    return found


def _about(what: Description, form: AskForm) -> str:
    page = paging.paginate(threads.asked_by_others(current_user.id, what.ref), rows=True)
    rows = threads.shown(page.items, named=False)
    spot = activities.spots([(what.ref, _at())]).get((what.ref, _at()))
    return render_template(
        "notices/about.html", what=what, form=form, page=page, rows=rows, spot=spot, at=_at() if spot else None
    )


def _at() -> str:
    """Return the lesson in which somebody asks, where the address names one."""
    return request.args.get("at", "")[:200]


def _question(thread_id: int, form: AskForm) -> str:
    thread, part = threads.access_thread(current_user.id, thread_id)
    ref = ActivityRef(thread.ref_kind, thread.ref_id)
    return render_template(
        "notices/question.html", thread=thread, part=part, messages=threads.messages(thread), form=form,
        what=activities.describe([ref]).get(ref), me=current_user.id,
        spot=activities.spots([(ref, thread.spot)]).get((ref, thread.spot)),
    )  # fmt: skip
