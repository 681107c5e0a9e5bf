"""Copies that an earlier version wrote: read where that can be, and else refused with a sentence, never a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.core import clock
from training.core.db import db
from training.sandbox import coaching, queries, replaying, service, worlds
from training.sandbox.cases.rules.older import UNNUMBERED, as_today
from training.sandbox.models import Copy, Run, StepRow
from training.sandbox.modes import EXAM
from training.sandbox.outdated import Outdated
from training.sandbox.scenarios.run import step_of

M1 = "m1-chung-thuc-ban-sao"
Enter = Callable[..., FlaskClient]


def walked(person: int, mode: str = "alone") -> Copy:
    """Walk the first right route of M1 in a new attempt."""
    exercise = queries.exercise(M1)
    assert exercise
    copy = db.session.get_one(Copy, service.begin(person, exercise, mode).copy_id)
    for play in worlds.exercise_of(copy).right[0].steps:
        step = step_of(worlds.exercise_of(copy), play, worlds.beginning(copy), worlds.current(copy), "")
        copy.hat = play.hat
        _on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", step.move, step.args)
        assert refusal is None
        db.session.commit()
    return copy


def rewrite(app: Flask, copy: Copy, move: str, /, **changes: Any) -> None:
    """Let a stored step of a copy be what another version wrote, and let nothing in memory hide it."""
    row = db.session.scalars(select(StepRow).where(StepRow.copy_id == copy.id, StepRow.move == move)).one()
    for name, value in changes.items():
        setattr(row, name, value)
    db.session.commit()
    app.extensions.pop("sandbox_worlds", None)


def spoil(app: Flask, copy: Copy) -> None:
    """Let a copy hold a step and a record that this version knows nothing of."""
    copy.touched = {**(copy.touched or {}), "changed": {"case": {"h1": {"nobody": "knows this"}}}}
    rewrite(app, copy, "forward", move="case.forgotten")


def test_a_step_with_a_field_that_is_no_more_is_undone_handed_in_and_replayed(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    with app.test_request_context():
        copy = walked(learners[0])
        row = db.session.scalars(select(StepRow).where(StepRow.move == "return_result")).one()
        rewrite(app, copy, "return_result", args={**row.args, "authorisation": False, "colour": "xanh"})
        copy.touched = {**(copy.touched or {}), "changed": {"case": {"h1": {"nobody": "knows this"}}}}
        assert worlds.current(copy).seq == copy.seq  # folded anew from the steps
        run = coaching.finish(copy)
        assert run.complete
        picture = replaying.picture(copy, copy.seq)
        assert picture
        assert picture.label == "Trả kết quả"
        db.session.commit()
        address = f"/practice/runs/{run.id}/steps/{copy.seq}"
    assert as_person(learners[0]).get(address).status_code == 200


def test_an_authorisation_that_was_only_ticked_names_who_came() -> None:
    told = as_today("return_result", {"case": "h1", "receiver": "Lê Thị Mẫu", "authorisation": True}, date(2026, 11, 9))
    assert told == {
        "case": "h1", "receiver": "Lê Thị Mẫu", "mandate_number": UNNUMBERED, "mandate_day": "2026-11-09",
        "mandate_who": "Lê Thị Mẫu",
    }  # fmt: skip
    assert as_today("forward", {"case": "h1"}, date(2026, 11, 9)) == {"case": "h1"}


def test_a_copy_that_cannot_be_read_says_so_on_every_page_and_a_new_one_is_begun(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    with app.test_request_context():
        copy = walked(learners[0])
        spoil(app, copy)
        desk, number = f"/practice/copies/{copy.id}", copy.id
        with pytest.raises(Outdated):
            worlds.current(copy)
    client = as_person(learners[0])
    for page in (desk, f"{desk}/cases/h1", f"{desk}/register", f"{desk}/new/receive", f"{desk}/reset"):
        answer = client.get(page)
        assert answer.status_code == 409, page
        assert "không phát lại được" in answer.text
        assert "Làm lại với dữ liệu mới" in answer.text
    for deed in ("undo", "finish", "look", "clock"):
        assert send(client, "/practice", f"{desk}/{deed}").status_code == 409, deed
    again = send(client, f"/practice/{M1}", f"/practice/{M1}", mode="alone")
    assert again.status_code == 200
    assert "phiên bản trước" in again.text
    assert not again.request.path.endswith(f"/{number}")
    with app.app_context():
        states = {run.copy_id: run.state for run in db.session.scalars(select(Run))}
        assert states[number] == "left"


def test_a_result_stays_readable_when_its_steps_cannot_be_replayed(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    with app.test_request_context():
        copy = walked(learners[0])
        run = coaching.finish(copy)
        spoil(app, copy)
        address = f"/practice/runs/{run.id}"
    client = as_person(learners[0])
    assert "Đạt cả 8 mục tiêu" in client.get(address).text
    assert client.get(f"{address}/steps/3").status_code == 409


def test_free_play_and_watching_begin_anew_where_the_old_copy_cannot_be_read(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    free = send(client, "/practice", "/practice/free").request.path
    watched = send(client, f"/practice/{M1}", f"/practice/{M1}", mode="watch").request.path
    with app.app_context():
        for copy in db.session.scalars(select(Copy)):
            copy.touched = {"changed": {"gone": {"x": {}}}, "log": [], "now": "?", "seq": 0, "books": {}}
            copy.snapshot_id, copy.epoch, copy.seq = copy.snapshot_id, 0, 1
        db.session.commit()
        app.extensions.pop("sandbox_worlds", None)
    assert client.get(free).status_code == 409
    fresh = send(client, "/practice", "/practice/free")
    assert (fresh.status_code, fresh.request.path != free) == (200, True)
    anew = send(client, f"/practice/{M1}", f"/practice/{M1}", mode="watch")
    assert (anew.status_code, anew.request.path.split("/")[3] != watched.split("/")[3]) == (200, True)


def test_an_assessment_whose_copy_cannot_be_read_is_set_aside_when_its_time_is_over(
    app: Flask, learners: tuple[int, int]
) -> None:
    with app.test_request_context():
        copy = walked(learners[0], EXAM)
        run = queries.run_of(copy.id)
        assert run
        assert run.ends_at
        spoil(app, copy)
        with clock.at(run.ends_at.replace(year=run.ends_at.year + 1)):
            coaching.hand_in_late(run.id)
        assert run.state == "left"
