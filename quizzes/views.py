"""Doors of the quizzes, for those who take them."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from quizzes import checking, explaining, page_form, paper, queries, rules, saving, taking, terms
from quizzes.access import access_own_attempt, access_quiz
from quizzes.behaviours import BEHAVIOURS
from quizzes.models import Attempt, Quiz
from training.accounts import visitor
from training.accounts.rights import Permission
from training.core import clock, gates, paging, transaction, words
from training.core.activities import ActivityRef
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.core.practice import PRACTICE_MARK

bp = Blueprint("quizzes", __name__, template_folder="templates")
EARLY = timedelta(seconds=2)
"""The clock of a page may end that much before ours."""


@bp.get("/quizzes")
@requires(Permission.LEARN)
def index() -> str:
    """See the quizzes I can take."""
    return render_template("quizzes/index.html", page=paging.paginate(queries.open_quizzes()))


@bp.get("/quizzes/<int:quiz_id>")
@requires(Permission.LEARN, asks_again=True)
def show(quiz_id: int) -> str:
    """Read the rules before I start."""
    return _rules_page(access_quiz(quiz_id))


@bp.post("/quizzes/<int:quiz_id>")
@requires(Permission.LEARN, asks_again=True)
def start(quiz_id: int) -> ResponseReturnValue:
    """Start, or go on with my open attempt."""
    quiz, code = access_quiz(quiz_id), request.form.get("code", "")[:100]
    try:
        attempt = taking.start(quiz, current_user.id, code)
    except RuleBroken as error:
        transaction.refuse(error)
        return _rules_page(access_quiz(quiz_id), str(error), code), 422
    return redirect(url_for("quizzes.attempt", attempt_id=attempt.id))


@bp.get("/attempts/<int:attempt_id>")
@requires(Permission.LEARN, asks_again=True)
def attempt(attempt_id: int) -> ResponseReturnValue:
    """Answer one page after another."""
    mine = access_own_attempt(current_user.id, attempt_id)
    taking.time_up(mine.id)
    if mine.submitted_at is not None:
        return redirect(url_for("quizzes.review", attempt_id=mine.id))
    if rules.is_late(mine.due_at, clock.now()):
        return redirect(url_for("quizzes.check", attempt_id=mine.id))
    return _page(mine, request.args.get("q", type=int), request.args.get("page", type=int))


@bp.post("/attempts/<int:attempt_id>/answers")
@requires(Permission.LEARN, asks_again=True)
def save(attempt_id: int) -> ResponseReturnValue:
    """Save one answer as data from the page's script, or a whole page as a plain form."""
    if request.is_json:
        return _save_data(attempt_id, request.get_json(silent=True) or {})
    mine = access_own_attempt(current_user.id, attempt_id)
    shown = {each.slot.place: each for each in queries.asked(mine)}
    page = request.form.get("page", type=int) or 1
    sent = list(page_form.answers_of(request.form, shown))
    try:
        sent += page_form.keep_files(mine, request.files, request.form, shown)
        checked = shown.get(request.form.get("check", type=int) or 0)
        if checked is not None:
            checking.check(mine, page_form.answer_at(request.form, checked))
            sent = [each for each in sent if each.place != checked.slot.place]
    except RuleBroken as error:
        transaction.refuse(error)
        return _page(access_own_attempt(current_user.id, attempt_id), None, page, str(error)), 422
    for each in sent:
        _keep(mine, each, shown[each.place].number)
    return redirect(_next(mine, page, shown))


@bp.get("/attempts/<int:attempt_id>/check")
@requires(Permission.LEARN, asks_again=True)
def check(attempt_id: int) -> ResponseReturnValue:
    """See what is answered, flagged and still open before I hand in."""
    mine = access_own_attempt(current_user.id, attempt_id)
    taking.time_up(mine.id)
    if mine.submitted_at is not None:
        return redirect(url_for("quizzes.review", attempt_id=mine.id))
    asked = queries.asked(mine)
    may = rules.may_tell(mine.quiz.review, BEHAVIOURS[mine.behaviour].checks, "just_after")
    return render_template(
        "quizzes/check.html", attempt=mine, asked=asked, total=sum(each.kind.asks for each in asked),
        numbers={each.slot.place: each.number for each in asked},
        lengths=[(each, said) for each in asked if (said := explaining.length_said(each))],
        over=mine.due_at is not None and clock.now() >= mine.due_at, until=taking.last_call(mine), may=may,
    )  # fmt: skip


