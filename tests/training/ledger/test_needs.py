"""A post asks its holders for what leads to what it needs, once, and newcomers on their first day."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from training.accounts import grants, people, units
from training.accounts.models import Position
from training.accounts.rights import Role
from training.core import content, transaction
from training.core.db import db
from training.ledger import needs
from training.ledger.models import Assignment, Duty


@pytest.fixture
def posted(app: Flask) -> tuple[int, int, int]:
    """(administrator, holder of the post, post)"""
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("N01", "UBND xã Thử")
        admin = people.enrol("N0", "Lê Quản Trị", unit)
        grants.give(admin, Role.ADMIN, unit)
        holder = people.enrol("N1", "Lê Một Cửa", unit, position="Công chức một cửa")
        people.enrol("N2", "Lê Văn Thư", unit, position="Văn thư")
        transaction.commit()
        post = db.session.scalars(select(Position.id).filter_by(name="Công chức một cửa")).one()
        return admin.id, holder.id, post


def _duties(app: Flask, person_id: int | None = None) -> int:
    with app.app_context():
        query = select(func.count(Duty.id))
        return db.session.scalar(query.filter_by(person_id=person_id) if person_id else query) or 0


def _decide(client: FlaskClient, post: int, **fields: str) -> str:
    path = f"/positions/{post}"
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return str(client.post(path, data={"csrf_token": found[1], "days": "20", "go": "keep", **fields}).text)


def test_looking_first_asks_nobody(
    app: Flask, posted: tuple[int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    page = _decide(as_person(posted[0]), posted[2], go="look", **{"one-stop": "1"})

    assert "1 người giữ chức vụ này" in page
    assert _duties(app) == 0


def test_holders_are_asked_once_and_newcomers_on_their_first_day(
    app: Flask, posted: tuple[int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    admin = as_person(posted[0])
    _decide(admin, posted[2], **{"one-stop": "1"})
    first = _duties(app, posted[1])
    _decide(admin, posted[2], **{"one-stop": "1"})
    with app.app_context(), app.test_request_context():
        unit = db.session.scalars(select(units.Unit)).one()
        late = people.enrol("N3", "Lê Mới Đến", unit, position="Công chức một cửa").id
        transaction.commit()

    assert first > 0
    assert _duties(app, posted[1]) == first
    assert _duties(app, late) == first
    assert _duties(app) == 2 * first
    assert "Làm quen hệ thống một cửa" in as_person(posted[1]).get("/my-post").text


def test_another_post_in_the_same_unit_asks_its_own_once(
    app: Flask, posted: tuple[int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    _decide(as_person(posted[0]), posted[2], **{"one-stop": "1"})
    with app.app_context(), app.test_request_context():
        unit = db.session.scalars(select(units.Unit)).one()
        clerk = people.enrol("N4", "Lê Chuyển", unit, position="Văn thư")
        before = _duties(app, clerk.id)
        for _turn in range(2):
            people.take_post(clerk, unit, "Công chức một cửa")
        transaction.commit()
        number = clerk.id

    assert before == 0
    assert _duties(app, number) == _duties(app, posted[1])


def test_a_higher_level_asks_for_more(posted: tuple[int, int, int], app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        counts = [len(needs.brings("one-stop", level)) for level in (1, 2, 3)]

    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_what_is_no_longer_asked_reaches_no_newcomer(
    app: Flask, posted: tuple[int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    admin = as_person(posted[0])
    _decide(admin, posted[2], **{"one-stop": "1"})
    _decide(admin, posted[2])

    with app.app_context():
        open_ones = select(func.count(Assignment.id)).where(Assignment.ended_at.is_(None))
        assert db.session.scalar(open_ones) == 0
    assert _duties(app, posted[1]) > 0


def test_only_administrators_decide(posted: tuple[int, int, int], as_person: Callable[[int], FlaskClient]) -> None:
    assert as_person(posted[1]).get("/positions").status_code == 403
