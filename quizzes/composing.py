"""What a quiz asks: fixed questions and draws from the bank, each with its weight."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, delete, false, literal, select, union_all

from quizzes import queries
from quizzes.bank.models import QuestionTag
from quizzes.behaviours import BEHAVIOURS, serves
from quizzes.models import Attempt, Part, Question, QuestionVersion, Quiz, Slot
from quizzes.types import TYPES
from training.accounts import units
from training.core.db import db
from training.core.errors import RuleBroken

PARTS_OF = select(Part).where(Part.quiz_id == bindparam("quiz_id")).order_by(Part.place)


@dataclass(frozen=True)
class Planned:
    """One place of a quiz to be: a question, or `count` drawn by the filter `draw` (category, competency, kind …)."""

    question_id: int | None = None
    draw: Mapping[str, Any] | None = None
    count: int = 1
    weight: float = 1.0


def set_parts(quiz: Quiz, parts: Iterable[Planned]) -> None:
    """Give a quiz these parts instead of its present ones; attempts that have begun keep their questions.

    Raises RuleBroken where the behaviour of the quiz cannot serve a question.
    """
    planned = list(parts)
    check_served(quiz.behaviour or "deferred", [each.question_id for each in planned if each.question_id])
    db.session.execute(delete(Part).where(Part.quiz_id == quiz.id))
    for place, each in enumerate(planned, start=1):
        draw = dict(each.draw) if each.draw is not None else None
        db.session.add(
            Part(
                quiz_id=quiz.id,
                place=place,
                question_id=each.question_id,
                draw=draw,
                count=each.count,
                weight=each.weight,
            )
        )
    known = queries.current_versions(each.question_id for each in planned if each.question_id)
    asking = {number for number, version in known.items() if TYPES[version.kind].asks}
    quiz.size = sum(each.count for each in planned if each.question_id is None or each.question_id in asking)
    db.session.flush()


def parts_of(quiz_id: int) -> Sequence[Part]:
    """Return the parts of a quiz in order."""
    return db.session.scalars(PARTS_OF, {"quiz_id": quiz_id}).all()


def questions_of(quiz_id: int) -> list[int]:
    """Return the ids of the fixed questions of a quiz in order."""
    return [each.question_id for each in parts_of(quiz_id) if each.question_id is not None]


def check_served(behaviour: str, question_ids: Iterable[int]) -> None:
    """Raise RuleBroken that names the first question which a behaviour cannot serve."""
    for version in queries.current_versions(question_ids).values():
        why = BEHAVIOURS[behaviour].refuses(TYPES[version.kind])
        if why:
            said = _("Question “%(text)s”: %(why)s", text=queries.heading(version), why=_(why))
            raise RuleBroken(said, field="behaviour", code="quiz.behaviour")


def missing(quiz: Quiz) -> tuple[int, int]:
    """Return how many questions an attempt begun now would have, and how many its draws would lack."""
    parts = parts_of(quiz.id)
    fixed = queries.current_versions(each.question_id for each in parts if each.question_id)
    offers = pools([part.draw or {} for part in parts if part.question_id is None], quiz)
    taken, found, lacking = set(fixed), sum(TYPES[each.kind].asks for each in fixed.values()), 0
    for part in parts:
        if part.question_id is None:
            offered = [one for one in offers[rule(part.draw or {})] if one not in taken]
            taken |= set(offered[: part.count])
            found, lacking = found + min(part.count, len(offered)), lacking + max(0, part.count - len(offered))
    return found, lacking


def pool(draw: Mapping[str, Any], quiz: Quiz) -> Select[int]:
    """Return the query for the ids of every question that a draw of `quiz` may bring.

    They are of the quiz's unit, of a unit below it, or came with the house.
    """
    behaviour = quiz.behaviour or "deferred"
    query = select(Question.id).join(QuestionVersion, QuestionVersion.id == Question.current_id)
    query = query.where(Question.archived_at.is_(None), QuestionVersion.kind.in_(_kinds(draw, behaviour)))
    query = query.where(Question.state == "ready")
    own = Question.unit_id.in_(units.subtree(quiz.unit_id)) if quiz.unit_id else false()
    query = query.where(own | Question.unit_id.is_(None))
    if draw.get("category"):
        below = Question.category.startswith(f"{draw['category']} / ", autoescape=True)
        query = query.where((Question.category == draw["category"]) | below)
    for name in ("competency", "level"):
        if draw.get(name):
            query = query.where(getattr(Question, name) == draw[name])
    if draw.get("tag"):
        query = query.where(Question.id.in_(select(QuestionTag.question_id).filter_by(tag=draw["tag"])))
    if draw.get("unit"):
        query = query.where(Question.unit_id == draw["unit"])
    return query


def pools(draws: Iterable[Mapping[str, Any]], quiz: Quiz) -> dict[str, list[int]]:
    """Return for the `rule` of each draw the ids of all it may bring, in order; one statement for all."""
    looks = {rule(draw): pool(draw, quiz) for draw in draws}
    found: dict[str, list[int]] = {name: [] for name in looks}
    if not looks:
        return found
    names = list(looks)
    each = [
        select(literal(number).label("rule"), look.subquery().c.id)
        for number, look in enumerate(looks.values())
    ]  # fmt: skip
    for number, one in db.session.execute(union_all(*each)):
        found[names[number]].append(one)
    return {name: sorted(ids) for name, ids in found.items()}


def rule(draw: Mapping[str, Any]) -> str:
    """Return what two draws share that may bring the same questions."""
    return json.dumps(draw, sort_keys=True)


def _kinds(draw: Mapping[str, Any], behaviour: str) -> list[str]:
    asked = [draw["kind"]] if draw.get("kind") else [name for name, kind in TYPES.items() if kind.asks]
    return [name for name in asked if name in TYPES and serves(behaviour, TYPES[name])]


def chosen(quiz: Quiz, learner_id: int, dice: random.Random) -> list[tuple[queries.Wording, float]]:
    """Return the versions and weights of a new attempt, as much of them as it is laid out from."""
    ids = drawn(quiz, learner_id, dice)
    versions = queries.to_lay_out(one for one, _weight in ids)
    return [(versions[one], weight) for one, weight in ids if one in versions]


def sample(quiz: Quiz, dice: random.Random) -> list[QuestionVersion]:
    """Return what an attempt could ask, whole, for its author to look at."""
    ids = [one for one, _weight in drawn(quiz, 0, dice)]
    versions = queries.current_versions(ids)
    return [versions[one] for one in ids if one in versions]


def drawn(quiz: Quiz, learner_id: int, dice: random.Random) -> list[tuple[int, float]]:
    """Return the questions and weights of a new attempt: draws bring no question twice, and new ones first."""
    parts = parts_of(quiz.id)
    seen = _seen(quiz.id, learner_id) if any(part.draw is not None for part in parts) else set()
    offers = pools([part.draw or {} for part in parts if part.question_id is None], quiz)
    taken = {each.question_id for each in parts if each.question_id}
    ids = list[tuple[int, float]]()
    for part in parts:
        if part.question_id is not None:
            ids.append((part.question_id, part.weight))
            continue
        offered = [one for one in offers[rule(part.draw or {})] if one not in taken]
        dice.shuffle(offered)
        offered.sort(key=seen.__contains__)
        ids += [(one, part.weight) for one in offered[: part.count]]
        taken |= set(offered[: part.count])
    return ids


def _seen(quiz_id: int, learner_id: int) -> set[int]:
    query = (
        select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Attempt.quiz_id == quiz_id, Attempt.learner_id == learner_id)
    )
    return set(db.session.scalars(query))
