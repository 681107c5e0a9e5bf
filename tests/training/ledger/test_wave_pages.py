"""What the page of a roll-out offers and says, from the first visit to the last wave."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, clock, content, transaction
from training.core.db import db
from training.ledger import waves
from training.ledger.models import Rollout, Wave


@dataclass(frozen=True)
class House:
    """A roll-out within one commune of two offices, and its trainer's browser."""

    client: FlaskClient
    rollout: int
    commune: int
    offices: tuple[int, int]

    @property
    def path(self) -> str:
        """Return the page of the roll-out."""
        return f"/rollouts/{self.rollout}"

    def look(self) -> str:
        """Return the page as it stands."""
        return self.client.get(self.path).text

    def send(self, path: str, **typed: object) -> str:
        """Send a form of the page and return what comes of it."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.look())
        assert found
        return self.client.post(path, data={"csrf_token": found[1], **typed}, follow_redirects=True).text


@pytest.fixture
def house(app: Flask, as_person: Callable[[int], FlaskClient]) -> House:
    with app.app_context(), app.test_request_context():
        content.load()
        commune = units.create("G01", "UBND xã Sóng")
        offices = [units.create(f"G01.{n}", f"Phòng {n}", commune) for n in range(2)]
        trainer = people.enrol("G1", "Trần Giảng", commune)
        people.enrol("G2", "Lê Phòng", offices[0])
        grants.give(trainer, Role.TRAINER, commune)
        found = activities.by_key("course", "mot-cua")
        assert found
        row = waves.plan(found.ref, commune, title="Thử", days=10, gate=50, by=trainer.id)
        transaction.commit()
        return House(as_person(trainer.id), row.id, commune.id, (offices[0].id, offices[1].id))


def test_nothing_can_be_stopped_before_there_is_a_wave(house: House) -> None:
    before = house.look()
    house.send(f"{house.path}/waves", name="Đợt 1", opens_on=clock.today().isoformat(), units=[house.offices[0]])

    assert 'value="stopped"' not in before
    assert 'value="stopped"' in house.look()


def test_one_tick_takes_every_unit_and_the_commune_itself(house: House, app: Flask) -> None:
    before = house.look()
    after = house.send(f"{house.path}/waves", name="Cả xã", opens_on=clock.today().isoformat(), all="y")

    assert f'name="units" value="{house.commune}"' in before
    assert "chỉ người thuộc thẳng" in before
    assert "Mọi đơn vị đều" in after
    with app.app_context():
        assert db.session.scalars(select(Wave.unit_ids)).one() == sorted((house.commune, *house.offices))


def test_the_second_tick_takes_only_what_is_left(house: House, app: Flask) -> None:
    today = clock.today().isoformat()
    house.send(f"{house.path}/waves", name="Đợt 1", opens_on=today, units=[house.offices[0]])
    house.send(f"{house.path}/waves", name="Đợt 2", opens_on=today, all="y")

    with app.app_context():
        found = db.session.scalars(select(Wave.unit_ids).order_by(Wave.id)).all()
        assert found == [[house.offices[0]], sorted((house.commune, house.offices[1]))]


def test_a_wave_of_today_says_when_it_opens_before_and_after_the_start(house: House, app: Flask) -> None:
    house.send(f"{house.path}/waves", name="Đợt 1", opens_on=clock.today().isoformat(), units=[house.offices[0]])
    planned, running = house.look(), house.send(house.path, state="running")
    with app.app_context(), app.test_request_context():
        waves.open_due()
        transaction.commit()

    assert "mở khi bấm Bắt đầu" in planned
    assert "sẽ mở trong ít phút" not in planned
    assert running.count("sẽ mở trong ít phút") == 2
    assert "sẽ mở trong ít phút" not in house.look()


def test_where_the_page_speaks_of_opening_now_it_has_the_button(house: House, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Rollout, house.rollout)
        first = waves.add(row, "Đợt 1", [house.offices[0]], clock.today())
        second = waves.add(row, "Đợt 2", [house.commune], clock.today())
        waves.turn(row, "running")
        waves.open_wave(row, first, None)
        number = second.id
        transaction.commit()
    door = f'action="{house.path}/waves/{number}"'
    waiting = house.look()
    house.send(f"{house.path}/waves/{number}", go="open")

    assert door in waiting
    assert 'value="open"' in waiting
    assert door not in house.look()


def test_the_page_costs_the_same_however_many_waves(house: House, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Rollout, house.rollout)
        waves.add(row, "Đợt 1", [house.commune], clock.today() + timedelta(days=1))
        transaction.commit()
    few = statements(app, house.client, house.path)
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Rollout, house.rollout)
        for number, office in enumerate(house.offices):
            waves.add(row, f"Đợt {number + 2}", [office], clock.today() + timedelta(days=number + 2))
        transaction.commit()

    assert statements(app, house.client, house.path) == few
