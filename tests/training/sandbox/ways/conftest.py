"""Hands that press the buttons of the practice window."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Send = Callable[..., TestResponse]


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
