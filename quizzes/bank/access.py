"""Questions I may see or change, or 404: those of my units, and those that came with the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import abort
from sqlalchemy import ColumnElement, select

from quizzes.bank.models import QuestionImport
from quizzes.models import Question, QuestionVersion
from training.accounts import grants
from training.accounts.access import scope
from training.accounts.models import Unit
from training.accounts.rights import Permission
from training.core.db import db

WRITE = Permission.CONTENT_WRITE


def seen(viewer_id: int) -> ColumnElement[bool]:
    """Return the condition that a question is of the viewer's units, or of the house."""
    return Question.unit_id.in_(scope(viewer_id, WRITE)) | Question.unit_id.is_(None)


def changed_by(viewer_id: int) -> ColumnElement[bool]:
    """Return the condition that the viewer may change a question: those of the house belong to the whole province."""
    own = Question.unit_id.in_(scope(viewer_id, WRITE))
    return own | Question.unit_id.is_(None) if whole(viewer_id) else own


def whole(viewer_id: int) -> bool:
    """Say whether the viewer writes for a unit that stands above all others."""
    roots = grants.roots(viewer_id, WRITE)
    query = select(Unit.id).where(Unit.id.in_(roots), Unit.parent_id.is_(None)).limit(1)
    return bool(roots) and db.session.scalar(query) is not None


def access_question(viewer_id: int, question_id: int) -> Question:
    """Return a question that the viewer may see."""
    found = db.session.scalars(select(Question).where(Question.id == question_id, seen(viewer_id))).first()
    if found is None:
        abort(404)
    return found


def access_own_question(viewer_id: int, question_id: int) -> Question:
    """Return a question that the viewer may change."""
    found = db.session.scalars(select(Question).where(Question.id == question_id, changed_by(viewer_id))).first()
    if found is None:
        abort(404)
    return found


def own_questions(viewer_id: int, ids: Iterable[int]) -> Sequence[Question]:
    """Return those of `ids` that the viewer may change; the others are simply not among them."""
    query = select(Question).where(Question.id.in_(list(ids)), changed_by(viewer_id)).order_by(Question.id)
    return db.session.scalars(query).all()


def access_version(question: Question, version: int) -> QuestionVersion:
    """Return one version of a question, the current one for 0."""
    query = select(QuestionVersion).where(QuestionVersion.question_id == question.id)
    query = query.where(QuestionVersion.version == version if version else QuestionVersion.id == question.current_id)
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def access_import(viewer_id: int, import_id: int) -> QuestionImport:
    """Return a file that was brought into one of the viewer's units."""
    query = select(QuestionImport).where(
        QuestionImport.id == import_id, QuestionImport.unit_id.in_(scope(viewer_id, WRITE))
    )
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found
