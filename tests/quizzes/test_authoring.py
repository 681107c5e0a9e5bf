"""Writing a question and putting a quiz together, through the pages."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes import composing
from quizzes.authoring import editing
from quizzes.models import Attempt, Question, QuestionVersion, Quiz
from quizzes.types import TYPES
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES, TEXTS
from training.accounts import grants, units
from training.accounts.models import Person, Unit
from training.accounts.rights import Role
from training.core import richtext, transaction
from training.core.db import db


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


@pytest.mark.parametrize("kind", list(TYPES))
def test_a_question_of_every_kind_can_be_written(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    client, path = as_person(room.trainer), f"/quizzes/questions/new/{kind}"
    fields = editing.values_of(TYPES[kind].editor, TYPES[kind].to_editor(SAMPLES[kind]))
    fields |= {"text": TEXTS.get(kind, "Hỏi gì?"), "unit": str(room.unit), "csrf_token": _token(client, path)}
    answer = client.post(path, data=fields)

    assert answer.status_code == 302, re.findall(r"field__error[^>]*>(.*?)</p>", answer.text, re.S)
    with app.app_context():
        version = db.session.scalars(select(QuestionVersion)).one()
        assert TYPES[kind].problems(version.settings) == []
        if wanted := TYPES[kind].key(SAMPLES[kind]):
            key = TYPES[kind].key(version.settings)
            assert TYPES[kind].grade(version.settings, key) == 1
            assert TYPES[kind].said(version.settings, key) == TYPES[kind].said(SAMPLES[kind], wanted)
        question = version.question_id
    page = client.get(f"/quizzes/questions/{question}/edit")
    assert page.status_code == 200


@pytest.mark.parametrize("kind", [name for name in TYPES if TYPES[name].machine and TYPES[name].asks])
def test_an_empty_question_is_refused_beside_its_fields(
    room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    client, path = as_person(room.trainer), f"/quizzes/questions/new/{kind}"
    answer = client.post(path, data={"text": "", "feedback": "giữ lại nhé", "csrf_token": _token(client, path)})

    assert answer.status_code == 422
    assert "giữ lại nhé" in answer.text
    assert answer.text.count("field__error") >= 2


def test_a_strange_number_keeps_everything_typed(room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    client, path = as_person(room.trainer), "/quizzes/questions/new/numerical"
    typed = {"text": "Bao nhiêu?", "r-accept-1-number": "mười hai", "r-accept-1-fraction": "100"}
    answer = client.post(path, data=typed | {"csrf_token": _token(client, path)})

    assert answer.status_code == 422
    assert "mười hai" in unescape(answer.text)
    assert 'aria-invalid="true"' in answer.text


def test_more_rows_lose_nothing(room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    client, path = as_person(room.trainer), "/quizzes/questions/new/single"
    typed = {"text": "Chọn gì?", "r-options-1-text": "phương án một", "more": "options"}
    answer = client.post(path, data=typed | {"csrf_token": _token(client, path)})

    assert answer.status_code == 200
    assert "phương án một" in answer.text
    assert answer.text.count('-text"') > 4


def test_a_trainer_makes_and_opens_a_quiz_of_twenty_in_few_clicks(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        for _number in range(25):
            room.question("single").category = "Tiếp nhận hồ sơ"
        transaction.commit()
    client = as_person(room.trainer)
    assert "/quizzes/new" in client.get("/quizzes/desk").text  # 1: the desk, 2: a new quiz
    data = {
        "csrf_token": _token(client, "/quizzes/new"),
        "title": "Kiểm tra tháng 11",
        "unit": str(room.unit),
        "preset": "exam",
        "category": "=Tiếp nhận hồ sơ",
        "count": "20",
    }  # 3: for an exam, 4–5: the category
    made = client.post("/quizzes/new", data=data)  # 6: make it
    client.post(made.location.replace("/edit", "/publish"), data={"csrf_token": data["csrf_token"], "on": "yes"})  # 7

    with app.app_context():
        quiz = db.session.scalars(select(Quiz)).one()
        assert (quiz.size, quiz.limit_minutes, quiz.attempts_most) == (20, 30, 1)
        assert quiz.published_at is not None


def test_picked_questions_move_weigh_and_leave(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    with app.app_context(), app.test_request_context():
        quiz, ids = room.quiz().id, [room.question("single").id for _number in range(3)]
        transaction.commit()
    client = as_person(room.trainer)
    token = {"csrf_token": _token(client, f"/quizzes/{quiz}/pick")}
    client.post(f"/quizzes/{quiz}/parts", data=token | {"question": [str(each) for each in ids]})
    client.post(f"/quizzes/{quiz}/order", data=token | {"weight-1": "2,5", "act": "down:1"})
    client.post(f"/quizzes/{quiz}/order", data=token | {"act": "out:3"})

    with app.app_context():
        parts = [(each.question_id, each.weight) for each in composing.parts_of(quiz)]
        assert parts == [(ids[1], 1.0), (ids[0], 2.5)]


def test_ticks_outlast_a_filter_and_a_turned_page(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        quiz, ids = room.quiz().id, [room.question("single").id for _number in range(51)]
        strange = room.question("single")
        db.session.get_one(Question, strange.id).unit_id = 999
        number = strange.id
        transaction.commit()
    client, path = as_person(room.trainer), f"/quizzes/{quiz}/pick"
    ticked = {"question": [str(each) for each in (ids[0], ids[-1], number)]}
    for page in (client.get(path, query_string=ticked), client.get(path, query_string=ticked | {"kind": "matching"})):
        boxes = re.findall(r'name="question" value="(\d+)" checked', page.text)
        assert sorted(map(int, boxes)) == [ids[0], ids[-1]]
        assert "Đã chọn 2 câu" in page.text
        assert "(đúng)" in page.text


def test_nothing_ticked_adds_nothing_and_says_so(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz("single").id
    client = as_person(room.trainer)
    token = {"csrf_token": _token(client, f"/quizzes/{quiz}/pick")}
    answer = client.post(f"/quizzes/{quiz}/parts", data=token, follow_redirects=True)

    assert "Chưa chọn câu nào" in answer.text
    with app.app_context():
        assert db.session.get_one(Quiz, quiz).size == 1


def test_a_writer_sees_the_quiz_as_a_learner_does_and_nothing_is_begun(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz(*TYPES).id
        asked = composing.sample(db.session.get_one(Quiz, quiz), random.Random(1))
        first_words = [richtext.plain(version.reading_text).partition("[")[0].split()[:3] for version in asked]
    page = as_person(room.trainer).get(f"/quizzes/{quiz}/look")

    assert page.text.count('class="stack question"') == len(TYPES)
    assert len(first_words) == len(TYPES)
    shown = " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())
    assert [words for words in first_words if not words or " ".join(words) not in shown] == []
    with app.app_context():
        assert db.session.scalars(select(Attempt)).all() == []


def test_rules_are_kept_in_local_time_and_shown_again(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz("single").id
    client, path = as_person(room.trainer), f"/quizzes/{quiz}/edit"
    page = client.get(path).text
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    fields = {
        name: value for name, value in fields.items() if name not in ("during", "just_after", "later", "closed", "on")
    }
    fields |= {
        "opens_at": "2026-12-01T08:00",
        "closes_at": "2026-12-01T17:30",
        "behaviour": "deferred",
        "time_up": "grace",
        "grade_method": "last",
        "just_after": "marks",
        "csrf_token": _token(client, path),
    }
    answer = client.post(path, data=fields)

    assert answer.status_code == 302, re.findall(r"field__error[^>]*>(.*?)</p>", answer.text, re.S)
    with app.app_context():
        row = db.session.get_one(Quiz, quiz)
        assert row.opens_at is not None
        assert row.opens_at.hour == 1  # eight in the morning here is one in the morning in UTC
        assert row.review["just_after"] == ["marks"]
    assert "2026-12-01T17:30" in client.get(path).text


def test_the_most_minutes_of_a_limit_stand_beside_the_field_and_more_are_refused_in_words(
    room_in: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    path = f"/quizzes/{room_in.quiz('single').id}/edit"
    client = as_person(room_in.trainer)
    page = client.get(path).text
    answer = client.post(path, data={"limit_minutes": "481", "csrf_token": _token(client, path)})

    assert "Tối đa 480 phút" in page
    assert answer.status_code == 422
    assert "Thời gian làm bài từ 1 đến 480 phút" in answer.text


def test_a_strangers_question_is_not_found(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    with app.app_context(), app.test_request_context():
        question = room.question("single")
        db.session.get_one(Question, question.id).unit_id = 999
        transaction.commit()
        number = question.id

    assert as_person(room.trainer).get(f"/quizzes/questions/{number}/edit").status_code == 404


def test_a_new_quiz_is_offered_to_one_s_own_unit_first(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        root, own = units.create("A00", "UBND tỉnh Thử"), db.session.get_one(Unit, room.unit)
        units.create("A01", "UBND xã Khác", root)
        grants.give(db.session.get_one(Person, room.trainer), Role.TRAINER, root)
        transaction.commit()
        name = own.name
    page = as_person(room.trainer).get("/quizzes/new").text.partition('id="unit"')[2].partition("</select>")[0]

    offered = re.findall(r"<option[^>]*>([^<]+)", page)
    assert offered[0] == name
    assert len(offered) == 3
