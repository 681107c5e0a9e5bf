"""A category is renamed or moved after its effect was seen, and random draws keep drawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes import composing
from quizzes.bank import categories
from quizzes.bank.models import QuestionCategory
from quizzes.composing import Planned
from quizzes.models import Part, Question, Quiz
from tests.quizzes.conftest import Desk, token
from training.core import clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken


@pytest.fixture
def drawn(app: Flask, desk: Desk, add: Callable[..., int]) -> int:
    """Four questions in two categories, one of them of the house, and a quiz of the commune that draws two of them."""
    for number in range(2):
        add(f"Trên {number}?", unit=desk.commune, category="Văn thư")
    add("Dưới?", unit=desk.commune, category="Văn thư / Thể thức")
    add("Của nhà?", category="Văn thư")
    add("Khác tên?", unit=desk.commune, category="Văn thường")
    with app.app_context(), app.test_request_context():
        quiz = Quiz(title="Bài rút", unit_id=desk.commune, published_at=clock.now())
        quiz.intro = quiz.competency = quiz.relearn = ""
        quiz.version = 1
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [
            Planned(draw={"category": "Văn thư", "kind": "single"}, count=2),
            Planned(draw={"category": "Văn thư / Thể thức"}), Planned(draw={"category": "Văn thường"}),
        ])  # fmt: skip
        db.session.add(QuestionCategory(unit_id=desk.commune, path="Văn thư", info="<p>Lời dẫn</p>"))
        transaction.commit()
        return quiz.id


def _sent(client: FlaskClient, name: str, digest: str) -> int:
    page = "/bank/category?path=Văn thư"
    data = {"csrf_token": token(client, page), "path": "Văn thư", "name": name, "digest": digest}
    return client.post("/bank/category", data=data).status_code


def _digest(page: str) -> str:
    return page.partition('name="digest" value="')[2].partition('"')[0]


def test_what_would_change_is_shown_before_anything_does(app: Flask, desk: Desk, drawn: int) -> None:
    page = desk.here.get("/bank/category?path=Văn thư&name=Hành chính/Văn thư").text

    assert "Hành chính / Văn thư / Thể thức" in page
    assert "Bài rút" in page
    assert "giữ tên cũ" in page  # the one of the house
    with app.app_context():
        assert {row.category for row in db.session.scalars(select(Question))} == {
            "Văn thư", "Văn thư / Thể thức", "Văn thường",
        }  # fmt: skip


def test_a_rename_takes_questions_words_and_draws_along(app: Flask, desk: Desk, drawn: int) -> None:
    name = "Hành chính / Văn thư"
    digest = _digest(desk.here.get(f"/bank/category?path=Văn thư&name={name}").text)

    assert _sent(desk.here, name, digest) == 302
    with app.app_context():
        mine = db.session.scalars(select(Question.category).filter_by(unit_id=desk.commune)).all()
        assert sorted(mine) == [f"{name}", f"{name}", f"{name} / Thể thức", "Văn thường"]
        assert db.session.scalars(select(Question.category).where(Question.unit_id.is_(None))).all() == ["Văn thư"]
        draws = db.session.scalars(select(Part.draw).filter_by(quiz_id=drawn).order_by(Part.place)).all()
        assert draws == [
            {"category": name, "kind": "single"}, {"category": f"{name} / Thể thức"}, {"category": "Văn thường"},
        ]  # fmt: skip
        assert db.session.scalars(select(QuestionCategory.path)).all() == [name]


def test_what_changed_meanwhile_is_shown_again(app: Flask, desk: Desk, drawn: int, add: Callable[..., int]) -> None:
    digest = _digest(desk.here.get("/bank/category?path=Văn thư&name=Mới").text)
    add("Thêm?", unit=desk.commune, category="Văn thư")

    assert _sent(desk.here, "Mới", digest) == 409
    with app.app_context():
        assert db.session.scalars(select(Question).filter_by(category="Mới")).all() == []


@pytest.mark.parametrize("name", ["", " / ", "Văn thư", "Văn thư / Con", "x" * 201])
def test_a_name_that_cannot_be_is_refused_beside_its_field(desk: Desk, drawn: int, name: str) -> None:
    answer = desk.here.get(f"/bank/category?path=Văn thư&name={name}")

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_the_shares_of_a_draw_are_told_before_and_after(app: Flask, desk: Desk, drawn: int) -> None:
    with app.app_context(), app.test_request_context():
        found = categories.plan(desk.author_id, "Văn thư", "Mới")

        assert [(each.before, each.after) for each in found.draws] == [(4, 3), (1, 1)]
        assert (found.moving, found.staying) == (3, 1)
        with pytest.raises(RuleBroken):
            categories.plan(desk.author_id, "Không có", "Mới")


def test_an_unknown_category_is_not_found(desk: Desk, drawn: int) -> None:
    assert desk.here.get("/bank/category?path=Không có").status_code == 404
