"""A house of some size, and browsers that are already signed in to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

import wsgi
from training.accounts import entrance, grants, people, sessions, units
from training.accounts.models import Credential, Person, Unit
from training.accounts.rights import Role
from training.certificates import service as certificates
from training.certificates.models import Certificate
from training.config import Config
from training.core import activities, clock, content, schema, transaction
from training.core.db import chunks, db
from training.ledger import service as ledger
from training.ledger import waves

SECRET = "bench 0123456789 abcdefghij ABCDEFGHIJ xyz"


@dataclass(frozen=True)
class House:
    """The application, who visits it, and the numbers of what they open."""

    app: Flask
    learners: tuple[int, ...]
    trainer: int
    course: int
    quiz: int


def build(folder: Path, crowd: int, database: str = "") -> House:
    """Fill a house with `crowd` people in twenty communes, all asked for the one-stop course."""
    app = wsgi.create_app(Config(secret_key=SECRET, instance=folder, testing=True, database_url=database))
    with app.app_context(), app.test_request_context():
        schema.upgrade()
        content.load()
        root = units.create("B01", "UBND tỉnh Đo")
        homes = [units.create(f"B01.{n}", f"UBND xã {n}", root) for n in range(20)]
        ids = tuple(people.enrol(f"B{n:05}", f"Lê Văn Đo {n}", homes[n % 20]).id for n in range(crowd))
        transaction.commit()
        trainer = people.enrol("BT", "Trần Giảng Viên", root)
        grants.give(trainer, Role.TRAINER, root)
        course, quiz = activities.by_key("course", "mot-cua"), activities.by_key("quiz", "mot-cua-kiem-tra")
        assert course
        assert quiz
        ledger.assign(course.ref, by=trainer.id, unit_id=root.id, days=10)
        _certify(course.ref, root, trainer.id, ids)
        _roll_out(quiz.ref, root, trainer.id)
        transaction.commit()
        return House(app, ids, trainer.id, course.ref.id, quiz.ref.id)


def _certify(ref: activities.ActivityRef, root: Unit, by: int, ids: tuple[int, ...]) -> None:
    """Give everybody a certificate of the course, in few statements."""
    words = certificates.shipped() | {"ref_kind": ref.kind, "ref_id": ref.id, "months": 24}
    rule = certificates.define(None, root, words, by)
    printed, today = certificates.worded(rule, clock.today()), clock.today()
    for part in chunks(ids, 400):
        rows = [
            {
                "code": f"bench-{each:016}",
                "rule_id": rule.id,
                "person_id": each,
                "round": 1,
                "ref_kind": ref.kind,
                "ref_id": ref.id,
                "issued_on": today,
                "printed": printed,
                "unit_id": root.id,
                "valid_until": today + timedelta(days=730),
            }
            for each in part
        ]
        db.session.execute(insert(Certificate), rows)


def _roll_out(ref: activities.ActivityRef, root: Unit, by: int) -> None:
    """Bring the quiz to the communes in two waves, the first of them open."""
    row = waves.plan(ref, root, title="Đo", days=10, gate=0, by=by)
    below = [unit.id for unit in waves.choices(row)]
    for number, part in enumerate((below[:10], below[10:])):
        waves.add(row, f"Đợt {number + 1}", part, clock.today())
    waves.open_wave(row, waves.of(row)[0], by)


def enter(house: House, person_id: int, *, password: bool = True) -> FlaskClient:
    """Return a browser in which a person is signed in; hundreds need no password, which is slow to hash."""
    with house.app.app_context(), house.app.test_request_context():
        db.session.get_one(Person, person_id).status = "active"
        mine = db.session.get_one(Credential, person_id)
        mine.totp_confirmed_at = clock.now()
        if password:
            entrance.set_password(mine, "ghe-xuong-trang-rach-lua")
        token = sessions.begin(person_id, second_factor=True)
        transaction.commit()
    client = house.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


def token_on(client: FlaskClient, path: str) -> str:
    """Return the token that a page's forms carry."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


def begin_attempt(house: House, client: FlaskClient) -> int:
    """Begin the quiz and return the attempt's number."""
    path = f"/quizzes/{house.quiz}"
    answer = client.post(path, data={"csrf_token": token_on(client, path)})
    return int(str(answer.location).rsplit("/", 1)[-1])


def begin_practice(client: FlaskClient) -> str:
    """Open the copy for free play and return its address."""
    return str(client.post("/practice/free", data={"csrf_token": token_on(client, "/practice")}).location)
