"""Who is stuck where, in any of several activities: a course asks for all its steps at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, or_, select

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
