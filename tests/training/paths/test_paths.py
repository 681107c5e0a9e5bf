"""Paths: steps of all or some, finished once, and begun afresh where they renew something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from training.accounts import people, units
from training.core import activities, clock, content, events, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import queries as ledger
from training.ledger import service as asking
from training.ledger.models import Completion
from training.paths import queries, rules, service
from training.paths.models import Path

steps = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 10)).map(
        lambda three: rules.Step(max(three[:2]), min(three[:2]), three[2])
    ),
    max_size=6,
)


@given(steps)
def test_a_path_is_done_exactly_when_all_of_it_is(found: list[rules.Step]) -> None:
    assert 0 <= rules.fraction(found) <= 1
    assert rules.complete(found) == (rules.fraction(found) == 1 and any(step.needed for step in found))


@pytest.fixture
def walked(each_database: Flask) -> tuple[int, int, list[activities.ActivityRef]]:
    """(path: first the course, then one of two exercises; learner; parts)"""
    with each_database.test_request_context():
        content.load()
        unit = units.create("P01", "UBND xã Lộ Trình")
        learner = people.enrol("P1", "Lê Lộ", unit)
        keys = (("course", "mot-cua"), ("scenario", "m1-chung-thuc-ban-sao"), ("scenario", "m2-khai-sinh-truc-tuyen"))
        refs = [found.ref for key in keys if (found := activities.by_key(*key))]
        path = service.create("Thử", "", unit.id, learner.id)
        service.add_step(path, "Trước", 0)
        service.add_step(path, "Sau", 1)
        for step, part in ((0, refs[:1]), (1, refs[1:])):
            for ref in part:
                service.add_part(path, path.steps[step].id, str(ref))
        service.publish(path, True)
        asking.assign(path.ref, by=None, unit_id=unit.id, days=20)
        transaction.commit()
        return path.id, learner.id, refs


def _completions(path_id: int) -> int:
    return db.session.scalar(select(func.count(Completion.id)).filter_by(ref_kind="path", ref_id=path_id)) or 0


def test_one_of_two_is_enough_and_the_path_finishes_once(
    each_database: Flask, walked: tuple[int, int, list[activities.ActivityRef]]
) -> None:
    path_id, learner, refs = walked
    with each_database.test_request_context():
        events.publish(events.Finished(learner, refs[1], "passed", 1.0))
        half = queries.way(learner, db.session.get_one(Path, path_id))
        events.publish(events.Finished(learner, refs[0], "completed", 1.0))
        events.publish(events.Finished(learner, refs[2], "passed", 1.0))

        assert (half.fraction, half.next.about.ref if half.next else None) == (0.5, refs[0])
        assert _completions(path_id) == 1


def test_asked_anew_the_parts_are_done_again(
    each_database: Flask, walked: tuple[int, int, list[activities.ActivityRef]]
) -> None:
    path_id, learner, refs = walked
    with each_database.test_request_context():
        for ref in refs[:2]:
            events.publish(events.Finished(learner, ref, "passed", 1.0))
        path = db.session.get_one(Path, path_id)
        with clock.at(clock.now() + timedelta(days=300)):
            asking.ask_anew([learner], path.ref, clock.today() + timedelta(days=30))
            service.follow(learner, path)
            again = ledger.standing(learner, [path.ref])[path.ref].state
        with clock.at(clock.now() + timedelta(days=310)):
            for ref in refs[:2]:
                events.publish(events.Finished(learner, ref, "passed", 1.0))

        assert again != "finished"
        assert _completions(path_id) == 2


def test_looking_at_a_path_begins_nothing(
    each_database: Flask, walked: tuple[int, int, list[activities.ActivityRef]]
) -> None:
    path_id, _learner, refs = walked
    with each_database.test_request_context():
        other = people.enrol("P2", "Lê Xem", units.create("P02", "UBND xã Khác")).id
        events.publish(events.Finished(other, refs[0], "completed", 1.0))
        path = db.session.get_one(Path, path_id)
        service.follow(other, path)
        seen = ledger.standing(other, [path.ref])[path.ref].state
        for _turn in range(2):
            way = service.begin(other, path)

        assert (seen, way.fraction) == ("new", 0.5)
        assert ledger.standing(other, [path.ref])[path.ref].state == "started"


def test_an_empty_step_is_not_published_and_a_path_holds_no_path(
    each_database: Flask, walked: tuple[int, int, list[activities.ActivityRef]]
) -> None:
    path_id, learner, _refs = walked
    with each_database.test_request_context():
        path = db.session.get_one(Path, path_id)
        with pytest.raises(RuleBroken):
            service.add_part(path, path.steps[0].id, f"path:{path_id}")
        service.add_step(path, "Trống", 0)
        with pytest.raises(RuleBroken):
            service.publish(path, True)
        service.move_step(path, path.steps[2].id, True)

        assert [step.title for step in path.steps] == ["Trước", "Trống", "Sau"]
        assert learner
