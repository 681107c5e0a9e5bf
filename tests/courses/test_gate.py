"""What a course releases step by step stays closed at its own address too, unless it is open in another way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from courses import drafts, editions, service
from courses.models import CourseRow
from tests.courses.conftest import Cast, Enter
from training.core import activities, clock, events, gates, transaction
from training.core.activities import Description
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import Finished
from training.ledger import service as ledger

Within = Callable[[], AbstractContextManager[None]]
DOORS = [("quiz", "an-toan-co-ban"), ("scenario", "m3-ket-hon-giay-thua"), ("inbox", "hop-thu-10")]
AFTER_THE_FIRST = {"after": ["lesson:mot-cua/vi-sao"]}


@pytest.fixture
def within(app: Flask) -> Within:
    """One piece of work inside the house, settled at its end, so that no request waits for it."""

    @contextmanager
    def enter() -> Iterator[None]:
        with app.app_context(), app.test_request_context():
            yield
            transaction.commit()

    return enter


@pytest.fixture
def doors(cast: Cast, within: Within) -> list[Description]:
    """A quiz, an exercise and a mailbox that one course opens only after its first lesson."""
    with within():
        db.session.execute(update(CourseRow).where(CourseRow.id != cast.course).values(archived_at=clock.now()))
        found = [about for kind, key in DOORS if (about := activities.by_key(kind, key))]
        _release(cast, found, AFTER_THE_FIRST)
    assert len(found) == len(DOORS)
    return found


def test_a_closed_door_says_what_opens_it_and_opens_then(
    doors: list[Description], cast: Cast, within: Within, as_: Enter
) -> None:
    client = as_("learner")
    for door in doors:
        page = client.get(door.url).text
        assert 'id="closed"' in page, door
        assert 'name="mode"' not in page
        assert f"/courses/{cast.course}/lessons/1" in page
        assert _begin(client, door).status_code == 422

    with within():
        row = db.session.get_one(CourseRow, cast.course)
        course = editions.content(row)
        service.finish_lesson(cast.learner, row, course, course.lessons[0])

    for door in doors:
        assert 'id="closed"' not in client.get(door.url).text, door
        assert _begin(client, door).status_code == 302


def test_what_is_begun_goes_on_though_a_course_closes_it_later(
    doors: list[Description], cast: Cast, within: Within, as_: Enter
) -> None:
    client = as_("learner")
    with within():
        _release(cast, doors, {})
    begun = [_begin(client, door) for door in doors]
    with within():
        _release(cast, doors, AFTER_THE_FIRST)

    again = [_begin(client, door, "") for door in doors]

    assert {answer.status_code for answer in (*begun, *again)} == {302}
    assert {client.get(answer.location).status_code for answer in begun} == {200}


def test_another_way_in_is_a_way_in(doors: list[Description], cast: Cast, within: Within) -> None:
    asked, offered, done = doors
    with within():
        assert all(gates.shut(cast.learner, door.ref) for door in doors)
        ledger.assign(asked.ref, by=cast.trainer, unit_id=cast.commune, days=10)
        ledger.assign(offered.ref, by=cast.trainer, unit_id=cast.commune, days=10, voluntary=True)
        events.publish(Finished(cast.learner, done.ref, "completed", 1.0))
        db.session.flush()

        assert not any(gates.shut(cast.learner, door.ref) for door in doors)
        assert all(gates.shut(cast.stranger, door.ref) for door in doors), "another person's way is not theirs"


def test_days_and_units_hold_at_the_door(doors: list[Description], cast: Cast, within: Within) -> None:
    door = doors[0].ref
    with within():
        _release(cast, doors, {"units": ["K01.2"]})
        db.session.flush()
        assert gates.shut(cast.stranger, door) is None
        with pytest.raises(RuleBroken, match="đơn vị"):
            gates.check(cast.learner, door)

        _release(cast, doors, {"opens_on": "2027-01-05"})
        db.session.flush()
        with clock.at(clock.at_office(date(2027, 1, 4), 23)):
            assert gates.shut(cast.learner, door) is not None
        with clock.at(clock.at_office(date(2027, 1, 5), 7)):
            assert gates.shut(cast.learner, door) is None


def test_what_no_course_closes_costs_no_query(cast: Cast, within: Within) -> None:
    with within():
        free = activities.by_key(*DOORS[1])
        assert free
        gates.shut(cast.learner, free.ref)
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        assert gates.shut(cast.learner, free.ref) is None
        event.remove(db.engine, "before_cursor_execute", note)

    assert asked == []


def _release(cast: Cast, doors: list[Description], release: dict[str, Any]) -> None:
    """Bring the course out with `doors` in a last section of their own, released as said."""
    row = db.session.get_one(CourseRow, cast.course)
    body = drafts.body(row)
    names = [f"{door.ref.kind}:{door.key}" for door in doors]
    for section in body["course"]["sections"]:
        section["activities"] = [each for each in section["activities"] if each["activity"] not in names]
    steps = [{"activity": name, "title": door.title, "minutes": 5} for name, door in zip(names, doors, strict=True)]
    body["course"]["sections"].append({"title": "Phần sau", "activities": steps} | release)
    editions.bring_out(row, body, by=cast.author)


def _begin(client: FlaskClient, about: Description, mode: str = "alone") -> Any:
    token = client.get("/courses/goal").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(about.url, data={"csrf_token": token, "mode": mode})


def test_whatever_belongs_to_a_course_of_mine_leads_back_to_it(
    cast: Cast, doors: list[Description], within: Within, as_: Enter
) -> None:
    with within():
        before = [gates.part_of(cast.learner, about.ref) for about in doors]
        ledger.assign(activities.ActivityRef("course", cast.course), by=cast.trainer, unit_id=cast.commune, days=5)
    with within():
        title = db.session.get_one(CourseRow, cast.course).title
        after = [gates.part_of(cast.learner, about.ref) for about in doors]
        address = {about.url for about in doors}

    assert before == [[], [], []]
    assert after == [[(title, f"/courses/{cast.course}")]] * 3
    for url in address:
        assert f'href="/courses/{cast.course}"' in as_("learner").get(url).text
