"""Doors of spaced review: three minutes a day, by keyboard, on a phone, without script."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from quizzes.models import Question, QuestionVersion
from quizzes.review import queries, rules, service
from quizzes.review.models import ReviewAnswer, ReviewCard
from training.accounts.rights import Permission
from training.core import clock, items
from training.core.db import db
from training.core.invitations import Invitation
from training.core.items import ItemRef
from training.core.permissions import requires

LONGEST_SECONDS = 3600


def register(bp: Blueprint) -> None:
    """Hang the doors of review into the quizzes' blueprint."""
    bp.add_url_rule("/repeat", "repeat", repeat, methods=["GET"])
    bp.add_url_rule("/repeat", "repeat_answer", repeat_answer, methods=["POST"])
    bp.add_url_rule("/repeat/<int:answer_id>", "repeat_told", repeat_told, methods=["GET"])


@requires(Permission.LEARN)
def repeat() -> str:
    """Answer what comes back today, one thing after another."""
    state = queries.today(current_user.id)
    ref = queries.next_ref(current_user.id, state)
    if ref is None:
        return render_template("quizzes/repeat_done.html", state=state, soon=_soon(current_user.id))
    return _page(_exact(ref), state)


@requires(Permission.LEARN)
def repeat_answer() -> ResponseReturnValue:
    """Give my answer, or say that I do not remember."""
    ref = _asked()
    response = items.sources()[ref.source].read(ref, request.form)
    state = queries.today(current_user.id)
    if response is None and request.form.get("unknown") != "yes":
        problem = _("Choose or write an answer, or press “I do not remember”.")
        return _page(ref, state, problem), 422
    service.retire_missing(current_user.id)
    given = None if request.form.get("unknown") == "yes" else response
    row = service.answer(
        current_user.id, ref, given, competency=_competency(ref), seconds=_seconds(),
        once=request.form.get("once", "")[:64] or uuid.uuid4().hex,
    )  # fmt: skip
    return redirect(url_for("quizzes.repeat_told", answer_id=row.id))


@requires(Permission.LEARN)
def repeat_told(answer_id: int) -> str:
    """See whether it was right and why, and when it comes back."""
    row = db.session.scalars(select(ReviewAnswer).filter_by(id=answer_id, person_id=current_user.id)).first()
    if row is None:
        abort(404)
    card = db.session.get_one(ReviewCard, row.card_id)
    ref = ItemRef(card.source, card.item_id, row.version)
    source = items.sources().get(card.source)
    if source is None:
        abort(404)
    state = queries.today(current_user.id)
    return render_template(
        "quizzes/repeat_told.html", row=row, card=card, state=state, grade=source.grade(ref, row.response),
        drawn=source.render(ref, row.response), right=row.fraction >= rules.RIGHT,
        more=queries.next_ref(current_user.id, state) is not None,
    )  # fmt: skip


def invite(person_id: int) -> Invitation | None:
    """Tell the first page how many things come back today; nothing where it is enough for today."""
    state = queries.today(person_id)
    if state.left:
        words = ngettext("%(num)s thing comes back today.", "%(num)s things come back today.", state.left)
        if state.away:
            words = " ".join((_("Good to see you again. Nothing has to be made up for."), words))
        return _invitation(words, state.left)
    if state.begun or state.done:
        return None
    return _invitation(_("A few short questions a day keep what you learned. Begin whenever you like."), 0)


def _invitation(words: str, count: int) -> Invitation:
    return Invitation(
        _("Three minutes a day"), words, url_for("quizzes.repeat"), _("Repeat now"), icon="reset", count=count,
        minutes=3,
    )  # fmt: skip


def _page(ref: ItemRef, state: queries.Today, problem: str = "") -> str:
    return render_template(
        "quizzes/repeat.html", ref=ref, state=state, problem=problem, once=uuid.uuid4().hex, begun=int(time.time()),
        drawn=items.sources()[ref.source].render(ref), number=state.done + 1, most=_most(state),
    )  # fmt: skip


def _most(state: queries.Today) -> int:
    new = max(1, queries.NEW_A_DAY - state.done)
    return min(rules.SESSION, state.done + max(state.left, new))


def _asked() -> ItemRef:
    """Return the item a form names; one that is no more is a 404."""
    name, number = request.form.get("source", ""), request.form.get("item", type=int) or 0
    ref = ItemRef(name, number, request.form.get("version", type=int) or 0)
    source = items.sources().get(name)
    if source is None or not source.exist([ref]):
        abort(404)
    if name == "question" and number in queries.held_back(current_user.id):
        abort(404)  # an exam that is not over would be told of here
    mine = queries.card_of(current_user.id, ref)
    if mine is None and not any(ref.id == each.id for each in source.choose(_competency(ref), queries.LOOKED_AT)):
        abort(404)  # neither mine to repeat nor offered to everybody
    return _exact(ref)


def _exact(ref: ItemRef) -> ItemRef:
    """Return the item with the version that is asked now, so that the answer says which it was."""
    if ref.version or ref.source != "question":
        return ref
    query = select(QuestionVersion.version).join(Question, Question.current_id == QuestionVersion.id)
    return ItemRef(ref.source, ref.id, db.session.scalar(query.where(Question.id == ref.id)) or 0)


def _competency(ref: ItemRef) -> str:
    if ref.source != "question":
        return "information-security"
    return db.session.scalar(select(Question.competency).where(Question.id == ref.id)) or ""


def _seconds() -> float | None:
    begun = request.form.get("begun", type=int)
    took = time.time() - begun if begun else -1
    return took if 0 <= took <= LONGEST_SECONDS else None


def _soon(person_id: int) -> Any:
    """Return the next day on which something comes back: today it is enough, also where more was due."""
    query = select(ReviewCard.due_on).where(ReviewCard.person_id == person_id, ReviewCard.retired_at.is_(None))
    query = query.where(~queries.of_questions(queries.held_back(person_id)))
    day = db.session.scalar(query.order_by(ReviewCard.due_on).limit(1))
    return max(day, clock.today() + timedelta(days=1)) if day else None
