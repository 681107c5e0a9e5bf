"""The hot path of an exam day: one answer saved in one statement that looks and writes, and one durable commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import JSON, Boolean, and_, bindparam, case, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quizzes import rules
from quizzes.models import AnswerStep, Attempt, QuestionVersion, Slot
from quizzes.tally import Tally
from quizzes.types import TYPES
from training.accounts import seats, visitor
from training.core import clock, events, files, transaction, words
from training.core.activities import ActivityRef
from training.core.db import Moment, db, line, on_sqlite
from training.core.errors import RuleBroken
from training.core.events import Progressed

_attempt, _slot, _step = Attempt.__table__.c, Slot.__table__.c, AnswerStep.__table__.c
_version = QuestionVersion.__table__.c
NO_BASE = 1_000_000_000
SHEETS_MOST = 3_000
"""How many attempts a process remembers the questions of; then it forgets all and looks again."""
PLAIN = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


@dataclass(frozen=True)
class Saved:
    """One answer that is kept: since when, and as which step of its question."""

    at: datetime
    due_at: datetime | None
    seq: int


@dataclass(frozen=True)
class Place:
    """What stands at one place of an attempt: the wording, its type, and whether it counts."""

    version_id: int
    kind: str
    counts: bool


@dataclass(frozen=True)
class Sheet:
    """What an attempt asks: its places by number, of which quiz, and how many of those that count are answered."""

    places: Mapping[int, Place]
    quiz_id: int
    tally: Tally


@dataclass(frozen=True)
class Answer:
    """One change of one answer as a browser sends it.

    `base` is the step the page last knew of this question: where a newer one stands, nothing is overwritten.
    """

    place: int
    values: Sequence[str]
    client_uuid: str
    base: int | None = None
    certainty: int | None = None
    checked: bool = False


def _place() -> Any:
    query = (
        select(
            _slot.id,
            _slot.page,
            _slot.closed_at,
            _version.kind,
            _attempt.quiz_id,
            _attempt.due_at,
            _attempt.submitted_at,
            _attempt.forward,
            _attempt.reached,
        )
        .select_from(Slot.__table__)
        .join(Attempt.__table__, _attempt.id == _slot.attempt_id)
        .join(QuestionVersion.__table__, _version.id == _slot.version_id)
        .where(_attempt.id == bindparam("attempt_id"), _attempt.learner_id == bindparam("learner_id"))
        .where(_slot.place == bindparam("place"))
    )
    return query.with_for_update(of=Slot.__table__)  # two tabs at once take turns; SQLite has one writer anyway


NAMES = ["slot_id", "seq", "client_uuid", "response", "certainty", "checked", "at"]


def _values(slot: Any, last: Any) -> list[Any]:
    return [
        slot, last + 1, bindparam("client_uuid", type_=_step.client_uuid.type),
        bindparam("response", type_=PLAIN), bindparam("certainty", type_=_step.certainty.type),
        bindparam("checked", type_=_step.checked.type), bindparam("at", type_=Moment()),
    ]  # fmt: skip


def _last(slot: Any) -> Any:
    return select(func.coalesce(func.max(_step.seq), 0)).where(_step.slot_id == slot).scalar_subquery()


def _at_once(dialect: Any, asks: bool) -> Any:
    """Return look and write in one: the next step of a place that takes answers now, or nothing at all.

    Under PostgreSQL the attempt is held, so that handing in waits for it, or it for the handing in. Where it `asks`,
    nothing is written for a session that is not open any more.
    """
    last = _last(_slot.id)
    values = (
        select(*_values(_slot.id, last))
        .select_from(Slot.__table__)
        .join(Attempt.__table__, _attempt.id == _slot.attempt_id)
        .where(_attempt.id == bindparam("attempt_id"), _attempt.learner_id == bindparam("learner_id"))
        .where(_slot.place == bindparam("place"), _slot.version_id == bindparam("version_id"))
        .where(_attempt.submitted_at.is_(None), _slot.closed_at.is_(None))
        .where(or_(_attempt.due_at.is_(None), _attempt.due_at >= bindparam("in_time", type_=Moment())))
        .where(or_(~_attempt.forward, _slot.page >= _attempt.reached))
        .where(last <= bindparam("base", type_=_step.seq.type), seats.still_open() if asks else true())
        .with_for_update(of=Attempt.__table__, key_share=True)
    )
    first = and_(_step.seq == 1, bindparam("counts", type_=Boolean()))
    due = select(_attempt.due_at).where(_attempt.id == bindparam("attempt_id")).scalar_subquery()
    return dialect(AnswerStep.__table__).from_select(NAMES, values).on_conflict_do_nothing().returning(
        _step.seq, due.label("due_at"), case((first, _answered_elsewhere())).label("elsewhere")
    )  # fmt: skip


def _answered_elsewhere() -> Any:
    """Count the other places of the attempt that hold an answer: whether the new row is seen yet does not matter.

    One table a level: SQLite is sent the names of what a write returns without their tables.
    """
    other, given = Slot.__table__.alias("other").c, AnswerStep.__table__.alias("given").c
    places = select(other.id).where(
        other.attempt_id == bindparam("attempt_id"), other.place != bindparam("place"), other.weight > 0
    )
    counted = select(func.count(given.slot_id.distinct()))
    return counted.where(given.slot_id.in_(places), given.response.is_not(None)).scalar_subquery()


def _append(dialect: Any) -> Any:
    """Return the one write: the next step of a slot, while its attempt is open, unless this uuid is there already."""
    last = _last(bindparam("slot"))
    values = select(*_values(bindparam("slot", type_=_slot.id.type), last)).where(
        select(literal(1)).where(_attempt.id == bindparam("attempt_id"), _attempt.submitted_at.is_(None)).exists(),
        last <= bindparam("base", type_=_step.seq.type),
    )
    query = dialect(AnswerStep.__table__).from_select(NAMES, values)
    return query.on_conflict_do_nothing(index_elements=["client_uuid"]).returning(_step.at, _step.seq)


PLACE = _place()
AT_ONCE = {
    (sqlite, asks): _at_once(sqlite_insert if sqlite else pg_insert, asks)
    for sqlite in (True, False)
    for asks in (True, False)
}
APPEND = {True: _append(sqlite_insert), False: _append(pg_insert)}
SHEET = (
    select(_slot.place, _version.id, _version.kind, _slot.weight, _attempt.quiz_id)
    .join(Slot.__table__, _slot.version_id == _version.id)
    .join(Attempt.__table__, _attempt.id == _slot.attempt_id)
    .where(_slot.attempt_id == bindparam("attempt_id"))
)
KNOWN = select(_step.at, _step.seq).where(_step.client_uuid == bindparam("client_uuid"))


def save_answer(learner_id: int, attempt_id: int, answer: Answer) -> Saved:
    """Append one answer under the browser's own `client_uuid`; the same uuid again is the same step.

    Where the door went by memory, the statement that writes asks whether the session is open; one that is not is sent
    to sign in. Raises RuleBroken once the attempt is handed in, its time is over, the question is closed or a newer
    answer stands there; LookupError for a place that is not there or an attempt that is not this learner's.
    """
    now, sheet = clock.now(), _sheet(attempt_id)
    asked = sheet.places.get(answer.place)
    if asked is None:
        raise LookupError(answer.place)
    response = _response(asked.kind, answer.values, learner_id)
    new = {
        "client_uuid": f"{attempt_id}:{answer.client_uuid}", "response": response, "at": now,
        "attempt_id": attempt_id, "certainty": answer.certainty, "checked": answer.checked,
        "base": NO_BASE if answer.base is None else answer.base, "learner_id": learner_id, "place": answer.place,
        "version_id": asked.version_id, "in_time": now - rules.GRACE, "counts": asked.counts and sheet.tally.counts,
    }  # fmt: skip
    if db.session.registry.has():
        db.session.flush()
    seat_id = seats.owed()
    written = line().execute(AT_ONCE[on_sqlite(), seat_id is not None], new | {"seat_id": seat_id}).first()
    if written is None:
        visitor.ask_again()
        return _slowly(new)
    seats.asked()
    if written.seq == 1 and asked.counts and response is not None:
        _note_progress(learner_id, attempt_id, sheet, None if written.elsewhere is None else written.elsewhere + 1)
    return Saved(now, written.due_at, written.seq)


def _sheet(attempt_id: int) -> Sheet:
    """Return what an attempt asks, which never changes: looked up once a process, all places in one query."""
    known: dict[int, Sheet] = current_app.extensions.setdefault("quizzes.sheets", {})
    if (found := known.get(attempt_id)) is not None:
        return found
    rows = line().execute(SHEET, {"attempt_id": attempt_id}).all()
    places = {row.place: Place(row.id, row.kind, row.weight > 0) for row in rows}
    found = Sheet(places, rows[0].quiz_id if rows else 0, Tally(sum(each.counts for each in places.values())))
    if rows:  # what is not there yet may come
        if len(known) >= SHEETS_MOST:
            known.clear()
        known[attempt_id] = found
    return found


def _slowly(new: dict[str, Any]) -> Saved:
    """Look why nothing was written at once: a repeat, a refusal, or another window at the same moment."""
    found = db.session.execute(PLACE, {name: new[name] for name in ("attempt_id", "learner_id", "place")}).first()
    if found is None:
        raise LookupError(new["place"])
    refused, written = _refused(found, new["at"]), None
    if refused is None:
        written = db.session.execute(APPEND[on_sqlite()], new | {"slot": found.id}).first()
    if written is not None:
        return Saved(written.at, found.due_at, written.seq)
    known = db.session.execute(KNOWN, {"client_uuid": new["client_uuid"]}).first()
    if known is None:
        raise refused or _newer(found.id)
    return Saved(known.at, found.due_at, known.seq)


def _response(kind: str, values: Sequence[str], learner_id: int) -> Any:
    response = TYPES[kind].read([str(value) for value in values])
    if kind == "file" and response:
        code = response[0].partition(" ")[0]
        own = select(files.StoredFile.id).filter_by(code=code, owner_id=learner_id)
        return response if db.session.scalar(own) is not None else None  # a file of somebody else is no answer
    return response


def _refused(found: Any, now: datetime) -> RuleBroken | None:
    """Return why this place takes nothing new."""
    if found.submitted_at is not None:
        return RuleBroken(_("This attempt is handed in already."), code="quiz.closed")
    if rules.is_late(found.due_at, now):
        said = _("The time of this attempt is over. What was saved before counts.")
        return RuleBroken(said, code="quiz.late")
    if found.closed_at is not None:
        return RuleBroken(_("This question is finished. Go on to the next one."), code="quiz.finished")
    if found.forward and found.page < found.reached:
        return RuleBroken(_("This page lies behind you. Its answers stay as they are."), code="quiz.behind")
    return None


def _newer(slot_id: int) -> RuleBroken:
    """Say that another page has a newer answer, or that the attempt was closed this moment."""
    at = db.session.scalar(select(_step.at).where(_step.slot_id == slot_id).order_by(_step.seq.desc()).limit(1))
    if at is None:
        return RuleBroken(_("This attempt is handed in already."), code="quiz.closed")
    said = _("This question was answered in another window at %(hour)s. That answer stays.", hour=words.hour_or_day(at))
    return RuleBroken(said, code="quiz.newer")


def _note_progress(learner_id: int, attempt_id: int, sheet: Sheet, answered: int | None) -> None:
    """Tell the house how much of an attempt is answered, where its first answers fill another part of it."""
    tally = sheet.tally
    if answered is not None and tally.news(answered):
        ref, share = ActivityRef("quiz", sheet.quiz_id), answered / tally.every
        events.publish(Progressed(learner_id, ref, share * 0.9, str(attempt_id)))
    transaction.after_commit(lambda: tally.note(answered))
