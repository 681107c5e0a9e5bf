"""The first administrator is led through the house; every step may wait, and nothing is asked twice."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.accounts import units
from training.accounts.models import Unit
from training.admin.setup import STEPS
from training.core import settings, transaction
from training.core.db import db


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return found[1]


def _answer(client: FlaskClient, step: str, go: str = "on", **typed: str) -> str:
    path = f"/setup/{step}"
    answer = client.post(path, data={"csrf_token": _token(client, path), "go": go, **typed})
    return str(answer.location) if answer.status_code == 302 else str(answer.status_code)


def test_a_house_nobody_set_up_leads_its_administrator_through_five_steps(app: Flask, as_admin: FlaskClient) -> None:
    assert as_admin.get("/").location == "/setup"
    assert as_admin.get("/setup").location == "/setup/province"
    ways = [
        _answer(as_admin, "province", **{"house.province": "Tỉnh Hải Tràm"}),
        _answer(as_admin, "logo", **{"house.logo_text": "Sở Nội vụ"}),
        _answer(as_admin, "units"),
        _answer(as_admin, "calendar"),
        _answer(as_admin, "mail", **{"help.phone": "0900 000 000"}),
    ]

    assert ways == ["/setup/logo", "/setup/units", "/setup/calendar", "/setup/mail", "/setup/done"]
    assert as_admin.get("/setup/done").status_code == 200
    page = as_admin.get("/")
    assert page.status_code == 200
    assert "Sở Nội vụ" in page.text
    assert "0900 000 000" in page.text
    with app.app_context():
        assert settings.get("house.province") == "Tỉnh Hải Tràm"


def test_a_step_left_is_where_one_goes_on(as_admin: FlaskClient) -> None:
    _answer(as_admin, "province", **{"house.province": "Tỉnh Hải Tràm"})

    assert as_admin.get("/setup").location == "/setup/logo"


def test_the_province_needs_a_name_or_waits(as_admin: FlaskClient) -> None:
    assert _answer(as_admin, "province") == "422"
    assert _answer(as_admin, "province", go="later") == "/setup/logo"
    assert as_admin.get("/").status_code == 200


def test_units_are_added_by_hand_on_the_way(app: Flask, as_admin: FlaskClient) -> None:
    assert _answer(as_admin, "units", go="add", code="S01", name="UBND xã Mới") == "/setup/units"
    assert _answer(as_admin, "units", go="add", code="S01", name="UBND xã Trùng") == "422"
    with app.app_context():
        assert db.session.scalar(select(Unit.name).filter_by(code="S01")) == "UBND xã Mới"


@pytest.mark.parametrize("step", STEPS)
def test_only_administrators_set_up(as_trainer: FlaskClient, step: str) -> None:
    assert as_trainer.get(f"/setup/{step}").status_code == 403


@pytest.fixture
def tree(app: Flask, as_admin: FlaskClient) -> dict[str, int]:
    """Two communes below the administrator's root, one with a hamlet."""
    with app.app_context(), app.test_request_context():
        root = db.session.scalars(select(Unit).order_by(Unit.id)).first()
        one, two = units.create("S1", "UBND xã Một", root), units.create("S2", "UBND xã Hai", root)
        below = units.create("S1.1", "Ấp Một", one)
        transaction.commit()
        return {"root": root.id if root else 0, "one": one.id, "two": two.id, "below": below.id}


def _do(client: FlaskClient, unit: int, verb: str, to: int | None = None) -> int:
    path = f"/units/{unit}/{verb}" + (f"?to={to}" if to else "")
    form = {"csrf_token": _token(client, path), **({"to": str(to)} if to else {})}
    return client.post(f"/units/{unit}/{verb}", data=form).status_code


def test_moving_shows_what_happens_and_then_does_it(app: Flask, as_admin: FlaskClient, tree: dict[str, int]) -> None:
    look = as_admin.get(f"/units/{tree['one']}/move?to={tree['two']}").text
    assert "UBND xã Hai" in look
    assert _do(as_admin, tree["one"], "move", tree["two"]) == 302
    with app.app_context():
        assert db.session.get_one(Unit, tree["one"]).parent_id == tree["two"]
        assert units.is_below(tree["below"], tree["two"])


def test_a_unit_never_comes_below_itself(as_admin: FlaskClient, tree: dict[str, int]) -> None:
    assert _do(as_admin, tree["one"], "move", tree["below"]) == 422
    assert _do(as_admin, tree["one"], "merge", tree["below"]) == 422


def test_merging_closes_the_one_and_keeps_what_hung_on_it(
    app: Flask, as_admin: FlaskClient, tree: dict[str, int]
) -> None:
    assert _do(as_admin, tree["one"], "merge", tree["two"]) == 302
    with app.app_context():
        assert db.session.get_one(Unit, tree["one"]).archived_at is not None
        assert units.is_below(tree["below"], tree["two"])
    assert as_admin.get(f"/units/{tree['one']}").status_code == 404


def test_only_an_empty_unit_is_closed(as_admin: FlaskClient, tree: dict[str, int]) -> None:
    assert _do(as_admin, tree["one"], "archive") == 422
    assert _do(as_admin, tree["below"], "archive") == 302


def test_a_unit_gets_another_name(as_admin: FlaskClient, tree: dict[str, int]) -> None:
    path = f"/units/{tree['two']}"
    answer = as_admin.post(path, data={"csrf_token": _token(as_admin, path), "name": "UBND phường Hai"})

    assert answer.status_code == 302
    assert "UBND phường Hai" in as_admin.get(path).text


def test_trainers_and_unknown_units_find_no_door(
    as_admin: FlaskClient, as_trainer: FlaskClient, tree: dict[str, int]
) -> None:
    assert as_trainer.get(f"/units/{tree['two']}").status_code == 403
    assert as_admin.get("/units/999999").status_code == 404
    assert as_admin.get(f"/units/{tree['one']}/move?to=999999").status_code == 404
