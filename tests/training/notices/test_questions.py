"""Questions and requests for more time, through the doors."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from courses.models import CourseRow
from training.accounts import grants, people, units
from training.accounts.models import Unit
from training.accounts.rights import Role
from training.core import activities, clock, content, transaction
from training.core.db import db
from training.ledger import service as ledger
from training.ledger.models import Duty, ExtensionRequest
from training.notices import threads
from training.notices.models import Notice, Thread, ThreadMessage


@dataclass
class House:
    """Browsers of two communes: learner and classmate with their trainer, and a stranger's trainer."""

    learner: FlaskClient
    classmate: FlaskClient
    trainer: FlaskClient
    foreign: FlaskClient
    ids: dict[str, int]
    ref: str


@pytest.fixture
def house(app: Flask, as_person: Callable[[int], FlaskClient]) -> House:
    with app.app_context(), app.test_request_context():
        content.load()
        here, there = units.create("Q01", "UBND xã Đây"), units.create("Q02", "UBND xã Kia")
        who = {"learner": here, "classmate": here, "trainer": here, "foreign": there}
        ids = {}
        for name, unit in who.items():
            person = people.enrol(f"Q-{name}", f"Lê Thị {name.title()}", unit)
            ids[name] = person.id
            if name in ("trainer", "foreign"):
                grants.give(person, Role.TRAINER, unit)
        found = activities.by_key("course", "mot-cua")
        assert found
        ledger.assign(found.ref, by=ids["trainer"], unit_id=here.id, days=5)
        transaction.commit()
    return House(**{name: as_person(number) for name, number in ids.items()}, ids=ids, ref=str(found.ref))  # type: ignore[arg-type]


def _fields(client: FlaskClient, path: str) -> dict[str, str]:
    page = client.get(path)
    assert page.status_code == 200, path
    found = dict(re.findall(r'<input[^>]*name="(csrf_token|once)"[^>]*value="([^"]+)"', page.text))
    return {**found, **{name: value for value, name in re.findall(r'value="([^"]+)"[^>]*name="(once)"', page.text)}}


def _ask(house: House, words: str = "Phí tính theo trang hay theo bản?", once: str | None = None) -> str:
    path = f"/questions/about/{house.ref}"
    form = _fields(house.learner, path)
    answer = house.learner.post(path, data={**form, **({"once": once} if once else {}), "body": words})
    assert answer.status_code == 302
    return str(answer.location)


def _told(app: Flask, person_id: int) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Notice.kind).filter_by(person_id=person_id).order_by(Notice.id)))


def test_a_question_reaches_the_trainer_and_its_answer_the_learner(app: Flask, house: House) -> None:
    path = _ask(house)
    desk = house.trainer.get("/questions/desk").text
    house.trainer.post(path, data={**_fields(house.trainer, path), "body": "Theo trang và theo bản."})

    assert "Phí tính theo trang" in desk
    assert "Lê Thị Learner" in desk
    assert "Theo trang và theo bản." in house.learner.get(path).text
    assert "question" in _told(app, house.ids["trainer"])
    assert "answer" in _told(app, house.ids["learner"])
    assert "Phí tính theo trang" not in house.trainer.get("/questions/desk").text


def test_a_repeated_question_is_one(app: Flask, house: House) -> None:
    first, second = _ask(house, once="the-same-one"), _ask(house, once="the-same-one")

    with app.app_context():
        assert first == second
        assert len(db.session.scalars(select(Thread)).all()) == 1
        assert len(db.session.scalars(select(ThreadMessage)).all()) == 1


def test_nobody_else_reads_it_until_the_trainer_shows_it_without_the_name(house: House) -> None:
    path = _ask(house)
    hidden = [client.get(path).status_code for client in (house.classmate, house.foreign)]
    foreign = house.foreign.post(path, data={**_fields(house.foreign, "/questions"), "body": "x", "once": "a" * 8})
    early = house.trainer.post(f"{path}/share", data={**_fields(house.trainer, path), "shared": "yes"})
    house.trainer.post(path, data={**_fields(house.trainer, path), "body": "Theo trang và theo bản."})
    house.trainer.post(f"{path}/share", data={**_fields(house.trainer, path), "shared": "yes"})
    page = house.classmate.get(path)

    assert hidden == [404, 404]
    assert foreign.status_code == 404
    assert early.status_code == 422
    assert page.status_code == 200
    assert "Learner" not in page.text
    assert "Phí tính theo trang" in house.classmate.get(f"/questions/about/{house.ref}").text


def test_an_empty_question_is_refused_beside_its_field(house: House) -> None:
    path = f"/questions/about/{house.ref}"
    answer = house.learner.post(path, data={**_fields(house.learner, path), "body": "   "})

    assert answer.status_code == 422
    assert "field--wrong" in answer.text


def test_the_desk_asks_the_database_as_often_for_ten_as_for_fifty(app: Flask, house: House) -> None:
    def count() -> int:
        seen: list[str] = []
        note = lambda _c, _u, statement, *_r: seen.append(statement)  # noqa: E731
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        house.trainer.get("/questions/desk")
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    house.trainer.get("/questions/desk")
    few = [_ask_directly(app, house, number) for number in range(5)] and count()
    many = [_ask_directly(app, house, number) for number in range(5, 50)] and count()

    assert many == few


def _ask_directly(app: Flask, house: House, number: int) -> int:
    from training.core.activities import ActivityRef

    with app.app_context(), app.test_request_context():
        row = threads.ask(house.ids["learner"], ActivityRef.parse(house.ref), f"Câu {number}", f"direct-{number}")
        transaction.commit()
        return row.id


