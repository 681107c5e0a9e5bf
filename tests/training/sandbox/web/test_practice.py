"""The practice window through the browser's eyes, without any script."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from tests.training.sandbox.pages import fields, send
from training.accounts import demo as cast
from training.accounts import grants, people, units
from training.accounts.models import Credential, Unit
from training.accounts.rights import Role
from training.core import clock, content, events
from training.core.db import db
from training.core.feature import house
from training.sandbox import coaching, demo, queries, service, worlds
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.models import Copy, Run, StepRow
from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.run import step_of

M1 = "m1-chung-thuc-ban-sao"
Enter = Callable[..., FlaskClient]
GOOD = {
    "procedure": "2.000815", "applicant.name": "Nguyễn Thị Mẫu Một", "applicant.number": "999186000001",
    "applicant.phone": "0100000001", "applicant.address": "Số 12 đường Bến Sen", "applicant.commune": "Z99.10.01",
    "identity": "1", "papers.ban-chinh.source": "paper", "papers.ban-chinh.pages": "2",
    "papers.ban-chinh.copies": "3", "papers.ban-chinh.checked": "1", "fee": "12.000",
}  # fmt: skip


def begin(client: FlaskClient) -> str:
    answer = send(client, f"/practice/{M1}", f"/practice/{M1}")
    assert answer.status_code == 200
    return answer.request.path


def receive(client: FlaskClient, desk: str, **changes: str) -> TestResponse:
    page = f"{desk}/new/receive?procedure=2.000815"
    return send(client, page, f"{desk}/new/receive", **{**GOOD, **changes})


def test_m1_without_script_with_a_wrong_turn_a_hint_and_the_right_way(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    told: list[Any] = []
    house_of = app.extensions["house"]
    for kind in (events.Started, events.Progressed, events.Stuck, events.Finished):
        house_of.listeners[kind].append(told.append)
    client = as_person(learners[0])
    assert "Chứng thực bản sao" in client.get("/practice").text
    desk = begin(client)

    wrong = receive(client, desk, **{"fee": "6000", "applicant.number": "001186000001"})
    assert "giống số định danh thật" in wrong.text
    assert "Nguyễn Thị Mẫu Một" in wrong.text
    case = receive(client, desk, fee="6000").request.path
    assert "/cases/" in case
    looked = send(client, desk, f"{desk}/look")
    assert "Phí tính theo trang" in looked.text
    assert "Gợi ý 1" not in looked.text.replace("Mở gợi ý 1", "")
    assert "Gợi ý 1" in send(client, desk, f"{desk}/look").text
    send(client, desk, f"{desk}/hint", goal="fee", rung="2")
    hinted = send(client, desk, f"{desk}/hint", goal="fee", rung="3")
    assert "12.000 đ" in hinted.text

    send(client, case, f"{case}/correct_fee", fee="12000")
    send(client, case, f"{case}/forward")
    assert "là việc của" in send(client, case, f"{case}/return_result", receiver="Nguyễn Thị Mẫu Một").text
    for _hour in range(2):
        moved = send(client, desk, f"{desk}/clock", to="next_hour")
    assert "13:10" in moved.text
    send(client, desk, f"{desk}/hat", hat="results")
    send(client, case, f"{case}/collect_fee")
    done = send(client, case, f"{case}/return_result", receiver="Nguyễn Thị Mẫu Một", identity="1")
    assert "Đã trả kết quả" in done.text

    slip = client.get(f"{case}/forms/1")
    assert "GIẤY TIẾP NHẬN" in slip.text
    paper = client.get(f"{case}/forms/1.pdf")
    assert paper.data.startswith(b"%PDF")
    result = send(client, desk, f"{desk}/finish")
    assert "/practice/runs/" in result.request.path
    assert "Nghị định 23/2015" in result.text
    finished = [one for one in told if isinstance(one, events.Finished)]
    assert [one.outcome for one in finished] == ["passed"]
    assert finished[0].evidence["wrong_hat"] == 1
    assert any(isinstance(one, events.Stuck) for one in told)
    assert finished[0].evidence["goals_met"] == 8


def test_nobody_sees_a_twins_copy(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    mine, other = as_person(learners[0]), as_person(learners[1])
    desk = begin(mine)
    case = receive(mine, desk).request.path
    theirs = begin(other)
    token = fields(other.get(theirs).text)
    for path in (desk, case, f"{desk}/new/receive", f"{desk}/register", f"{desk}/reset", f"{case}/forms/1",
                 f"{case}/forms/1.pdf"):  # fmt: skip
        assert other.get(path).status_code == 404
        assert mine.get(path).status_code == 200
    for path in (f"{desk}/new/receive", f"{case}/forward", f"{desk}/clock", f"{desk}/hat", f"{desk}/undo",
                 f"{desk}/save", f"{desk}/back/0", f"{desk}/reset", f"{desk}/look", f"{desk}/hint",
                 f"{desk}/finish"):  # fmt: skip
        assert other.post(path, data=token).status_code == 404
    run = send(mine, desk, f"{desk}/finish").request.path
    assert other.get(run).status_code == 404


def test_an_old_page_changes_nothing_and_loses_nothing(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    old = fields(client.get(desk).text)
    receive(client, desk)

    answer = client.post(f"{desk}/new/receive", data={**old, **GOOD, "request": "giữ nguyên chữ này"})

    assert answer.status_code == 200
    assert "giữ nguyên chữ này" in answer.text
    assert db_count(client, StepRow) == 1


def db_count(client: FlaskClient, table: Any) -> int:
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_undo_save_point_and_reset(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    case = receive(client, desk).request.path
    send(client, desk, f"{desk}/save", name="Đã nhận")
    send(client, case, f"{case}/forward")
    send(client, desk, f"{desk}/undo")
    assert "Chuyển xử lý" in client.get(case).text
    send(client, desk, f"{desk}/undo")
    assert client.get(case).status_code == 404
    send(client, desk, f"{desk}/back/0")
    assert client.get(case).status_code == 200
    assert client.get(f"{desk}/reset").status_code == 200
    send(client, f"{desk}/reset", f"{desk}/reset")
    assert client.get(case).status_code == 404
    assert db_count(client, StepRow) == 2


def test_a_copy_is_one_row(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        exercise = queries.exercise(M1)
        assert exercise
        service.begin(learners[0], exercise)
        db.session.commit()
        said: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
        service.play_freely(learners[0])
        db.session.flush()
        assert sum(one.startswith("INSERT INTO sandbox_copy") for one in said) == 1
        assert sum(one.startswith("INSERT") for one in said) == 1


def test_lists_ask_the_same_number_of_questions_however_long(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    said: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))

    def count(path: str) -> int:
        said.clear()
        assert client.get(path).status_code == 200
        return len([one for one in said if one.startswith("SELECT")])

    count(desk)
    assert count(f"{desk}?menu=all") == count(f"{desk}?menu=to_return&q=chung thuc") <= 8


@pytest.mark.parametrize("seed", range(4))
def test_random_posts_are_answered(app: Flask, as_person: Enter, learners: tuple[int, int], seed: int) -> None:
    dice, client = random.Random(seed), as_person(learners[0])
    desk = begin(client) if seed % 2 else send(client, "/practice", "/practice/free").request.path
    words = ["", "1", "999186000001", "x" * 3000, "\x00", "-1", "²", "next_hour", "results", "2.000815", "h1", "Một"]
    names = {field.name for verb in VERBS.values() for field in verb.fields} | set(GOOD) | {"hat", "to", "rung"}
    with app.app_context():
        codes = ["h1", "nope", "z99", *[f"h{n}" for n in range(30, 45)]]
    for _turn in range(60):
        token = fields(client.get(desk).text)
        target = dice.choice([
            f"new/{dice.choice([*VERBS])}", f"cases/{dice.choice(codes)}/{dice.choice([*VERBS])}", "clock", "hat",
            "undo", "save", "back/0", "look", "hint",
        ])  # fmt: skip
        data = {name: dice.choice(words) for name in dice.sample(sorted(names), 12)}
        if dice.random() < 0.4:
            data = {**GOOD, **data}
        assert client.post(f"{desk}/{target}", data={**data, **token}).status_code < 500


def test_free_play_carries_a_birth_registration_through(as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    desk = send(client, "/practice", "/practice/free").request.path
    birth = {**GOOD, "procedure": "1.001193", "papers.to-khai.source": "paper", "papers.chung-sinh.source": "paper",
             "papers.chung-sinh.checked": "1", "papers.ket-hon.source": "database", "fee": ""}  # fmt: skip
    case = send(client, f"{desk}/new/receive?procedure=1.001193", f"{desk}/new/receive", **birth).request.path
    for component in ("to-khai", "chung-sinh"):
        send(client, case, f"{case}/digitise", component=component, file="quet.pdf", legible="1", signed="1")
    acts = (
        ("reception", "forward", {}), ("division_head", "assign", {"officer": "cv1"}),
        ("officer", "propose", {"proposal": "Đủ điều kiện"}), ("division_head", "initial", {}), ("leader", "sign", {}),
        ("clerk", "number", {"file": "khai-sinh.pdf"}),
        ("results", "return_result", {"receiver": "Nguyễn Thị Mẫu Một", "identity": "1"}),
    )  # fmt: skip
    for hat, move, data in acts:
        send(client, desk, f"{desk}/hat", hat=hat)
        answer = send(client, case, f"{case}/{move}", **data)
    assert "Đã trả kết quả" in answer.text


def test_withdrawn_people_leave_nothing(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    client = as_person(learners[0])
    receive(client, begin(client))
    with app.app_context():
        for listener in house().listeners[events.PeopleWithdrawn]:
            listener(events.PeopleWithdrawn((learners[0],)))
        db.session.commit()
    assert [db_count(client, table) for table in (Copy, StepRow, Run)] == [0, 0, 0]


def test_a_trainer_sees_finished_runs_of_the_own_unit_only(
    app: Flask, as_person: Enter, learners: tuple[int, int]
) -> None:
    client = as_person(learners[0])
    desk = begin(client)
    run = send(client, desk, f"{desk}/finish").request.path
    with app.app_context():
        home = db.session.scalars(select(Unit)).one()
        away = units.create("Z99.17", "xã Rạch Én")
        trainers = [people.enrol(f"GV{n}", f"Giảng Viên {n}", home) for n in (1, 2)]
        grants.give(trainers[0], Role.TRAINER, home)
        grants.give(trainers[1], Role.TRAINER, away)
        ids = [one.id for one in trainers]
        for number in ids:
            db.session.get_one(Credential, number).totp_confirmed_at = clock.now()
        db.session.commit()

    assert as_person(ids[0]).get(run).status_code == 200
    assert as_person(ids[0]).get(desk).status_code == 404
    assert as_person(ids[1]).get(run).status_code == 404


@pytest.mark.parametrize(
    "slug",
    [M1, "m2-khai-sinh-truc-tuyen", "m8-tre-han-va-rut-ho-so", "m9-lien-thong-tre-duoi-6", "m14-mot-buoi-sang"],
)
def test_routes_end_as_promised_through_the_store(each_database: Flask, slug: str) -> None:
    person = people.enrol("HT7", "Học Viên Bảy", units.create("Z99.16", "phường Cửa Sen")).id
    content.load()
    exercise, found = queries.exercise(slug), scenario(slug)
    assert exercise
    for place in range(len(found.right) + len(found.wrong)):
        copy = db.session.get_one(Copy, service.begin(person, exercise).copy_id)
        found = worlds.exercise_of(copy)
        route = (*found.right, *found.wrong)[place]
        for play in route.steps:
            step = step_of(found, play, worlds.beginning(copy), worlds.current(copy), "")
            copy.hat = play.hat
            _on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", play.move, step.args)
            assert (refusal.code if refusal else "") == play.refused
        db.session.commit()
        assert worlds.folded(copy, worlds.history_of(copy)).touched() == copy.touched
        run = coaching.finish(copy)
        missed = {goal["id"] for goal in run.result["goals"] if not goal["met"]}
        assert missed == set(route.misses)
        assert run.complete is not bool(route.misses or route.breaks)
        assert coaching.finish(copy).id == run.id
        db.session.commit()


def test_the_demo_leaves_the_star_in_the_middle(app: Flask) -> None:
    with app.app_context():
        content.load()
        stage = cast.gather()
        demo.play(stage)
        star = next(one for one in stage.learners if one.starring and one.zeal > 0.5)
        exercise = queries.exercise(M1)
        assert exercise
        run = queries.open_run(star.person_id, exercise.id)
        assert run
        assert 0 < run.steps_done < run.steps_total
        assert db.session.scalar(select(func.count()).select_from(Run).where(Run.complete)) > 40
