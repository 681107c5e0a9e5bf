"""Doors of writers: a question of any type, a quiz from the bank, its parts."""

from __future__ import annotations

import random
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from quizzes import composing, desk, explaining, queries, terms
from quizzes.access import access_written_quiz
from quizzes.authoring import draws, service
from quizzes.authoring import queries as bank
from quizzes.composing import Planned
from quizzes.forms import ComposeForm
from quizzes.lone import Lone
from quizzes.models import Quiz
from quizzes.types import TYPES
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.queries import own_unit
from training.accounts.rights import Permission
from training.core import errand, paging, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
MOST = 200
"""Questions that are added in one go."""


def register(bp: Blueprint) -> None:
    """Hang the doors into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/new", "new", new, methods=["GET"])
    bp.add_url_rule("/quizzes/new", "compose", compose, methods=["POST"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/pick", "pick", pick, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/look", "look", look, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/parts", "add_parts", add_parts, methods=["POST"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/order", "order_parts", order_parts, methods=["POST"])


@requires(WRITE)
def new() -> str:
    """Say what a new quiz is for and where its questions come from."""
    return render_template("quizzes/authoring/new.html", form=_compose_form(), errand=errand.current())


@requires(WRITE)
def compose() -> ResponseReturnValue:
    """Make a quiz, closed until I open it."""
    form = _compose_form()
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data) if form.unit.data.isdigit() else 0, WRITE)
        planned = []
        if form.category.data:
            draw = {} if form.category.data == "*" else {"category": form.category.data.removeprefix("=")}
            planned = [Planned(draw=draw, count=form.count.data or 20)]
        with form.refusals():
            _check(planned, Quiz(behaviour=service.PRESETS[form.preset.data]["behaviour"], unit_id=unit.id))
            quiz = service.compose(form.title.data, unit.id, form.preset.data, planned, current_user.id)
            flash(_("The quiz is made, closed to learners. Look at it, then open it."), "success")
            return redirect(url_for("quizzes.edit", quiz_id=quiz.id))
    return render_template("quizzes/authoring/new.html", form=form, errand=errand.current()), 422


@requires(WRITE)
def pick(quiz_id: int) -> str:
    """Look for questions to add."""
    quiz, units = access_written_quiz(current_user.id, quiz_id), scope(current_user.id, WRITE)
    asked = {name: request.args.get(name, "")[:200] for name in ("category", "kind", "words")}
    present = composing.questions_of(quiz.id)
    page = paging.paginate(bank.offered(units, **asked, without=present), per=50)
    ticked = request.args.getlist("question", type=int)[:MOST]
    here = {each.question_id for each in page.items}
    elsewhere = bank.chosen(units, [one for one in ticked if one not in here], without=present)
    shown = [*page.items, *elsewhere]
    return render_template(
        "quizzes/authoring/pick.html", quiz=quiz, page=page, asked=asked, types=TYPES, elsewhere=elsewhere,
        ticked=set(ticked), chosen=len(here.intersection(ticked)) + len(elsewhere), categories=bank.categories(units),
        titles=bank.titles(each.question_id for each in shown),
        keys={each.id: Lone.key_of(each).told for each in shown},
    )  # fmt: skip


@requires(WRITE)
def look(quiz_id: int) -> str:
    """See a quiz as a learner would, without an attempt."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    found = composing.sample(quiz, random.Random())  # noqa: S311  (a sample to look at, not a secret)
    items = [Lone.drawn(version, "look", place=at) for at, version in enumerate(found, start=1)]
    return render_template(
        "quizzes/look.html", quiz=quiz, items=items, rules=explaining.rules_of(quiz, terms.of(quiz)),
        draws=any(part.question_id is None for part in composing.parts_of(quiz.id)),
    )  # fmt: skip


