"""A learner's browser: each request has a context of its own, as one that comes over a line."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from training.core import clock


class Learner:
    """A person with an open attempt in a browser."""

    def __init__(self, client: FlaskClient, person: int, attempt: int) -> None:
        self.client, self.person, self.path = client, person, f"/attempts/{attempt}/answers"
        self.later = timedelta()
        page = self.alone(client.get, f"/attempts/{attempt}").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        self.token = found[1]

    def save(self, once: str, place: int = 1) -> TestResponse:
        body = {"slot": place, "response": ["1"], "uuid": once, "base": None}
        found: TestResponse = self.alone(self.client.post, self.path, json=body, headers={"X-CSRFToken": self.token})
        return found

    def send_page(self) -> TestResponse:
        fields = {"csrf_token": self.token, "page": "1", "on": "1", "answer-1": "2", "uuid-1": "a-plain-page"}
        found: TestResponse = self.alone(self.client.post, self.path, data=fields)
        return found

    def open(self, page: str) -> TestResponse:
        found: TestResponse = self.alone(self.client.get, page)
        return found

    def hand_in(self) -> TestResponse:
        page = self.path.replace("/answers", "/submit")
        found: TestResponse = self.alone(self.client.post, page, data={"csrf_token": self.token})
        return found

    def alone(self, ask: Callable[..., Any], *about: Any, **more: Any) -> Any:
        def asked() -> Any:
            with clock.at(clock.now() + self.later):
                return ask(*about, **more)

        return contextvars.Context().run(asked)
