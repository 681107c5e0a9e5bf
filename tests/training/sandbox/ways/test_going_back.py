"""Undo, save points and reset: what they give back, what they ask first, and how long they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from training.core.db import db
from training.sandbox import coaching, queries, service, worlds
from training.sandbox.cases.rules.model import Case
from training.sandbox.models import Copy, Run
from training.sandbox.scenarios.run import step_of
from training.sandbox.world import play as folding
from training.sandbox.world.play import apply

M1, M12 = "m1-chung-thuc-ban-sao", "m12-sai-nguoi-nhan"
MOST_STATEMENTS = 24
"""Statements of an undo and a reset together, whatever has been done before."""


def begun(person: int, key: str) -> Copy:
    exercise = queries.exercise(key)
    assert exercise
    return db.session.get_one(Copy, service.begin(person, exercise).copy_id)


def play(copy: Copy, kind: str, upto: int) -> None:
    for one in getattr(worlds.exercise_of(copy), kind)[0].steps[:upto]:
        step = step_of(worlds.exercise_of(copy), one, worlds.beginning(copy), worlds.current(copy), "")
        copy.hat = one.hat
        _on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", one.move, step.args)
        assert refusal is None
        db.session.commit()


def newest(copy: Copy) -> Case:
    world = worlds.current(copy)
    found = world.get(Case, world.new_codes("case")[-1])
    assert found
    return found


def test_numbers_given_out_in_an_undone_branch_return(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        copy = begun(learners[0], M1)
        play(copy, "right", 1)
        first = (newest(copy).number, newest(copy).forms[0].number)
        service.undo(copy, (copy.epoch, copy.seq))
        db.session.commit()
        assert not worlds.current(copy).new_codes("case")
        play(copy, "right", 1)
        assert (newest(copy).number, newest(copy).forms[0].number) == first


def test_a_harm_that_was_undone_is_named_and_does_not_fail(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        copy = begun(learners[0], M12)
        told = worlds.exercise_of(copy)
        route = next(route for route in told.wrong if route.breaks)
        for one in route.steps:
            step = step_of(told, one, worlds.beginning(copy), worlds.current(copy), "")
            copy.hat = one.hat
            service.act(copy, (copy.epoch, copy.seq), "Học viên", one.move, step.args)
            db.session.commit()
        service.reset(copy, (copy.epoch, copy.seq))
        db.session.commit()
        play(copy, "right", len(told.right[0].steps))
        run = coaching.finish(copy)
        assert run.complete
        assert [one["sentence"] for one in run.result["averted"]] == list(route.breaks)
        assert run.result["aside"]


def test_going_back_after_a_hundred_steps_does_each_step_that_stays_once_and_reads_them_at_once(
    app: Flask, learners: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        copy = begun(learners[0], M1)
        for _turn in range(100):
            service.act(copy, (copy.epoch, copy.seq), "Học viên", "clock.advance", {"to": "next_hour"})
        db.session.commit()
        done, said = list[str](), list[str]()
        monkeypatch.setattr(folding, "apply", lambda world, step: (done.append(step.move), apply(world, step))[1])
        event.listen(db.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        service.undo(copy, (copy.epoch, copy.seq))
        assert len(done) == 99
        service.reset(copy, (copy.epoch, copy.seq))
        assert len(done) == 99
        assert len(said) <= MOST_STATEMENTS


def test_a_save_point_tells_what_would_be_lost_before_one_goes_back(
    app: Flask, as_person: Callable[..., FlaskClient], learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    desk = send(client, f"/practice/{M1}", f"/practice/{M1}", mode="alone").request.path
    send(client, desk, f"{desk}/save", name="Lúc đầu")
    send(client, desk, f"{desk}/clock", to="next_hour")
    send(client, desk, f"{desk}/clock", to="next_hour")
    asked = client.get(f"{desk}/back/0").text
    assert "Lúc đầu" in asked
    assert "2 bước" in asked
    send(client, f"{desk}/back/0", f"{desk}/back/0")
    assert client.get(f"{desk}/back/7").status_code == 404
    with app.app_context():
        moments = db.session.scalars(select(Run)).one().moments
        assert moments[-1]["what"] == "back"


def test_the_replay_shows_each_step_and_only_to_whom_it_concerns(
    app: Flask, as_person: Callable[..., FlaskClient], learners: tuple[int, int]
) -> None:
    with app.app_context():
        copy = begun(learners[0], M1)
        play(copy, "right", 3)
        number, visitor = coaching.finish(copy).id, worlds.exercise_of(copy).people["visitor"]["name"]
        db.session.commit()
    mine, other = as_person(learners[0]), as_person(learners[1])
    page = mine.get(f"/practice/runs/{number}/steps/1").text
    assert visitor in page
    assert "Bước 1 trên 3" in page
    assert mine.get(f"/practice/runs/{number}/steps/4").status_code == 404
    assert other.get(f"/practice/runs/{number}/steps/1").status_code == 404
