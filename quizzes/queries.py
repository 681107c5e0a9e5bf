"""What quiz pages show."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate
from typing import Any, Protocol, cast

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from quizzes import slots
from quizzes.marking_models import Appeal
from quizzes.models import AnswerStep, Attempt, Mark, Question, QuestionVersion, Quiz, Slot
from quizzes.slots import Placed
from quizzes.types import TYPES, QuestionType
from training.accounts.models import Identity
from training.core import richtext
from training.core.db import db, rows
from training.ledger.models import Duty

_attempt, _slot, _step, _mark = Attempt.__table__.c, Slot.__table__.c, AnswerStep.__table__.c, Mark.__table__.c
_question, _worded = Question.__table__.c, QuestionVersion.__table__.c
PASTS = (
    select(
        _attempt.id, _attempt.number, _attempt.behaviour, _attempt.submitted_at, _attempt.abandoned_at,
        _attempt.waiting, _attempt.fraction, _attempt.passed,
    )
    .where(_attempt.learner_id == bindparam("learner_id"), _attempt.quiz_id == bindparam("quiz_id"))
    .order_by(_attempt.id.desc())
)  # fmt: skip
CURRENT = (
    select(QuestionVersion)
    .join(Question, Question.current_id == QuestionVersion.id)
    .where(Question.id.in_(bindparam("question_ids", expanding=True)), Question.archived_at.is_(None))
)
LAID = (
    select(_worded.id, _worded.question_id, _worded.kind, _worded.settings)
    .join(Question.__table__, _question.current_id == _worded.id)
    .where(_question.id.in_(bindparam("question_ids", expanding=True)), _question.archived_at.is_(None))
)
"""Asked at each start and built once, as the next ones at each end: a whole class does both in the same minute."""
OF_ATTEMPT = _slot.attempt_id == bindparam("attempt_id")
STEPS = (
    select(_step.slot_id, _step.seq, _step.response, _step.certainty, _step.checked, _step.at)
    .join(Slot.__table__, _slot.id == _step.slot_id)
    .where(OF_ATTEMPT)
    .order_by(_step.seq)
)
MARKS = select(_mark.slot_id, _mark.fraction, _mark.raw, _mark.version_id)
MARKS = MARKS.join(Slot.__table__, _slot.id == _mark.slot_id).where(OF_ATTEMPT).order_by(_mark.id)
APPEALS = select(Appeal).join(Slot, Slot.id == Appeal.slot_id).where(OF_ATTEMPT)
_earlier, _wording = aliased(Slot), aliased(QuestionVersion)
NUMBER = (
    select(func.count(_earlier.id))
    .join(_wording, _wording.id == _earlier.version_id)
    .where(_earlier.attempt_id == Slot.attempt_id, _earlier.place <= Slot.place)
    .where(_wording.kind.in_([name for name, kind in TYPES.items() if kind.asks]))
    .correlate(Slot)
    .scalar_subquery()
)
"""Which question of its attempt a slot is, as its learner counts: for any query that has the slot."""


@dataclass(frozen=True)
class Past:
    """As much of one go at a quiz as its next one, its list and its result look at."""

    id: int
    number: int
    behaviour: str
    submitted_at: datetime | None
    abandoned_at: datetime | None
    waiting: int
    fraction: float | None
    passed: bool | None


class Step(Protocol):
    """What is read of one change of an answer: its row, or as much of it as grading and review look at."""

    slot_id: Any
    seq: Any
    response: Any
    certainty: Any
    checked: Any
    at: Any


@dataclass(frozen=True)
class Asked:
    """One question of an attempt as it stands: the newest answer, when it was saved, what it earned."""

    slot: Placed
    response: list[str] | None
    saved_at: Any
    fraction: float | None
    seq: int = 0
    certainty: int | None = None
    number: int = 0
    """Which question it is as a learner counts: what is only to be read has no number of its own."""
    raw: float | None = None
    """How right the answer itself is, before further tries or certainty cost or earned anything."""
    graded: QuestionVersion | None = None
    """The later wording by whose key it was graded anew; None: by the one that was asked."""

    @property
    def judged(self) -> tuple[dict[str, Any], list[str] | None]:
        """Return settings and response by which the answer is told of: the key that counts is the one that explains."""
        settings: dict[str, Any] = self.slot.version.settings
        if self.graded is None:
            return settings, self.response
        return self.graded.settings, self.kind.moved(settings, self.graded.settings, self.response)

    @property
    def worth(self) -> float | None:
        """Return how right the answer is; what it earned, where nothing else is known."""
        return self.fraction if self.raw is None else self.raw

    @property
    def kind(self) -> QuestionType:
        """Return the type of the question."""
        return TYPES[self.slot.version.kind]

    @property
    def shown(self) -> dict[str, Any]:
        """Return what a learner may see before the answer, in this attempt's order; nothing gives it away."""
        return self.kind.shown(self.slot.version.settings, self.slot.order)


def steps_of(attempt_id: int) -> Iterable[Step]:
    """Return every step of an attempt, those of one question in order."""
    return cast(Iterable[Step], rows(STEPS, {"attempt_id": attempt_id}))


