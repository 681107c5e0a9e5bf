"""A category gets another name or another place: what would change is shown first, and random draws go along."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select, update

from quizzes import composing
from quizzes.bank import access, keeping
from quizzes.bank.models import QuestionCategory
from quizzes.formats.paths import BETWEEN
from quizzes.models import Part, Question, Quiz
from training.accounts.access import scope
from training.core import audit
from training.core.db import db
from training.core.errors import RuleBroken


@dataclass(frozen=True)
class Drawn:
    """One draw that names the category: its quiz, its new filter, and how many questions fit before and after."""

    part: Part
    quiz: Quiz
    category: str
    before: int
    after: int


@dataclass(frozen=True)
class Plan:
    """What a new name would do, and the digest under which it is agreed to."""

    old: str
    new: str
    paths: Sequence[tuple[str, str, int]]
    """Each category that changes: its old path, its new one, how many questions go along."""
    staying: int
    """Questions of it that the viewer may not change: they keep the old name."""
    there: int
    """Questions that stand under the new name already."""
    draws: Sequence[Drawn]
    digest: str

    @property
    def moving(self) -> int:
        """Return how many questions change their category."""
        return sum(many for _old, _new, many in self.paths)


def plan(viewer_id: int, old: str, written: str) -> Plan:
    """Work out what it changes to call the category `old` as `written` says.

    Raises RuleBroken for an empty, unchanged or too long name, and for a category that would move into itself.
    """
    new = BETWEEN.join(each.strip() for each in written.split("/") if each.strip())
    if not new:
        raise RuleBroken(_("Write the new name."), field="name", code="category.name")
    if new == old:
        raise RuleBroken(_("This is its name already."), field="name", code="category.name")
    if new.startswith(old + BETWEEN):
        raise RuleBroken(_("A category cannot move into itself."), field="name", code="category.name")
    mine, seen = access.changed_by(viewer_id), access.seen(viewer_id)
    query = select(Question.category, func.count()).where(_within(old), mine).group_by(Question.category)
    rows = db.session.execute(query.order_by(Question.category))
    paths = [(path, new + path[len(old) :], many) for path, many in rows]
    if any(len(after) > keeping.LONGEST_PATH for _before, after, _many in paths):
        raise RuleBroken(_("The name is too long."), field="name", code="category.name")
    if not paths:
        raise RuleBroken(_("None of its questions is yours to move."), field="name", code="category.none")
    draws = _draws(viewer_id, old, new, mine)
    said = [old, new, [list(each) for each in paths], [[each.part.id, each.after] for each in draws]]
    digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
    others = Question.id.not_in(select(Question.id).where(mine))
    return Plan(old, new, paths, _count(_within(old), others, seen), _count(_within(new), seen), draws, digest)


def rename(viewer_id: int, agreed: Plan) -> None:
    """Do what was shown: questions, words about the categories, and draws change in one step."""
    mine = access.changed_by(viewer_id)
    for before, after, _many in agreed.paths:
        db.session.execute(update(Question).where(Question.category == before, mine).values(category=after))
        _carry_words(viewer_id, before, after)
    for each in agreed.draws:
        each.part.draw = {**(each.part.draw or {}), "category": each.category}
        each.quiz.edited, each.quiz.version = True, each.quiz.version + 1
    audit.note("question.category", questions=agreed.moving, draws=len(agreed.draws), agreed=agreed.digest)
    db.session.flush()
    db.session.expire_all()


def _within(path: str) -> ColumnElement[bool]:
    return (Question.category == path) | Question.category.startswith(path + BETWEEN, autoescape=True)


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Question.id)).where(*conditions)) or 0


def _draws(viewer_id: int, old: str, new: str, mine: ColumnElement[bool]) -> list[Drawn]:
    """Return the draws of my quizzes that name the category or one below it."""
    own: ColumnElement[bool] = Quiz.unit_id.in_(scope(viewer_id, access.WRITE))
    own = own | Quiz.unit_id.is_(None) if access.whole(viewer_id) else own
    query = select(Part, Quiz).join(Quiz, Quiz.id == Part.quiz_id).where(Part.draw.is_not(None), own)
    found = []
    for part, quiz in db.session.execute(query.order_by(Quiz.title, Part.place)).all():
        category = str((part.draw or {}).get("category") or "")
        if category != old and not category.startswith(old + BETWEEN):
            continue
        after = new + category[len(old) :]
        found.append(Drawn(part, quiz, after, *_fits(part, quiz, category, after, mine)))
    return found


def _fits(part: Part, quiz: Quiz, before: str, after: str, mine: ColumnElement[bool]) -> tuple[int, int]:
    """Return how many questions fit a draw now, and how many will: those that go along, and those already there."""
    now = composing.pool(part.draw or {}, quiz)
    there = composing.pool({**(part.draw or {}), "category": after}, quiz)
    going = select(Question.id).where(Question.id.in_(now), mine)
    whole = select(func.count(Question.id)).where(Question.id.in_(going) | Question.id.in_(there))
    return db.session.scalar(select(func.count()).select_from(now.subquery())) or 0, db.session.scalar(whole) or 0


def _carry_words(viewer_id: int, before: str, after: str) -> None:
    rows = select(QuestionCategory).where(
        QuestionCategory.path == before, QuestionCategory.unit_id.in_(scope(viewer_id, access.WRITE))
    )
    for row in db.session.scalars(rows).all():
        held = select(QuestionCategory.id).filter_by(unit_id=row.unit_id, path=after)
        if db.session.scalar(held) is None:
            row.path = after
