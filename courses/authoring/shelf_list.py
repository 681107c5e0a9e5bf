"""The courses of the desk, by state, and which of them a newer shipped version waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from courses.access import written
from courses.models import CourseRow
from training.accounts.models import Identity, Unit
from training.core import content, search
from training.core.content import LoadedContent
from training.core.db import db

KIND = "course"


@dataclass(frozen=True)
class Shown:
    """One line of the desk."""

    row: CourseRow
    unit: str
    changed_by: str
    update: bool


def listed(person_id: int, words: str = "", state: str = "") -> Select[CourseRow]:
    """Return the query for the courses that somebody may write; `state` is "", draft, review, published, archived."""
    query = written(person_id)
    states = {
        "draft": CourseRow.archived_at.is_(None) & (CourseRow.digest == ""),
        "review": CourseRow.archived_at.is_(None) & CourseRow.review_at.is_not(None),
        "published": CourseRow.archived_at.is_(None) & (CourseRow.digest != ""),
        "archived": CourseRow.archived_at.is_not(None),
    }
    query = query.where(states.get(state, CourseRow.archived_at.is_(None)))
    if words.strip():
        ids = [hit.ref_id for hit in search.find(words, audiences=["staff"], kinds=[KIND], limit=200)]
        query = query.where(CourseRow.id.in_(ids) | CourseRow.title.icontains(words.strip(), autoescape=True))
    return query.order_by(CourseRow.review_at.is_(None), CourseRow.digest != "", CourseRow.sort_key, CourseRow.id)


def shown(rows: Sequence[CourseRow]) -> list[Shown]:
    """Put unit, last hand and waiting updates to each course, in a fixed number of queries."""
    units = dict(db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_({row.unit_id for row in rows}))).all())
    wanted = select(Identity.person_id, Identity.full_name).where(
        Identity.person_id.in_({row.changed_by for row in rows})
    )
    names = dict(db.session.execute(wanted).all())
    waiting = {each.key for each in content.waiting() if each.source == KIND}
    return [
        Shown(row, units.get(row.unit_id, "") if row.unit_id else "", names.get(row.changed_by or 0, ""),
              row.key in waiting)
        for row in rows
    ]  # fmt: skip


def update_waiting(row: CourseRow) -> bool:
    """Say whether a newer shipped version waits behind what the house changed."""
    held = db.session.get(LoadedContent, (KIND, row.key))
    return held is not None and held.update_available
