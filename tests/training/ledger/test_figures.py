"""The few figures on a trainer's first page, from one query."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from training.accounts import people, units
from training.accounts.models import Person
from training.core import activities, clock, content, events
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import queries, service


@pytest.fixture
def asked(each_database: Flask) -> tuple[ActivityRef, int, list[int]]:
    """A course asked of a commune of four with an office below, due in five days: (course, unit, people)."""
    with each_database.test_request_context():
        content.load()
        unit = units.create("L01", "UBND xã Thử")
        office = units.create("L02", "Văn phòng xã", unit)
        ids = [people.enrol(f"L{n}", f"Lê Thử {n}", unit if n else office).id for n in range(4)]
        people.take_post(db.session.get_one(Person, ids[1]), office)
        found = activities.by_key("course", "mot-cua")
        assert found
        service.assign(found.ref, by=ids[0], unit_id=unit.id, days=5)
        db.session.commit()
        return found.ref, unit.id, ids


def test_they_are_the_figures_of_the_report(each_database: Flask, asked: tuple[ActivityRef, int, list[int]]) -> None:
    ref, unit_id, ids = asked
    events.publish(events.Finished(ids[1], ref, "passed", 1.0))
    events.publish(events.Finished(ids[2], ref, "failed", 0.2))
    db.session.flush()
    with clock.at(clock.now() + timedelta(days=60)):
        row = queries.completion_by_unit([unit_id], ref)[0]
        found = queries.figures([unit_id], 5)

    assert found == {ref: (row[2], row[3], row[5])} == {ref: (4, 1, 3)}


def test_whoever_is_below_two_roots_counts_once(
    each_database: Flask, asked: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, unit_id, _ids = asked
    office = units.create("L03", "Phòng Thử", db.session.get_one(units.Unit, unit_id))

    assert queries.figures([unit_id, office.id], 5)[ref] == (4, 0, 0)
    assert queries.figures([office.id], 5) == {}
    assert queries.figures([], 5) == {}


def test_what_was_finished_before_it_was_asked_anew_does_not_count(
    each_database: Flask, asked: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, unit_id, ids = asked
    events.publish(events.Finished(ids[1], ref, "passed", 1.0))
    db.session.flush()
    before = queries.figures([unit_id], 5)[ref]
    duty = db.session.query(service.Duty).filter_by(person_id=ids[1]).one()
    duty.anew_since = clock.now() + timedelta(minutes=1)
    db.session.flush()

    assert (before[1], queries.figures([unit_id], 5)[ref][1]) == (1, 0)


def test_a_standing_is_made_of_the_newest_of_each(
    each_database: Flask, asked: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, _unit, ids = asked
    events.publish(events.Progressed(ids[1], ref, 0.5, place="Bài 2"))
    half = queries.standing(ids[1], [ref])[ref]
    for outcome in ("failed", "passed", "failed"):
        events.publish(events.Finished(ids[1], ref, outcome, 0.9, {"how": outcome}))
    db.session.flush()
    done = queries.standing(ids[1], [ref])[ref]

    assert (half.state, half.fraction, half.place, half.asked) == ("started", 0.5, "Bài 2", True)
    assert (done.state, done.outcome, done.evidence["how"]) == ("finished", "passed", "passed")
    assert done.finished_at is not None
    assert [task.standing for task in queries.tasks(ids[1]) if task.about.ref == ref] == [done]
    assert queries.standing(ids[2], [ref])[ref].state == "new"
