"""The main job, end to end through the doors, from a staff list to the report and the citizen's guide."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import wsgi
from training.accounts import activation, grants, people, units
from training.accounts.models import Credential, Identity
from training.accounts.rights import Role
from training.awareness import queries as inbox
from training.awareness.models import InboxRun
from training.config import Config
from training.core import activities, content, transaction
from training.core.db import db
from training.core.jobs import worker

SECRET = "a story's secret, long enough 0123456789 abcdef"
GIFT = Path(__file__).resolve().parents[3] / "shared/testdata/gift/moodle/examples.gift.txt"
OWN_GIFT = "::Một:: Thủ đô ở đâu? {=Hà Nội ~Huế}\n\n::Hai:: 2 + 2 = 4 {T}\n\n::Ba:: 1 + 1 {#2}\n"
LIST = (
    "ma_can_bo,ho_ten,email,ma_don_vi,ten_don_vi,ma_don_vi_cha,chuc_vu\n"
    "CB1,Lê Học Viên,hv@vidu.invalid,Z99.1,UBND phường Thử,Z99,Chuyên viên\n"
    "CB2,,x@vidu.invalid,Z99.1,,,\n"
)


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


def send(client: FlaskClient, page: str, to: str, **form: object) -> str:
    answer = client.post(to, data={"csrf_token": token(client, page), **form}, follow_redirects=True)
    assert answer.status_code == 200, (to, answer.status_code, answer.text[-800:])
    return str(answer.text)


@pytest.fixture(params=["sqlite", "postgresql", "postgresql and redis"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The house on SQLite and, where servers answer, on PostgreSQL and with Redis; no context stays open."""
    address = request.getfixturevalue("postgresql") if request.param != "sqlite" else ""
    carrier = request.getfixturevalue("redis_url") if "redis" in request.param else ""
    config = Config(
        secret_key=SECRET, instance=tmp_path / "story", testing=True, database_url=address, redis_url=carrier
    )
    made = wsgi.create_app(config)
    with made.app_context():
        db.create_all()
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def trainer(app: Flask, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("Z99", "UBND tỉnh Hải Tràm")
        person = people.enrol("GV1", "Trần Giảng Viên", root)
        for role in (Role.TRAINER, Role.HELP_DESK):
            grants.give(person, role, root)
        transaction.commit()
        number = person.id
    return as_person(number)


def test_the_whole_first_path(app: Flask, trainer: FlaskClient) -> None:
    person_id = _person_from_the_list(app, trainer)
    _quiz_from_a_file(trainer)
    course = _assign_the_course(app, trainer)
    learner = _activate_by_slip(app, person_id)

    home = learner.get("/").text
    assert "Làm quen hệ thống một cửa điện tử" in home
    assert "còn" in home

    for number in range(1, 6):
        send(learner, f"{course}/lessons/{number}", f"{course}/lessons/{number}")
    _pass_the_quiz(app, learner)
    _finish_the_inbox(app, learner)

    seen = learner.get(course).text
    assert seen.count("đạt lúc") == 6  # five lessons and the quiz; the exercise is still missing
    _practise(app, person_id)
    finished = learner.get(course).text
    assert finished.count("đạt lúc") == 7
    assert "Đã xong lúc" in finished
    report = trainer.get("/reports/completion").text
    assert "Lê Học Viên" in report
    sheet = trainer.get("/reports/completion.csv?of=people").data.decode("utf-8-sig")
    assert "Lê Học Viên" in sheet

    stranger = app.test_client()
    guide = stranger.get("/huong-dan/?q=dang ky khai sinh")
    assert "Đăng ký khai sinh" in guide.text
    assert "Set-Cookie" not in guide.headers


def _person_from_the_list(app: Flask, trainer: FlaskClient) -> int:
    file = (io.BytesIO(LIST.encode()), "danh-sach.csv")
    form = {"csrf_token": token(trainer, "/people/import"), "file": file}
    looked = trainer.post("/people/import", data=form, content_type="multipart/form-data").text
    assert "ho_ten" in looked  # the bad line is named by its column
    code = re.search(r'action="(/people/import/[^"]+)"', looked)
    assert code
    state = trainer.post(code[1], data={"csrf_token": token(trainer, "/people/import")})
    with app.app_context():
        worker.run_due()
        person_id = db.session.query(Identity.person_id).filter_by(code="CB1").scalar()
    assert "Đã nhập xong" in trainer.get(state.location).text
    assert person_id
    return int(person_id)


def _quiz_from_a_file(trainer: FlaskClient) -> None:
    data = GIFT.read_bytes() if GIFT.exists() else OWN_GIFT.encode()
    units_page = trainer.get("/bank/import").text
    unit = re.search(r'<option[^>]*value="(\d+)"', units_page)
    assert unit
    form = {"csrf_token": token(trainer, "/bank/import"), "title": "Bài thử", "unit": unit[1]}
    looked = trainer.post(
        "/bank/import", data={**form, "file": (io.BytesIO(data), "cau-hoi.txt")}, content_type="multipart/form-data"
    )
    assert looked.status_code == 302
    page = looked.location
    made = send(trainer, page, page.partition("?")[0] + "/keep", title="Bài thử")
    assert "Bài thử" in made


def _assign_the_course(app: Flask, trainer: FlaskClient) -> str:
    with app.app_context(), app.test_request_context():
        found = activities.by_key("course", "mot-cua")
        assert found
        ref, url = str(found.ref), found.url
    page = trainer.get("/assignments/new").text
    unit = re.search(r'<option value="(\d+)">UBND phường Thử', page)
    assert unit
    wish = {"ref": ref, "unit": unit[1], "position": "", "days": "10", "counted": "asked"}
    looked = send(trainer, "/assignments/new", "/assignments/new", go="look", **wish)
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', looked)
    assert seen, looked[-900:]
    said = send(trainer, "/assignments/new", "/assignments/new", go="give", seen=html.unescape(seen[1]), **wish)
    assert "Đã giao cho 1 người" in said
    return "/" + url.split("/", 3)[-1] if "://" in url else url


def _activate_by_slip(app: Flask, person_id: int) -> FlaskClient:
    with app.app_context(), app.test_request_context():
        slip = activation.issue([person_id])[0]
        transaction.commit()
    fresh = app.test_client()
    password = "ghe-xuong-trang-rach-lua"
    form = {"sign_in_name": slip.sign_in_name, "code": slip.code.lower(), "password": password, "again": password}
    entered = fresh.post("/activate", data={"csrf_token": token(fresh, "/activate"), **form})
    assert entered.status_code == 302, entered.text[-900:]
    again = app.test_client()
    refused = again.post("/activate", data={"csrf_token": token(again, "/activate"), **form})
    assert refused.status_code == 422
    with app.app_context():
        assert db.session.get_one(Credential, person_id).password_hash
    return fresh


def _pass_the_quiz(app: Flask, learner: FlaskClient) -> None:
    from quizzes import queries
    from quizzes.models import Attempt
    from quizzes.types import TYPES

    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        quiz_id = found.ref.id
    started = learner.post(f"/quizzes/{quiz_id}", data={"csrf_token": token(learner, f"/quizzes/{quiz_id}")})
    attempt_id = int(started.location.rsplit("/", 1)[-1])
    with app.app_context():
        shown = queries.asked(db.session.get_one(Attempt, attempt_id))
        answers = {e.slot.place: TYPES[e.slot.version.kind].key(e.slot.version.settings) for e in shown}
    csrf = token(learner, f"/attempts/{attempt_id}")
    for place, answer in answers.items():
        save = {"slot": place, "response": answer, "uuid": f"uuid-{place:08}"}
        for _turn in range(2):
            saved = learner.post(f"/attempts/{attempt_id}/answers", json=save, headers={"X-CSRFToken": csrf})
            assert saved.get_json()["saved"] is True
    page = send(learner, f"/attempts/{attempt_id}/check", f"/attempts/{attempt_id}/submit")
    assert "100 %" in page


def _practise(app: Flask, person_id: int) -> None:
    """Walk a wrong route and then a right one of the first exercise, by the verbs its pages use."""
    from training.core.db import db as store
    from training.sandbox import coaching, queries, service, worlds
    from training.sandbox.models import Copy
    from training.sandbox.scenarios.run import step_of

    with app.app_context(), app.test_request_context():
        exercise = next(each for each in queries.exercises() if each.key == "m1-chung-thuc-ban-sao")
        for kind in ("wrong", "right"):
            copy = store.session.get_one(Copy, service.begin(person_id, exercise).copy_id)
            told = worlds.exercise_of(copy)
            for line in getattr(told, kind)[0].steps:
                step = step_of(told, line, worlds.beginning(copy), worlds.current(copy), "")
                copy.hat = line.hat
                service.act(copy, (copy.epoch, copy.seq), "Học viên", line.move, step.args)
            coaching.finish(copy)
            transaction.commit()


def _finish_the_inbox(app: Flask, learner: FlaskClient) -> None:
    with app.app_context(), app.test_request_context():
        found = activities.by_key("inbox", "hop-thu-10")
        assert found
        set_id = found.ref.id
    started = learner.post(f"/inbox/{set_id}", data={"csrf_token": token(learner, f"/inbox/{set_id}")})
    run_id = int(started.location.rsplit("/", 1)[-1])
    with app.app_context():
        rows = inbox.items(db.session.get_one(InboxRun, run_id))
        verdicts = {item.row.id: "report" if item.row.phish else "keep" for item in rows}
    for message_id, verdict in verdicts.items():
        there = f"/inbox/runs/{run_id}"
        send(learner, there, f"{there}/messages/{message_id}", step=verdict, once=f"o{message_id}")
    assert "3/3" in send(learner, f"/inbox/runs/{run_id}", f"/inbox/runs/{run_id}/finish")
