"""What first pages cost, and that they show what is true now and only to whom it belongs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.models import Grant, Person, Unit
from training.accounts.rights import Permission, Role
from training.core import activities, content, transaction
from training.core.db import db
from training.ledger import service as ledger

Enter = Callable[[int], FlaskClient]


@pytest.fixture
def commune(app: Flask) -> tuple[int, int, int]:
    """A commune with a trainer and a learner: (unit, trainer, learner)."""
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("H01", "UBND xã Thử")
        trainer, learner = people.enrol("H1", "Trần Giảng", unit), people.enrol("H2", "Lê Học", unit)
        grants.give(trainer, Role.TRAINER, unit)
        transaction.commit()
        return unit.id, trainer.id, learner.id


def ask(app: Flask, unit_id: int, by: int, kind: str, key: str) -> None:
    with app.app_context(), app.test_request_context():
        found = activities.by_key(kind, key)
        assert found
        ledger.assign(found.ref, by=by, unit_id=unit_id, days=5)
        transaction.commit()


def test_first_pages_ask_the_database_rarely_whatever_is_asked(
    app: Flask, commune: tuple[int, int, int], as_person: Enter
) -> None:
    unit, trainer, learner = commune
    theirs, mine = as_person(trainer), as_person(learner)
    ask(app, unit, trainer, "course", "mot-cua")
    few = statements(app, theirs, "/"), statements(app, mine, "/")
    ask(app, unit, trainer, "quiz", "mot-cua-kiem-tra")
    with app.app_context(), app.test_request_context():
        for number in range(30):
            people.enrol(f"N{number}", f"Lê Mới {number}", db.session.get_one(Unit, unit))
        transaction.commit()
    many = statements(app, theirs, "/"), statements(app, mine, "/")

    assert few == many
    assert few[0] <= 10
    assert few[1] <= 5


def test_a_role_taken_back_shuts_the_desk_at_the_next_visit(
    app: Flask, commune: tuple[int, int, int], as_person: Enter
) -> None:
    _unit, trainer, learner = commune
    client, other = as_person(trainer), as_person(learner)
    before, theirs = client.get("/").text, other.get("/").text
    with app.app_context(), app.test_request_context():
        grants.take_back(db.session.scalars(select(Grant).filter_by(person_id=trainer)).one())
        transaction.commit()

    assert 'id="desk"' in before
    assert 'id="desk"' not in theirs
    assert 'id="desk"' not in client.get("/").text


def test_what_the_door_knows_is_of_the_visitor_alone_and_ends_with_a_change(
    app: Flask, commune: tuple[int, int, int]
) -> None:
    unit, trainer, learner = commune
    with app.test_request_context():
        grants.remember(learner, [])
        assert grants.roots(learner, Permission.TEACH) == []
        assert grants.roots(trainer, Permission.TEACH) == [unit]
        given = grants.give(db.session.get_one(Person, learner), Role.TRAINER, db.session.get_one(Unit, unit))
        assert grants.roots(learner, Permission.TEACH) == [unit]
        grants.remember(learner, [("trainer", unit)])
        assert grants.roots(learner, Permission.GUIDE_WRITE) == []
        grants.take_back(given)
        assert grants.roots(learner, Permission.TEACH) == []


def test_who_asks_for_help_is_led_to_the_desk_and_to_the_trainer(
    app: Flask, commune: tuple[int, int, int], as_person: Enter
) -> None:
    _unit, _trainer, learner = commune
    inside, outside = as_person(learner).get("/help").text, app.test_client().get("/help").text

    assert "Bộ phận hỗ trợ" in inside
    assert 'href="/questions"' in inside.split("<main", 1)[1]
    assert "Giảng viên của đồng chí" not in outside
