"""The list of exercises: grouped, filtered and paged, and never one question more for a longer past."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from training.core import clock
from training.core.db import db
from training.sandbox import queries, service

CODE = re.compile(r'class="shelf__code num">(\w+)<')
Enter = Callable[..., FlaskClient]


def codes(client: FlaskClient, asked: str = "") -> list[str]:
    return CODE.findall(client.get(f"/practice{asked}").text)


def test_the_shelf_is_grouped_by_system_ordered_by_level_and_paged(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    first, second = codes(client), codes(client, "?group=M&page=2")
    with app.app_context():
        wanted = [(one.level, one.code) for one in queries.exercises() if one.code.startswith("M")]
    assert len(first) == 10
    assert first + second == [code for _level, code in wanted]
    assert [level for level, _code in wanted] == sorted(level for level, _code in wanted)
    assert {code[0] for code in codes(client, "?group=V")} == {"V"}
    assert codes(client, "?group=both") == ["N1"]
    assert codes(client, "?group=x&state=y") == first


def test_the_shelf_shows_how_far_one_is_and_what_comes_next(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    assert "bài dễ nhất chưa bắt đầu" in client.get("/practice").text
    with app.app_context():
        runs = []
        for key in ("m1-chung-thuc-ban-sao", "m2-khai-sinh-truc-tuyen"):
            exercise = queries.exercise(key)
            assert exercise
            runs.append(service.begin(learners[0], exercise))
        runs[0].state, runs[0].complete, runs[0].finished_at = "finished", True, clock.now()
        db.session.commit()
    assert codes(client, "?group=M&state=passed") == ["M1"]
    assert codes(client, "?group=M&state=open") == ["M2"]
    assert not {"M1", "M2"} & set(codes(client, "?group=M&state=new"))
    assert 'id="begun"' in client.get("/practice").text


def test_the_shelf_asks_the_same_questions_whatever_was_done(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client, said = as_person(learners[0]), list[str]()
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))

    def count(path: str) -> int:
        said.clear()
        assert client.get(path).status_code == 200
        return len(said)

    paths = ("/practice", "/practice?group=all&page=2", "/practice?group=V&state=new")
    client.get("/practice")
    few = [count(path) for path in paths]
    with app.app_context():
        for exercise in queries.exercises():
            service.begin(learners[0], exercise)
        db.session.commit()
    assert [count(path) for path in paths] == few
