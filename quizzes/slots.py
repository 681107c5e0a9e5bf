"""The questions of an attempt as plain rows: a whole class hands in and looks at its result in the same minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from quizzes.models import Question, QuestionVersion, Slot, read_out
from training.core.db import rows

_slot, _question, _worded = Slot.__table__.c, Question.__table__.c, QuestionVersion.__table__.c
WORDED = (_worded.id, _worded.question_id, _worded.kind, _worded.text, _worded.settings, _worded.feedback)
WIDTH = len(WORDED)
SLOTS = (
    select(
        *WORDED, _slot.id, _slot.attempt_id, _slot.place, _slot.page, _slot.order, _slot.weight, _slot.flagged,
        _slot.closed_at, _question.source,
    )
    .join(QuestionVersion.__table__, _worded.id == _slot.version_id)
    .join(Question.__table__, _question.id == _worded.question_id)
    .where(_slot.attempt_id == bindparam("attempt_id"))
    .order_by(_slot.place)
)  # fmt: skip
"""Built once, as all that is asked at the end of an exam."""


@dataclass(slots=True)
class Worded:
    """What a learner was asked: one wording of a question, which never changes."""

    id: int
    question_id: int
    kind: str
    text: str
    settings: dict[str, Any]
    feedback: str

    @property
    def reading_text(self) -> str:
        """Return the text where nothing is filled in: a gap `[[1]]` is read as [1]."""
        return read_out(self.text)


@dataclass(slots=True)
class Placed:
    """One question of an attempt: at which place and page, in which order its options stand, where its facts are from.

    `closed_at` says since when it takes no further answer.
    """

    version: Worded
    id: int
    attempt_id: int
    place: int
    page: int
    order: list[str]
    weight: float
    flagged: bool
    closed_at: datetime | None
    source: str


def of(attempt_id: int) -> list[Placed]:
    """Return the questions of an attempt in order, with their wordings."""
    found = (tuple(row) for row in rows(SLOTS, {"attempt_id": attempt_id}))
    return [Placed(Worded(*values[:WIDTH]), *values[WIDTH:]) for values in found]