@bp.post("/attempts/<int:attempt_id>/submit")
@requires(Permission.LEARN, asks_again=True)
def submit(attempt_id: int) -> ResponseReturnValue:
    """Hand in my open attempt; the page's own clock asks for it too, as `ended`, once its time is over."""
    mine = access_own_attempt(current_user.id, attempt_id)
    again = mine.submitted_at is not None
    taking.time_up(mine.id)
    if "ended" in request.form and mine.submitted_at is None:
        if mine.due_at is None or clock.now() < mine.due_at - EARLY:  # more time was agreed meanwhile
            return redirect(url_for("quizzes.attempt", attempt_id=mine.id))
        if mine.quiz.time_up != "submit":
            return redirect(url_for("quizzes.check", attempt_id=mine.id))
    taking.submit_attempt(mine)
    if mine.abandoned_at is None and not again:
        flash(_("Your answers are in."), "success")
    return redirect(url_for("quizzes.review", attempt_id=mine.id))


@bp.get("/attempts/<int:attempt_id>/review")
@requires(Permission.LEARN, asks_again=True)
def review(attempt_id: int) -> ResponseReturnValue:
    """See what I answered, and what of the result may be told now."""
    mine = access_own_attempt(current_user.id, attempt_id)
    if mine.submitted_at is None:
        return redirect(url_for("quizzes.attempt", attempt_id=mine.id))
    before, own = queries.attempts_of(current_user.id, mine.quiz_id), terms.terms_for(mine.quiz, current_user.id)
    may, last = paper.allowed(mine.quiz, mine, own), before[0].submitted_at
    items = paper.after(mine, may)
    again = last + timedelta(minutes=mine.quiz.delay_minutes) if last else clock.now()
    return render_template(
        "quizzes/review.html", attempt=mine, items=items, may=may, when=explaining.told_when(mine, own),
        total=sum(each.asked.kind.asks for each in items), appeals=queries.appeals_of(mine.id),
        again=again if again > clock.now() else None, refused=_refused(mine.quiz, own, before),
        held=gates.part_of(current_user.id, ActivityRef(taking.KIND, mine.quiz_id)),
        **_counted(
            mine.quiz, [one for one in before if one.submitted_at and "marks" in paper.allowed(mine.quiz, one, own)]
        ),
    )  # fmt: skip


def _refused(quiz: Quiz, mine: terms.Terms, before: Sequence[queries.Past]) -> str:
    """Return why no further attempt can be begun, now or after a pause; "" where one can."""
    try:
        taking.check_start(quiz, mine, before)
    except RuleBroken as error:
        return "" if error.code == "quiz.soon" else str(error)
    return ""


def _rules_page(quiz: Quiz, problem: str = "", typed: str = "") -> str:
    before = queries.attempts_of(current_user.id, quiz.id)
    mine = terms.terms_for(quiz, current_user.id)
    open_one, refused, why = bool(before) and before[0].submitted_at is None, "", ""
    shut = None if open_one else gates.shut(current_user.id, ActivityRef(taking.KIND, quiz.id))
    if not open_one:
        try:
            taking.check_start(quiz, mine, before)
        except RuleBroken as error:
            refused, why = str(error), error.code
    told = {each.id: "marks" in paper.allowed(quiz, each, mine) for each in before if each.submitted_at}
    return render_template(
        "quizzes/show.html", quiz=quiz, attempts=before, terms=mine, rules=explaining.rules_of(quiz, mine),
        open_one=open_one, refused=refused or ("" if quiz.entry_code else problem), problem=problem, typed=typed,
        held=gates.part_of(current_user.id, ActivityRef(taking.KIND, quiz.id)), shut=shut, told=told,
        used_up=why == "quiz.used_up",
        due_on=queries.due_on(current_user.id, quiz.id),
        **_counted(quiz, [each for each in before if told.get(each.id)]),
    )  # fmt: skip


