"""When a part or a step opens: set on the screen, in words that can be checked, and never a circle."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from courses import drafts, editions
from courses.authoring import outline, publishing, writing
from courses.models import CourseRow
from courses.plain import read
from tests.courses.conftest import Cast, Enter, token
from training.core import transaction
from training.core.db import db

FIRST, SECOND, QUIZ = "lesson:{key}/mot", "lesson:{key}/hai", "quiz:mot-cua-kiem-tra"


@pytest.fixture
def draft(app: Flask, cast: Cast) -> int:
    """A course of two parts: a lesson in the first, a lesson and a quiz in the second."""
    with app.app_context(), app.test_request_context():
        row = writing.begin("Khóa có điều kiện", cast.commune, by=cast.author)
        writing.reshape(row, lambda head: outline.with_section(head, "Phần sau"), "x", by=cast.author)
        for place, title in ((0, "Một"), (1, "Hai")):
            key = writing.add_lesson(row, place, title, by=cast.author)
            writing.add_block(row, key, "", {"type": "text", "md": "Chữ"}, by=cast.author)
        step = {"activity": QUIZ, "title": "Kiểm tra", "minutes": 5}
        writing.reshape(row, lambda head: outline.with_step(head, 1, step), "x", by=cast.author)
        transaction.commit()
        return row.id


def _head(app: Flask, number: int) -> Any:
    with app.app_context():
        return writing.head_of(db.session.get_one(CourseRow, number)).body


def _set(client: FlaskClient, number: int, **fields: Any) -> Any:
    path = f"/course-desk/{number}/release"
    spot = {name: fields[name] for name in ("section", "activity") if name in fields}
    page = f"{path}?" + "&".join(f"{name}={value}" for name, value in spot.items())
    return client.post(path, data={**token(client, page), **fields})


def test_every_condition_of_a_part_is_set_on_the_screen_and_read_in_words(
    app: Flask, cast: Cast, draft: int, as_: Enter
) -> None:
    author, head = as_("author"), _head(app, draft)
    first = head["sections"][0]["activities"][0]["activity"]

    answer = _set(author, draft, section=1, opens_on="2027-02-01", after=first, units="K01.1")
    page = author.get(answer.location).text

    assert _head(app, draft)["sections"][1] | {"activities": []} == {
        "title": "Phần sau", "activities": [], "opens_on": "2027-02-01", "after": [first], "units": ["K01.1"],
    }  # fmt: skip
    assert all(words in page for words in ("01/02/2027", "“Một”", "UBND xã Thử"))
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, draft)
        body = drafts.body(row)
        assert read(body["course"], body["lessons"]).sections[1].release.units == ("K01.1",)
        assert publishing.faults(row) == []
        publishing.publish(row, "", by=cast.author)
        assert editions.content(row).opens_later


def test_a_score_needs_its_percent_and_a_percent_its_step(app: Flask, draft: int, as_: Enter) -> None:
    author, first = as_("author"), _head(app, draft)["sections"][0]["activities"][0]["activity"]

    half = _set(author, draft, activity=first, score_of=QUIZ)
    other = _set(author, draft, activity=first, percent="70")
    whole = _set(author, draft, activity=first, score_of=QUIZ, percent="70")

    assert (half.status_code, other.status_code, whole.status_code) == (422, 422, 302)
    assert 'selected value="quiz:mot-cua-kiem-tra"' in half.text
    assert 'value="70"' in other.text
    assert outline.step_of(_head(app, draft), first)["score"] == {"activity": QUIZ, "percent": 70}  # type: ignore[index]


def test_steps_never_wait_for_one_another(app: Flask, draft: int, as_: Enter) -> None:
    author, head = as_("author"), _head(app, draft)
    first, second = (part["activities"][0]["activity"] for part in head["sections"])
    _set(author, draft, section=1, after=first)

    circle = _set(author, draft, activity=first, after=second)

    assert circle.status_code == 422
    assert "chờ lẫn nhau" in circle.text
    assert "after" not in (outline.step_of(_head(app, draft), first) or {})


def test_emptied_conditions_open_it_to_everybody(app: Flask, draft: int, as_: Enter) -> None:
    author = as_("author")
    _set(author, draft, section=0, opens_on="2027-02-01")
    _set(author, draft, section=0)

    assert set(_head(app, draft)["sections"][0]) == {"title", "activities"}
    assert author.get(f"/course-desk/{draft}/release?section=9").status_code == 404
    assert as_("stranger").get(f"/course-desk/{draft}/release?section=0").status_code == 404
