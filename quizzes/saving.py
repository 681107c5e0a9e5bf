"""The hot path of an exam day: one answer saved in one look, one write and one durable commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quizzes import rules
from quizzes.models import AnswerStep, Attempt, QuestionVersion, Slot
from quizzes.types import TYPES
from training.core import clock, events
from training.core.activities import ActivityRef
from training.core.db import Moment, db, on_sqlite
from training.core.errors import RuleBroken
from training.core.events import Progressed

_attempt, _slot, _step = Attempt.__table__.c, Slot.__table__.c, AnswerStep.__table__.c
_version = QuestionVersion.__table__.c
PLAIN = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


@dataclass(frozen=True)
class Saved:
    """One answer that is kept: since when, and whether it is the first to its question."""

    at: datetime
    due_at: datetime | None
    first: bool = False


def _place() -> Any:
    query = (
        select(_slot.id, _version.kind, _attempt.quiz_id, _attempt.due_at, _attempt.submitted_at)
        .select_from(Slot.__table__)
        .join(Attempt.__table__, _attempt.id == _slot.attempt_id)
        .join(QuestionVersion.__table__, _version.id == _slot.version_id)
        .where(_attempt.id == bindparam("attempt_id"), _attempt.learner_id == bindparam("learner_id"))
        .where(_slot.place == bindparam("place"))
    )
    return query.with_for_update(of=Slot.__table__)  # two tabs at once take turns; SQLite has one writer anyway


def _append(dialect: Any) -> Any:
    """Return the one write: the next step of a slot, while its attempt is open, unless this uuid is there already."""
    seq = select(func.coalesce(func.max(_step.seq), 0) + 1).where(_step.slot_id == bindparam("slot")).scalar_subquery()
    values = select(
        bindparam("slot", type_=_slot.id.type), seq, bindparam("client_uuid", type_=_step.client_uuid.type),
        bindparam("response", type_=PLAIN), bindparam("at", type_=Moment()),
    ).where(
        select(literal(1)).where(_attempt.id == bindparam("attempt_id"), _attempt.submitted_at.is_(None)).exists()
    )  # fmt: skip
    query = dialect(AnswerStep.__table__).from_select(["slot_id", "seq", "client_uuid", "response", "at"], values)
    return query.on_conflict_do_nothing(index_elements=["client_uuid"]).returning(_step.at, _step.seq)


PLACE = _place()
APPEND = {True: _append(sqlite_insert), False: _append(pg_insert)}
KNOWN = select(_step.at).where(_step.client_uuid == bindparam("client_uuid"))
ANSWERED = (
    select(func.count(_slot.id.distinct()).filter(_step.response.is_not(None)), func.count(_slot.id.distinct()))
    .select_from(Slot.__table__)
    .outerjoin(AnswerStep.__table__, _step.slot_id == _slot.id)
    .where(_slot.attempt_id == bindparam("attempt_id"))
)


def save_answer(learner_id: int, attempt_id: int, place: int, values: Sequence[str], client_uuid: str) -> Saved:
    """Append one answer under the browser's own `client_uuid`; the same uuid again is the same step.

    Raises RuleBroken once the attempt is handed in or its time is over, LookupError for a place that is not there
    or an attempt that is not this learner's.
    """
    found = db.session.execute(
        PLACE, {"attempt_id": attempt_id, "learner_id": learner_id, "place": place}
    ).first()  # fmt: skip
    if found is None:
        raise LookupError(place)
    now, once = clock.now(), f"{attempt_id}:{client_uuid}"
    late = rules.is_late(found.due_at, now)
    response = TYPES[found.kind].read([str(value) for value in values])
    written = None
    if not late and found.submitted_at is None:
        new = {"slot": found.id, "client_uuid": once, "response": response, "at": now, "attempt_id": attempt_id}
        written = db.session.execute(APPEND[on_sqlite()], new).first()
    if written is None:
        known = db.session.scalar(KNOWN, {"client_uuid": once})
        if known is not None:
            return Saved(known, found.due_at)
        raise _closed(late)
    if written.seq == 1:
        _note_progress(learner_id, attempt_id, found.quiz_id)
    return Saved(written.at, found.due_at, first=written.seq == 1)


def _closed(late: bool) -> RuleBroken:
    if late:
        return RuleBroken(_("The time of this attempt is over. What was saved before counts."), code="quiz.late")
    return RuleBroken(_("This attempt is handed in already."), code="quiz.closed")


def _note_progress(learner_id: int, attempt_id: int, quiz_id: int) -> None:
    """Tell the house how much of an attempt is answered: only a question's first answer moves that."""
    answered, every = db.session.execute(ANSWERED, {"attempt_id": attempt_id}).one()
    ref = ActivityRef("quiz", quiz_id)
    events.publish(Progressed(learner_id, ref, answered / max(1, every) * 0.9, str(attempt_id)))
