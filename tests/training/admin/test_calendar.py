from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.core import clock
from training.core.calendar import store

FLOOD = date(2026, 11, 11)
MORNING = datetime(2026, 11, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def then() -> Iterator[None]:
    with clock.at(MORNING):
        yield


@pytest.fixture
def flooded(as_admin: FlaskClient, send: Callable[..., Any]) -> FlaskClient:
    """The administrator, after a day off was entered."""
    fields = {"first": "2026-11-11", "kind": "holiday", "name": "Nghỉ phòng chống lũ", "note": "Công văn hỏa tốc"}
    assert send(as_admin, "/calendar", **fields).location == "/calendar?year=2026"
    return as_admin


def works(app: Flask, day: date) -> bool:
    with app.app_context():
        return store.current().is_working_day(day)


def test_the_shipped_days_are_readable_and_marked_as_reference(as_admin: FlaskClient) -> None:
    page = as_admin.get("/calendar?year=2027").text

    assert "Tết Nguyên" in page
    assert "For reference" in page or "tham khảo" in page
    assert "Expected" in page or "Dự kiến" in page


def test_only_who_keeps_the_calendar_comes_in(app: Flask, as_admin: FlaskClient, as_learner: FlaskClient) -> None:
    for path in ("/calendar", "/calendar/hours", "/calendar/history", "/calendar/days/2026-11-24"):
        assert as_admin.get(path).status_code == 200
        assert as_learner.get(path).status_code == 403
        assert app.test_client().get(path).location.startswith("/sign-in")


def test_a_new_day_off_is_shown_counts_and_can_be_announced(
    app: Flask, flooded: FlaskClient, send: Callable[..., Any]
) -> None:
    assert "Nghỉ phòng chống lũ" in flooded.get("/calendar?year=2026").text
    assert not works(app, FLOOD)
    with app.app_context():
        assert store.current().is_expected(FLOOD)

    send(flooded, "/calendar/announce", "/calendar", day="2026-11-11")

    with app.app_context():
        assert not store.current().is_expected(FLOOD)


def test_removal_names_its_consequence_first(app: Flask, flooded: FlaskClient, send: Callable[..., Any]) -> None:
    page = flooded.get("/calendar/days/2026-11-11/remove").text

    assert "11/11/2026" in page
    assert "07:00–11:00, 13:00–17:00" in page
    assert not works(app, FLOOD)
    assert send(flooded, "/calendar/days/2026-11-11/remove").status_code == 302
    assert works(app, FLOOD)
    assert flooded.get("/calendar/days/2026-11-11/remove").status_code == 404


def test_an_entry_is_corrected_and_a_wrong_one_is_given_back(
    app: Flask, flooded: FlaskClient, send: Callable[..., Any]
) -> None:
    path = "/calendar/days/2026-11-11"
    moved = {"first": "2026-11-12", "kind": "holiday", "name": "Nghỉ lũ", "announced": "y"}

    taken = send(flooded, path, **{**moved, "first": "2026-11-24"})
    assert (taken.status_code, "24/11/2026" in taken.text) == (422, True)
    assert send(flooded, path, **moved).status_code == 302
    assert works(app, FLOOD)
    assert not works(app, date(2026, 11, 12))


def test_hours_are_changed_and_half_an_interval_is_refused(
    app: Flask, as_admin: FlaskClient, send: Callable[..., Any]
) -> None:
    week = {f"d{n}_morning_{edge}": at for n in range(6) for edge, at in (("from", "07:30"), ("to", "11:30"))}

    half = send(as_admin, "/calendar/hours", **{**week, "d0_afternoon_from": "13:00"})
    assert half.status_code == 422
    assert send(as_admin, "/calendar/hours").status_code == 422
    assert send(as_admin, "/calendar/hours", **week).status_code == 302
    assert works(app, date(2026, 11, 14))
    assert 'value="07:30' in as_admin.get("/calendar/hours").text


def test_the_history_says_who_when_what_and_why(flooded: FlaskClient, send: Callable[..., Any]) -> None:
    send(flooded, "/calendar/hours", d0_morning_from="08:00", d0_morning_to="12:00")

    page = flooded.get("/calendar/history").text

    assert page.count("Trần Thị Quản Trị") == 2
    assert "Công văn hỏa tốc" in page
    assert "Nghỉ phòng chống lũ" in page
    assert "08:00–12:00" in page


def test_a_made_up_address_is_not_found(as_admin: FlaskClient) -> None:
    assert as_admin.get("/calendar/days/yesterday").status_code == 404
    assert as_admin.get("/calendar?year=99999999").status_code == 200
