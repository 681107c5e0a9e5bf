"""When something breaks, the page says what was kept, offers the way back and names the help desk."""

from __future__ import annotations

from functools import wraps
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.core import settings, transaction


@pytest.fixture
def broken(app: Flask, client: FlaskClient) -> FlaskClient:
    """A house whose sign-in page broke after it was shown once."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    with app.app_context(), app.test_request_context():
        settings.put("help.phone", "0100 000 900")
        transaction.commit()
    client.get("/help")

    name = app.url_map.bind("localhost").match("/sign-in")[0]

    @wraps(app.view_functions[name])
    def fall(**_given: object) -> NoReturn:
        raise LookupError

    app.view_functions[name] = fall
    return client


def test_a_page_that_breaks_says_that_work_is_kept_and_offers_to_try_again(broken: FlaskClient) -> None:
    answer = broken.get("/sign-in?next=/practice")

    assert answer.status_code == 500
    assert "Những gì đồng chí đã lưu vẫn còn nguyên" in answer.text
    assert 'href="/sign-in?next=/practice"' in answer.text
    assert "0100 000 900" in answer.text
