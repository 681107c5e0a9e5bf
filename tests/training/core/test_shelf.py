"""What many pages read is kept, and never older than what was changed here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.models import CourseRow
from training.core import activities, content, transaction
from training.core.activities import ActivityRef
from training.core.db import db


@pytest.fixture
def ref(in_app: Flask) -> Iterator[ActivityRef]:
    with in_app.test_request_context():
        content.load()
        transaction.commit()
        found = activities.by_key("course", "mot-cua")
        assert found
        yield found.ref


def _title(ref: ActivityRef) -> str:
    return activities.describe([ref])[ref].title


def _asked(app: Flask, ref: ActivityRef) -> int:
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _u, statement, *_r: seen.append(statement))
    activities.describe([ref])
    return len(seen)


def test_a_description_is_asked_for_once(ref: ActivityRef, in_app: Flask) -> None:
    _title(ref)

    assert _asked(in_app, ref) == 0


def test_a_change_shows_at_once_and_after_the_commit(ref: ActivityRef) -> None:
    _title(ref)
    row = db.session.scalars(select(CourseRow).filter_by(id=ref.id)).one()
    row.title = "Tên mới"
    db.session.flush()
    inside = _title(ref)
    transaction.commit()

    assert (inside, _title(ref)) == ("Tên mới", "Tên mới")


def test_a_change_undone_leaves_nothing_behind(ref: ActivityRef) -> None:
    before = _title(ref)
    db.session.execute(update(CourseRow).where(CourseRow.id == ref.id).values(title="Tên mới"))
    inside = _title(ref)
    transaction.rollback()

    assert (inside, _title(ref)) == ("Tên mới", before)


def test_what_does_not_exist_is_left_out(ref: ActivityRef) -> None:
    assert activities.describe([ActivityRef("course", 10**6), ref]).keys() == {ref}
