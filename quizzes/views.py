"""Doors of the quizzes, for those who take them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from quizzes import queries, saving, taking
from quizzes.access import access_own_attempt, access_quiz
from quizzes.models import Attempt
from quizzes.types import TYPES
from training.accounts.rights import Permission
from training.core import clock, paging, transaction, words
from training.core.errors import RuleBroken
from training.core.permissions import requires

bp = Blueprint("quizzes", __name__, template_folder="templates")


@bp.get("/quizzes")
@requires(Permission.LEARN)
def index() -> str:
    """See the quizzes I can take."""
    return render_template("quizzes/index.html", page=paging.paginate(queries.open_quizzes()))


@bp.get("/quizzes/<int:quiz_id>")
@requires(Permission.LEARN)
def show(quiz_id: int) -> str:
    """Read the rules before I start."""
    quiz = access_quiz(quiz_id)
    return render_template("quizzes/show.html", quiz=quiz, attempts=queries.attempts_of(current_user.id, quiz.id))


@bp.post("/quizzes/<int:quiz_id>")
@requires(Permission.LEARN)
def start(quiz_id: int) -> ResponseReturnValue:
    """Start, or go on with my open attempt."""
    attempt = taking.start(access_quiz(quiz_id), current_user.id)
    return redirect(url_for("quizzes.attempt", attempt_id=attempt.id))


@bp.get("/attempts/<int:attempt_id>")
@requires(Permission.LEARN)
def attempt(attempt_id: int) -> ResponseReturnValue:
    """Answer one question after another."""
    mine = access_own_attempt(current_user.id, attempt_id)
    if mine.submitted_at is not None:
        return redirect(url_for("quizzes.review", attempt_id=mine.id))
    return _page(mine, request.args.get("q", type=int))


@bp.post("/attempts/<int:attempt_id>/answers")
@requires(Permission.LEARN)
def save(attempt_id: int) -> ResponseReturnValue:
    """Save one answer: as data from the page's script, or as a plain form."""
    if request.is_json:
        return _save_data(attempt_id, request.get_json(silent=True) or {})
    mine = access_own_attempt(current_user.id, attempt_id)
    place, once = request.form.get("slot", type=int) or 0, request.form.get("uuid", "")[:64]
    try:
        saving.save_answer(current_user.id, mine.id, saving.Answer(place, request.form.getlist("answer"), once))
    except LookupError:
        abort(404)
    except RuleBroken as error:
        transaction.refuse(error)
        return _page(mine, place, str(error)), 422
    taking.flag(mine, place, "on" in request.form.getlist("flag"))
    return redirect(url_for("quizzes.attempt", attempt_id=mine.id, q=request.form.get("go", type=int) or place))


@bp.get("/attempts/<int:attempt_id>/check")
@requires(Permission.LEARN)
def check(attempt_id: int) -> ResponseReturnValue:
    """See what is answered, flagged and still open before I hand in."""
    mine = access_own_attempt(current_user.id, attempt_id)
    if mine.submitted_at is not None:
        return redirect(url_for("quizzes.review", attempt_id=mine.id))
    return render_template("quizzes/check.html", attempt=mine, asked=queries.asked(mine))


@bp.post("/attempts/<int:attempt_id>/submit")
@requires(Permission.LEARN)
def submit(attempt_id: int) -> ResponseReturnValue:
    """Hand in my open attempt."""
    mine = access_own_attempt(current_user.id, attempt_id)
    taking.submit_attempt(mine)
    flash(_("Your answers are in."), "success")
    return redirect(url_for("quizzes.review", attempt_id=mine.id))


@bp.get("/attempts/<int:attempt_id>/review")
@requires(Permission.LEARN)
def review(attempt_id: int) -> ResponseReturnValue:
    """See what I answered, what was right and why."""
    mine = access_own_attempt(current_user.id, attempt_id)
    if mine.submitted_at is None:
        return redirect(url_for("quizzes.attempt", attempt_id=mine.id))
    shown = [(each, _explained(each)) for each in queries.asked(mine)]
    return render_template("quizzes/review.html", attempt=mine, shown=shown)


def _page(mine: Attempt, place: int | None, problem: str = "") -> str:
    asked = queries.asked(mine)
    waiting = next((each.slot.place for each in asked if each.response is None), 1)
    wanted = place if place and 1 <= place <= len(asked) else waiting
    return render_template(
        "quizzes/attempt.html", attempt=mine, asked=asked, item=asked[wanted - 1], place=wanted, problem=problem,
        once=uuid.uuid4().hex, left=_left(mine.due_at),
    )  # fmt: skip


def _save_data(attempt_id: int, data: dict[str, Any]) -> ResponseReturnValue:
    values, once = data.get("response"), str(data.get("uuid", ""))[:64]
    if not isinstance(values, list) or not isinstance(data.get("slot"), int) or len(once) < 8:
        abort(400)
    try:
        answer = saving.Answer(data["slot"], [str(v) for v in values[:100]], once)
        saved = saving.save_answer(current_user.id, attempt_id, answer)
    except LookupError:
        abort(404)
    except RuleBroken as error:
        transaction.refuse(error)
        return jsonify(saved=False, message=str(error)), 409
    return jsonify(saved=True, at=words.hour(saved.at), left=_left(saved.due_at))


def _left(due_at: datetime | None) -> int | None:
    """Return the seconds that remain."""
    return max(0, round((due_at - clock.now()).total_seconds())) if due_at else None


def _explained(each: queries.Asked) -> dict[str, Any]:
    version = each.slot.version
    kind = TYPES[version.kind]
    key = kind.key(version.settings) or []
    said = kind.feedback(version.settings, each.response)
    return {"key": key, "said": said, "right": (each.fraction or 0) >= 0.999}
