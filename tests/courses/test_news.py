"""What is new in a course since whoever accompanies it last looked."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from courses import editions, queries, service
from courses.models import CourseRow
from courses.teaching import news, people
from tests.courses.conftest import Cast, Enter
from training.accounts import people as accounts
from training.accounts import units
from training.accounts.models import Unit
from training.core import clock, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger.models import Duty


def test_what_is_new_since_the_last_visit_is_marked(inside: Cast, course: CourseRow) -> None:
    start = clock.at_office(clock.today(), 8)
    with clock.at(start):
        first = news.visit(inside.trainer, course.id)
    with clock.at(start + timedelta(hours=2)):
        service.open_lesson(inside.learner, course, editions.content(course).lessons[0])
    with clock.at(start + timedelta(hours=5)):
        since = news.visit(inside.trainer, course.id)
        again = news.visit(inside.trainer, course.id)

    assert first is None
    assert since == again == start
    assert since is not None
    assert news.news(inside.root, course.id, since).begun == 1
    changed = db.session.execute(people.listed(inside.root, course.id, state="changed", since=since)).all()
    assert [line[0] for line in changed] == [inside.learner]


def test_who_only_went_on_and_who_is_late_since_is_news_too(asked: Cast, as_: Enter, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, asked.course)
        with clock.at(clock.now() + timedelta(minutes=1)):
            news.visit(asked.trainer, row.id)
        with clock.at(clock.now() + timedelta(hours=1)):
            content = editions.content(row)
            service.finish_lesson(asked.learner, row, content, content.lessons[1])
        db.session.scalars(select(Duty).filter_by(person_id=asked.classmate)).one().due_on = clock.today()
        transaction.commit()
    with clock.at(clock.now() + timedelta(days=1)):
        trainer = as_("trainer")
        home, index = trainer.get("/").text, trainer.get("/course-progress").text
        page = trainer.get(f"/course-progress/{asked.course}?state=changed&unit={asked.commune}").text

    assert "1 người học tiếp, 1 người mới quá hạn." in page.replace("&#39;", "'")
    assert len(re.findall(r"</svg> mới</span>", page)) == 2
    assert "Lê Học" in page
    assert "Lê Bạn" in page
    assert ": 1 người học tiếp" in home
    assert "1 người học tiếp</a>" in index


def test_the_list_of_courses_says_what_is_new_in_each_since_it_was_looked_at(asked: Cast, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, asked.course)
        other = next(each for each in queries.open_courses() if each.id != row.id)
        never = news.of_many(asked.trainer, [asked.root])
        with clock.at(clock.now() + timedelta(minutes=1)):
            for each in (row, other):
                news.visit(asked.trainer, each.id)
            first = news.of_many(asked.trainer, [asked.root])
        with clock.at(clock.now() + timedelta(hours=2)):
            service.open_lesson(asked.classmate, row, editions.content(row).lessons[0])
            found = news.of_many(asked.trainer, [asked.root])
            far = db.session.scalars(select(Unit.id).filter_by(code="K01.2")).one()

            assert (never, first) == ({}, {})
            assert (found[row.id].begun, found[row.id].moved) == (1, 0)
            assert found[other.id].said == ""
            assert news.of_many(asked.trainer, [far])[row.id].said == ""
            assert news.of_many(asked.trainer, [asked.root], [other.id]).keys() == {other.id}
            assert news.of_many(asked.author, [asked.root]) == {}


def test_who_looks_for_the_first_time_is_told_what_the_page_will_say(asked: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}"

    assert "lần đầu" in trainer.get(path).text
    with clock.at(clock.now() + timedelta(days=1)):
        assert "lần đầu" not in as_("trainer").get(path).text


def test_each_database_says_the_same_of_what_is_new(each_database: Flask) -> None:
    start = clock.at_office(clock.today(), 8)
    with each_database.test_request_context():
        unit = units.create("N01", "UBND xã Kho")
        trainer, one, two, three = (accounts.enrol(f"N{number}", f"Lê Kho {number}", unit).id for number in range(4))
        row = CourseRow(key="kho", version=1, title="Kho", minutes=5)
        db.session.add(row)
        db.session.flush()
        ref = ActivityRef("course", row.id)
        with clock.at(start):
            for each in (trainer, one, two, three):
                db.session.add(
                    Duty(person_id=each, ref_kind="course", ref_id=row.id, due_on=clock.today(), given_at=clock.now())
                )
            events.publish(events.Started(one, ref))
        with clock.at(start + timedelta(hours=1)):
            news.visit(trainer, row.id)
        with clock.at(start + timedelta(hours=2)):
            events.publish(events.Progressed(one, ref, 0.5))
            events.publish(events.Started(two, ref))
            events.publish(events.Finished(three, ref, "completed", 1.0))
        with clock.at(start + timedelta(days=1)):
            many = news.of_many(trainer, [unit.id])[row.id]
            alone = news.news(unit.id, row.id, many.since)
            found = db.session.execute(people.listed(unit.id, row.id, state="changed", since=many.since)).all()

        assert many.since == start + timedelta(hours=1)
        assert (many.finished, many.moved) == (alone.finished, alone.moved) == (1, 1)
        assert many.begun == alone.begun
        assert (alone.begun, alone.late, alone.stuck) == (1 + 1, 3, 0)
        assert {line[0] for line in found} == {trainer, one, two, three}
