"""Doors of marking: requests to look again, the queue of answers, regrading, exceptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from quizzes import queries
from quizzes.access import access_own_attempt, access_written_quiz
from quizzes.marking import appeals, overrides, reading, regrading
from quizzes.marking.access import MARKS, access_answer, access_appeal, access_override, learners_of
from quizzes.marking.forms import AppealForm, DecideForm, MarkForm, OverrideForm, RegradeForm
from quizzes.models import Attempt, Quiz, Slot
from training.accounts import picking
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.picking import Picked
from training.accounts.rights import Permission
from training.core import clock, files, paging, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.limits import TYPING, limiter
from training.core.permissions import requires


def register(bp: Blueprint) -> None:
    """Hang the doors into the quizzes' blueprint."""
    doors: tuple[tuple[str, Any, str], ...] = (
        ("/attempts/<int:attempt_id>/questions/<int:place>/appeal", appeal, "GET"),
        ("/attempts/<int:attempt_id>/questions/<int:place>/appeal", ask_again, "POST"),
        ("/quizzes/appeals", appeals_page, "GET"),
        ("/quizzes/appeals/<int:appeal_id>", decide_appeal, "POST"),
        ("/quizzes/marking", marking, "GET"),
        ("/quizzes/marking/<int:slot_id>", read_answer, "GET"),
        ("/quizzes/marking/<int:slot_id>", mark_answer, "POST"),
        ("/quizzes/marking/<int:slot_id>/file", answer_file, "GET"),
        ("/quizzes/<int:quiz_id>/regrade", regrade_page, "GET"),
        ("/quizzes/<int:quiz_id>/regrade", regrade, "POST"),
        ("/quizzes/<int:quiz_id>/exceptions", exceptions, "GET"),
        ("/quizzes/<int:quiz_id>/exceptions", agree, "POST"),
        ("/quizzes/exceptions/people", people_for, "GET"),
        ("/quizzes/<int:quiz_id>/exceptions/<int:override_id>/end", end_exception, "POST"),
    )
    for path, view, method in doors:
        bp.add_url_rule(path, view.__name__, view, methods=[method])


@requires(Permission.LEARN)
def appeal(attempt_id: int, place: int) -> str:
    """Say what I think is not right with a question."""
    mine = access_own_attempt(current_user.id, attempt_id)
    return render_template("quizzes/marking/appeal.html", attempt=mine, **_asked_again(mine, place), form=AppealForm())


@requires(Permission.LEARN)
def ask_again(attempt_id: int, place: int) -> ResponseReturnValue:
    """Ask to look at a question again."""
    mine, form = access_own_attempt(current_user.id, attempt_id), AppealForm()
    shown = _asked_again(mine, place)
    if form.validate_on_submit():
        with form.refusals():
            appeals.ask(mine, shown["slot"], form.reason.data)
            flash(_("Your trainer is told. The answer stands among your notices."), "success")
            return redirect(url_for("quizzes.review", attempt_id=mine.id, _anchor=f"q-{place}"))
    return render_template("quizzes/marking/appeal.html", attempt=mine, **shown, form=form), 422


@requires(MARKS)
def appeals_page() -> str:
    """See which questions learners ask to look at again."""
    return _appeals(None, DecideForm())


@requires(MARKS)
def decide_appeal(appeal_id: int) -> ResponseReturnValue:
    """Answer a request, with other points where they are due."""
    row, form = access_appeal(current_user.id, appeal_id), DecideForm()
    if form.validate_on_submit():
        with form.refusals():
            given = form.percent.data if request.form.get("verdict") == "grant" else None
            share = None if given is None else given / 100
            new = appeals.decide(row, current_user.id, form.answer.data, share)
            flash(_("Decided; the learner is told.") if new else _("This was decided already."), "success")
            return redirect(url_for("quizzes.appeals_page"))
    return _appeals(appeal_id, form), 422


@requires(MARKS)
def marking() -> str:
    """See which answers wait for a marker."""
    page = paging.paginate(reading.waiting(current_user.id), rows=True)
    return render_template("quizzes/marking/queue.html", page=page, heading=queries.heading)


@requires(MARKS)
def read_answer(slot_id: int) -> str:
    """Read one answer beside what is looked for."""
    return _reading(*access_answer(current_user.id, slot_id), MarkForm(), {})


@requires(MARKS)
def mark_answer(slot_id: int) -> ResponseReturnValue:
    """Give the points."""
    slot, attempt = access_answer(current_user.id, slot_id)
    form, typed = MarkForm(), {key[7:]: value for key, value in request.form.items() if key.startswith("points-")}
    said = {
        "done": _("Marked."), "second": _("Kept. A second marker reads it now."),
        "differ": _("Kept. The two markers differ: look at both, then settle it."),
    }  # fmt: skip
    if form.validate_on_submit():
        try:
            done = reading.judge(slot, attempt, current_user.id, typed, form.comment.data or "", final=form.final.data)
            flash(said[done], "success")
            return redirect(url_for("quizzes.marking"))
        except RuleBroken as error:
            transaction.refuse(error)
            wrong = {error.field.removeprefix("points-"): str(error)} if error.field else {"": str(error)}
            return _reading(*access_answer(current_user.id, slot_id), form, typed, wrong), 422
    return _reading(slot, attempt, form, typed), 422


@requires(MARKS)
def answer_file(slot_id: int) -> ResponseReturnValue:
    """Take the file that was handed in."""
    slot, attempt = access_answer(current_user.id, slot_id)
    asked = next(each for each in queries.asked(attempt) if each.slot.id == slot.id)
    code = (asked.response or [""])[0].partition(" ")[0] if asked.kind.name == "file" else ""
    known = select(files.StoredFile).filter_by(code=code, owner_id=attempt.learner_id)
    file = db.session.scalars(known).first()
    if file is None:
        abort(404)
    return files.respond(file)


