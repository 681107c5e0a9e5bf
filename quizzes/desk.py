"""Doors of the quizzes, for those who write them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from quizzes import composing, queries, service
from quizzes.access import access_written_quiz
from quizzes.authoring import queries as bank
from quizzes.authoring import service as authoring
from quizzes.authoring import settings
from quizzes.behaviours import BEHAVIOURS
from quizzes.forms import QuizForm
from quizzes.marking import queries as marking
from quizzes.types import TYPES
from training.accounts.access import scope
from training.accounts.rights import Permission
from training.core import errand, paging
from training.core.activities import ActivityRef
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
LARGEST = 2_000_000


def register(bp: Blueprint) -> None:
    """Hang the author's doors into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/desk", "desk", desk, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/edit", "edit", edit, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/edit", "change", change, methods=["POST"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/publish", "publish", publish, methods=["POST"])


@requires(WRITE)
def desk() -> str:
    """See the quizzes of my units."""
    page = paging.paginate(queries.own_quizzes(scope(current_user.id, WRITE)))
    waiting = marking.waiting_for(current_user.id) if current_user.may(Permission.TEACH) else None
    return render_template("quizzes/desk.html", page=page, waiting=waiting)


@requires(WRITE)
def edit(quiz_id: int) -> str:
    """See a quiz as its author."""
    return _edit(quiz_id, settings.form_of(access_written_quiz(current_user.id, quiz_id)))


@requires(WRITE)
def change(quiz_id: int) -> ResponseReturnValue:
    """Change the rules of a quiz."""
    quiz, form = access_written_quiz(current_user.id, quiz_id), QuizForm()
    if form.validate_on_submit():
        with form.refusals():
            authoring.change(quiz, settings.values_of(form))
            flash(_("Changed."), "success")
            return redirect(url_for("quizzes.edit", quiz_id=quiz.id))
    return _edit(quiz_id, form), 422


@requires(WRITE)
def publish(quiz_id: int) -> ResponseReturnValue:
    """Open a quiz to learners, or close it again."""
    quiz = access_written_quiz(current_user.id, quiz_id)
    service.publish(quiz, request.form.get("on") == "yes")
    flash(_("Open to learners.") if quiz.published_at else _("Closed. Attempts that were handed in stay."), "success")
    return redirect(url_for("quizzes.edit", quiz_id=quiz.id))


def _edit(quiz_id: int, form: QuizForm) -> str:
    quiz = access_written_quiz(current_user.id, quiz_id)
    parts = composing.parts_of(quiz.id)
    versions = queries.current_versions(each.question_id for each in parts if each.question_id)
    units = scope(current_user.id, WRITE)
    return render_template(
        "quizzes/edit.html", quiz=quiz, form=form, parts=parts, versions=versions, tried=queries.tried(quiz.id),
        types=TYPES, heading=queries.heading, sections=settings.SECTIONS, categories=bank.categories(units),
        behaviours=BEHAVIOURS, errand=errand.current(), ref=ActivityRef("quiz", quiz.id),
    )  # fmt: skip