@requires(WRITE)
def add_parts(quiz_id: int) -> ResponseReturnValue:
    """Add the chosen questions, or a draw."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    planned = _planned(quiz)
    offered = bank.offered(scope(current_user.id, WRITE), category="", kind="", words="", without=[])
    mine = offered.subquery().c.question_id
    chosen = request.form.getlist("question", type=int)[:MOST]
    if not chosen and "count" not in request.form:
        flash(_("Tick the questions you want to add."), "error")
        return redirect(url_for("quizzes.pick", quiz_id=quiz_id))
    known = set(db.session.scalars(select(mine).where(mine.in_(chosen))))
    present = {each.question_id for each in planned}
    added = [Planned(one) for one in dict.fromkeys(chosen) if one in known and one not in present]
    planned += added
    if "count" in request.form:
        asked = draws.read(request.form, quiz, [each.question_id for each in planned if each.question_id])
        if asked.planned is None:
            transaction.refuse(RuleBroken(next(iter(asked.wrong.values())), field="count", code="quiz.draw"))
            return desk.page_of(quiz_id, asked=asked), 422
        planned.append(asked.planned)
        return _set(quiz, planned, _("The draw is added."))
    return _set(quiz, planned, ngettext("%(num)s question added.", "%(num)s questions added.", len(added)))


@requires(WRITE)
def order_parts(quiz_id: int) -> ResponseReturnValue:
    """Keep the weights, move a part up or down, or take one out."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    planned = [_weighed(number, each) for number, each in enumerate(_planned(quiz), start=1)]
    number, act = request.form.get("part", 0, type=int), request.form.get("act", "")
    act, _colon, at = act.partition(":")
    number = int(at) if at.isdigit() else number
    if 1 <= number <= len(planned):
        if act == "out":
            planned.pop(number - 1)
        other = {"up": number - 2, "down": number}.get(act, -1)
        if 0 <= other < len(planned):
            planned[number - 1], planned[other] = planned[other], planned[number - 1]
    return _set(quiz, planned)


def _check(planned: list[Planned], quiz: Quiz) -> None:
    """Raise RuleBroken where a draw asks for more than there is."""
    offers = composing.pools([each.draw or {} for each in planned], quiz)
    for each in planned:
        there = len(offers[composing.rule(each.draw or {})])
        if each.count > there:
            said = _("Only %(num)s questions fit. Draw fewer, or from more.", num=there)
            raise RuleBroken(said, field="count", code="quiz.draw")


def _weighed(number: int, each: Planned) -> Planned:
    try:
        weight = float(request.form.get(f"weight-{number}", "").replace(",", ".") or each.weight)
    except ValueError:
        weight = each.weight
    held = min(100.0, max(0.0, weight)) if weight == weight else each.weight
    return Planned(each.question_id, each.draw, each.count, held)


def _set(quiz: Quiz, planned: list[Planned], added: str = "") -> ResponseReturnValue:
    """Keep the parts; who added some comes back to the head of the page, where the quiz is opened."""
    try:
        composing.set_parts(quiz, planned)
    except RuleBroken as error:
        transaction.refuse(error)
        flash(str(error), "error")
        return redirect(url_for("quizzes.edit", quiz_id=quiz.id))
    quiz.edited, quiz.version = True, quiz.version + 1
    kept = _("Attempts that have begun keep their questions.") if queries.begun(quiz.id) else ""
    done = added or _("Changed.")
    flash(f"{done} {kept}".strip(), "success")
    return redirect(url_for("quizzes.edit", quiz_id=quiz.id, _anchor=None if added else "questions"))


def _planned(quiz: Quiz) -> list[Planned]:
    return [Planned(each.question_id, each.draw, each.count, each.weight) for each in composing.parts_of(quiz.id)]


def _compose_form() -> ComposeForm:
    form, units = ComposeForm(), scope(current_user.id, WRITE)
    mine = select(Unit).where(Unit.id.in_(units), Unit.archived_at.is_(None)).order_by(Unit.code)
    own = own_unit(current_user.id)
    rows = sorted(db.session.scalars(mine), key=lambda row: row.id != own)
    form.unit.choices = [(str(row.id), row.name) for row in rows]
    found = bank.categories(units)
    every: Any = [("*", _("the whole bank (%(num)s questions)", num=sum(count for _name, count in found)))]
    without = _("without a category")
    named = [(f"={name}", f"{name or without} ({count})") for name, count in found]
    form.category.choices = [("", _("nothing yet, I pick questions myself")), *every, *named]
    return form
