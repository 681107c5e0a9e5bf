"""Doors of the quizzes, for those who write them."""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from quizzes import composing, queries, service, words
from quizzes.access import access_written_quiz
from quizzes.authoring import queries as bank
from quizzes.authoring import service as authoring
from quizzes.authoring import settings
from quizzes.behaviours import BEHAVIOURS
from quizzes.formats import inspect, table
from quizzes.formats.question import FileRefused, Read
from quizzes.forms import ImportForm, QuizForm
from quizzes.marking import queries as marking
from quizzes.types import TYPES
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import encoding, paging
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires
from training.core.sheet import SheetRefused

WRITE = Permission.CONTENT_WRITE
LARGEST = 2_000_000


def register(bp: Blueprint) -> None:
    """Hang the author's doors into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/desk", "desk", desk, methods=["GET"])
    bp.add_url_rule("/quizzes/import", "import_page", import_page, methods=["GET"])
    bp.add_url_rule("/quizzes/import", "import_file", import_file, methods=["POST"])
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
def import_page() -> str:
    """Choose a file of questions."""
    return render_template("quizzes/import.html", form=_form(), read=None)


@requires(WRITE)
def import_file() -> ResponseReturnValue:
    """Look at what the file holds, line by line; then make a quiz of it."""
    form = _form()
    text = request.form.get("source", "")
    if not text and form.validate_on_submit():
        with form.refusals():
            text = _text(form.file.data.read(LARGEST + 1))
    elif not text:
        return render_template("quizzes/import.html", form=form, read=None), 422
    with form.refusals():
        read = _read(text)
    if form.errors:
        return render_template("quizzes/import.html", form=form, read=None), 422
    if request.form.get("sure") == "yes":
        unit = access_unit(current_user.id, request.form.get("unit", type=int) or 0, WRITE)
        with form.refusals():
            quiz = service.import_quiz(request.form.get("title", ""), read, unit_id=unit.id, by=current_user.id)
            flash(_("The quiz is made. Look at it, then publish it."), "success")
            return redirect(url_for("quizzes.edit", quiz_id=quiz.id))
    if not text:
        return render_template("quizzes/import.html", form=form, read=None), 422
    return render_template("quizzes/import.html", form=form, read=read, source=text, said=words.said)


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
        behaviours=BEHAVIOURS,
    )  # fmt: skip


def _form() -> ImportForm:
    form = ImportForm()
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, WRITE)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    return form


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise RuleBroken(_("The file is larger than 2 MB. Cut it into parts."), field="file", code="import.large")
    try:
        return table.as_text(data) if data.startswith(b"PK") else encoding.decode_text(data)[0]
    except SheetRefused as error:
        raise RuleBroken(_("The table cannot be read."), field="file", code="import.table") from error
    except encoding.TextRefused as error:
        message = _("The text of this file cannot be read. Save it as UTF-8 and choose it again.")
        raise RuleBroken(message, field="file", code=f"import.{error.code}") from error


def _read(text: str) -> list[Read]:
    """Return the questions of a text whose old declaration of an encoding no longer holds."""
    try:
        return inspect.read(re.sub(r"^\s*<\?xml[^>]*\?>", "<!-- -->", text).encode())[1]
    except FileRefused as error:
        raise RuleBroken(_(str(error)), field="file", code="import.refused") from error
