"""Watching, guidance, working alone and assessment, through the learner's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from training.core import clock
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Completion, Progress
from training.sandbox import coaching, modes, queries, service, watching, worlds
from training.sandbox.models import Copy, Run
from training.sandbox.modes import ALONE, EXAM, GUIDED, WATCH, Past
from training.sandbox.scenarios.run import step_of

M4, M1 = "m4-yeu-cau-bo-sung", "m1-chung-thuc-ban-sao"
Enter = Callable[..., FlaskClient]


def begin(client: FlaskClient, send: Any, key: str, mode: str) -> str:
    answer = send(client, f"/practice/{key}", f"/practice/{key}", mode=mode)
    assert answer.status_code == 200
    found = re.match(r"/practice/copies/\d+", answer.request.path)
    assert found
    return found[0]


def walk(copy: Copy, kind: str = "right") -> None:
    """Do a route of the copy's own variant, through the store."""
    told = worlds.exercise_of(copy)
    for play in getattr(told, kind)[0].steps:
        step = step_of(told, play, worlds.beginning(copy), worlds.current(copy), "")
        copy.hat = play.hat
        service.act(copy, (copy.epoch, copy.seq), "Học viên", play.move, step.args)


def test_watching_shows_every_step_forward_and_back_and_leaves_no_record(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    desk = begin(client, send, M1, WATCH)
    with app.app_context():
        copy = db.session.scalars(select(Copy)).one()
        told = worlds.exercise_of(copy)
        steps, visitor = len(watching.plays(copy)), told.people["visitor"]["name"]

    first = client.get(f"{desk}/new/receive?procedure=2.000815").text
    assert f'value="{visitor}"' in first
    assert f"Bước 1 trên {steps}" in first
    for at in range(2, steps + 1):
        page = send(client, desk, f"{desk}/watch", to="next")
        assert f"Bước {at} trên {steps}" in page.text
    assert f"Bước {steps - 1} trên {steps}" in send(client, desk, f"{desk}/watch", to="back").text
    for _turn in range(2):
        last = send(client, desk, f"{desk}/watch", to="next")
    assert "Vừa rồi là trọn một cách làm đúng" in last.text

    with app.app_context():
        kept = [db.session.scalar(select(func.count()).select_from(table)) for table in (Run, Completion, Progress)]
        assert kept == [0, 0, 0]


def test_in_watching_no_hand_of_the_learner_does_anything_of_its_own(
    as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    desk = begin(client, send, M4, WATCH)
    answer = send(client, desk, f"{desk}/clock", to="next_working_day")
    assert "Bước 1 trên 1" not in answer.text  # the press was the next step of the route, not a move of the clock
    assert "09:10, 09/11/2026" in answer.text
    refused = send(client, desk, f"{desk}/undo")
    assert refused.status_code == 422


def test_guidance_names_the_next_act_and_what_to_write(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    desk = begin(client, send, M4, GUIDED)
    page = client.get(desk).text
    assert 'data-point="ask_supplement open.' in page
    assert "Yêu cầu bổ sung" in page
    assert "Mở gợi ý" not in page
    with app.app_context():
        copy = db.session.scalars(select(Copy)).one()
        walk(copy)
        db.session.commit()
    assert "Đã đạt mọi mục tiêu" in client.get(desk).text
    result = send(client, desk, f"{desk}/finish").text
    assert "có hướng dẫn từng bước" in result
    with app.app_context():
        row = db.session.scalars(select(Completion)).one()
        assert (row.outcome, row.assisted, row.evidence["mode"]) == ("passed", True, GUIDED)


def test_an_assessment_shows_no_step_no_hint_and_no_way_back(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    desk = begin(client, send, M4, EXAM)
    page = client.get(desk).text
    with app.app_context():
        told = worlds.exercise_of(db.session.scalars(select(Copy)).one())
    secret = [step.text for step in told.steps] + [rung.words for ladder in told.hints.values() for rung in ladder]
    secret += [goal.miss for goal in told.goals]
    assert [words for words in secret if words in page] == []
    for door, data in (("undo", {}), ("save", {"name": "x"}), ("look", {}), ("hint", {"goal": "once", "rung": "1"})):
        send(client, desk, f"{desk}/{door}", **data)
    with app.app_context():
        run, copy = db.session.scalars(select(Run)).one(), db.session.scalars(select(Copy)).one()
        assert (run.hints, run.looked, copy.marks, copy.parents) == ({}, {}, [], [])
    assert "đang tính giờ" in send(client, f"/practice/{M4}", f"/practice/{M4}", mode=ALONE).text


def test_an_assessment_ends_by_the_server_s_clock_and_counts_for_both_activities(
    app: Flask, as_person: Enter, learners: tuple[int, int], send: Any
) -> None:
    client = as_person(learners[0])
    start = clock.now()
    desk = begin(client, send, M4, EXAM)
    with app.app_context():
        walk(db.session.scalars(select(Copy)).one())
        db.session.commit()
    with clock.at(start + timedelta(minutes=25)):
        answer = send(client, f"/practice/{M4}", f"{desk}/clock", to="next_hour")
        assert "Đã hết giờ" in answer.text
        assert "/practice/runs/" in answer.request.path
    with app.app_context():
        rows = db.session.scalars(select(Completion).order_by(Completion.id)).all()
        assert [(row.ref_kind, row.outcome, row.assisted) for row in rows] == [
            ("scenario", "passed", False), ("scenario-exam", "passed", False),
        ]  # fmt: skip


def test_the_job_closes_an_assessment_that_nobody_came_back_to(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        exercise = queries.exercise(M4)
        assert exercise
        run = service.begin(learners[0], exercise, EXAM)
        coaching.hand_in_late(run.id)
        assert run.state == "open"
        with clock.at(clock.now() + timedelta(hours=1)):
            coaching.hand_in_late(run.id)
        assert (run.state, run.finished_at) == ("finished", run.ends_at)


def test_an_assessment_is_repeated_only_after_more_practice(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        exercise = queries.exercise(M4)
        assert exercise
        first = service.begin(learners[0], exercise, EXAM)
        coaching.finish(db.session.get_one(Copy, first.copy_id))
        with pytest.raises(RuleBroken, match="thực hành"):
            service.begin(learners[0], exercise, EXAM)
        again = service.begin(learners[0], exercise, ALONE)
        coaching.finish(db.session.get_one(Copy, again.copy_id))
        assert service.begin(learners[0], exercise, EXAM).id != first.id


@pytest.mark.parametrize(
    ("past", "advised"),
    [
        (Past(), GUIDED),
        (Past([(GUIDED, False, True)]), GUIDED),
        (Past([(GUIDED, True, True)]), ALONE),
        (Past([(ALONE, False, False)]), ALONE),
        (Past([(ALONE, True, True)]), ALONE),
        (Past([(ALONE, True, False)]), EXAM),
        (Past([(EXAM, False, False), (ALONE, True, False)]), EXAM),
        (Past([(EXAM, True, False)]), ""),
    ],
)
def test_what_comes_next_is_advised(past: Past, advised: str) -> None:
    assert modes.next_mode(past) == advised
