"""What an exam may not tell yet, no other page of the house tells either."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizzes import saving, taking
from quizzes.models import Quiz
from training.accounts import people, units
from training.core import activities, content, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import service as duties

NOTHING: dict[str, list[str]] = {"during": [], "just_after": [], "later": [], "closed": []}


@pytest.mark.parametrize(("told", "says"), [([], False), (["marks"], True)])
def test_neither_the_first_page_nor_a_course_tells_a_result_before_its_phase(
    app: Flask, as_person: Callable[[int], FlaskClient], told: list[str], says: bool
) -> None:
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("R01", "UBND xã Thử")
        learner = people.enrol("R1", "Lê Học Thử", unit)
        course, quiz = activities.by_key("course", "mot-cua"), activities.by_key("quiz", "mot-cua-kiem-tra")
        assert course
        assert quiz
        for each in (course.ref, quiz.ref):
            duties.assign(each, by=None, unit_id=unit.id, days=10)
        row = db.session.get_one(Quiz, quiz.ref.id)
        row.review = NOTHING | {"just_after": told}
        attempt = taking.start(row, learner.id)
        saving.save_answer(learner.id, attempt.id, saving.Answer(1, ["1"], "secret-result"))
        taking.submit_attempt(attempt)
        transaction.commit()
        number, page = learner.id, course.url
        withheld = activities.withheld(number, [quiz.ref, course.ref, ActivityRef("quiz", 999_999)])
    client = as_person(number)
    first, whole = client.get("/").text, client.get(page).text

    assert withheld == (set() if says else {quiz.ref})
    assert ("Lần làm gần nhất chưa đạt" in first) is says
    assert ("kết quả báo sau" in whole) is not says
    assert ("hiện được" in whole) is says
