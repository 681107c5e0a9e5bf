"""Doors of files: bring questions in, look at them first, take an import back, let questions out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from quizzes.bank import access, dressing, importing, preview, queries
from quizzes.bank.forms import BringForm
from quizzes.bank.views import filters_asked
from quizzes.formats import examples, tablenames, tablewriter, writing
from quizzes.formats.question import Read
from quizzes.models import Question
from quizzes.types import TYPES
from quizzes.words import lost_said
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import paging, spreadsheet, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
MOST_OUT = 2000
SHEETS = {"csv": spreadsheet.as_csv, "xlsx": spreadsheet.as_xlsx}


def register(bp: Blueprint) -> None:
    """Hang the doors of files into the quizzes' blueprint."""
    bp.add_url_rule("/bank/import", "bring_page", bring_page, methods=["GET"])
    bp.add_url_rule("/bank/import", "bring", bring, methods=["POST"])
    bp.add_url_rule("/bank/import/<int:import_id>", "brought", brought, methods=["GET"])
    bp.add_url_rule("/bank/import/<int:import_id>/keep", "bring_keep", bring_keep, methods=["POST"])
    bp.add_url_rule("/bank/import/<int:import_id>/back", "bring_back", bring_back, methods=["POST"])
    bp.add_url_rule("/bank/import/sample/<name>", "bring_sample", bring_sample, methods=["GET"])
    bp.add_url_rule("/bank/export", "bank_export", bank_export, methods=["GET"])
    bp.add_url_rule("/bank/export/<name>", "bank_file", bank_file, methods=["GET"])


@requires(WRITE)
def bring_page() -> str:
    """Choose a file of questions, and see what was brought in before."""
    return _page(_form())


@requires(WRITE)
def bring() -> ResponseReturnValue:
    """Have a file looked at, question by question; nothing is kept in the bank yet."""
    form = _form()
    if form.validate_on_submit():
        unit = access_unit(current_user.id, int(form.unit.data), WRITE)
        with form.refusals():
            data, name = form.file.data.read(importing.LARGEST + 1), form.file.data.filename or ""
            category = form.category.data or ""
            row = importing.look(data, name, unit_id=unit.id, category=category, by=current_user.id)
            return redirect(url_for("quizzes.brought", import_id=row.id, title=form.title.data or None))
    return _page(form), 422


@requires(WRITE)
def brought(import_id: int) -> str:
    """See every question of a file by its line: what it is read as, what cannot be kept, and why."""
    row = access.access_import(current_user.id, import_id)
    found = importing.content(row)
    pairs = [(each, importing.problem_of(each)) for each in found.questions]
    kinds = Counter(each.kind for each, problem in pairs if not problem)
    page = paging.slice_of(found.questions, per=50)
    trouble = [(each, problem) for each, problem in pairs if problem or each.lost]
    return render_template(
        "quizzes/bank/brought.html", row=row, found=found, page=page, kinds=kinds,
        looked=[preview.looked(each) for each in page.items], quiz=importing.quiz_held(row),
        labels={name: each.label for name, each in TYPES.items()}, lost_said=lost_said,
        good=sum(kinds.values()), title=request.args.get("title", "")[:200], trouble=trouble[:200],
        more_trouble=max(0, len(trouble) - 200),
    )  # fmt: skip


@requires(WRITE)
def bring_keep(import_id: int) -> ResponseReturnValue:
    """Put the good questions of the file into the bank; and, where a title is given, make a quiz of them."""
    row = access.access_import(current_user.id, import_id)
    again = row.kept_at is not None
    title = request.form.get("title", "").strip()[:200]
    try:
        made = importing.keep(row, importing.content(row))
    except RuleBroken as error:
        transaction.refuse(error)
        flash(str(error), "error")
        return redirect(url_for("quizzes.brought", import_id=row.id))
    if title and not row.taken_back_at:
        importing.quiz_of(row, title, made)
    if again:
        flash(_("This file came in before. Nothing changed."), "info")
    else:
        flash(ngettext("%(num)s question is in the bank.", "%(num)s questions are in the bank.", len(made)), "success")
    return redirect(url_for("quizzes.brought", import_id=row.id))


