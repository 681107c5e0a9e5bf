"""Which courses somebody finds: all they may take, those on their list, those that are done."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, case, select

from courses.access import LISTED, OPEN_TO_ME
from courses.models import CourseRow
from training.core import search
from training.ledger.models import Completion, Duty, Progress
from training.ledger.queries import DONE

KIND = "course"
MOST = 60
"""Whoever gets more than this from a search types another word."""


def listed(person_id: int, words: str = "", which: str = "") -> Select[CourseRow]:
    """Return the query for the courses that `person_id` finds by `words`; `which` is "", mine or done."""
    done = _mine(Completion).where(Completion.outcome.in_(DONE)).exists()
    query = LISTED
    if which == "mine":
        query = OPEN_TO_ME.where(_mine(Duty).exists() | _mine(Progress).exists(), ~done)
    elif which == "done":
        query = OPEN_TO_ME.where(done)
    return matching(query, words).params(person_id=person_id)


def matching(query: Select[CourseRow], words: str) -> Select[CourseRow]:
    """Return `query` narrowed to what `words` find, the best match first; without words in the order of titles."""
    if not words.strip():
        return query.order_by(CourseRow.sort_key, CourseRow.id)
    ids = [hit.ref_id for hit in search.find(words, audiences=["staff"], kinds=["course"], limit=MOST)]
    order = case({number: place for place, number in enumerate(ids)}, value=CourseRow.id) if ids else CourseRow.id
    return query.where(CourseRow.id.in_(ids)).order_by(order, CourseRow.id)


def _mine(model: Any) -> Select[Any]:
    return select(model.id).where(
        model.person_id == bindparam("person_id"), model.ref_kind == KIND, model.ref_id == CourseRow.id
    )
