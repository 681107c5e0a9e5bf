"""How a learner without a script presses the buttons of the practice window."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SOUND = dict.fromkeys(("wrong.addressee", "wrong.form", "wrong.signature", "wrong.duplicate"), "right")
"""What the clerk ticks for a package with which all is well."""


def fields(page: str) -> dict[str, str]:
    """Return what every form of a page carries along: the house's mark, and the picture it was drawn from."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    guard = re.search(r'name="guard" value="([^"]+)"', page)
    assert token
    return {"csrf_token": token[1], "guard": guard[1] if guard else ""}


def send(client: FlaskClient, page: str, to: str, /, **data: Any) -> TestResponse:
    """Send a form of `page` to `to`, and go where it leads."""
    return client.post(to, data={**fields(client.get(page).text), **data}, follow_redirects=True)


def begin(client: FlaskClient, key: str, mode: str = "alone") -> TestResponse:
    """Begin an exercise in one of its ways; return its first page."""
    return send(client, f"/practice/{key}", f"/practice/{key}", mode=mode)


def freely(client: FlaskClient) -> str:
    """Begin to play freely; return the address of the copy."""
    return send(client, "/practice", "/practice/free").request.path


def told(page: str) -> str:
    """Return what a page says came of the last act, in bare words."""
    found = re.search(r'id="done".*?<p>(.*?)</p>', page, re.S)
    assert found, page[:200]
    return re.sub(r"<[^>]+>", "", found[1])
