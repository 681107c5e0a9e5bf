"""One transaction a request, whether a hot path writes on the plain line, through the session, or both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from quizzes.review.models import ReviewIntake
from training.core import clock, transaction
from training.core import db as database
from training.core.db import db, line
from training.core.errors import RuleBroken
from training.ledger.models import Completion

TABLE = ReviewIntake.__table__


def put(number: int) -> None:
    line().execute(insert(TABLE).values(id=number, until=clock.now()))  # type: ignore[arg-type]


def add(number: int) -> None:
    db.session.add(ReviewIntake(id=number, until=clock.now()))
    db.session.flush()


def kept(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(TABLE)) or 0)


WAYS: dict[str, tuple[Callable[[int], None], ...]] = {
    "line": (put,), "session": (add,), "line, then session": (put, add), "session, then line": (add, put),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("commit", [transaction.commit, lambda: db.session.commit()])
def test_what_is_committed_is_all_there(each_database: Flask, way: str, commit: Callable[[], None]) -> None:
    with each_database.app_context():
        for number, write in enumerate(WAYS[way], start=1):
            write(number)
        commit()

    assert kept(each_database) == len(WAYS[way])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "undo",
    [
        transaction.rollback, lambda: db.session.rollback(), lambda: None,
        lambda: transaction.refuse(RuleBroken("no", code="test.no")),
    ],
)  # fmt: skip
def test_what_is_undone_or_forgotten_is_gone_and_nobody_waits_for_it(
    each_database: Flask, way: str, undo: Callable[[], None]
) -> None:
    with each_database.app_context():
        for number, write in enumerate(WAYS[way], start=1):
            write(number)
        undo()
    with each_database.app_context():
        add(9)  # another writer has its turn
        transaction.commit()

    assert kept(each_database) == 1


def test_a_request_takes_one_connection_and_gives_it_back(each_database: Flask) -> None:
    db.session.remove()
    before = db.engine.pool.checkedout()  # type: ignore[attr-defined]
    with each_database.app_context():
        put(1)
        add(2)
        assert line() is db.session.connection()
        assert db.engine.pool.checkedout() == before + 1  # type: ignore[attr-defined]

    assert db.engine.pool.checkedout() == before  # type: ignore[attr-defined]


def test_a_savepoint_on_the_line_undoes_only_its_own_work(each_database: Flask) -> None:
    with each_database.app_context():
        put(1)
        inner = db.session.begin_nested()
        add(2)
        inner.rollback()
        add(3)
        transaction.commit()

    assert kept(each_database) == 2


def test_rows_see_what_the_session_has_not_written_yet(each_database: Flask) -> None:
    with each_database.app_context():
        db.session.add(ReviewIntake(id=5, until=clock.now()))
        found = database.rows(select(TABLE.c.id), {})

    assert [row.id for row in found] == [5]


def test_many_rows_at_once_keep_documents_times_nothing_and_defaults_in_their_order(each_database: Flask) -> None:
    now, evidence = clock.now(), {"đúng": ["7/10", None, 0.1], "câu": "“O'Ôn” \\ :at %s"}
    named = {"ref_kind": "quiz", "ref_id": 1, "outcome": "passed", "at": now, "activity_version": 1}
    named |= {"assisted": True, "self_reported": False}
    found = [
        named | {"person_id": number, "fraction": number / 3 or None, "evidence": evidence, "unit_id": None}
        for number in range(3)
    ]
    with each_database.app_context():
        database.add_rows(Completion.__table__, [])
        database.add_rows(Completion.__table__, found)
        transaction.commit()
        kept = db.session.scalars(select(Completion).order_by(Completion.id)).all()

        assert [row.person_id for row in kept] == [0, 1, 2]
        assert [row.fraction for row in kept] == [None, 1 / 3, 2 / 3]
        for row in kept:
            assert (row.evidence, row.at, row.unit_id, row.assisted, row.reason) == (evidence, now, None, True, "")
