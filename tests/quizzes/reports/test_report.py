"""Reports of a quiz: named, inside one's own units, the same cells on the page and in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizzes import composing, queries, saving, taking
from quizzes.authoring import service as authoring
from quizzes.marking import regrading
from quizzes.models import Question, Quiz
from quizzes.reports import queries as report_queries
from quizzes.reports import sources, views
from tests.quizzes.conftest import Desk
from training.accounts import grants, people
from training.accounts.models import Person, Unit
from training.accounts.rights import Role
from training.core import clock, transaction
from training.core.db import db


@pytest.fixture
def played(app: Flask, desk: Desk, add: Callable[..., int]) -> int:
    """A quiz of two questions that one learner here and one of the other commune handed in."""
    ids = [add("Câu một?"), add("Câu hai?")]
    with app.app_context(), app.test_request_context():
        quiz = Quiz(title="Bài thử", minutes=5, published_at=clock.now(), shuffle=False)
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [composing.Planned(one) for one in ids])
        foreign = people.enrol("B9", "Hoàng Kia Bí Mật", db.session.get_one(Unit, desk.other))
        begun = clock.now()
        for person, values in ((desk.learner_id, ("1", "2")), (foreign.id, ("2", "2"))):
            with clock.at(begun):
                attempt = taking.start(quiz, person)
            for number, each in enumerate(queries.asked(attempt), start=1):
                with clock.at(begun + timedelta(seconds=20 * number)):
                    given = saving.Answer(each.slot.place, [values[number - 1]], f"report-answer-{person}-{number}")
                    saving.save_answer(person, attempt.id, given)
            with clock.at(begun + timedelta(seconds=60)):
                taking.submit_attempt(attempt)
        transaction.commit()
        return quiz.id


def _manager(app: Flask, code: str, unit_id: int) -> int:
    with app.app_context(), app.test_request_context():
        unit = db.session.get_one(Unit, unit_id)
        made = people.enrol(code, "Lê Quản Thử", unit)
        grants.give(made, Role.MANAGER, unit)
        transaction.commit()
        return made.id


@pytest.fixture
def manager(app: Flask, desk: Desk, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(_manager(app, "M9", desk.commune))


@pytest.fixture
def chief(app: Flask, desk: Desk, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(_manager(app, "M8", desk.province))


@pytest.mark.parametrize("what", ["grades", "answers", "times", "grid"])
def test_each_table_shows_ones_own_people_only_and_exports_the_same(
    manager: FlaskClient, played: int, what: str
) -> None:
    page = manager.get(f"/quizzes/{played}/report?what={what}").text
    file = manager.get(f"/quizzes/{played}/report.csv?what={what}").text

    assert "Bí Mật" not in page + file
    if what != "times":
        assert "Lê Học Thử" in page
        assert "Lê Học Thử" in file
    wanted = {"grades": "50 %", "answers": "Đúng rồi", "times": "20", "grid": "100 %"}[what]
    assert wanted in file


def test_another_units_table_cannot_be_asked_for(manager: FlaskClient, desk: Desk, played: int) -> None:
    assert manager.get(f"/quizzes/{played}/report?unit={desk.other}").status_code == 404
    assert manager.get(f"/quizzes/{played}/report.pdf").status_code == 404


def test_the_analysis_counts_ones_own_people_and_names_nobody(desk: Desk, played: int) -> None:
    here, whole = (client.get(f"/quizzes/{played}/analysis").text for client in (desk.here, desk.whole))

    assert "Lê Học Thử" not in here + whole
    assert desk.here.get(f"/quizzes/{played}/analysis.csv").text.count("\n") == 3
    assert desk.here.get(f"/quizzes/{played}/analysis.xlsx").status_code == 200
    assert "Đúng rồi" in whole


@pytest.mark.parametrize("which", ["first", "last", "best", "all", "strange"])
def test_any_choice_of_attempts_is_worked_out(desk: Desk, played: int, which: str) -> None:
    assert desk.whole.get(f"/quizzes/{played}/analysis?attempts={which}").status_code == 200


@pytest.mark.parametrize("what", ["grades", "answers", "grid"])
def test_a_cut_table_says_so_and_its_files_hold_everything(
    chief: FlaskClient, played: int, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST", 1)
    monkeypatch.setattr(views, "MOST", 1)
    monkeypatch.setattr(report_queries, "AT_ONCE", 1)
    page = chief.get(f"/quizzes/{played}/report?what={what}").text
    file = chief.get(f"/quizzes/{played}/report.csv?what={what}").text

    assert "1 trên 2 lượt" in page
    assert ("Lê Học Thử" in page) != ("Hoàng Kia Bí Mật" in page)
    assert "Lê Học Thử" in file
    assert "Hoàng Kia Bí Mật" in file
    assert chief.get(f"/quizzes/{played}/report.xlsx?what={what}").status_code == 200


@pytest.mark.parametrize(
    ("method", "shown", "counted"),
    [("highest", ["100 %"], "100 %"), ("first", ["50 %"], "50 %"), ("last", ["0 %"], "0 %"),
     ("average", ["50 %", "100 %", "0 %"], "50 %")],
)  # fmt: skip
@pytest.mark.parametrize("what", ["grades", "grid"])
def test_a_table_shows_the_attempts_that_the_quiz_counts_and_what_they_count(
    app: Flask, desk: Desk, manager: FlaskClient, played: int, what: str, method: str, shown: list[str], counted: str
) -> None:
    later = clock.now() + timedelta(minutes=5)
    with app.app_context(), app.test_request_context(), clock.at(later):
        quiz = db.session.get_one(Quiz, played)
        quiz.grade_method = method
        for turn, values in enumerate((("1", "1"), ("2", "2"))):
            attempt = taking.start(quiz, desk.learner_id)
            for place, value in enumerate(values, start=1):
                given = saving.Answer(place, [value], f"again-{turn}-{place}")
                saving.save_answer(desk.learner_id, attempt.id, given)
            taking.submit_attempt(attempt)
        transaction.commit()
    file = manager.get(f"/quizzes/{played}/report.csv?what={what}").text
    rows = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff")), delimiter=";" if ";" in file[:40] else ","))

    assert [row["Kết quả"] for row in rows] == shown
    assert {row["Kết quả được tính"] for row in rows} == {counted}


def test_an_answer_that_was_graded_anew_stands_beside_the_key_that_counts(
    app: Flask, desk: Desk, manager: FlaskClient, played: int
) -> None:
    marker = _manager(app, "T9", desk.province)
    with app.app_context(), app.test_request_context():
        cell = report_queries.cells([1])[1][0]
        question = db.session.get_one(Question, cell.version.question_id)
        options = [each | {"fraction": 1.0 - each["fraction"]} for each in cell.version.settings["options"]]
        authoring.revise(question, "single", cell.version.text, {"options": options}, "", desk.author_id)
        quiz = db.session.get_one(Quiz, played)
        grants.give(db.session.get_one(Person, marker), Role.TRAINER, db.session.get_one(Unit, desk.province))
        regrading.apply(quiz, marker, regrading.preview(quiz, marker).digest, "Đáp án ghi nhầm.")
        transaction.commit()
    file = manager.get(f"/quizzes/{played}/report.csv?what=answers").text
    rows = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff")), delimiter=";" if ";" in file[:40] else ","))

    assert (rows[0]["Trả lời"], rows[0]["Câu trả lời đúng"], rows[0]["Điểm đạt được"]) == ("Đúng rồi", "Sai rồi", "0 %")
