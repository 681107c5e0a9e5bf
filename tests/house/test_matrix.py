"""Every role at every door: what the rights page says is what the doors do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.markup import slips
from training.accounts import grants, people, units
from training.accounts.rights import RIGHTS, Role
from training.core import content, permissions, transaction

SENT_AWAY = {302, 401, 403, 404, 405}


def doors(app: Flask) -> Iterator[tuple[str, str, permissions.Door]]:
    """Yield (method, a filled address, its door) for every rule and method of the house."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            door = permissions.door_of(app, rule.endpoint)
            assert door is not None, rule.endpoint
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield method, _filled(app, rule), door


def _filled(app: Flask, rule: Rule) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        values[name] = 999_999 if "Integer" in type(converter).__name__ else _word(converter)
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _word(converter: Any) -> str:
    items = getattr(converter, "items", None)
    return sorted(items)[0] if items else "unknown"


@pytest.fixture
def entered(app: Flask, as_person: Callable[[int], FlaskClient]) -> Callable[[Role], FlaskClient]:
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("M01", "UBND tỉnh Thử")
        ids = {}
        for role in Role:
            person = people.enrol(f"R-{role.value}", "Lê Thử Vai", root)
            if role is not Role.LEARNER:
                grants.give(person, role, root)
            ids[role] = person.id
        transaction.commit()
    return lambda role: as_person(ids[role])


@pytest.mark.parametrize("role", list(Role))
def test_doors_open_for_whom_the_rights_say(app: Flask, entered: Callable[[Role], FlaskClient], role: Role) -> None:
    client = entered(role)
    wrong = []
    for method, path, door in doors(app):
        if door.public or not door.right:
            continue
        status = client.open(path, method=method).status_code
        allowed = door.right in RIGHTS[role]
        if not allowed and status != 403:
            wrong.append((method, path, status))
        if allowed and method == "GET" and status == 403:
            wrong.append((method, path, status))

    assert wrong == []


def test_strangers_are_sent_to_the_sign_in_page(app: Flask) -> None:
    client = app.test_client()
    wrong = []
    for method, path, door in doors(app):
        if door.public:
            continue
        answer = client.open(path, method=method)
        if answer.status_code not in SENT_AWAY or "UBND" in answer.text:
            wrong.append((method, path, answer.status_code))

    assert wrong == []


def test_public_doors_without_a_session_set_no_cookie(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        content.load()
        transaction.commit()
    client = app.test_client()

    baked = [
        path
        for method, path, door in doors(app)
        if door.cookie_free and method == "GET" and "Set-Cookie" in client.get(path).headers
    ]

    assert baked == []


def test_pages_are_sound_and_hold_no_inline_script_or_style(app: Flask, entered: Callable[[Role], FlaskClient]) -> None:
    client = entered(Role.ADMIN)
    bad = []
    for method, path, door in doors(app):
        if method == "GET" and not door.fresh:
            page = client.get(path)
            if "text/html" not in page.content_type:
                continue
            if " style=" in page.text or "<script>" in page.text:
                bad.append((path, "inline"))
            bad += [(path, slip) for slip in slips(page.text)]

    assert bad == []
