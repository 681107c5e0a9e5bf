from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from training.core import permissions


def test_every_address_declares_its_door(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if permissions.door_of(app, rule.endpoint) is None]

    assert undeclared == []


def test_a_view_without_a_door_opens_for_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    answer = app.test_client().get("/forgotten")

    assert answer.status_code == 403
    assert b"secret" not in answer.data


def test_no_package_imports_the_roof() -> None:
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    importing = [
        str(path)
        for package in ("training", "courses", "quizzes")
        for path in (root / package).rglob("*.py")
        if any(
            line.split()[:2] in (["import", "wsgi"], ["from", "wsgi"]) for line in path.read_text("utf-8").splitlines()
        )
    ]

    assert importing == []


def test_an_unknown_address_is_explained_and_hardened(client: FlaskClient) -> None:
    answer = client.get("/no-such-page")

    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_crash_says_nothing_of_itself(app: Flask) -> None:
    from training.core.permissions import public

    @public()
    def crash() -> str:
        raise ValueError("inner secret")

    app.add_url_rule("/crash", "crash", crash)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    answer = app.test_client().get("/crash")

    assert answer.status_code == 500
    assert b"inner secret" not in answer.data
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_health_doors_set_no_cookie_and_leak_nothing(client: FlaskClient) -> None:
    alive, ready = client.get("/healthz"), client.get("/readyz")

    assert alive.status_code == 200
    assert "Set-Cookie" not in alive.headers
    assert "Set-Cookie" not in ready.headers
    assert set(ready.get_json()) == {"status", "checks"}


def test_a_change_from_another_site_is_refused(client: FlaskClient) -> None:
    answer = client.post("/display", data={"locale": "en"}, headers={"Origin": "https://evil.invalid"})

    assert answer.status_code == 403
    assert "display=" not in answer.headers.get("Set-Cookie", "")
