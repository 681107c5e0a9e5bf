"""More time: asked once, never less time, and forgotten with the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.together import together
from training.accounts import grants, people, personal, units
from training.accounts.models import Person
from training.accounts.rights import Role
from training.core import activities, clock, content, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import extensions, service
from training.ledger.models import Duty, ExtensionRequest
from training.notices import threads
from training.notices.models import Notice, Thread

LATER = timedelta(days=30)


@pytest.fixture
def duty(each_database: Flask) -> Duty:
    with each_database.test_request_context():
        content.load()
        unit = units.create("X01", "UBND xã Thử")
        people.enrol("X1", "Lê Xin Thêm", unit)
        found = activities.by_key("course", "mot-cua")
        assert found
        service.assign(found.ref, by=None, unit_id=unit.id, days=10)
        transaction.commit()
    return db.session.scalars(select(Duty)).one()


def test_four_clicks_at_once_are_one_request(each_database: Flask, duty: Duty) -> None:
    number = duty.id
    db.session.rollback()

    def ask(turn: int) -> int:
        mine = db.session.get_one(Duty, number)
        return extensions.ask(mine, clock.today() + LATER, "Đang nghỉ phép", f"browser-{turn % 2}").id

    assert len(set(together(each_database, ask, 4))) == 1
    assert db.session.scalar(select(func.count(ExtensionRequest.id))) == 1


def test_four_clicks_at_once_are_one_question(each_database: Flask, duty: Duty) -> None:
    person_id, ref = duty.person_id, duty.ref
    db.session.rollback()

    def ask(_turn: int) -> int:
        return threads.ask(person_id, ref, "Phí tính thế nào?", "one-browser").id

    assert len(set(together(each_database, ask, 4))) == 1
    assert db.session.scalar(select(func.count(Thread.id))) == 1


def test_a_grant_never_takes_time_away(each_database: Flask, duty: Duty) -> None:
    with each_database.test_request_context():
        row = extensions.ask(duty, clock.today() + LATER, "Đang nghỉ phép", "one-browser")
        transaction.commit()
        with pytest.raises(RuleBroken) as refused:
            extensions.decide(row, 0, clock.today() + timedelta(days=1), "")
        transaction.rollback()

        assert refused.value.field == "granted_on"
        assert extensions.open_request(duty) is not None


def test_a_request_is_in_ones_own_data_and_goes_with_the_person(each_database: Flask, duty: Duty) -> None:
    with each_database.test_request_context():
        extensions.ask(duty, clock.today() + LATER, "Tôi nằm viện", "one-browser")
        mine = personal.everything(duty.person_id)["ledger"]["more_time"]
        people.erase(db.session.get_one(Person, duty.person_id))

        assert [each["reason"] for each in mine] == ["Tôi nằm viện"]
        assert db.session.scalar(select(func.count(ExtensionRequest.id))) == 0


def test_trainers_are_told_and_never_the_asker_or_those_who_only_assign(each_database: Flask, duty: Duty) -> None:
    with each_database.test_request_context():
        unit = db.session.scalars(select(units.Unit)).one()
        ids = []
        for role in (Role.MANAGER, Role.TRAINER, Role.ADMIN):
            someone = people.enrol(f"X-{role.value}", "Lê Quyết Định", unit)
            grants.give(someone, role, unit)
            ids.append(someone.id)
        grants.give(db.session.get_one(Person, duty.person_id), Role.TRAINER, unit)
        extensions.ask(duty, clock.today() + LATER, "Đi công tác", "trainers-1")

        assert set(db.session.scalars(select(Notice.person_id).filter_by(kind="extension"))) == {ids[1]}
