"""Editors change every row of a procedure, without script, and lose nothing that they typed."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import content, events, transaction
from training.core.db import db
from training.procedures import service, written
from training.procedures.models import Procedure

FIELD = re.compile(r'<(?:input|textarea|select)[^>]*name="([^"]+)"[^>]*>')


@pytest.fixture
def editor(app: Flask, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("P01", "UBND tỉnh")
        person = people.enrol("BT", "Lê Biên Tập", unit)
        grants.give(person, Role.EDITOR, unit)
        transaction.commit()
        number = person.id
    return as_person(number)


def _door(app: Flask, code: str = "2.000815") -> str:
    with app.app_context():
        return f"/procedures/{db.session.scalars(select(Procedure.id).filter_by(code=code)).one()}/edit"


def _typed(page: str) -> dict[str, str]:
    """What a browser would send of the form on `page`."""
    form = page.split('<form class="stack" method="post"', 1)[1].split("</form>", 1)[0]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            sent[name[1]] = html.unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', body) or re.search(r'value="([^"]*)"', body)
        sent[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = html.unescape(body).strip()
    return sent


def _now(app: Flask, code: str = "2.000815") -> dict[str, object]:
    with app.app_context():
        return dict(service.by_code(code) or {})


def test_opening_and_keeping_changes_nothing(app: Flask, editor: FlaskClient) -> None:
    for code in ("2.000815", "1.001193", "1.000894"):
        before, door = _now(app, code), _door(app, code)
        answer = editor.post(door, data={**_typed(editor.get(door).text), "note": "xem lại", "go": "keep"})

        assert answer.status_code == 302
        assert _now(app, code) == before


def test_rows_are_added_moved_and_dropped_and_what_was_typed_stays(app: Flask, editor: FlaskClient) -> None:
    door = _door(app)
    sent = {**_typed(editor.get(door).text), "name": "Tên đang gõ dở"}
    before = len([name for name in sent if re.fullmatch(r"components-\d+-name", name)])
    more = _typed(editor.post(door, data={**sent, "go": "add-components"}).text)
    moved = _typed(editor.post(door, data={**more, f"components-{before}-name": "Giấy mới",
                                           "go": f"up-components-{before}"}).text)  # fmt: skip
    dropped = _typed(editor.post(door, data={**moved, "go": "drop-components-0"}).text)

    assert more["name"] == "Tên đang gõ dở"
    assert moved[f"components-{before - 1}-name"] == "Giấy mới"
    assert len([name for name in dropped if re.fullmatch(r"components-\d+-name", name)]) == before
    assert _now(app)["name"] != "Tên đang gõ dở"


def test_a_kept_row_is_a_new_version_told_once_and_shown_row_by_row(app: Flask, editor: FlaskClient) -> None:
    heard: list[events.ProcedureChanged] = []
    app.extensions["house"].listeners[events.ProcedureChanged].append(heard.append)
    door = _door(app)
    sent = _typed(editor.post(door, data={**_typed(editor.get(door).text), "go": "add-limits"}).text)
    last = max(int(name.split("-")[1]) for name in sent if name.startswith("limits-"))
    wanted = {f"limits-{last}-amount": "2", f"limits-{last}-condition": "nhiều trang", "note": "theo quyết định mới"}
    answer = editor.post(door, data={**sent, **wanted, "go": "keep"})
    page = editor.get(door.replace("/edit", "/versions/2")).text

    assert answer.status_code == 302
    assert _now(app)["limits"][-1] == {"amount": 2, "condition": "nhiều trang"}  # type: ignore[index]
    assert [(event.version, event.fields) for event in heard] == [(2, ("limits",))]
    assert "nhiều trang" in page
    assert "theo quyết định mới" in page


def test_an_earlier_version_comes_back_as_a_new_one(app: Flask, editor: FlaskClient) -> None:
    door, first = _door(app), _now(app)
    editor.post(door, data={**_typed(editor.get(door).text), "result": "Khác", "note": "thử", "go": "keep"})
    page = door.replace("/edit", "/versions/1")
    token = re.search(r'name="csrf_token" value="([^"]+)"', editor.get(page).text)
    assert token
    answer = editor.post(page, data={"csrf_token": token[1]})

    assert answer.status_code == 302
    assert _now(app) == first


def test_who_comes_second_is_told_and_keeps_what_was_typed(app: Flask, editor: FlaskClient) -> None:
    door = _door(app)
    late = {**_typed(editor.get(door).text), "result": "Của người thứ hai", "note": "b", "go": "keep"}
    editor.post(door, data={**_typed(editor.get(door).text), "result": "Của người thứ nhất", "note": "a", "go": "keep"})
    answer = editor.post(door, data=late)
    again = editor.post(door, data={**_typed(answer.text), "go": "keep"})

    assert answer.status_code == 422
    assert "Của người thứ hai" in answer.text
    assert again.status_code == 302
    assert _now(app)["result"] == "Của người thứ hai"


@pytest.mark.parametrize(("field", "value"), [("limits-0-cut_off", "25:00"), ("limits-0-amount", "chín"), ("note", "")])
def test_a_wrong_row_is_marked_where_it_stands(app: Flask, editor: FlaskClient, field: str, value: str) -> None:
    door = _door(app)
    answer = editor.post(door, data={**_typed(editor.get(door).text), "note": "thử", "go": "keep", field: value})

    assert answer.status_code == 422
    assert "field--wrong" in answer.text
    assert value in answer.text
    assert f'<li><a href="#{field}">' in answer.text
    assert "{'" not in html.unescape(answer.text)


def test_every_shipped_procedure_survives_the_form(app: Flask, editor: FlaskClient) -> None:
    with app.test_request_context():
        for data in service.library():
            shown = written.to_form(data, 1)
            assert [row["amount"] for row in shown["limits"]] == [row["amount"] for row in data["limits"]]
            assert len(shown["components"]) == len(data["components"])
