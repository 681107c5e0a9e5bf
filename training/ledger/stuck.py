"""Who is stuck where, in any of several activities: a course asks for all its steps at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from training.accounts.models import Identity, Membership, Person, Unit
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger.models import Completion, Duty, Progress
from training.ledger.reach import DONE, counts


def people(refs: Iterable[ActivityRef]) -> Select[int]:
    """Return the query for the ids of the people who are stuck in one of `refs`."""
    return select(Progress.person_id).where(*_stuck(refs)).correlate(None)


def places(person_ids: Iterable[int], refs: Iterable[ActivityRef]) -> dict[int, Progress]:
    """Return where each of `person_ids` is stuck last among `refs`, in one query; who is not stuck is left out."""
    query = select(Progress).where(*_stuck(refs), Progress.person_id.in_(list(person_ids)))
    return {row.person_id: row for row in db.session.scalars(query.order_by(Progress.stuck_at, Progress.id))}


def in_steps(unit_ids: Select[int], wholes: Mapping[ActivityRef, Sequence[ActivityRef]], limit: int) -> list[Any]:
    """Return who in `unit_ids` is stuck in a step (a key of `wholes`) of something asked of them that is not done.

    Rows are those of `queries.who_is_stuck`, with kind and number of the step behind; who was asked for the step
    itself is left out, since they stand there.
    """
    pairs = [(step, whole) for step, found in wholes.items() for whole in found]
    if not pairs:
        return []
    held = or_(*(_is(Progress, step) & _is(Duty, whole) for step, whole in pairs))
    other = aliased(Duty)
    itself = select(other.id).where(_same(other, Progress)).correlate(Progress)
    query = (
        select(
            Person.id, Identity.full_name, func.min(Unit.name), Duty.ref_kind, Duty.ref_id, Duty.due_on,
            Progress.stuck_where, Progress.tries, Progress.last_at, Progress.stuck_at, Progress.ref_kind,
            Progress.ref_id,
        )
        .join(Identity, Identity.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .join(Progress, Progress.person_id == Person.id)
        .join(Duty, (Duty.person_id == Person.id) & held)
        .outerjoin(Completion, and_(_same(Completion, Duty), Completion.outcome.in_(DONE), counts()))
        .where(*_stuck(wholes), ~itself.exists(), Completion.id.is_(None))
        .where(Membership.unit_id.in_(unit_ids), Person.status == "active")
        .group_by(
            Person.id, Identity.full_name, Duty.ref_kind, Duty.ref_id, Duty.due_on, Progress.stuck_where,
            Progress.tries, Progress.last_at, Progress.stuck_at, Progress.ref_kind, Progress.ref_id,
        )
        .order_by(Progress.tries.desc(), Progress.stuck_at, Person.id)
        .limit(limit)
    )  # fmt: skip
    return list(db.session.execute(query))


def _is(model: Any, ref: ActivityRef) -> Any:
    return and_(model.ref_kind == ref.kind, model.ref_id == ref.id)


def _stuck(refs: Iterable[ActivityRef]) -> list[Any]:
    kinds: dict[str, list[int]] = {}
    for ref in refs:
        kinds.setdefault(ref.kind, []).append(ref.id)
    named = or_(*(and_(Progress.ref_kind == kind, Progress.ref_id.in_(ids)) for kind, ids in kinds.items()))
    done = (
        select(Completion.id)
        .outerjoin(Duty, _same(Completion, Duty))
        .where(_same(Completion, Progress), Completion.outcome.in_(DONE), counts())
        .correlate(Progress)
    )
    return [named, Progress.stuck_at.is_not(None), ~done.exists()]


def _same(one: Any, other: Any) -> Any:
    return and_(one.person_id == other.person_id, one.ref_kind == other.ref_kind, one.ref_id == other.ref_id)
