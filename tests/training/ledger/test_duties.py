from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from training.accounts import grants, people, picking, units
from training.accounts.models import Person
from training.accounts.rights import Role
from training.core import activities, clock, content, events
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import queries, reminders, service, stuck
from training.ledger.models import Duty
from training.notices.models import Notice


@pytest.fixture
def asked(each_database: Flask) -> tuple[ActivityRef, int, int]:
    """A course asked of a commune with three people: (course, unit, first person)."""
    with each_database.test_request_context():
        content.load()
        unit = units.create("L01", "UBND xã Thử")
        ids = [people.enrol(f"L{n}", f"Lê Thử {n}", unit).id for n in range(3)]
        found = activities.by_key("course", "mot-cua")
        assert found
        service.assign(found.ref, by=ids[0], unit_id=unit.id, days=5)
        return found.ref, unit.id, ids[0]


def test_everyone_is_asked_once_and_told_once(asked: tuple[ActivityRef, int, int]) -> None:
    ref, unit_id, person_id = asked
    service.assign(ref, by=person_id, unit_id=unit_id, days=5)

    assert db.session.scalar(select(func.count(Duty.id))) == 3
    assert db.session.scalar(select(func.count(Notice.id)).filter_by(kind="asked")) == 3


def test_newcomers_are_asked_for_what_their_unit_is_asked_for(asked: tuple[ActivityRef, int, int]) -> None:
    ref, unit_id, _person = asked
    late = people.enrol("L9", "Lê Mới Đến", db.session.get_one(units.Unit, unit_id)).id

    assert queries.standing(late, [ref])[ref].asked


def test_reminders_are_said_once_and_stop_when_it_is_done(
    each_database: Flask, asked: tuple[ActivityRef, int, int]
) -> None:
    ref, _unit, person_id = asked
    due = db.session.scalars(select(Duty.due_on)).first()
    assert due
    with each_database.test_request_context(), clock.at(clock.at_office(due - timedelta(days=1), 9)):
        events.publish(events.Finished(person_id, ref, "completed", 1.0))
        for _turn in range(2):
            reminders.remind()
    told = db.session.scalars(select(Notice.person_id).filter_by(kind="due_soon")).all()

    assert len(told) == 2
    assert person_id not in told


def test_a_day_that_has_passed_is_refused(each_database: Flask, asked: tuple[ActivityRef, int, int]) -> None:
    ref, unit_id, person_id = asked
    with each_database.test_request_context(), pytest.raises(RuleBroken):
        service.assign(ref, by=person_id, unit_id=unit_id, due_on=clock.today() - timedelta(days=1))


def test_whoever_is_stuck_is_named_with_the_place(asked: tuple[ActivityRef, int, int]) -> None:
    from training.accounts.models import Person

    ref, unit_id, person_id = asked
    db.session.get_one(Person, person_id).status = "active"
    events.publish(events.Stuck(person_id, ref, "Tính phí", 3))
    named = queries.who_is_stuck(units.subtree(unit_id))
    events.publish(events.Progressed(person_id, ref, 0.5))

    assert [(row[0], row[6], row[7]) for row in named] == [(person_id, "Tính phí", 3)]
    assert queries.who_is_stuck(units.subtree(unit_id)) == []


def test_whoever_is_stuck_in_a_step_of_what_was_asked_is_named_with_the_step(
    asked: tuple[ActivityRef, int, int],
) -> None:
    from training.accounts.models import Person

    ref, unit_id, person_id = asked
    step, other = ActivityRef("quiz", 4001), ActivityRef("quiz", 4002)
    db.session.get_one(Person, person_id).status = "active"
    for each in (step, other):
        events.publish(events.Stuck(person_id, each, "Tính phí", 3))
    wholes = {step: [ref, ActivityRef("course", 4003)], other: [ActivityRef("course", 4003)]}
    below = units.subtree(unit_id)
    named = stuck.in_steps(below, wholes, 5)
    itself = stuck.in_steps(below, {ref: [ref]}, 5)
    events.publish(events.Finished(person_id, ref, "completed", 1.0))

    assert [(row[0], row[3:5], row[6:8], row[10:]) for row in named] == [
        (person_id, (ref.kind, ref.id), ("Tính phí", 3), (step.kind, step.id))
    ]
    assert itself == []
    assert stuck.in_steps(below, wholes, 5) == []


def test_two_posts_count_one_person(asked: tuple[ActivityRef, int, int]) -> None:
    ref, unit_id, person_id = asked
    from training.accounts.models import Person

    below = units.create("L02", "Phòng Thử", db.session.get_one(units.Unit, unit_id))
    people.take_post(db.session.get_one(Person, person_id), below)
    row = queries.completion_by_unit([unit_id], ref)[0]

    assert (row[2], row[3]) == (3, 0)


def test_a_role_and_a_list_narrow_whom_it_reaches(asked: tuple[ActivityRef, int, int]) -> None:
    ref, unit_id, person_id = asked
    grants.give(db.session.get_one(Person, person_id), Role.TRAINER, db.session.get_one(units.Unit, unit_id))
    by_role = service.assign(ref, by=person_id, unit_id=unit_id, role="trainer", days=9)
    among = queries.people_within(unit_id)
    listed = picking.pick("L1, L2\nL1", among).settled("codes")
    by_list = service.assign(ref, by=person_id, unit_id=unit_id, person_ids=listed, days=9)

    assert service.addressed(by_role) == [person_id]
    assert len(service.addressed(by_list)) == 2
    with pytest.raises(RuleBroken) as refused:
        picking.pick("L1 KHONGCO", among).settled("codes")
    assert refused.value.field == "codes"
    assert picking.pick(" ", among).settled("codes") == []


def test_a_failed_try_is_told_as_one_until_the_next_is_on_the_way(asked: tuple[ActivityRef, int, int]) -> None:
    ref, _unit_id, person_id = asked

    def stands() -> queries.Standing:
        return queries.standing(person_id, [ref])[ref]

    events.publish(events.Progressed(person_id, ref, 0.9))
    before = stands()
    events.publish(events.Finished(person_id, ref, "failed", 0.3))
    after = stands()
    events.publish(events.Progressed(person_id, ref, 0.1))
    again = stands()
    events.publish(events.Finished(person_id, ref, "passed", 1.0))

    assert [each.failed for each in (before, after, again, stands())] == [False, True, False, False]
    assert (after.state, after.fraction) == ("started", 0.0)