def _counted(quiz: Quiz, before: Any) -> dict[str, Any]:
    """Return what all attempts together count, where there are several, and whether that passes."""
    found = [each.fraction for each in reversed(list(before)) if each.fraction is not None]
    counted = rules.counted(quiz.grade_method, found)
    passed = bool(found) and rules.outcome(counted, quiz.pass_percent) == "passed"
    several = counted if len(found) > 1 else None
    return {"counted": several, "passed": passed, "method": explaining.METHODS[quiz.grade_method]}


def _page(mine: Attempt, place: int | None, page: int | None, problem: str = "") -> str:
    everything = queries.asked(mine)
    pages = max(each.slot.page for each in everything)
    if page is None:
        waiting = next((each for each in everything if each.response is None and each.kind.asks), everything[0])
        page = next((each.slot.page for each in everything if each.slot.place == place), waiting.slot.page)
    page = min(pages, max(1, page))
    if mine.forward:
        page = min(max(page, mine.reached), mine.reached + 1)
        taking.turn(mine, page)
    if problem:
        flash(problem, "error")
    latest = max((each.saved_at for each in everything if each.saved_at is not None), default=None)
    return render_template(
        "quizzes/attempt.html", attempt=mine, all=everything, page=page, pages=pages, per_page=mine.quiz.per_page,
        items=paper.during(mine, [each for each in everything if each.slot.page == page]), latest=latest,
        total=sum(each.kind.asks for each in everything), once=lambda: uuid.uuid4().hex,
        left=_left(mine.due_at),
        checks=BEHAVIOURS[mine.behaviour].checks, certainty=BEHAVIOURS[mine.behaviour].certainty,
        practice_mark=PRACTICE_MARK,
    )  # fmt: skip


def _keep(mine: Attempt, answer: saving.Answer, number: int) -> None:
    try:
        saving.save_answer(mine.learner_id, mine.id, answer)
    except RuleBroken as error:
        flash(_("Question %(num)s: %(why)s", num=number, why=str(error)), "error")


def _next(mine: Attempt, page: int, shown: dict[int, queries.Asked]) -> str:
    """Return where a posted page leads: the wanted page, the look over, or the same question again."""
    flagged, checked = request.form.get("flag", type=int), request.form.get("check", type=int)
    if flagged in shown:
        taking.flag(mine, flagged, not shown[flagged].slot.flagged)
    if request.form.get("go") == "end":
        return url_for("quizzes.check", attempt_id=mine.id)
    there = flagged or checked
    anchor = f"q-{there}" if there in shown else None
    page = request.form.get("go", type=int) or page
    return url_for("quizzes.attempt", attempt_id=mine.id, page=page, _anchor=anchor)


def _save_data(attempt_id: int, data: dict[str, Any]) -> ResponseReturnValue:
    values, once = data.get("response"), str(data.get("uuid", ""))[:64]
    if not isinstance(values, list) or not isinstance(data.get("slot"), int) or len(once) < 8:
        abort(400)
    base, sure = data.get("base"), data.get("certainty")
    answer = saving.Answer(
        data["slot"], [str(v) for v in values[:100]], once, base if isinstance(base, int) else None,
        sure if sure in (1, 2, 3) else None,
    )  # fmt: skip
    try:
        saved = saving.save_answer(current_user.id, attempt_id, answer)
    except LookupError:
        visitor.ask_again()
        abort(404)
    except RuleBroken as error:
        transaction.refuse(error)
        return jsonify(saved=False, message=str(error), code=error.code), 409
    return jsonify(saved=True, at=words.hour(saved.at), left=_left(saved.due_at), seq=saved.seq)


def _left(due_at: datetime | None) -> int | None:
    """Return the seconds that remain."""
    return max(0, math.ceil((due_at - clock.now()).total_seconds())) if due_at else None
