"""A course asked anew is done once more; what was finished stays."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from courses import editions, service
from courses.models import CourseRow
from training.accounts import people, units
from training.core import activities, clock, content, events
from training.core.db import db
from training.ledger import queries as ledger
from training.ledger import service as asking
from training.ledger.models import Completion


def _read_all(person_id: int, row: CourseRow) -> None:
    course = editions.content(row)
    for lesson in course.lessons:
        service.finish_lesson(person_id, row, course, lesson)
    for ref in activities.parts_of(activities.ActivityRef("course", row.id)):
        events.publish(events.Finished(person_id, ref, "passed", 1.0))


def test_a_course_asked_anew_wants_its_lessons_and_parts_once_more(app: Flask) -> None:
    with app.test_request_context():
        content.load()
        unit = units.create("A01", "UBND xã Học Lại")
        person = people.enrol("A1", "Lê Học Lại", unit).id
        found = activities.by_key("course", "mot-cua")
        assert found
        row = db.session.get_one(CourseRow, found.ref.id)
        _read_all(person, row)
        first = ledger.standing(person, [found.ref])[found.ref].state
        with clock.at(clock.now() + timedelta(days=300)):
            asking.ask_anew([person], found.ref, clock.today() + timedelta(days=30))
            service.settle(person, row, editions.content(row))
            open_again = ledger.standing(person, [found.ref])[found.ref].state
        with clock.at(clock.now() + timedelta(days=305)):
            _read_all(person, row)
            done = ledger.standing(person, [found.ref])[found.ref].state

        count = select(func.count(Completion.id)).filter_by(ref_kind="course", ref_id=row.id, outcome="completed")
        assert (first, open_again != "finished", done) == ("finished", True, "finished")
        assert db.session.scalar(count) == 2
