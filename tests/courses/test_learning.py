"""Reading, notes, joining, and a completion that explains itself and stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from courses import drafts, editions, queries, service
from courses.models import CourseRow
from tests.courses.conftest import Cast, Enter, ref, token
from training.core import activities, clock, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.events import Finished
from training.ledger import queries as ledger


def test_a_lesson_read_is_noted_and_leads_on(cast: Cast, as_: Enter) -> None:
    client, path = as_("learner"), f"/courses/{cast.course}/lessons/1"

    answer = client.post(path, data=token(client, path))

    assert answer.location == f"/courses/{cast.course}/lessons/2"
    assert "met at" in client.get(f"/courses/{cast.course}").text or "lúc" in client.get(f"/courses/{cast.course}").text


def test_a_note_is_mine_alone(cast: Cast, as_: Enter) -> None:
    mine, other = as_("learner"), as_("classmate")
    path = f"/courses/{cast.course}/lessons/2"
    mine.post(f"{path}/note", data={**token(mine, path), "note": "Nhớ hỏi chị Hai <b>"})

    assert "Nhớ hỏi chị Hai &lt;b&gt;" in mine.get(path).text
    assert "Nhớ hỏi" in mine.get(f"/courses/{cast.course}").text
    assert "Nhớ hỏi" not in other.get(path).text


def test_a_joined_course_stands_on_my_list(cast: Cast, as_: Enter) -> None:
    client = as_("learner")
    before = client.get("/courses?show=mine").text
    client.post(f"/courses/{cast.course}/join", data=token(client, f"/courses/{cast.course}"))

    assert f'/courses/{cast.course}"' not in before
    assert f'/courses/{cast.course}"' in client.get("/courses?show=mine").text


def test_the_catalogue_is_searched_without_marks(cast: Cast, as_: Enter) -> None:
    client = as_("learner")

    assert f'/courses/{cast.course}"' in client.get("/courses?q=mot+cua").text
    assert f'/courses/{cast.course}"' not in client.get("/courses?q=xyzxyz").text


def _finish(person_id: int, row: CourseRow) -> None:
    course = editions.content(row)
    for lesson in course.lessons:
        service.finish_lesson(person_id, row, course, lesson)
    for name in queries.outside(course):
        about = queries.resolve(name)
        assert about
        events.publish(Finished(person_id, about.ref, "passed", 0.9, {"attempt": 1}))


def test_the_last_rule_finishes_the_course_at_once(inside: Cast, course: CourseRow) -> None:
    _finish(inside.learner, course)

    stand = ledger.standing(inside.learner, [ref(course.id)])[ref(course.id)]
    assert stand.state == "finished"
    assert stand.evidence["version"] == 1
    assert len(stand.evidence) == 8


def test_a_rule_met_before_the_course_was_begun_counts_when_it_is_opened(app: Flask, cast: Cast, as_: Enter) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, cast.course)
        content = editions.content(row)
        for name in queries.outside(content):
            about = queries.resolve(name)
            assert about
            events.publish(Finished(cast.learner, about.ref, "passed", 0.9))
        transaction.commit()
    client = as_("learner")
    for number in range(1, 6):
        path = f"/courses/{cast.course}/lessons/{number}"
        client.post(path, data=token(client, path))

    with app.app_context():
        assert ledger.standing(cast.learner, [ref(cast.course)])[ref(cast.course)].state == "finished"


def test_a_course_is_never_finished_before_what_finished_it(inside: Cast, course: CourseRow) -> None:
    body = drafts.body(course)
    lesson, quiz = "lesson:mot-cua/vi-sao", "quiz:mot-cua-kiem-tra"
    body["course"]["completion"] = [
        {"rule": "lesson_viewed", "activity": lesson}, {"rule": "passed", "activity": quiz},
    ]  # fmt: skip
    editions.bring_out(course, body, by=inside.author)
    content = editions.content(course)
    read_at = clock.now()
    with clock.at(read_at):
        service.finish_lesson(inside.learner, course, content, content.lessons[0])
    found = activities.by_key("quiz", "mot-cua-kiem-tra")
    assert found
    with clock.at(read_at - timedelta(days=3)):
        events.publish(Finished(inside.learner, found.ref, "passed", 1.0))

    assert ledger.standing(inside.learner, [ref(course.id)])[ref(course.id)].finished_at == read_at


def test_stricter_rules_never_take_a_completion_back(inside: Cast, course: CourseRow) -> None:
    _finish(inside.learner, course)
    before = ledger.standing(inside.learner, [ref(course.id)])[ref(course.id)]
    body = drafts.body(course)
    body["course"]["completion"].append({"rule": "lesson_minutes", "activity": "lesson:mot-cua/vi-sao", "minutes": 99})
    editions.bring_out(course, body, by=inside.author)
    content = editions.content(course)
    service.settle(inside.learner, course, content)

    after = ledger.standing(inside.learner, [ref(course.id)])[ref(course.id)]
    assert (after.completion_id, after.finished_at) == (before.completion_id, before.finished_at)
    assert not queries.way(inside.classmate, course, content).met_at


def test_easier_rules_finish_those_who_meet_them_already(inside: Cast, course: CourseRow) -> None:
    content = editions.content(course)
    service.finish_lesson(inside.learner, course, content, content.lessons[0])
    body = drafts.body(course)
    body["course"]["completion"] = [{"rule": "lesson_viewed", "activity": "lesson:mot-cua/vi-sao"}]
    editions.bring_out(course, body, by=inside.author)

    service.settle_everyone(course.id)

    assert ledger.standing(inside.learner, [ref(course.id)])[ref(course.id)].state == "finished"
    assert ledger.standing(inside.classmate, [ref(course.id)])[ref(course.id)].state == "new"


def test_time_counts_while_a_lesson_is_open_but_not_over_lunch(inside: Cast, course: CourseRow) -> None:
    content, start = editions.content(course), clock.at_office(clock.today(), 8)
    lesson = content.lessons[0]
    with clock.at(start):
        service.open_lesson(inside.learner, course, lesson)
    with clock.at(clock.at_office(clock.today(), 8, 6)):
        held = service.finish_lesson(inside.learner, course, content, lesson)
    after_six = held.seconds
    with clock.at(clock.at_office(clock.today(), 14)):
        held = service.finish_lesson(inside.learner, course, content, lesson)

    assert after_six == 360
    assert held.seconds == 360 + service.LONGEST_LOOK.total_seconds()


def test_who_left_a_lesson_for_long_and_came_back_was_not_reading_it(inside: Cast, course: CourseRow) -> None:
    lesson = editions.content(course).lessons[0]
    seen = []
    for hour, minute in ((8, 0), (8, 10), (9, 30)):
        with clock.at(clock.at_office(clock.today(), hour, minute)):
            seen.append(service.open_lesson(inside.learner, course, lesson).seconds)

    assert seen == [0, 600, 600]


def test_a_lesson_of_which_time_is_asked_counts_once_it_had_that_time(app: Flask, cast: Cast, as_: Enter) -> None:
    lesson = "lesson:mot-cua/vi-sao"
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, cast.course)
        body = drafts.body(row)
        body["course"]["completion"] = [{"rule": "lesson_minutes", "activity": lesson, "minutes": 3}]
        editions.bring_out(row, body, by=cast.author)
        transaction.commit()
    client, path = as_("learner"), f"/courses/{cast.course}/lessons/1"
    csrf = token(client, path)
    early = client.post(path, data=csrf, follow_redirects=True)
    with app.app_context(), app.test_request_context():
        held = queries.readings(cast.learner, cast.course)["vi-sao"]
        row = db.session.get_one(CourseRow, cast.course)
        way = queries.way(cast.learner, row, editions.content(row))
        assert (held.finished_at, way.lines[0].state, way.met_at) == (None, "started", None)
        held.last_at -= timedelta(minutes=4)
        transaction.commit()
    late = client.post(path, data=csrf)

    assert early.request.path == path
    assert "ít nhất 3 phút; mới được chưa đến 1 phút" in early.text
    assert late.location != path
    with app.app_context():
        assert ledger.standing(cast.learner, [ref(cast.course)])[ref(cast.course)].state == "finished"


@pytest.mark.parametrize("name", ["lib:mot-cua/../kind.py", "lib:mot-cua/course.yaml", "up:unknown", "lib:../x.svg"])
def test_only_files_of_the_course_are_served(cast: Cast, as_: Enter, name: str) -> None:
    assert as_("learner").get(f"/courses/{cast.course}/media/{name}").status_code == 404


def test_a_shipped_picture_is_served_without_any_right_to_run(cast: Cast, as_: Enter) -> None:
    answer = as_("learner").get(f"/courses/{cast.course}/media/lib:mot-cua/phi.svg")

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_a_course_holds_is_known_to_other_rooms(inside: Cast) -> None:
    from training.core import activities

    assert [each.kind for each in activities.parts_of(ActivityRef("course", inside.course))] == ["quiz", "scenario"]


def test_one_lesson_or_all_of_them_are_printed_with_every_answer_open(cast: Cast, as_: Enter) -> None:
    client, path = as_("learner"), f"/courses/{cast.course}/print"
    whole, one, strange = (client.get(each).text for each in (path, f"{path}?lesson=2", f"{path}?lesson=99"))

    assert (whole.count("<article"), one.count("<article"), strange.count("<article")) == (5, 1, 5)
    assert '<details class="fold">' not in whole + one
    assert f'href="{path}?lesson=2"' in client.get(f"/courses/{cast.course}/lessons/2").text


def test_every_picture_of_a_lesson_is_opened_large_by_a_link_to_itself_alone(cast: Cast, as_: Enter) -> None:
    client = as_("learner")
    course = client.get(f"/courses/{cast.course}/lessons/1").text
    shown = re.findall(r'<img src="([^"]+)"', course.partition("<main")[2])
    opened = re.findall(r'class="picture__open"><a href="([^"]+)"', course)

    assert shown
    assert shown == opened
    assert "Mở ảnh lớn" in course
    assert all(client.get(each).mimetype == "image/svg+xml" for each in opened)


def test_what_still_takes_time_is_what_is_not_done(inside: Cast, course: CourseRow) -> None:
    content = editions.content(course)
    before = queries.way(inside.learner, course, content).minutes_left
    lesson = content.lessons[0]
    service.open_lesson(inside.learner, course, lesson)
    service.finish_lesson(inside.learner, course, content, lesson)

    assert before == content.minutes
    assert queries.way(inside.learner, course, content).minutes_left == content.minutes - lesson.minutes
