"""What the pages of writers show of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from quizzes.bank import keeping
from quizzes.models import Question, QuestionVersion
from quizzes.types import TYPES
from training.core import search
from training.core.db import db


def mine(units: Any) -> ColumnElement[bool]:
    """Return the condition that a question belongs to these units or came with the house, and can be asked."""
    mine_or_house = Question.unit_id.in_(units) | Question.unit_id.is_(None)
    return mine_or_house & Question.archived_at.is_(None) & (Question.state == "ready")


def categories(units: Any) -> list[tuple[str, int]]:
    """Return each category with how many questions a draw from it may bring."""
    asks = [name for name, kind in TYPES.items() if kind.asks]
    query = (
        select(Question.category, func.count(Question.id))
        .join(QuestionVersion, QuestionVersion.id == Question.current_id)
        .where(mine(units), QuestionVersion.kind.in_(asks))
        .group_by(Question.category)
        .order_by(Question.category)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def offered(units: Any, *, category: str, kind: str, words: str, without: list[int]) -> Select[QuestionVersion]:
    """Return the query for the newest versions of questions that may be added to a quiz."""
    query = select(QuestionVersion).join(Question, Question.current_id == QuestionVersion.id).where(mine(units))
    if without:
        query = query.where(Question.id.not_in(without))
    if category:
        below = Question.category.startswith(f"{category} / ", autoescape=True)
        query = query.where((Question.category == category) | below)
    if kind:
        query = query.where(QuestionVersion.kind == kind)
    if words.strip():
        hits = search.find(words, audiences=[keeping.AUDIENCE], kinds=[keeping.KIND], limit=400)
        query = query.where(Question.id.in_([each.ref_id for each in hits]))
    return query.order_by(QuestionVersion.id.desc())


def titles(ids: Iterable[int]) -> dict[int, str]:
    """Return how questions are called: many share their first words, for example all that show a message."""
    query = select(Question.id, Question.title).where(Question.id.in_(list(ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def chosen(units: Any, ids: list[int], *, without: list[int]) -> Sequence[QuestionVersion]:
    """Return the newest versions of these questions, as far as they may be added to a quiz."""
    if not ids:
        return []
    query = offered(units, category="", kind="", words="", without=without).where(Question.id.in_(ids))
    return db.session.scalars(query).all()