@requires(Permission.CONTENT_WRITE)
def regrade_page(quiz_id: int) -> str:
    """See what grading by the newest questions would change."""
    return _regrade(access_written_quiz(current_user.id, quiz_id), RegradeForm())


@requires(Permission.CONTENT_WRITE)
def regrade(quiz_id: int) -> ResponseReturnValue:
    """Apply exactly what the preview showed."""
    quiz, form = access_written_quiz(current_user.id, quiz_id), RegradeForm()
    if form.validate_on_submit():
        with form.refusals():
            done = regrading.apply(quiz, current_user.id, request.form.get("digest", "")[:64], form.reason.data)
            flash(_("Graded anew: %(num)s marks changed.", num=done.changed), "success")
            return redirect(url_for("quizzes.edit", quiz_id=quiz.id))
    return _regrade(access_written_quiz(current_user.id, quiz_id), form), 422


@requires(MARKS)
def exceptions(quiz_id: int) -> str:
    """See who has other times or tries."""
    return _exceptions(access_written_quiz(current_user.id, quiz_id), _override_form())


@requires(MARKS)
def agree(quiz_id: int) -> ResponseReturnValue:
    """Give a person or a unit other times or tries."""
    quiz, form, people = access_written_quiz(current_user.id, quiz_id), _override_form(), None
    if form.validate_on_submit():
        ticked = request.form.getlist("person", type=int)
        people = picking.pick(form.code.data or "", learners_of(current_user.id), ticked)
        with form.refusals():
            unit = int(form.unit.data) if form.unit.data else None
            if unit is not None:
                access_unit(current_user.id, unit, MARKS)
            overrides.agree_all(
                quiz, current_user.id, people=people.settled("code"), unit_id=unit, opens_at=_utc(form.opens_at.data),
                closes_at=_utc(form.closes_at.data), time_percent=form.time_percent.data,
                attempts_most=form.attempts_most.data, reason=form.reason.data or "",
            )  # fmt: skip
            flash(_("Agreed. An attempt that runs follows at once."), "success")
            return redirect(url_for("quizzes.exceptions", quiz_id=quiz.id))
    return _exceptions(access_written_quiz(current_user.id, quiz_id), form, people), 422


@requires(MARKS)
@limiter.limit(TYPING)
def people_for() -> str:
    """Find one of my learners while I type, to agree an exception."""
    words = request.args.get("q", "")[:120]
    found = picking.candidates(words, learners_of(current_user.id), picking.OFFERED + 1)
    return render_template("accounts/_candidates.html", people=found, words=words, most=picking.OFFERED)


@requires(MARKS)
def end_exception(quiz_id: int, override_id: int) -> ResponseReturnValue:
    """Take an exception back."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    overrides.drop(access_override(current_user.id, quiz.id, override_id), quiz)
    flash(_("Taken back; the quiz's own rules hold again."), "success")
    return redirect(url_for("quizzes.exceptions", quiz_id=quiz.id))


def _slot(mine: Attempt, place: int) -> Slot:
    found = db.session.scalars(select(Slot).filter_by(attempt_id=mine.id, place=place)).first()
    if found is None or mine.submitted_at is None:
        abort(404)
    return found


def _asked_again(mine: Attempt, place: int) -> dict[str, Any]:
    slot = _slot(mine, place)
    return {"slot": slot, "number": queries.number_of(slot)}


def _appeals(wrong: int | None, form: DecideForm) -> str:
    decided = request.args.get("state") == "decided"
    page = paging.paginate(appeals.listed(current_user.id, decided=decided), rows=True)
    return render_template(
        "quizzes/marking/appeals.html", page=page, decided=decided, form=form, wrong=wrong,
        blank=DecideForm(formdata=None), heading=queries.heading,
    )  # fmt: skip


def _reading(slot: Slot, attempt: Attempt, form: MarkForm, typed: dict[str, str], wrong: Any = None) -> str:
    asked = next(each for each in queries.asked(attempt) if each.slot.id == slot.id)
    given = reading.judgements(slot.id)
    return render_template(
        "quizzes/marking/read.html", slot=slot, attempt=attempt, asked=asked, form=form, typed=typed, wrong=wrong or {},
        criteria=reading.criteria(slot.version), given=given, differ=len(given) > 1,
        said=asked.kind.said(slot.version.settings, asked.response), name=queries.name_of(attempt.learner_id),
        number=queries.number_of(slot),
    )  # fmt: skip


def _regrade(quiz: Quiz, form: RegradeForm) -> str:
    found = regrading.preview(quiz, current_user.id)
    return render_template("quizzes/marking/regrade.html", quiz=quiz, form=form, found=found, heading=queries.heading)


def _exceptions(quiz: Quiz, form: OverrideForm, people: Picked | None = None) -> str:
    page = paging.paginate(overrides.listed(quiz.id, current_user.id), rows=True)
    return render_template("quizzes/marking/exceptions.html", quiz=quiz, form=form, page=page, people=people)


def _override_form() -> OverrideForm:
    form = OverrideForm()
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, MARKS)), Unit.archived_at.is_(None))
    units = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    form.unit.choices = [("", _("no unit")), *units]
    return form


def _utc(wall: datetime | None) -> datetime | None:
    """Read a wall-clock time of the office."""
    return clock.at_office(wall.date(), wall.hour, wall.minute) if wall else None
