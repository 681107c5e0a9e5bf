"""Signers are made once, and still follow the key."""

from __future__ import annotations

from flask import Flask, session
from flask_wtf.csrf import generate_csrf, validate_csrf

from training.core import headers


def test_the_token_made_once_is_one_that_the_library_accepts(app: Flask) -> None:
    with app.test_request_context("/"):
        generate_csrf()
        token = headers._signed(str(app.secret_key), session["csrf_token"])
        validate_csrf(token)
    with app.test_request_context("/"):
        session["csrf_token"] = "somebody-else"
        assert headers._signed(str(app.secret_key), session["csrf_token"]) != token


def test_the_signer_of_sessions_is_kept_and_follows_a_changed_key() -> None:
    app, sessions = Flask("signing"), headers.Sessions()
    assert sessions.get_signing_serializer(app) is None
    app.secret_key = "a" * 40
    first = sessions.get_signing_serializer(app)
    assert first is not None
    assert sessions.get_signing_serializer(app) is first
    cookie = first.dumps({"who": 1})
    app.secret_key = "b" * 40
    app.config["SECRET_KEY_FALLBACKS"] = ["a" * 40]
    second = sessions.get_signing_serializer(app)
    assert second is not None
    assert second is not first
    assert second.loads(cookie) == {"who": 1}
