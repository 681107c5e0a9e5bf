"""Looking first: what is shown is what happens, and nothing is written before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from training.accounts import grants, people, units
from training.accounts.models import Membership, Person, Unit
from training.accounts.rights import Role
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import reach, reminders, service
from training.ledger.models import Assignment, Duty
from training.ledger.reach import Target
from training.ledger.rules import REACHED
from training.notices.models import Notice


@pytest.fixture
def house(each_database: Flask) -> tuple[ActivityRef, int, list[int]]:
    """A commune of eight: (course, unit, people); P6's account is closed, P7 has finished, P5 joined long ago."""
    with each_database.test_request_context():
        content.load()
        unit = units.create("K01", "UBND xã Nhìn")
        found = activities.by_key("course", "mot-cua")
        assert found
        everyone = [people.enrol(f"K{n}", f"Lê Nhìn {n}", unit, position="Văn thư" if n < 3 else "") for n in range(8)]
        everyone[5].joined_on = clock.today() - timedelta(days=900)
        people.disable(everyone[6])
        events.publish(events.Finished(everyone[7].id, found.ref, "completed", 1.0))
        transaction.commit()
        return found.ref, unit.id, [each.id for each in everyone]


def test_what_is_shown_is_what_happens(each_database: Flask, house: tuple[ActivityRef, int, list[int]]) -> None:
    ref, unit_id, ids = house
    wishes = (
        {"position_id": db.session.scalar(select(Membership.position_id).filter_by(person_id=ids[0]))},
        {"joined_since": clock.today() - timedelta(days=30)}, {"person_ids": ids[2:5]}, {},
    )  # fmt: skip
    with each_database.test_request_context():
        for wish in wishes:
            plain = {**wish, "listed": tuple(wish.get("person_ids", ()))}
            plain.pop("person_ids", None)
            target = Target((unit_id,), **plain)
            shown, before = reach.counted(target, ref), db.session.scalar(select(func.count(Duty.id))) or 0
            rows = db.session.execute(reach.looked(target, ref)).all()
            had = set(db.session.scalars(select(Duty.person_id)))
            row = service.assign(ref, by=None, unit_id=unit_id, days=5, **wish)
            after = db.session.scalar(select(func.count(Duty.id))) or 0

            assert sum(shown.values()) == len(rows) == 8
            assert sorted(service.addressed(row)) == sorted(each[0] for each in rows if each[4] in REACHED)
            fresh = {each[0] for each in rows if each[4] in ("new", "done")} - had
            assert after - before == len(fresh)
    told = db.session.scalars(select(Notice.person_id).filter_by(kind="asked")).all()
    assert ids[7] not in told
    assert ids[6] not in told


def _post(client: FlaskClient, **fields: str) -> str:
    page = client.get("/assignments/new").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    return client.post("/assignments/new", data={"csrf_token": token[1], "counted": "asked", **fields}).text