def asked(attempt: Attempt) -> list[Asked]:
    """Return every question of an attempt in three queries, four where an answer was graded anew."""
    places = slots.of(attempt.id)
    steps = {step.slot_id: step for step in steps_of(attempt.id)}
    marks: dict[int, tuple[float, float | None]] = {}
    anew: dict[int, QuestionVersion] = {}
    if attempt.submitted_at is not None:
        earned = rows(MARKS, {"attempt_id": attempt.id})
        marks = {row[0]: (row[1], row[2]) for row in earned}
        anew = _graded({row[0]: row[3] for row in earned if row[3]})
    numbers = accumulate(int(TYPES[slot.version.kind].asks) for slot in places)
    found = list[Asked]()
    for slot, number in zip(places, numbers, strict=True):
        fraction, raw = marks.get(slot.id, (None, None))
        each = standing_of(slot, steps.get(slot.id), fraction, raw, number)
        found.append(replace(each, graded=anew[slot.id]) if slot.id in anew else each)
    return found


def _graded(by_slot: dict[int, int]) -> dict[int, QuestionVersion]:
    """Return the later wording by which answers were graded, by slot."""
    if not by_slot:
        return {}
    query = select(QuestionVersion).where(QuestionVersion.id.in_(list(by_slot.values())))
    found = {row.id: row for row in db.session.scalars(query)}
    return {slot_id: found[number] for slot_id, number in by_slot.items()}


def number_of(slot: Slot) -> int:
    """Return which question of its attempt a slot is, as its learner counts."""
    return db.session.scalar(select(NUMBER).where(Slot.id == slot.id)) or 0


def appeals_of(attempt_id: int) -> dict[int, Appeal]:
    """Return the requests to look again at questions of an attempt, by slot."""
    return {row.slot_id: row for row in db.session.scalars(APPEALS, {"attempt_id": attempt_id})}


def name_of(person_id: int) -> str:
    """Return the name of a person, "" once erased."""
    return db.session.scalar(select(Identity.full_name).where(Identity.person_id == person_id)) or ""


def due_on(person_id: int, quiz_id: int) -> date | None:
    """Return the day by which a person is asked to do a quiz."""
    query = select(Duty.due_on).where(Duty.person_id == person_id, Duty.ref_kind == "quiz", Duty.ref_id == quiz_id)
    return db.session.scalar(query)


def attempts_of(learner_id: int, quiz_id: int) -> list[Past]:
    """Return a learner's attempts at a quiz, newest first."""
    return [Past(*row) for row in rows(PASTS, {"learner_id": learner_id, "quiz_id": quiz_id})]


def handed_in(learner_id: int, quiz_ids: Collection[int]) -> Sequence[Attempt]:
    """Return a learner's attempts at some quizzes that were handed in and count."""
    query = select(Attempt).where(Attempt.learner_id == learner_id, Attempt.quiz_id.in_(quiz_ids))
    return db.session.scalars(query.where(Attempt.submitted_at.is_not(None), Attempt.abandoned_at.is_(None))).all()


def all_of(learner_id: int) -> Sequence[Attempt]:
    """Return every attempt of a learner."""
    return db.session.scalars(select(Attempt).filter_by(learner_id=learner_id).order_by(Attempt.id)).all()


def open_quizzes() -> Select[Quiz]:
    """Return the query for quizzes that can be taken."""
    return select(Quiz).where(Quiz.published_at.is_not(None), Quiz.archived_at.is_(None)).order_by(Quiz.title, Quiz.id)


def own_quizzes(units: Any) -> Select[Quiz]:
    """Return the query for quizzes whose owner is in `units`, or that came with the house."""
    return select(Quiz).where(Quiz.unit_id.in_(units) | Quiz.unit_id.is_(None)).order_by(Quiz.id.desc())


def current_versions(question_ids: Iterable[int]) -> dict[int, QuestionVersion]:
    """Return the newest version of each question."""
    found = db.session.scalars(CURRENT, {"question_ids": list(question_ids)})
    return {row.question_id: row for row in found}


class Wording(Protocol):
    """As much of a question's version as a new attempt is laid out from, and an answer is graded by."""

    @property
    def id(self) -> Any:
        """Return its number."""

    @property
    def kind(self) -> Any:
        """Return the name of its type."""

    @property
    def settings(self) -> Any:
        """Return what its type knows of it."""


def to_lay_out(question_ids: Iterable[int]) -> dict[int, Wording]:
    """Return of each question what a new attempt needs of its newest version, in plain rows."""
    return {row.question_id: row for row in rows(LAID, {"question_ids": list(question_ids)})}


def heading(version: QuestionVersion) -> str:
    """Return the first words of a question, for lists and messages."""
    return textwrap.shorten(richtext.plain(version.reading_text), 110, placeholder="…")


def tried(quiz_id: int) -> tuple[int, int]:
    """Return how many attempts at a quiz were handed in, and how many passed."""
    done = select(func.count(Attempt.id), func.count(Attempt.id).filter(Attempt.passed.is_(True))).where(
        Attempt.quiz_id == quiz_id, Attempt.submitted_at.is_not(None)
    )
    row = db.session.execute(done).one()
    return row[0], row[1]


def begun(quiz_id: int) -> bool:
    """Say whether anybody has begun an attempt at a quiz."""
    return db.session.scalar(select(exists().where(Attempt.quiz_id == quiz_id))) or False


def standing_of(
    slot: Placed, step: Step | None, fraction: float | None, raw: float | None = None, number: int = 0
) -> Asked:
    """Return a question of an attempt with its newest answer, what that earned and how right it is."""
    if step is None:
        return Asked(slot, None, None, fraction, number=number, raw=raw)
    return Asked(slot, step.response, step.at, fraction, step.seq, step.certainty, number, raw)
