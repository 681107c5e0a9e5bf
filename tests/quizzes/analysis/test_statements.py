"""What an analysis asks the database: as often for many draws as for one, and in a file all attempts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from quizzes import composing, taking
from quizzes.analysis import queries
from quizzes.composing import Planned
from quizzes.models import Quiz
from tests.counting import statements
from tests.quizzes.conftest import Desk
from training.core import clock, transaction
from training.core.db import db


@pytest.fixture
def drawn(app: Flask, desk: Desk, add: Callable[..., int]) -> Callable[[int], int]:
    """Publish a quiz of so many draws, each by a rule of its own, and hand in one attempt."""

    def publish(draws: int) -> int:
        for number in range(draws):
            add(f"Câu {number} của {draws}?", unit=desk.province, category=f"Mục {number}")
        with app.app_context(), app.test_request_context():
            quiz = Quiz(title=f"Rút {draws}", minutes=5, published_at=clock.now(), unit_id=desk.province)
            db.session.add(quiz)
            db.session.flush()
            composing.set_parts(quiz, [Planned(draw={"category": f"Mục {number}"}) for number in range(draws)])
            taking.submit_attempt(taking.start(quiz, desk.learner_id))
            transaction.commit()
            return quiz.id

    return publish


@pytest.mark.parametrize("page", ["analysis", "edit", "analysis.csv"])
def test_twenty_draws_ask_no_more_often_than_two(
    app: Flask, desk: Desk, drawn: Callable[[int], int], page: str
) -> None:
    few, many = (statements(app, desk.whole, f"/quizzes/{drawn(draws)}/{page}") for draws in (2, 20))

    assert many == few


def test_each_draw_is_offered_what_its_own_rule_brings(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    ids = [add(f"Câu {name}?", unit=desk.province, category=name) for name in ("Một", "Hai", "Hai")]
    draws = [{"category": "Một"}, {"category": "Hai"}, {"category": "Ba"}]
    with app.app_context(), app.test_request_context():
        found = composing.pools([*draws, draws[0]], Quiz(title="Thử", unit_id=desk.province))

    assert [found[composing.rule(draw)] for draw in draws] == [ids[:1], ids[1:], []]


def test_a_page_says_of_how_many_it_looks_at_the_newest_and_its_file_holds_all(
    app: Flask, desk: Desk, drawn: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = drawn(1)
    with app.app_context(), app.test_request_context():
        taking.submit_attempt(taking.start(db.session.get_one(Quiz, quiz), desk.author_id))
        transaction.commit()
    monkeypatch.setattr(queries, "MOST", 1)
    page = desk.whole.get(f"/quizzes/{quiz}/analysis").text
    file = desk.whole.get(f"/quizzes/{quiz}/analysis.csv").text.splitlines()

    assert "1 lượt làm mới nhất, trong tổng số 2 lượt" in page
    assert file[1].split(",")[3] == "2"
