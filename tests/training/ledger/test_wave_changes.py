"""A wave that has not opened is changed; one that is open says what can still be done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.training.ledger.test_wave_pages import House
from tests.training.ledger.test_wave_pages import house as house
from training.core import clock, transaction
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import waves
from training.ledger.models import Duty, Rollout, Wave

SOON = timedelta(days=3)


@pytest.fixture
def wave(app: Flask, house: House) -> int:
    """A wave of the first office, in three days."""
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Rollout, house.rollout)
        number = waves.add(row, "Đợt 1", [house.offices[0]], clock.today() + SOON).id
        transaction.commit()
        return number


def test_a_wave_that_has_not_opened_is_changed_in_every_part(app: Flask, house: House, wave: int) -> None:
    path, day = f"{house.path}/waves/{wave}", clock.today() + timedelta(days=9)
    form = house.client.get(f"{path}/change").text
    after = house.send(f"{path}/change", name="Đợt thí điểm", opens_on=day.isoformat(), units=[house.offices[1]])

    assert 'value="Đợt 1"' in form
    assert f'name="units" value="{house.offices[0]}" checked' in form
    assert "Sẽ giao cho 0 người" in after
    assert "Phòng 1" in after
    assert "Phòng 0" not in after
    with app.app_context():
        row = db.session.get_one(Wave, wave)
        assert (row.name, row.unit_ids, row.opens_on) == ("Đợt thí điểm", [house.offices[1]], day)
        assert db.session.scalar(select(func.count(AuditEvent.id)).filter_by(action="wave.change")) == 1


def test_a_changed_wave_obeys_the_rules_of_a_new_one(app: Flask, house: House, wave: int) -> None:
    with app.app_context(), app.test_request_context():
        row, first = db.session.get_one(Rollout, house.rollout), db.session.get_one(Wave, wave)
        waves.add(row, "Đợt 2", [house.commune], clock.today() + SOON)
        yesterday = clock.today() - timedelta(days=1)
        for units, day in ((house.offices[:0], SOON), ((house.commune,), SOON), ((10_000,), SOON)):
            with pytest.raises(RuleBroken):
                waves.change(row, first, "Đợt", list(units), clock.today() + day)
        with pytest.raises(RuleBroken):
            waves.change(row, first, "Đợt", [house.offices[0]], yesterday)
        first.opens_on = yesterday

        assert waves.change(row, first, "Đợt giữ ngày", [house.offices[0]], yesterday)
        assert not waves.change(row, first, "Đợt giữ ngày", [house.offices[0]], yesterday)


def test_what_was_changed_after_the_look_is_not_opened_unseen(app: Flask, house: House, wave: int) -> None:
    path, day = f"{house.path}/waves/{wave}", (clock.today() + SOON).isoformat()
    with app.app_context():
        seen = waves.seal(db.session.get_one(Wave, wave))
    looked = house.client.get(path).text
    house.send(f"{path}/change", name="Đợt 1", opens_on=day, all="y")
    answer = house.send(path, go="open", seen=seen)

    assert f'name="seen" value="{seen}"' in looked
    assert "vừa được sửa" in answer
    with app.app_context():
        assert db.session.get_one(Wave, wave).opened_at is None


def test_an_open_wave_stays_and_says_what_can_still_be_done(app: Flask, house: House, wave: int) -> None:
    path, day = f"{house.path}/waves/{wave}", (clock.today() + SOON).isoformat()
    house.send(path, go="open")
    page = house.client.get(path).text
    direct = house.client.get(f"{path}/change")
    answer = house.send(f"{path}/change", name="Muộn", opens_on=day, units=[house.offices[1]])

    assert "Việc vẫn có thể làm" in page
    assert f'href="{path}/change"' not in page
    assert "/stop" in page
    assert direct.status_code == 302
    assert "đã mở" in answer
    with app.app_context():
        assert db.session.get_one(Wave, wave).name == "Đợt 1"
        assert db.session.scalar(select(func.count(Duty.id))) == 1


def test_a_wave_of_one_unit_names_it(house: House, wave: int) -> None:
    line = house.look().partition("Đợt 1</h2>")[2].partition("</li>")[0]

    assert "Phòng 0</a></p>" in line
    assert "1 đơn vị" not in line