def _wish(app: Flask, house: House, days: int = 20) -> str:
    path = f"/duties/{house.ref}/more-time"
    day = (clock.today() + timedelta(days=days)).isoformat()
    form = {**_fields(house.learner, path), "wished_on": day, "reason": "Đang nghỉ phép"}
    assert house.learner.post(path, data=form).status_code == 302
    with app.app_context():
        return f"/extensions/{db.session.scalars(select(ExtensionRequest.id)).one()}"


def test_more_time_is_asked_for_granted_and_told(app: Flask, house: House) -> None:
    door = _wish(app, house)
    listed = house.trainer.get("/extensions").text
    token = {"csrf_token": _fields(house.trainer, "/extensions")["csrf_token"]}
    for _turn in range(2):
        assert house.trainer.post(door, data={**token, "verdict": "grant"}).status_code == 302

    with app.app_context():
        duty = db.session.scalars(select(Duty).filter_by(person_id=house.ids["learner"])).one()
        assert duty.due_on == clock.today() + timedelta(days=20)
    assert "Đang nghỉ phép" in listed
    assert _told(app, house.ids["learner"]).count("extended") == 1


def test_a_refusal_needs_words_and_keeps_the_day(app: Flask, house: House) -> None:
    door = _wish(app, house)
    token = {"csrf_token": _fields(house.trainer, "/extensions")["csrf_token"]}
    silent = house.trainer.post(door, data={**token, "verdict": "decline"})
    spoken = house.trainer.post(door, data={**token, "verdict": "decline", "answer": "Đợt này cần xong sớm."})

    assert (silent.status_code, spoken.status_code) == (422, 302)
    assert "Đợt này cần xong sớm." in house.learner.get(f"/duties/{house.ref}/more-time").text


def test_strangers_neither_see_nor_decide(app: Flask, house: House) -> None:
    door = _wish(app, house)
    token = {"csrf_token": _fields(house.trainer, "/extensions")["csrf_token"]}

    assert "nghỉ phép" not in house.foreign.get("/extensions").text
    foreign = {"csrf_token": _fields(house.foreign, "/assignments/new")["csrf_token"]}
    assert house.foreign.post(door, data={**foreign, "verdict": "grant"}).status_code == 404
    assert house.classmate.post(door, data={**token, "verdict": "grant"}).status_code == 403
    assert house.foreign.get(f"/duties/{house.ref}/more-time").status_code == 404


def test_a_day_that_gives_no_more_time_is_refused(house: House) -> None:
    path = f"/duties/{house.ref}/more-time"
    form = {**_fields(house.learner, path), "wished_on": clock.today().isoformat(), "reason": "Đang nghỉ phép"}
    answer = house.learner.post(path, data=form)

    assert answer.status_code == 422
    assert "Đang nghỉ phép" in answer.text


def test_a_question_from_a_lesson_carries_the_lesson_to_the_trainer_and_to_readers(app: Flask, house: House) -> None:
    number = house.ref.partition(":")[2]
    lesson = f"/courses/{number}/lessons/2"
    read = house.learner.get(lesson).text
    title = re.search(r"<h1[^>]*>(.*?)</h1>", read)
    door = re.search(r'href="(/questions/about/[^"]*)"', read)
    assert title
    assert door
    form = _fields(house.learner, door[1])
    asked = house.learner.get(door[1]).text
    action = re.search(r'action="(/questions/about/[^"]*)"', asked)
    assert action
    path = house.learner.post(action[1], data={**form, "body": "Vì sao cần hai bản?"}).location
    desk, shown = house.trainer.get("/questions/desk").text, house.trainer.get(path).text
    house.trainer.post(path, data={**_fields(house.trainer, path), "body": "Một bản lưu."})
    house.trainer.post(f"{path}/share", data={**_fields(house.trainer, path), "shared": "yes"})

    named = f'<a href="{lesson}" lang="vi">{title[1]}</a>'
    assert title[1] in asked
    assert f'href="{lesson}"' in asked
    about = house.classmate.get(f"/questions/about/{house.ref}").text
    for page in (desk, shown, about, house.classmate.get(path).text):
        assert named in page
    with app.app_context():
        told = db.session.scalars(select(Notice.about).filter_by(person_id=house.ids["trainer"])).all()
    assert any(title[1] in each["title"] for each in told)


def test_a_lesson_that_does_not_exist_leaves_the_question_to_the_course(app: Flask, house: House) -> None:
    path = f"/questions/about/{house.ref}"
    form = _fields(house.learner, path)
    asked = house.learner.post(f"{path}?at=<b>khong-co", data={**form, "body": "Hỏi chung?"})

    assert "Hỏi khi đang học bài" not in house.trainer.get(asked.location).text
    with app.app_context():
        assert db.session.scalars(select(Thread.spot)).all() == [""]


def test_what_a_trainer_shows_is_read_only_by_whom_its_course_is_open_to(app: Flask, house: House) -> None:
    path = _ask(house)
    house.trainer.post(path, data={**_fields(house.trainer, path), "body": "Theo trang."})
    house.trainer.post(f"{path}/share", data={**_fields(house.trainer, path), "shared": "yes"})
    about = f"/questions/about/{house.ref}"
    before = [house.classmate.get(each).status_code for each in (path, about)]
    with app.app_context():
        row = db.session.get_one(CourseRow, int(house.ref.partition(":")[2]))
        row.unit_id = db.session.scalar(select(Unit.id).filter_by(code="Q01"))
        db.session.commit()

    assert before == [200, 200]
    assert [house.classmate.get(each).status_code for each in (path, about)] == [200, 200]
    assert [house.foreign.get(each).status_code for each in (path, about)] == [404, 404]
    assert house.learner.get(path).status_code == house.trainer.get(path).status_code == 200
