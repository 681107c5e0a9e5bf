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
from training.core.jobs.models import Job
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


def test_who_belongs_to_the_unit_itself_stands_in_a_wave_and_nobody_below_it(
    each_database: Flask, province: tuple[int, list[int], list[int]]
) -> None:
    with each_database.test_request_context():
        row = db.session.get_one(Rollout, province[0])
        root = db.session.get_one(units.Unit, row.unit_id)
        own, later = people.enrol("W80", "Lê Tỉnh", root), None
        wave = waves.add(row, "Đợt tỉnh", [root.id], clock.today() + timedelta(days=9))
        waves.open_wave(row, wave, None)
        asked = db.session.scalars(select(Duty.person_id)).all()
        later = people.enrol("W81", "Lê Mới", root)
        people.enrol("W82", "Lê Xã", db.session.get_one(units.Unit, province[1][0]))
        newcomers = set(db.session.scalars(select(Duty.person_id)).all()) - set(asked)
        stage = next(each for each in waves.stages(row) if each.wave.id == wave.id)

        assert list(asked) == [own.id]
        assert newcomers == {later.id}
        assert (stage.asked, waves.free(row)) == (2, [])
        assert [name for _id, name in waves.named(row, [root])] != [root.name]


def test_a_rollout_within_a_unit_without_units_below_reaches_everybody_there(each_database: Flask) -> None:
    with each_database.test_request_context():
        content.load()
        alone = units.create("W03", "UBND xã Một Mình")
        one = people.enrol("W90", "Lê Một", alone)
        found = activities.by_key("course", "mot-cua")
        assert found
        row = waves.plan(found.ref, alone, title="Thử", days=10, gate=0, by=one.id)
        wave = waves.add(row, "Đợt 1", [each.id for each in waves.choices(row)], clock.today())
        waves.open_wave(row, wave, None)

        assert db.session.scalars(select(Duty.person_id)).all() == [one.id]
        assert waves.named(row, waves.choices(row)) == [(alone.id, alone.name)]


def test_starting_lets_the_wave_of_today_open_without_waiting_for_the_hour(
    each_database: Flask, province: tuple[int, list[int], list[int]]
) -> None:
    with each_database.test_request_context():
        jobs = select(func.count(Job.id)).filter_by(name="ledger.open_waves")
        row, before = db.session.get_one(Rollout, province[0]), db.session.scalar(jobs) or 0
        waves.turn(row, "paused")
        paused = db.session.scalar(jobs) or 0
        waves.turn(row, "running")

        assert (paused - before, (db.session.scalar(jobs) or 0) - before) == (0, 1)
