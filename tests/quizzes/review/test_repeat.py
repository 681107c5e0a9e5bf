"""Three minutes a day: asked, answered, told why, planned, and gentle after a leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from quizzes import composing, queries, saving, taking
from quizzes.models import Quiz
from quizzes.review import intake, service
from quizzes.review import queries as today
from quizzes.review.models import ReviewAnswer, ReviewCard
from tests.quizzes.conftest import Desk
from training.core import clock, transaction, words
from training.core.db import db

MORNING = datetime(2026, 11, 9, 1, 0, tzinfo=clock.OFFICE).replace(hour=8)


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)"[^>]*value="([^"]*)"', page))


def answer(client: FlaskClient, value: str, **more: str) -> Any:
    data = {**fields(client.get("/repeat").text), "answer-1": value, **more}
    return client.post("/repeat", data=data, follow_redirects=True)


def cards(app: Flask) -> list[tuple[int, int]]:
    with app.app_context():
        today = clock.today()
        return [((row.due_on - today).days, row.seen) for row in db.session.scalars(select(ReviewCard))]


def test_a_right_answer_comes_back_later_and_says_why(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    add("Chọn một?", competency="one-stop")
    told = answer(desk.learner, "1")

    assert "Chính xác." in told.text
    assert cards(app) == [(2, 1)]


@pytest.mark.parametrize("more", [{}, {"unknown": "yes"}])
def test_what_was_wrong_or_not_remembered_comes_back_tomorrow(
    app: Flask, desk: Desk, add: Callable[..., int], more: dict[str, str]
) -> None:
    add("Chọn một?", competency="one-stop")
    answer(desk.learner, "2", **more)

    assert cards(app) == [(1, 1)]


def test_the_same_answer_sent_twice_counts_once(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    add("Chọn một?", competency="one-stop")
    data = {**fields(desk.learner.get("/repeat").text), "answer-1": "1"}
    for _turn in range(2):
        desk.learner.post("/repeat", data=data)

    assert cards(app) == [(2, 1)]


def test_an_empty_answer_is_asked_for_again(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    add("Chọn một?", competency="one-stop")
    data = fields(desk.learner.get("/repeat").text)

    assert desk.learner.post("/repeat", data=data).status_code == 422
    assert cards(app) == []


def test_a_question_of_another_unit_cannot_be_asked_for_by_number(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    add("Chọn một?", competency="one-stop")
    secret = add("Đề thi bí mật?", unit=desk.other, competency="one-stop")
    data = {**fields(desk.learner.get("/repeat").text), "item": str(secret), "version": "1", "answer-1": "1"}

    assert desk.learner.post("/repeat", data=data).status_code == 404
    assert cards(app) == []


def test_what_went_wrong_in_a_quiz_comes_back_and_the_first_page_says_how_many(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    ids = [add(f"Câu {n}?", unit=desk.commune) for n in range(3)]
    with app.app_context(), app.test_request_context(), clock.at(MORNING - timedelta(days=2)):
        quiz = Quiz(title="Bài", unit_id=desk.commune, minutes=5, published_at=clock.now())
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(one) for one in ids])
        attempt = taking.start(quiz, desk.learner_id)
        for place, each in enumerate(queries.asked(attempt), start=1):
            value = "1" if place == 1 else "2"
            given = saving.Answer(each.slot.place, [value], f"first-take-{place}")
            saving.save_answer(desk.learner_id, attempt.id, given)
        taking.submit_attempt(attempt)
        transaction.commit()
    with app.app_context(), app.test_request_context(), clock.at(MORNING):
        intake.take_in()
        intake.take_in()
        transaction.commit()
        rows = db.session.scalars(select(ReviewCard).order_by(ReviewCard.due_on)).all()
        assert [(row.due_on - (MORNING - timedelta(days=2)).date()).days for row in rows] == [1, 1, 2]
    with clock.at(MORNING):
        assert "3 " in re.sub(r"\s+", " ", desk.learner.get("/").text)
        assert "/repeat" in desk.learner.get("/").text


def sit(app: Flask, desk: Desk, ids: list[int], at: datetime, right: int, *, learner_id: int | None = None) -> None:
    """Let somebody sit a quiz of `ids` and answer its first `right` questions rightly."""
    learner = learner_id or desk.learner_id
    with app.app_context(), app.test_request_context(), clock.at(at):
        quiz = Quiz(title="Bài", unit_id=desk.commune, minutes=5, published_at=clock.now())
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(one) for one in ids])
        attempt = taking.start(quiz, learner)
        for place, each in enumerate(queries.asked(attempt), start=1):
            given = saving.Answer(each.slot.place, ["1" if place <= right else "2"], f"{at.isoformat()}-{place}")
            saving.save_answer(learner, attempt.id, given)
        taking.submit_attempt(attempt)
        transaction.commit()


def test_two_attempts_of_one_round_plan_one_card_after_the_other(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    ids = [add(f"Câu {n}?", unit=desk.commune) for n in range(2)]
    sit(app, desk, ids, MORNING - timedelta(days=4), right=2)
    sit(app, desk, ids, MORNING - timedelta(days=1), right=1)
    with app.app_context(), app.test_request_context(), clock.at(MORNING):
        intake.take_in()
        rows = db.session.scalars(select(ReviewCard).order_by(ReviewCard.item_id)).all()

        assert [row.seen for row in rows] == [2, 2]
        assert [row.lapses for row in rows] == [0, 1]
        assert [row.state["card_id"] for row in rows] == [row.id for row in rows]
        assert rows[1].due_on == MORNING.date()
        assert rows[0].due_on > MORNING.date()


def test_a_card_answered_since_keeps_that_answer_and_a_later_quiz_goes_on_from_it(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    ids = [add("Câu hỏi?", unit=desk.commune, competency="one-stop")]
    sit(app, desk, ids, MORNING - timedelta(days=3), right=1)
    with app.app_context(), app.test_request_context(), clock.at(MORNING - timedelta(days=2)):
        ref = service.ItemRef("question", ids[0], 1)
        service.answer(desk.learner_id, ref, ["1"], competency="one-stop", seconds=5, once="answered-since")
        transaction.commit()
    with app.app_context(), app.test_request_context(), clock.at(MORNING - timedelta(days=1)):
        intake.take_in()
        assert [row.seen for row in db.session.scalars(select(ReviewCard))] == [1]
    sit(app, desk, ids, MORNING - timedelta(hours=1), right=0)
    with app.app_context(), app.test_request_context(), clock.at(MORNING):
        intake.take_in()
        row = db.session.scalars(select(ReviewCard)).one()
        assert (row.seen, row.lapses, row.due_on) == (2, 1, MORNING.date() + timedelta(days=1))


def test_a_round_looks_at_all_who_ended_at_one_moment_and_at_none_who_hands_in_while_it_runs(
    app: Flask, desk: Desk, add: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "CHUNK", 2)
    ids = [add(f"Câu {n}?", unit=desk.commune) for n in range(5)]
    for one in ids:
        sit(app, desk, [one], MORNING - timedelta(hours=1), right=0)
    late = add("Câu vừa nộp?", unit=desk.commune)
    sit(app, desk, [late], MORNING - timedelta(seconds=2), right=0)
    with app.app_context(), app.test_request_context(), clock.at(MORNING):
        intake.take_in()
        assert sorted(db.session.scalars(select(ReviewCard.item_id))) == sorted(ids)
    with app.app_context(), app.test_request_context(), clock.at(MORNING + timedelta(minutes=10)):
        intake.take_in()
        assert late in db.session.scalars(select(ReviewCard.item_id)).all()


def test_a_round_asks_and_writes_as_often_for_one_attempt_as_for_many(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    ids = [add(f"Câu {n}?", unit=desk.commune) for n in range(10)]
    said = list[str]()
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda _c, _k, words, *_: said.append(words.split()[0]))

    def round_at(moment: datetime) -> list[str]:
        with app.app_context(), app.test_request_context(), clock.at(moment):
            said.clear()
            intake.take_in()
            return list(said)

    round_at(MORNING - timedelta(days=2))
    sit(app, desk, ids[:1], MORNING - timedelta(days=1), right=1)
    one = round_at(MORNING - timedelta(hours=12))
    for hours in (5, 4, 3):
        sit(app, desk, ids, MORNING - timedelta(hours=hours), right=3)
    many = round_at(MORNING)

    assert one.count("INSERT") == 1
    assert len(many) == len(one) + 1, (one, many)  # besides, a card that was there already is changed


def test_after_a_leave_only_a_few_are_asked_and_nobody_is_scolded(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    ids = [add(f"Câu {n}?", competency="one-stop") for n in range(30)]
    with app.app_context(), app.test_request_context(), clock.at(MORNING - timedelta(days=60)):
        for number in ids:
            ref = service.ItemRef("question", number, 1)
            service.answer(desk.learner_id, ref, ["1"], competency="one-stop", seconds=5, once=f"old-answer-{number}")
        transaction.commit()
    with clock.at(MORNING):
        page = desk.learner.get("/repeat").text
        for _turn in range(8):
            answer(desk.learner, "1")
        after = desk.learner.get("/repeat").text

    assert "30" not in re.sub(r'(?:name|value|id|for|href)="[^"]*"|#[\w-]+', "", page.partition("<main")[2])
    assert 'action="/repeat"' in page
    assert 'action="/repeat"' not in after
    assert words.day(MORNING.date() + timedelta(days=1)) in after
    with app.app_context():
        assert len(db.session.scalars(select(ReviewAnswer).where(ReviewAnswer.at >= MORNING)).all()) == 8


def test_nobody_sees_anothers_answer(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    add("Chọn một?", competency="one-stop")
    answer(desk.learner, "1")
    with app.app_context():
        number = db.session.scalars(select(ReviewAnswer.id)).one()

    assert desk.learner.get(f"/repeat/{number}").status_code == 200
    assert desk.here.get(f"/repeat/{number}").status_code == 404


@pytest.mark.parametrize("handed_in", [True, False])
def test_what_an_exam_may_not_tell_yet_does_not_come_back_before_it_may(
    app: Flask, desk: Desk, add: Callable[..., int], handed_in: bool
) -> None:
    number, closes = add("Câu thi?", unit=desk.commune), MORNING + timedelta(days=3)
    secret = {"during": [], "just_after": [], "later": [], "closed": ["marks", "right"]}
    with app.app_context(), app.test_request_context(), clock.at(MORNING - timedelta(days=2)):
        quiz = Quiz(title="Bài thi", unit_id=desk.commune, published_at=clock.now(), review=secret, closes_at=closes)
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(number)])
        attempt = taking.start(quiz, desk.learner_id)
        service.answer(
            desk.learner_id, service.ItemRef("question", number, 1), ["2"], competency="", seconds=5, once="long-before"
        )
        taking.submit_attempt(attempt) if handed_in else None
        transaction.commit()
    sent = {"source": "question", "item": str(number), "version": "1", "unknown": "yes"}
    with clock.at(MORNING):
        sent["csrf_token"] = fields(desk.learner.get("/quizzes/1").text)["csrf_token"]
        before = desk.learner.get("/repeat").text
        refused = desk.learner.post("/repeat", data=sent).status_code
    with app.app_context(), app.test_request_context():
        with clock.at(MORNING):
            early = today.today(desk.learner_id).due
        with clock.at(closes + timedelta(minutes=10)):
            taking.time_up(1)
            transaction.commit()
            late = today.today(desk.learner_id).due
    with clock.at(closes + timedelta(minutes=10)):
        after = desk.learner.get("/repeat").text

    assert ("Câu thi?" in before, refused, early) == (False, 404, 0)
    assert ("Câu thi?" in after, late) == (True, 1)
