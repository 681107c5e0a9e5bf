"""How an attempt ends: by the clock, by hand, not at all; and what its learner reads on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizzes import composing, saving, taking
from quizzes.marking import appeals, overrides
from quizzes.models import Attempt, Quiz, Slot
from quizzes.types import TYPES
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES
from training.core import clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken

MINUTE = timedelta(minutes=1)
LIMIT = 10
NOTHING: dict[str, list[str]] = {"during": [], "just_after": [], "later": [], "closed": []}


def _begun(app: Flask, room: Room, *kinds: str, **settings: Any) -> int:
    with app.app_context(), app.test_request_context():
        attempt = taking.start(room.quiz(*kinds, **settings), room.learner)
        transaction.commit()
        return attempt.id


def _quiz(app: Flask, attempt: int) -> int:
    with app.app_context():
        return db.session.get_one(Attempt, attempt).quiz_id


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _hand_in(client: FlaskClient, attempt: int, **more: str) -> str:
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    return client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token, **more}).location


@pytest.mark.parametrize(("time_up", "leads"), [("submit", "review"), ("grace", "check"), ("abandon", "check")])
def test_a_page_whose_clock_ended_is_led_on(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], time_up: str, leads: str
) -> None:
    attempt, client = _begun(app, room, "single", limit_minutes=LIMIT, time_up=time_up), as_person(room.learner)
    with clock.at(clock.now() + LIMIT * MINUTE):
        location = _hand_in(client, attempt, ended="1")
        page = client.get(f"/attempts/{attempt}/check", follow_redirects=True).text

    assert location.endswith(f"/{leads}")
    assert ("Về các câu hỏi" in page) is False
    assert ("bài không được tính" in page) is (time_up != "submit")


def test_a_page_that_does_not_know_of_more_time_hands_nothing_in(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    attempt, client = _begun(app, room, "single", limit_minutes=LIMIT), as_person(room.learner)
    with app.app_context(), app.test_request_context():
        quiz = db.session.get_one(Quiz, _quiz(app, attempt))
        overrides.agree(quiz, room.trainer, person_id=room.learner, unit_id=None, time_percent=150)
        transaction.commit()
    with clock.at(clock.now() + LIMIT * MINUTE):
        location = _hand_in(client, attempt, ended="1")

    assert location.endswith(f"/attempts/{attempt}")


def test_nobody_hands_in_after_the_last_call(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    attempt = _begun(app, room, "single", limit_minutes=LIMIT, time_up="abandon")
    client = as_person(room.learner)
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    with clock.at(clock.now() + (LIMIT + 1) * MINUTE):
        client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
        page = client.get(f"/attempts/{attempt}/review").text

    assert "Không nộp kịp giờ" in page
    assert "Chờ chấm" not in page
    assert "Đề nghị xem lại câu hỏi" not in page
    assert "Đã nhận bài làm" not in page
    with app.app_context(), app.test_request_context():
        mine, slot = db.session.get_one(Attempt, attempt), db.session.query(Slot).filter_by(attempt_id=attempt).one()
        with pytest.raises(RuleBroken):
            appeals.ask(mine, slot, "Đề nghị xem lại câu này.")


def test_what_is_only_read_has_no_number(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    attempt = _begun(app, room, "description", "single", "description", "truefalse", per_page=0)
    client = as_person(room.learner)
    page, look = client.get(f"/attempts/{attempt}").text, client.get(f"/attempts/{attempt}/check").text
    _hand_in(client, attempt)
    review = client.get(f"/attempts/{attempt}/review").text
    asked = client.get(f"/attempts/{attempt}/questions/4/appeal")

    assert ["Câu 1 trên 2" in page, "Câu 2 trên 2" in page, "Câu 4" in page] == [True, True, False]
    assert ['q=4">Câu 2<' in look, "Câu 4" in look] == [True, False]
    assert ["<h2>Câu 2</h2>" in review, "Câu 4" in review, "câu 2" in asked.text] == [True, False, True]
    assert "<dt>Số câu hỏi</dt><dd>2</dd>" in client.get(f"/quizzes/{_quiz(app, attempt)}").text


def test_what_lies_behind_is_named_and_not_offered(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    attempt, client = _begun(app, room, "single", "truefalse", per_page=1, free=False), as_person(room.learner)
    client.get(f"/attempts/{attempt}?page=2")
    page = client.get(f"/attempts/{attempt}/check").text

    assert "?q=1" not in page
    assert "<span>Câu 1</span>" in page
    assert "?q=2" in page


def _handed_in(app: Flask, attempt: int, right: bool) -> None:
    with app.app_context(), app.test_request_context():
        mine = db.session.get_one(Attempt, attempt)
        values = TYPES["single"].key(SAMPLES["single"]) if right else ["2"]
        saving.save_answer(mine.learner_id, mine.id, saving.Answer(1, values or [], f"ending-{attempt}"))
        taking.submit_attempt(mine)
        transaction.commit()


def test_the_counted_result_tells_nothing_of_an_attempt_before_its_phase(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    client, now = as_person(room.learner), clock.now()
    review = NOTHING | {"later": ["marks"]}
    with clock.at(now - 30 * MINUTE):
        first = _begun(app, room, "single", review=review, grade_method="last")
        _handed_in(app, first, right=False)
    with app.app_context(), app.test_request_context():
        second = taking.start(db.session.get_one(Quiz, _quiz(app, first)), room.learner).id
        transaction.commit()
    _handed_in(app, second, right=True)

    assert "100 %" not in client.get(f"/attempts/{first}/review").text
    with clock.at(now + 5 * MINUTE):
        assert "100 %" in client.get(f"/attempts/{first}/review").text


@pytest.mark.parametrize(
    ("told", "words"),
    [("later", "từ 09:03"), ("closed", "khi bài đóng"), ("nothing", "giảng viên")],
)
def test_a_learner_reads_when_the_result_is_told(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], told: str, words: str
) -> None:
    with clock.at(clock.at_office(clock.today(), 9, 0)):
        client = as_person(room.learner)
        shown = NOTHING | {told: ["marks"]} if told in NOTHING else NOTHING
        attempt = _begun(app, room, "single", review=shown, closes_at=clock.now() + 60 * MINUTE)
        _handed_in(app, attempt, right=True)
        page = client.get(f"/attempts/{attempt}/review").text

    assert words in page.partition("Kết quả báo sau")[2][:100]


@pytest.mark.parametrize(
    ("written", "said"),
    [("một hai ba", "mới có 3 chữ, đề yêu cầu ít nhất 5 chữ"), ("một " * 6, ""),
     ("một " * 9, "đã viết 9 chữ, đề yêu cầu nhiều nhất 8 chữ")],
)  # fmt: skip
def test_the_look_over_tells_of_an_essay_that_is_too_short_or_too_long(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], written: str, said: str
) -> None:
    with app.app_context(), app.test_request_context():
        question = room.question("essay", least=5, most=8)
        quiz = room.quiz("single")
        composing.set_parts(quiz, [composing.Planned(question.id)])
        attempt = taking.start(quiz, room.learner)
        saving.save_answer(room.learner, attempt.id, saving.Answer(1, [written], "essay-0001"))
        transaction.commit()
        number = attempt.id
    page = as_person(room.learner).get(f"/attempts/{number}/check").text

    assert ("Xem lại độ dài" in page) is bool(said)
    assert said in page


@pytest.mark.parametrize("kind", ["cloze", "gapselect"])
def test_a_text_with_gaps_is_read_without_the_signs_of_its_author(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    attempt, client = _begun(app, room, kind), as_person(room.learner)
    _hand_in(client, attempt)
    pages = [client.get(f"/attempts/{attempt}/{path}").text for path in ("review", "questions/1/appeal")]
    report = as_person(room.trainer).get(f"/quizzes/{_quiz(app, attempt)}/report?what=answers").text

    assert all("[1]" in page and "[[" not in page for page in [*pages, report])


@pytest.mark.parametrize(
    ("method", "turns", "said"),
    [("highest", (True, False), "Kết quả được tính là 100 %: đồng chí đã đạt bài này."),
     ("last", (True, False), ""), ("first", (False, True), "Kết quả được tính là 0 %: đồng chí chưa đạt bài này."),
     ("average", (False, True), "Kết quả được tính là 50 %: đồng chí chưa đạt bài này.")],
)  # fmt: skip
def test_a_learner_reads_what_counts_where_it_differs_from_the_last_attempt(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], method: str, turns: tuple[bool, ...], said: str
) -> None:
    first = _begun(app, room, "single", grade_method=method, attempts_most=2)
    _handed_in(app, first, right=turns[0])
    with app.app_context(), app.test_request_context():
        second = taking.start(db.session.get_one(Quiz, _quiz(app, first)), room.learner).id
        transaction.commit()
    _handed_in(app, second, right=turns[1])
    client = as_person(room.learner)
    told, door = client.get(f"/attempts/{second}/review").text, client.get(f"/quizzes/{_quiz(app, first)}").text

    assert ("Kết quả được tính là" in told) is bool(said)
    assert said in told
    assert ("Đã dùng hết số lần làm, và đồng chí đã đạt bài này." in door) is (method == "highest")
    assert ("Xin giảng viên thêm lượt làm bài" in door) is (method != "highest")
    assert ("xin giảng viên thêm lần nữa" in told) is (method == "last")


def test_handing_in_twice_is_told_once(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    attempt, client = _begun(app, room, "single"), as_person(room.learner)
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    for _turn in range(2):
        client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})

    assert client.get(f"/attempts/{attempt}/review").text.count("Đã nhận bài làm.") == 1