def test_nothing_is_written_before_it_was_seen(
    app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("V01", "UBND xã Xem")
        trainer = people.enrol("V0", "Lê Giảng", unit)
        grants.give(trainer, Role.TRAINER, unit)
        people.enrol("V1", "Lê Học", unit)
        found = activities.by_key("course", "mot-cua")
        assert found
        transaction.commit()
        fields, number = {"ref": str(found.ref), "unit": str(unit.id), "days": "5"}, trainer.id
    client = as_person(number)
    first = _post(client, **fields, go="give")  # never looked
    seal = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', first)
    assert seal
    other = _post(client, **{**fields, "days": "9"}, go="give", seen=seal[1])  # looked at something else

    assert "Lê Học" in first
    assert "Giao cho 2 người" in other
    with app.app_context():
        assert db.session.scalar(select(func.count(Duty.id))) == 0
    _post(client, **fields, go="give", seen=seal[1])
    _post(client, **fields, go="give", seen=seal[1])
    with app.app_context():
        assert db.session.scalar(select(func.count(Assignment.id))) == 1
        assert db.session.scalar(select(func.count(Duty.id))) == 2


def test_an_offer_asks_nobody_and_is_taken_up_once(
    each_database: Flask, house: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, unit_id, ids = house
    with each_database.test_request_context():
        row = service.assign(ref, by=None, unit_id=unit_id, days=5, voluntary=True)
        none = db.session.scalar(select(func.count(Duty.id)))
        taken = [service.take_up(row, ids[0]) for _turn in range(2)]
        with pytest.raises(RuleBroken):
            service.take_up(row, ids[6])

        assert none == 0
        assert taken == [True, False]


def test_leaving_stops_reminders_and_keeps_records(
    each_database: Flask, house: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, unit_id, ids = house
    with each_database.test_request_context():
        service.assign(ref, by=None, unit_id=unit_id, days=2)
        people.leave_post(db.session.scalars(select(Membership).filter_by(person_id=ids[1])).one())
        reminders.remind()
        told = set(db.session.scalars(select(Notice.person_id).filter_by(kind="due_soon")))

        assert told == {ids[0], ids[2], ids[3], ids[4], ids[5]}
        assert db.session.scalar(select(func.count(Duty.id)).filter_by(person_id=ids[1])) == 1


def test_stopping_takes_back_only_what_nobody_began(
    each_database: Flask, house: tuple[ActivityRef, int, list[int]]
) -> None:
    ref, unit_id, ids = house
    with each_database.test_request_context():
        row = service.assign(ref, by=None, unit_id=unit_id, days=2)
        events.publish(events.Started(ids[0], ref))
        gone = service.stop(row, withdraw=True)
        late = people.enrol("K9", "Lê Đến Sau", db.session.get_one(units.Unit, unit_id))

        assert gone == 5
        assert set(db.session.scalars(select(Duty.person_id))) == {ids[0], ids[7]}
        assert late.id not in set(db.session.scalars(select(Duty.person_id)))


def test_asked_anew_what_was_finished_stays_and_no_longer_counts(
    each_database: Flask, house: tuple[ActivityRef, int, list[int]]
) -> None:
    from training.ledger import queries

    ref, _unit, ids = house
    with each_database.test_request_context(), clock.at(clock.now() + timedelta(days=1)):
        service.ask_anew([ids[7]], ref, clock.today() + timedelta(days=30))
        open_again = queries.standing(ids[7], [ref])[ref]
        with clock.at(clock.now() + timedelta(days=1)):
            events.publish(events.Finished(ids[7], ref, "completed", 1.0))
        done = queries.standing(ids[7], [ref])[ref]

        assert (open_again.state, done.state) == ("new", "finished")
        assert len(queries.completions_of(ids[7])) == 2
        assert db.session.get_one(Person, ids[7]).status == "waiting"


def test_where_nobody_fits_it_is_not_said_that_all_were_asked(
    each_database: Flask, house: tuple[ActivityRef, int, list[int]], as_person: Callable[..., FlaskClient]
) -> None:
    ref, unit_id, ids = house
    with each_database.test_request_context():
        grants.give(db.session.get_one(Person, ids[0]), Role.TRAINER, db.session.get_one(Unit, unit_id))
        transaction.commit()
    wish = {"ref": str(ref), "unit": str(unit_id), "days": "5", "go": "look"}
    client, future = as_person(ids[0], each_database), (clock.today() + timedelta(days=30)).isoformat()
    nobody = _post(client, **wish, joined_since=future)
    with each_database.test_request_context():
        service.assign(ref, by=None, unit_id=unit_id, days=5)
        transaction.commit()
    everybody = _post(client, **wish)

    assert "Hiện không ai trong đơn vị hợp" in nobody
    assert "đã được giao hoặc đã hoàn thành" not in nobody
    assert "đã được giao hoặc đã hoàn thành" in everybody
