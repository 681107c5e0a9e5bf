"""Two wordings of a question are set side by side: what is gone, what came, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quizzes.bank import changes, keeping
from quizzes.models import Question, QuestionVersion
from tests.quizzes.conftest import Desk
from tests.quizzes.samples import SAMPLES, option
from training.core import transaction
from training.core.db import db


def wording(kind: str = "single", text: str = "<p>Hỏi?</p>", feedback: str = "", **settings: Any) -> QuestionVersion:
    held = settings or SAMPLES[kind]
    return QuestionVersion(kind=kind, text=text, settings=held, feedback=feedback)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_wording_does_not_differ_from_itself(app: Flask, kind: str) -> None:
    with app.test_request_context():
        assert changes.between(wording(kind), wording(kind)) == []


def test_only_what_differs_is_told(app: Flask) -> None:
    old = wording(options=[option(1, "năm ngày", 1.0), option(2, "bảy ngày", 0.0)])
    new = wording(
        text="<p>Mấy ngày?</p>", keep_order=True, options=[option(1, "năm ngày", 0.0), option(2, "bảy ngày", 1.0)]
    )
    with app.test_request_context():
        found = {one.about: (list(one.gone), list(one.come)) for one in changes.between(old, new)}

    assert found == {
        "Câu hỏi": (["Hỏi?"], ["Mấy ngày?"]),
        "Câu trả lời": (["năm ngày (đúng)", "bảy ngày"], ["năm ngày", "bảy ngày (đúng)"]),
        "Thiết lập khác": ([], []),
    }  # fmt: skip


def test_another_order_of_the_same_answers_is_a_difference(app: Flask) -> None:
    rows = [option(1, "a", 1.0), option(2, "b", 0.0)]
    with app.test_request_context():
        (found,) = changes.between(wording(options=rows), wording(options=rows[::-1]))

    assert (list(found.gone), list(found.come)) == (["a (đúng)", "b"], ["b", "a (đúng)"])


def test_the_page_of_a_question_tells_what_each_version_changed(
    app: Flask, desk: Desk, add: Callable[..., int]
) -> None:
    number = add("Lời cũ?", unit=desk.commune)
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Question, number)
        old = db.session.get_one(QuestionVersion, row.current_id)
        keeping.add_version(row, wording(text="<p>Lời mới?</p>", **old.settings), 1)
        transaction.commit()
    page = desk.here.get(f"/bank/{number}").text

    assert "Khác gì phiên bản 1" in page
    assert '<del lang="vi">Lời cũ?</del>' in page
    assert '<ins lang="vi">Lời mới?</ins>' in page
