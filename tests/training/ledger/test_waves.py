"""Waves open by unit and day, once, and not before the last one reached what was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.together import together
from training.accounts import people, units
from training.core import activities, clock, content, events, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import waves
from training.ledger.models import Assignment, Duty, Rollout, Wave
from training.notices.models import Notice


@pytest.fixture
def province(each_database: Flask) -> tuple[int, list[int], list[int]]:
    """(rollout with two waves, units, people): four in each of two communes."""
    with each_database.test_request_context():
        content.load()
        root = units.create("W01", "UBND tỉnh Sóng")
        communes = [units.create(f"W01.{n}", f"UBND xã Sóng {n}", root) for n in range(2)]
        ids = [people.enrol(f"W{n}", f"Lê Sóng {n}", communes[n // 4]).id for n in range(8)]
        found = activities.by_key("course", "mot-cua")
        assert found
        row = waves.plan(found.ref, root, title="Thử", days=10, gate=50, by=ids[0])
        for number, commune in enumerate(communes):
            waves.add(row, f"Đợt {number + 1}", [commune.id], clock.today() + timedelta(days=7 * number))
        waves.turn(row, "running")
        transaction.commit()
        return row.id, [each.id for each in communes], ids


def _asked() -> int:
    return db.session.scalar(select(func.count(Duty.id))) or 0


def test_a_wave_opens_on_its_day_once_the_last_one_is_far_enough(
    each_database: Flask, province: tuple[int, list[int], list[int]]
) -> None:
    rollout_id, _units, ids = province
    with each_database.test_request_context():
        waves.open_due()
        waves.open_due()
        first = _asked()
        row = db.session.get_one(Rollout, rollout_id)
        early = waves.waits_for(row, waves.stages(row))
        with clock.at(clock.now() + timedelta(days=8)):
            waves.open_due()
            waves.open_due()
            waiting = waves.waits_for(row, waves.stages(row))
            held, told = _asked(), db.session.scalar(select(func.count(Notice.id)).filter_by(kind="wave_waits"))
            ref = db.session.get_one(Rollout, rollout_id).ref
            for person_id in ids[:2]:
                events.publish(events.Finished(person_id, ref, "completed", 1.0))
            reached = waves.waits_for(row, waves.stages(row))
            waves.open_due()

        assert (first, held, told, _asked()) == (4, 4, 1, 8)
        assert (early, waiting and waiting.wave.name, reached) == (None, "Đợt 1", None)


def test_a_paused_rollout_opens_nothing(each_database: Flask, province: tuple[int, list[int], list[int]]) -> None:
    with each_database.test_request_context():
        waves.turn(db.session.get_one(Rollout, province[0]), "paused")
        waves.open_due()

        assert _asked() == 0


def test_six_hands_at_once_open_a_wave_once(
    each_database: Flask, province: tuple[int, list[int], list[int]]
) -> None:
    def go(_number: int) -> bool:
        row = db.session.get_one(Rollout, province[0])
        return waves.open_wave(row, waves.of(row)[0], None)

    won = together(each_database, go, 6)

    assert sorted(won) == [False] * 5 + [True]
    assert db.session.scalar(select(func.count(Assignment.id))) == 1


def test_a_unit_stands_in_one_wave_and_only_of_its_own_province(
    each_database: Flask, province: tuple[int, list[int], list[int]]
) -> None:
    with each_database.test_request_context():
        row = db.session.get_one(Rollout, province[0])
        stranger = units.create("W02", "UBND tỉnh Khác")
        for wrong in ([province[1][0]], [stranger.id], []):
            with pytest.raises(RuleBroken):
                waves.add(row, "Đợt thừa", wrong, clock.today() + timedelta(days=30))

        assert db.session.scalar(select(func.count(Wave.id))) == 2
