"""The numbers that stand in a page say nothing of what is right, though authors write that first."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizzes.models import QuestionVersion
from quizzes.types import TYPES
from quizzes.types.numbering import neutral
from tests.quizzes.samples import SAMPLES
from training.core import content
from training.core.db import db


@pytest.mark.parametrize("kind", list(TYPES))
def test_a_question_numbered_anew_is_the_same_question(kind: str) -> None:
    asked, settings, made = TYPES[kind], SAMPLES[kind], neutral(SAMPLES[kind])

    assert asked.problems(made) == []
    assert neutral(made) == made
    assert asked.said(made, asked.key(made)) == asked.said(settings, asked.key(settings))


def test_rows_in_order_pairs_and_words_give_nothing_away_by_their_numbers() -> None:
    items: dict[str, Any] = neutral({"items": [{"id": "1", "text": "nhận"}, {"id": "2", "text": "bàn"}]})
    pairs = neutral({"pairs": [{"id": "1", "text": "b", "answer": "x"}, {"id": "2", "text": "a", "answer": "y"}]})
    words = {"choices": [{"id": "1", "text": "b"}, {"id": "2", "text": "a"}], "gaps": [{"id": "1", "right": "1"}]}

    assert TYPES["ordering"].key(items) == ["2=1", "1=2"]
    assert sorted(TYPES["matching"].key(pairs) or []) == ["1=2", "2=1"]
    assert [row["text"] for row in TYPES["matching"].shown(pairs, [])["rows"]] == ["a", "b"]
    assert neutral(words)["gaps"] == [{"id": "1", "right": "2"}]


def test_the_right_option_of_a_shipped_question_has_any_number(app: Flask) -> None:
    with app.app_context():
        content.load()
        shipped = db.session.scalars(select(QuestionVersion).filter_by(kind="single")).all()
        numbers = [(TYPES["single"].key(each.settings) or [""])[0] for each in shipped]

    assert max(numbers.count(one) for one in set(numbers)) < len(numbers) * 0.6