@requires(WRITE)
def bring_back(import_id: int) -> ResponseReturnValue:
    """Take a whole import back."""
    row = access.access_import(current_user.id, import_id)
    try:
        done = importing.take_back(row)
    except RuleBroken as error:
        transaction.refuse(error)
        flash(str(error), "error")
    else:
        counts = {"gone": done.deleted, "kept": done.retired}
        told = _("Import taken back: %(gone)s questions deleted, %(kept)s retired.", **counts)
        again = _("This import was taken back before. Nothing changed.")
        flash(told if done.now else again, "success" if done.now else "info")
    return redirect(url_for("quizzes.brought", import_id=import_id))


@requires(WRITE)
def bring_sample(name: str) -> Response:
    """Take a filled example of a file, to write my own questions over it."""
    if name in examples.TEXTS:
        answer = Response(examples.TEXTS[name], mimetype="text/plain")
        answer.headers["Content-Disposition"] = f'attachment; filename="mau-cau-hoi.{name}.txt"'
        return answer
    if name not in SHEETS:
        abort(404)
    return SHEETS[name]("mau-cau-hoi", *tablewriter.rows(examples.table()))


@requires(WRITE)
def bank_export() -> str:
    """Read what each format would lose, before a file is made."""
    out = _chosen()
    lost = {name: Counter(what for each in out for what in writing.lost(name, each)) for name in writing.FORMATS}
    named = {name: _named(name, out) for name in writing.FORMATS}
    return render_template(
        "quizzes/bank/export.html", count=len(out), lost=lost, named=named, query=request.query_string.decode(),
        lost_said=lost_said, most=MOST_OUT,
    )  # fmt: skip


@requires(WRITE)
def bank_file(name: str) -> Response:
    """Take questions out as a file."""
    if name not in writing.FORMATS:
        abort(404)
    out = _chosen()
    if name in SHEETS:
        heads, rows = tablewriter.rows([dressing.plainly(each) for each in out])
        return SHEETS[name]("cau-hoi", heads, rows)
    kind, ending = ("application/xml", "xml") if name == "moodlexml" else ("text/plain; charset=utf-8", "gift.txt")
    answer = Response(writing.text(name, out), mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="cau-hoi.{ending}"'
    return answer


def _chosen() -> list[Read]:
    visible = access.seen(current_user.id)
    ids = [int(each) for each in request.args.getlist("chosen") if each.isdigit()][:MOST_OUT]
    query = queries.listed(visible, filters_asked())
    if ids:
        query = query.where(Question.id.in_(ids))
    pairs: Any = db.session.execute(query.limit(MOST_OUT)).all()
    tags = queries.tags_of([question.id for question, _version in pairs])
    return [dressing.undress(question, version, tags.get(question.id, ())) for question, version in pairs]


def _named(name: str, out: list[Read]) -> list[tuple[str, list[str]]]:
    """Return the first questions that lose something in a format, with what they lose."""
    pairs = [(each.title or each.text[:60], writing.lost(name, each)) for each in out]
    return [(title, lost) for title, lost in pairs if lost][:50]


def _form() -> BringForm:
    form = BringForm()
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, WRITE)), Unit.archived_at.is_(None))
    form.unit.choices = [(str(row.id), row.name) for row in db.session.scalars(mine.order_by(Unit.code))]
    return form


def _page(form: BringForm) -> str:
    page = paging.paginate(queries.imports(scope(current_user.id, WRITE)))
    known = queries.categories(access.seen(current_user.id))
    return render_template(
        "quizzes/bank/bring.html", form=form, page=page, categories=known, types=tablenames.SAID.items(),
        examples=examples.TEXTS,
    )  # fmt: skip
