"""Asking single people by their names: with a page that asks back, and with candidates while one types."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, content, transaction
from training.core.db import db
from training.ledger.models import Duty


@dataclass
class Room:
    """A trainer's browser, and the numbers of two people of one name and of somebody elsewhere."""

    client: FlaskClient
    unit: int
    ref: str
    one: int
    two: int
    far: int

    def post(self, *ticked: int, **fields: str) -> str:
        """Send the form of asking."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/assignments/new").text)
        assert token
        data = {"csrf_token": token[1], "counted": "asked", "ref": self.ref, "unit": str(self.unit), "days": "5"}
        return self.client.post("/assignments/new", data={**data, **fields, "person": list(map(str, ticked))}).text


@pytest.fixture
def room(app: Flask, as_person: Callable[[int], FlaskClient]) -> Room:
    with app.app_context(), app.test_request_context():
        content.load()
        unit, away = units.create("N01", "UBND xã Tên"), units.create("N02", "UBND xã Xa")
        trainer = people.enrol("N0", "Phạm Giảng", unit)
        grants.give(trainer, Role.TRAINER, unit)
        one, two = (people.enrol(code, "Nguyễn Thị Đào", unit).id for code in ("N1", "N2"))
        far = people.enrol("N9", "Nguyễn Thị Đào Xa", away)
        found = activities.by_key("course", "mot-cua")
        assert found
        transaction.commit()
        number, place, ref, away_id = trainer.id, unit.id, str(found.ref), far.id
    return Room(as_person(number), place, ref, one, two, away_id)


def test_of_two_of_one_name_it_is_asked_who_is_meant(app: Flask, room: Room) -> None:
    asked = room.post(codes="dao", go="look")
    looked = room.post(room.two, codes="dao", go="look")
    seal = re.search(r'name="seen"[^>]*value="([0-9a-f]+)"', looked)
    assert seal
    with app.app_context():
        assert db.session.scalars(select(Duty.person_id)).all() == []
    room.post(room.two, room.far, codes="dao", go="give", seen=seal[1])

    assert "“dao” là người nào?" in asked
    assert "dao</textarea>" in asked
    assert "N1, UBND xã Tên" in asked
    assert "N9" not in asked
    assert f'value="{room.two}" checked' in looked
    assert f'value="{room.one}" checked' not in looked
    with app.app_context():
        assert db.session.scalars(select(Duty.person_id)).all() == [room.two]


def test_candidates_answer_while_one_types_and_only_of_my_unit(room: Room, app: Flask) -> None:
    def answer(unit: int, words: str) -> tuple[int, list[str]]:
        page = room.client.get("/assignments/people", query_string={"unit": unit, "q": words})
        return page.status_code, re.findall(r'data-entry="([^"]+)"', page.text)

    assert answer(room.unit, "thi dao") == (200, ["Nguyễn Thị Đào (N1)", "Nguyễn Thị Đào (N2)"])
    assert answer(room.unit, "<b>") == (200, [])
    assert answer(room.unit, "") == (200, [])
    assert answer(room.unit + 1, "dao")[0] == 404
