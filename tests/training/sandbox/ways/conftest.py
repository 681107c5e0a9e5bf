"""Learners of one commune, and hands that press the buttons of the practice window."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from training.accounts import people, units
from training.core import content
from training.core.db import db

Send = Callable[..., TestResponse]


@pytest.fixture
def learners(app: Flask) -> tuple[int, int]:
    with app.app_context():
        home = units.create("Z99.16", "phường Cửa Sen")
        found = [people.enrol(f"HT{n}", f"Học Viên {n}", home).id for n in (1, 2)]
        content.load()
        db.session.commit()
        return found[0], found[1]


@pytest.fixture
def send() -> Send:
    def press(client: FlaskClient, page: str, to: str, /, **data: str) -> TestResponse:
        text = client.get(page).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        guard = re.search(r'name="guard" value="([^"]+)"', text)
        assert token, page
        sent = {"csrf_token": token[1], "guard": guard[1] if guard else "", **data}
        return client.post(to, data=sent, follow_redirects=True)

    return press
