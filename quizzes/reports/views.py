"""Doors of a quiz's reports: four tables, narrowed to a unit, on the page and as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from quizzes.analysis.views import WHICH
from quizzes.models import Quiz
from quizzes.reports import queries
from quizzes.reports.sources import COUNTS, MOST, SOURCES
from training.accounts import grants
from training.accounts.access import access_unit, scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core import audit, paging, reporting, spreadsheet
from training.core.db import db
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.core.reporting import Scope

SEE = Permission.COMPLETION_SEE
BY_NAME = {each.name.removeprefix("quiz_"): each for each in SOURCES}


def register(bp: Blueprint) -> None:
    """Hang the doors of reports into the quizzes' blueprint."""
    bp.add_url_rule("/quizzes/<int:quiz_id>/report", "report", report, methods=["GET"])
    bp.add_url_rule("/quizzes/<int:quiz_id>/report.<ending>", "report_file", report_file, methods=["GET"])


@requires(SEE)
def report(quiz_id: int) -> str:
    """See what my people earned and answered in one quiz."""
    quiz, unit = _quiz(quiz_id), request.args.get("unit", type=int) or 0
    asked = _scope(quiz)
    name = _name()
    source = BY_NAME[name]
    page = paging.slice_of(list(reporting.rows(source, asked)))
    every = queries.count(quiz.id, asked.unit_ids)
    return render_template(
        "quizzes/report.html", quiz=quiz, name=name, source=source, columns=source.columns_of(asked), page=page,
        sources=BY_NAME, choices=WHICH, which=_which(quiz), unit=unit, units=_units(),
        every=every, most=MOST,
    )  # fmt: skip


@requires(SEE)
@limiter.limit(EXPENSIVE)
def report_file(quiz_id: int, ending: str) -> ResponseReturnValue:
    """Take the same table away."""
    if ending not in ("csv", "xlsx"):
        abort(404)
    quiz, source = _quiz(quiz_id), BY_NAME[_name()]
    asked = _scope(quiz, whole="1")
    columns = source.columns_of(asked)
    audit.note("report.export", ("quiz", quiz.id), what=source.name)
    write = spreadsheet.as_csv if ending == "csv" else spreadsheet.as_xlsx
    rows = ([_cell(column.kind, row.get(column.key)) for column in columns] for row in reporting.rows(source, asked))
    return write(f"bai-{quiz.id}-{_name()}", [str(column.label) for column in columns], rows)


def _cell(kind: str, value: Any) -> Any:
    return f"{round(value * 100)} %" if kind == "percent" and value is not None else value


def _name() -> str:
    asked = request.args.get("what", "grades")
    return asked if asked in BY_NAME else "grades"


def _quiz(quiz_id: int) -> Quiz:
    """Return a quiz of my units, of the house, or one that everybody may take; anything else is a 404."""
    mine = Quiz.unit_id.in_(scope(current_user.id, SEE)) | Quiz.unit_id.is_(None) | Quiz.published_at.is_not(None)
    found = db.session.scalars(select(Quiz).where(Quiz.id == quiz_id, mine)).first()
    if found is None:
        abort(404)
    return found


def _which(quiz: Quiz) -> str:
    """Return which attempts are asked for; those that the quiz counts, where nothing is said."""
    asked = request.args.get("attempts", "")
    return asked if asked in WHICH else COUNTS[quiz.grade_method]


def _scope(quiz: Quiz, **more: str) -> Scope:
    unit = request.args.get("unit", type=int)
    roots = (access_unit(current_user.id, unit, SEE).id,) if unit else tuple(grants.roots(current_user.id, SEE))
    filters = {"quiz": str(quiz.id), "attempts": _which(quiz), **more}
    return Scope(current_user.id, roots, filters=filters)


def _units() -> list[Unit]:
    mine = select(Unit).where(Unit.id.in_(scope(current_user.id, SEE)), Unit.archived_at.is_(None))
    return list(db.session.scalars(mine.order_by(Unit.code).limit(300)))
