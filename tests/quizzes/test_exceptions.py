"""Exceptions for people whom one names, or whose staff codes one pastes."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes.marking_models import Override
from tests.quizzes.room import Room
from training.accounts import grants, people
from training.accounts.models import Person, Unit
from training.accounts.rights import Role
from training.core import transaction
from training.core.db import db


def test_an_exception_is_agreed_for_people_by_name_or_code(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        number = room.quiz("single", limit_minutes=20).id
        grants.give(db.session.get_one(Person, room.trainer), Role.AUTHOR, db.session.get_one(Unit, room.unit))
        people.rename(db.session.get_one(Person, room.classmate), "Nguyễn Thị Đào")
        transaction.commit()
    client, path = as_person(room.trainer), f"/quizzes/{number}/exceptions"
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert token

    def post(code: str, *ticked: int, unit: str = "") -> tuple[int, str]:
        fields = {"csrf_token": token[1] if token else "", "unit": unit, "time_percent": "150", "code": code}
        answer = client.post(path, data={**fields, "person": list(map(str, ticked))})
        return answer.status_code, answer.text

    asked, both = post("dao"), post("Q2", unit=str(room.unit))
    own, nobody = post("Q0"), post("Q2\nkhông ai")
    with app.app_context():
        before = db.session.scalars(select(Override.person_id)).all()
    done = post("dao\nQ2", room.classmate)

    assert (asked[0], both[0], own[0], nobody[0], done[0]) == (422, 422, 422, 422, 302)
    assert "“dao” là người nào?" in asked[1]
    assert before == []
    with app.app_context():
        assert set(db.session.scalars(select(Override.person_id))) == {room.learner, room.classmate}
    found = client.get("/quizzes/exceptions/people?q=dao").text
    assert re.findall(r'data-entry="([^"]+)"', found) == ["Nguyễn Thị Đào (Q3)"]
    assert "Q0" not in client.get("/quizzes/exceptions/people?q=le+thu").text  # nobody agrees one for themselves
