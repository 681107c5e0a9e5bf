"""Exercises come back after 7 and 30 days; what was kept is told to the learner, and to trainers only in groups."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from training.accounts import people, units
from training.core import activities, clock, content, events, reporting
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import repeats
from training.ledger.models import Repeat
from training.notices.models import Notice


def _crowd(count: int) -> tuple[ActivityRef, int, list[int]]:
    content.load()
    unit = units.create("R01", "UBND xã Nhớ")
    found = activities.by_key("scenario", "m1-chung-thuc-ban-sao")
    assert found
    everyone = [people.enrol(f"R{n}", f"Lê Nhớ {n}", unit) for n in range(count)]
    for each in everyone:
        each.status = "active"
    return found.ref, unit.id, [each.id for each in everyone]


def _does(person_id: int, ref: ActivityRef, day: int, *, hints: int = 0, outcome: str = "passed") -> None:
    with clock.at(clock.now() + timedelta(days=day)):
        events.publish(events.Finished(person_id, ref, outcome, 1.0, {"hints": hints}))  # type: ignore[arg-type]


def test_only_an_unaided_repeat_after_its_day_counts_as_kept(each_database: Flask) -> None:
    with each_database.test_request_context():
        ref, _unit, (alone, helped, early, late) = _crowd(4)
        for person_id in (alone, helped, early, late):
            _does(person_id, ref, 0)
        _does(early, ref, 3)
        _does(alone, ref, 8)
        _does(helped, ref, 8, hints=1)
        _does(late, ref, 31)

        assert [repeats.retention(each) for each in (alone, helped, early, late)] == [(1, 1), (0, 1), (0, 0), (1, 1)]
        assert db.session.scalar(select(func.count(Repeat.id))) == 8


def test_what_is_due_stands_on_the_page_and_is_told_once(each_database: Flask) -> None:
    with each_database.test_request_context():
        ref, _unit, (person_id,) = _crowd(1)
        _does(person_id, ref, 0)
        assert repeats.waiting(person_id) == []
        with clock.at(clock.now() + timedelta(days=7)):
            for _turn in range(2):
                repeats.tell()
            assert [each.after_days for each in repeats.waiting(person_id)] == [7]
            assert repeats.is_due(person_id, ref)
        assert db.session.scalar(select(func.count(Notice.id)).filter_by(kind="repeat")) == 1


def test_trainers_see_groups_of_ten_and_no_name(each_database: Flask) -> None:
    with each_database.test_request_context():
        ref, unit_id, ids = _crowd(10)
        for place, person_id in enumerate(ids):
            _does(person_id, ref, 0)
            if place < 9:
                _does(person_id, ref, 7, hints=place % 3)
        scope = reporting.Scope(0, (unit_id,))
        few = list(reporting.rows(repeats.RETENTION, scope))
        _does(ids[9], ref, 7)
        many = list(reporting.rows(repeats.RETENTION, scope))

        assert (few[0]["hidden"], few[0]["after_7"]) == (True, None)
        assert (many[0]["people"], many[0]["after_7"], many[0]["after_30"]) == (10, 0.4, None)
