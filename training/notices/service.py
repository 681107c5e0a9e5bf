"""The verbs of notices: tell many people one thing, and note what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.core import clock
from training.core.db import chunks, db, on_sqlite
from training.core.events import PeopleWithdrawn, PersonErased
from training.notices.models import Notice

_notice = Notice.__table__.c
UNREAD = select(func.count()).where(_notice.person_id == bindparam("person_id"), _notice.read_at.is_(None))
"""Asked by every signed-in page, hence built once."""


def tell(
    people: Iterable[int], kind: str, key: str, *, url: str = "", about: Mapping[str, Any] | None = None
) -> list[int]:
    """Tell each of `people` something under `key`, and return who is new; who was told already is not told again."""
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    query = insert(Notice.__table__).on_conflict_do_nothing(index_elements=["person_id", "key"])
    told = {"kind": kind, "key": key, "about": dict(about or {}), "url": url, "at": clock.now(), "read_at": None}
    fresh: list[int] = []
    for part in chunks(people, 400):
        rows = [{"person_id": each, **told} for each in part]
        fresh += db.session.scalars(query.returning(_notice.person_id), rows)
    return fresh


def mine(person_id: int) -> Select[Notice]:
    """Return the query for a person's notices, newest first."""
    return select(Notice).filter_by(person_id=person_id).order_by(Notice.id.desc())


def unread(person_id: int) -> int:
    """Return how many notices a person has not read."""
    return db.session.connection().scalar(UNREAD, {"person_id": person_id}) or 0


def read_all(person_id: int) -> None:
    """Note that a person has read everything."""
    query = update(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    db.session.execute(query.values(read_at=clock.now()))


def forget(event: PeopleWithdrawn | PersonErased) -> None:
    """Drop the notices of people who are gone."""
    gone = event.person_ids if isinstance(event, PeopleWithdrawn) else (event.person_id,)
    db.session.execute(delete(Notice).where(Notice.person_id.in_(gone)))
