"""Whatever is typed into an editor: a slip is named beside its field, what was typed stays, and nothing breaks."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizzes.authoring import editing
from quizzes.authoring.kinds import ABOUT
from quizzes.models import Question
from quizzes.types import TYPES
from quizzes.types.base import Field
from tests.quizzes.conftest import Desk, token
from tests.quizzes.test_editors import fields_of
from training.core.db import db

STRANGE = ["<script>alert('1')</script>", "-1e400", "[[1]]", "\u202eđảo\\{}%s", "a" * 3000]


def send(desk: Desk, kind: str, values: dict[str, str]) -> Any:
    page = f"/quizzes/questions/new/{kind}"
    own = {"csrf_token": token(desk.here, page), "unit": str(desk.commune)}
    return desk.here.post(page, data={**own, **values})


def named(page: str) -> set[str]:
    """Return the ids of the fields that the summary of a refused page leads to."""
    return set(re.findall(r'<li><a href="#([^"]+)">', page))


@pytest.mark.parametrize("kind", TYPES)
def test_an_empty_form_is_refused_with_every_slip_beside_its_field(app: Flask, desk: Desk, kind: str) -> None:
    answer = send(desk, kind, {})

    assert answer.status_code == 422
    assert "text" in named(answer.text)
    assert all(f'id="{one}"' in answer.text for one in named(answer.text))
    assert answer.text.count('class="field__error"') == len(named(answer.text))
    with app.app_context():
        assert db.session.scalar(select(func.count(Question.id))) == 0


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("strange", STRANGE)
def test_strange_values_never_break_an_editor_and_a_refusal_keeps_them(desk: Desk, kind: str, strange: str) -> None:
    values = {name: strange for name in fields_of(kind) if not name.endswith("-id")}
    answer = send(desk, kind, values | {"text": "Câu hỏi vẫn còn đây"})

    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert "Câu hỏi vẫn còn đây" in answer.text
        assert all(f'id="{one}"' in answer.text for one in named(answer.text))
        typed = [one for one in TYPES[kind].editor if isinstance(one, Field) and one.shape in ("text", "number")]
        kept = [unescape(each) for each in re.findall(r'name="s-\w+" value="([^"]*)"', answer.text)]
        assert kept.count(strange) >= len(typed)


@pytest.mark.parametrize("kind", TYPES)
def test_one_strange_value_at_a_time_never_breaks_an_editor(desk: Desk, kind: str) -> None:
    whole = fields_of(kind)
    codes = set[int]()
    for name in [one for one in whole if not one.endswith("-id")]:
        for strange in ("", "<b>-9'\""):
            answer = send(desk, kind, whole | {name: strange})
            codes.add(answer.status_code)
            if answer.status_code == 422:
                assert all(f'id="{one}"' in answer.text for one in named(answer.text)), (name, strange)
    assert codes <= {302, 422}


@pytest.mark.parametrize("name", ["text", "feedback", "hint-1", "s-note", "r-rubric-1-text"])
def test_what_is_far_too_long_is_refused_and_kept(desk: Desk, name: str) -> None:
    kind = "essay" if name[:2] in ("s-", "r-") else "single"
    answer = send(desk, kind, fields_of(kind) | {name: "dài " * 6000})

    assert answer.status_code == 422
    assert "20.000" in answer.text
    assert name in named(answer.text)
    assert answer.text.count("dài") >= 6000


def test_the_editor_reads_the_sample_of_every_type() -> None:
    for kind in TYPES:
        assert editing.read(TYPES[kind].editor, fields_of(kind))[1] == {}


def test_a_refusal_does_not_make_the_list_of_rows_longer(desk: Desk) -> None:
    rows = {f"r-options-{number}-{name}": "" for number in range(1, 5) for name in ("id", "text", "fraction")}
    page = send(desk, "single", {"text": "Chọn?", **rows, "r-options-1-text": "a"}).text

    assert [int(one) for one in re.findall(r'name="r-options-(\d+)-text"', page)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [("essay", {"s-least": "-5"}), ("essay", {"s-least": "100", "s-most": "10"}), ("essay", {"s-lines": "-3"}),
     ("file", {"s-largest_mb": "-1"}), ("numerical", {"r-accept-1-tolerance": "-1"}),
     ("single", {"r-options-1-fraction": "500"}), ("multiple", {"r-options-3-fraction": "-400"})],
)  # fmt: skip
def test_a_number_that_makes_no_sense_is_named_beside_its_field(desk: Desk, kind: str, changed: dict[str, str]) -> None:
    answer = send(desk, kind, fields_of(kind) | changed)
    name = "s-most" if "s-most" in changed else next(iter(changed))

    assert answer.status_code == 422
    assert named(answer.text) == {name}
    assert f'id="{name}-note"' in answer.text


def test_the_summary_says_which_field_lacks_what(desk: Desk) -> None:
    page = send(desk, "docfix", {"text": "Tìm lỗi"}).text

    assert "Cơ quan ban hành: Cần ghi mục này." in page


def test_each_kind_is_explained_where_one_is_chosen(desk: Desk) -> None:
    page = desk.here.get("/quizzes/questions/new").text

    assert set(ABOUT) == set(TYPES)
    assert "Nhiều phương án, một phương án đúng." in page
