"""Two units, an author in each, and a learner."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizzes import service
from tests.quizzes.room import each_room as each_room
from tests.quizzes.room import enter_room as enter_room
from tests.quizzes.room import room as room
from tests.quizzes.room import room_in as room_in
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import transaction


@dataclass
class Desk:
    """Clients of an author of the province, one of a commune, and a learner; and the units' numbers."""

    whole: FlaskClient
    here: FlaskClient
    learner: FlaskClient
    learner_id: int
    author_id: int
    province: int
    commune: int
    other: int


@pytest.fixture
def desk(app: Flask, as_person: Callable[[int], FlaskClient]) -> Desk:
    with app.app_context(), app.test_request_context():
        top = units.create("P01", "UBND tỉnh Thử")
        here = units.create("C01", "UBND xã Đây", parent=top)
        other = units.create("C02", "UBND xã Kia", parent=top)
        chief, author, learner = (
            people.enrol(code, name, unit)
            for code, name, unit in (("A1", "Lê Tỉnh Thử", top), ("A2", "Lê Xã Thử", here), ("A3", "Lê Học Thử", here))
        )
        grants.give(chief, Role.AUTHOR, top)
        grants.give(author, Role.AUTHOR, here)
        transaction.commit()
        ids = (chief.id, author.id, learner.id, top.id, here.id, other.id)
    return Desk(as_person(ids[0]), as_person(ids[1]), as_person(ids[2]), ids[2], ids[1], *ids[3:])


@pytest.fixture
def add(app: Flask) -> Callable[..., int]:
    """Put a single choice question into the bank and return its number."""

    def put(text: str = "Chọn một?", *, unit: int | None = None, category: str = "", competency: str = "") -> int:
        options = [
            {"id": "1", "text": "Đúng rồi", "fraction": 1.0, "feedback": "Chính xác."},
            {"id": "2", "text": "Sai rồi", "fraction": 0.0, "feedback": "Xem lại."},
        ]
        with app.app_context(), app.test_request_context():
            made = service.add_question(
                "single", f"<p>{text}</p>", {"options": options}, unit_id=unit, category=category, competency=competency
            )
            transaction.commit()
            return made.id

    return put


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


@pytest.fixture
def post() -> Callable[..., object]:
    """Send a form with its token from the page it stands on."""

    def send(client: FlaskClient, page: str, path: str, **data: object) -> object:
        return client.post(path, data={"csrf_token": token(client, page), **data}, follow_redirects=True)

    return send
