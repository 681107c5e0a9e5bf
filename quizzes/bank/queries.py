"""Lists of the bank: filtered, counted, with usage and labels in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from quizzes.bank import keeping
from quizzes.bank.models import QuestionImport, QuestionTag
from quizzes.models import Attempt, Part, Question, QuestionVersion, Quiz, Slot
from training.accounts.models import Unit
from training.core import richtext, search
from training.core.db import db

BY_TEXT = 400
"""Most hits of a search that a list looks through."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; "" and 0 leave a thing open."""

    words: str = ""
    category: str = ""
    tag: str = ""
    kind: str = ""
    state: str = ""
    competency: str = ""
    level: int = 0
    unit: int = 0
    used: str = ""
    bringing: int = 0


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    question: Question
    version: QuestionVersion
    tags: Sequence[str]
    quizzes: int
    owner: str

    @property
    def words(self) -> str:
        """Return the first words of the question."""
        if self.version.kind in keeping.SHOWN:
            return self.question.title
        words = richtext.plain(self.version.text)
        return words if len(words) <= 160 else words[:159] + "…"


@dataclass(frozen=True)
class Usage:
    """Where a question is asked, and how it fared."""

    quizzes: Sequence[Quiz] = ()
    answered: int = 0
    mean: float | None = None
    versions: Sequence[QuestionVersion] = field(default_factory=tuple)


def listed(visible: ColumnElement[bool], filters: Filters) -> Select[Question, QuestionVersion]:
    """Return the query for (question, current version), narrowed by `filters`."""
    query = select(Question, QuestionVersion).join(QuestionVersion, QuestionVersion.id == Question.current_id)
    query = query.where(visible)
    for column, value in (
        (Question.competency, filters.competency), (Question.level, filters.level), (Question.unit_id, filters.unit),
        (QuestionVersion.kind, filters.kind), (Question.import_id, filters.bringing),
    ):  # fmt: skip
        if value:
            query = query.where(column == value)
    query = query.where(Question.state == filters.state if filters.state else Question.state != "retired")
    if filters.category:
        path = filters.category
        query = query.where((Question.category == path) | Question.category.startswith(f"{path} / ", autoescape=True))
    if filters.tag:
        query = query.where(Question.id.in_(select(QuestionTag.question_id).filter_by(tag=filters.tag)))
    if filters.used:
        parts = select(Part.question_id).where(Part.question_id.is_not(None))
        query = query.where(Question.id.in_(parts) if filters.used == "yes" else Question.id.not_in(parts))
    if filters.words:
        hits = search.find(filters.words, audiences=[keeping.AUDIENCE], kinds=[keeping.KIND], limit=BY_TEXT)
        query = query.where(Question.id.in_([each.ref_id for each in hits]))
    return query.order_by(Question.category, Question.id)


def rows(pairs: Sequence[Any]) -> list[Row]:
    """Return the lines of a page: labels, usage and owners in three statements."""
    ids = [question.id for question, _version in pairs]
    labels = tags_of(ids)
    used = select(Part.question_id, func.count(func.distinct(Part.quiz_id))).where(Part.question_id.in_(ids))
    counts: dict[int | None, int] = {row[0]: row[1] for row in db.session.execute(used.group_by(Part.question_id))}
    owners = names({question.unit_id for question, _version in pairs if question.unit_id})
    return [
        Row(question, version, labels.get(question.id, ()), counts.get(question.id, 0),
            owners.get(question.unit_id or 0, ""))
        for question, version in pairs
    ]  # fmt: skip


def tags_of(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Return the labels of each question."""
    found: dict[int, list[str]] = defaultdict(list)
    query = select(QuestionTag.question_id, QuestionTag.tag).where(QuestionTag.question_id.in_(ids))
    for one, tag in db.session.execute(query.order_by(QuestionTag.tag)):
        found[one].append(tag)
    return found


def names(unit_ids: set[int]) -> dict[int, str]:
    """Return the names of units."""
    query = select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def categories(visible: ColumnElement[bool]) -> list[tuple[str, int]]:
    """Return each category with how many questions stand in it or below, in order; a branch counts its twigs."""
    query = select(Question.category, func.count()).where(visible, Question.state != "retired")
    counts: dict[str, int] = defaultdict(int)
    for path, many in db.session.execute(query.group_by(Question.category)):
        pieces = [each for each in path.split(" / ") if each]
        for depth in range(1, len(pieces) + 1):
            counts[" / ".join(pieces[:depth])] += many
    return sorted(counts.items())


def all_tags(visible: ColumnElement[bool]) -> list[str]:
    """Return every label in use."""
    query = select(QuestionTag.tag).join(Question, Question.id == QuestionTag.question_id).where(visible)
    return list(db.session.scalars(query.distinct().order_by(QuestionTag.tag).limit(300)))


def usage(question: Question) -> Usage:
    """Return where a question is asked, its versions, and how often it was answered rightly on average."""
    from quizzes.models import Mark

    places = select(Part.quiz_id).where(Part.question_id == question.id)
    quizzes = db.session.scalars(select(Quiz).where(Quiz.id.in_(places)).order_by(Quiz.title)).all()
    versions = db.session.scalars(
        select(QuestionVersion).filter_by(question_id=question.id).order_by(QuestionVersion.version.desc())
    ).all()
    newest = (
        select(func.max(Mark.id)).join(Slot, Slot.id == Mark.slot_id).join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Slot.version_id.in_([each.id for each in versions]), Attempt.submitted_at.is_not(None))
        .group_by(Slot.id)
    )  # fmt: skip
    count, mean = db.session.execute(select(func.count(), func.avg(Mark.fraction)).where(Mark.id.in_(newest))).one()
    return Usage(quizzes, count, float(mean) if mean is not None else None, versions)


def doubles(visible: ColumnElement[bool]) -> Select[str]:
    """Return the query for the fingerprints that more than one question has."""
    query = select(Question.fingerprint).where(visible, Question.state != "retired", Question.fingerprint != "")
    return query.group_by(Question.fingerprint).having(func.count() > 1).order_by(Question.fingerprint)


def groups(visible: ColumnElement[bool], prints: Sequence[str]) -> list[list[Row]]:
    """Return the questions behind each of these fingerprints."""
    query = (
        select(Question, QuestionVersion).join(QuestionVersion, QuestionVersion.id == Question.current_id)
        .where(visible, Question.state != "retired", Question.fingerprint.in_(prints)).order_by(Question.id)
    )  # fmt: skip
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(db.session.execute(query).all()):
        found[row.question.fingerprint].append(row)
    return [found[each] for each in prints if len(found[each]) > 1]


def imports(units: Any) -> Select[Any]:
    """Return the query for the files that were brought into units, newest first."""
    query = select(QuestionImport).where(QuestionImport.unit_id.in_(units), QuestionImport.kept_at.is_not(None))
    return query.order_by(QuestionImport.id.desc())
