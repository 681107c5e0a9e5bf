"""What is said about a question beside its wording: category, labels, competency, level, source. It has no versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from quizzes.authoring.draws import LEVELS
from quizzes.bank import keeping
from quizzes.bank.models import QuestionTag
from quizzes.formats.paths import BETWEEN
from quizzes.models import Question
from training.core import fold
from training.core.db import db
from training.ledger.needs import COMPETENCIES

LONGEST_SOURCE = 300


@dataclass(frozen=True)
class About:
    """What the fields say."""

    category: str
    competency: str
    level: int
    source: str
    tags: list[str]


def values_of(question: Question) -> dict[str, str]:
    """Return what stands in the fields."""
    names = select(QuestionTag.tag).filter_by(question_id=question.id).order_by(QuestionTag.tag)
    return {
        "category": question.category, "competency": question.competency, "level": str(question.level or ""),
        "source": question.source, "tags": ", ".join(db.session.scalars(names)),
    }  # fmt: skip


def read(values: Mapping[str, str]) -> About:
    """Read the fields; what is not offered is not taken."""
    path = (fold.nfc(each.strip()) for each in values.get("category", "").split("/") if each.strip())
    competency, level = values.get("competency", ""), values.get("level", "")
    return About(
        BETWEEN.join(path)[: keeping.LONGEST_PATH], competency if competency in COMPETENCIES else "",
        int(level) if level.isdecimal() and int(level) in LEVELS else 0,
        fold.nfc(" ".join(values.get("source", "").split()))[:LONGEST_SOURCE], keeping.tags(values.get("tags", "")),
    )  # fmt: skip


def write(question: Question, about: About) -> None:
    """Keep what the fields say."""
    question.category, question.competency = about.category, about.competency
    question.level, question.source = about.level, about.source
    held = set(db.session.scalars(select(QuestionTag.tag).filter_by(question_id=question.id)))
    if held == set(about.tags):
        return
    db.session.execute(delete(QuestionTag).where(QuestionTag.question_id == question.id))
    if about.tags:
        db.session.execute(insert(QuestionTag), [{"question_id": question.id, "tag": tag} for tag in about.tags])
