"""The numbers that stand in a page say nothing of what is right, though authors write that first."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizzes import queries, saving, taking
from quizzes.marking import regrading
from quizzes.models import QuestionVersion, Slot
from quizzes.types import TYPES
from quizzes.types.numbering import neutral
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES, option
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


@pytest.mark.parametrize("kind", [name for name, asked in TYPES.items() if asked.machine and asked.asks])
def test_an_answer_means_the_same_under_the_new_numbers(kind: str) -> None:
    asked, was, now = TYPES[kind], SAMPLES[kind], neutral(SAMPLES[kind])
    key = asked.moved(was, now, asked.key(was))

    assert asked.grade(now, key) == 1.0
    assert asked.said(now, key) == asked.said(was, asked.key(was))


def test_an_option_worded_anew_keeps_its_place_and_one_that_is_gone_gets_no_others_number() -> None:
    was, single = {"options": [option(1, "b", 1.0), option(2, "a", 0.0), option(3, "c", 0.0)]}, TYPES["single"]
    worded = neutral({"options": [option(1, "b", 1.0), option(2, "z", 0.0), option(3, "c", 0.0)]})
    fewer = {"options": [option(1, "c", 0.0), option(3, "b", 1.0)]}

    assert [single.said(worded, single.moved(was, worded, [one])) for one in "123"] == ["b", "z", "c"]
    assert [single.said(fewer, single.moved(was, fewer, [one])) for one in "123"] == ["b", "", "c"]


def test_a_question_from_before_gets_a_version_that_tells_nothing_and_its_answers_stay(room_in: Room) -> None:
    quiz = room_in.quiz("single", "ordering", "multiple", "truefalse")
    attempt = taking.start(quiz, room_in.learner)
    slots = list(db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id).order_by(Slot.place)))
    for slot in slots:
        key = TYPES[slot.version.kind].key(slot.version.settings) or []
        saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(slot.place, key, f"numbers-{slot.place}"))
    taking.submit_attempt(attempt)
    before = [(slot.version_id, dict(slot.version.settings)) for slot in slots]
    for _turn in range(2):
        content.load()
        db.session.flush()
    newest = queries.current_versions(slot.version.question_id for slot in slots)
    now = [newest[slot.version.question_id] for slot in slots]

    assert [neutral(each.settings) for each in now] == [each.settings for each in now]
    assert [each.version for each in now] == [2, 2, 2, 1]
    assert [(slot.version_id, slot.version.settings) for slot in slots] == before
    assert regrading.preview(quiz, room_in.trainer).changes == []
    assert attempt.fraction == 1.0


def test_the_number_of_an_answer_does_not_say_that_it_matches_nothing() -> None:
    pairs = [{"id": "1", "text": "QĐ", "answer": "Quyết định"}, {"id": "2", "text": "TB", "answer": "Thông báo"}]
    made = neutral({"pairs": pairs, "extra": ["Báo cáo"]})
    changed = made | {"pairs": [pairs[0], pairs[1] | {"answer": "Tờ trình"}]}
    shown = TYPES["matching"].shown(made, [])["choices"]

    assert [(each["id"], each["text"]) for each in shown] == [("1", "Báo cáo"), ("2", "Quyết định"), ("3", "Thông báo")]
    assert TYPES["matching"].key(made) == ["1=2", "2=3"]
    assert TYPES["matching"].key(changed) == ["1=1", "2=2"]  # a list that is out of date counts for nothing
