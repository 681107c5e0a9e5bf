"""What first pages cost, and that they show what is true now and only to whom it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.models import Grant, Person, Unit
from training.accounts.rights import Permission, Role
from training.core import activities, clock, content, events, transaction
from training.core.db import db
from training.ledger import reminding
from training.ledger import service as ledger
from training.ledger.models import Duty

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
    assert few[0] <= 14
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


def test_a_trainer_reads_first_what_presses_and_only_then_of_the_own_learning(
    app: Flask, commune: tuple[int, int, int], as_person: Enter
) -> None:
    unit, trainer, learner = commune
    ask(app, unit, trainer, "quiz", "mot-cua-kiem-tra")
    ask(app, unit, trainer, "quiz", "an-toan-co-ban")
    ask(app, unit, trainer, "course", "mot-cua")
    with app.app_context(), app.test_request_context():
        late, soon = (activities.by_key("quiz", key) for key in ("mot-cua-kiem-tra", "an-toan-co-ban"))
        assert late
        assert soon
        days = {late.ref: clock.today() - timedelta(days=4), soon.ref: clock.today()}
        for duty in db.session.scalars(select(Duty).where(Duty.ref_kind == "quiz")):
            duty.due_on = days[duty.ref]
        events.publish(events.Started(learner, soon.ref))
        transaction.commit()
    page, other = as_person(trainer).get("/").text, as_person(learner).get("/").text
    with app.app_context(), app.test_request_context():
        reminding.send(reminding.Call(trainer, unit, late.ref, "late"))
        transaction.commit()
    after = as_person(trainer).get("/").text
    said = [f"/duties/remind/{late.ref}?unit={unit}&amp;who=late", f"/duties/remind/{soon.ref}?unit={unit}&amp;who=new"]

    assert "2 người đã quá hạn." in page
    assert "1 người chưa bắt đầu: " in page
    assert page.index('id="desk"') < page.index(said[0]) < page.index(said[1]) < page.index('id="own"')
    assert page.index('id="own"') < page.index('id="next-one"')
    assert page.count("/duties/remind/") == 2
    assert "Hôm nay đã nhắc 1 người, lúc " in after
    assert said[0] not in after
    assert said[1] in after
    assert "duties/remind" not in other
    assert 'id="own"' not in other


def test_a_manager_sees_what_presses_and_reminds_nobody(
    app: Flask, commune: tuple[int, int, int], as_person: Enter
) -> None:
    unit, trainer, _learner = commune
    ask(app, unit, trainer, "quiz", "mot-cua-kiem-tra")
    with app.app_context(), app.test_request_context():
        manager = people.enrol("H3", "Trần Trưởng", db.session.get_one(Unit, unit))
        grants.give(manager, Role.MANAGER, db.session.get_one(Unit, unit))
        for duty in db.session.scalars(select(Duty)):
            duty.due_on = clock.today() - timedelta(days=4)
        transaction.commit()
        number = manager.id
    page = as_person(number).get("/").text

    assert "người đã quá hạn." in page
    assert "state=late#people" in page
    assert "duties/remind" not in page


def test_where_nothing_presses_the_desk_says_so(app: Flask, commune: tuple[int, int, int], as_person: Enter) -> None:
    _unit, trainer, _learner = commune

    assert "Không có việc gấp" in as_person(trainer).get("/").text
