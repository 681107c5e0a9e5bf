"""Signers are made once, and still follow the key."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

from flask import Flask, session
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

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


def test_what_one_request_adds_to_its_session_no_other_request_with_the_same_cookie_finds() -> None:
    app, sessions = Flask("signing"), headers.Sessions()
    app.secret_key = "a" * 40
    cookie = sessions.get_signing_serializer(app).dumps({"_flashes": [["info", "first"]]})  # type: ignore[union-attr]

    def opened() -> object:
        with app.test_request_context("/", headers={"Cookie": f"session={cookie}"}) as context:
            return sessions.open_session(app, context.request)

    mine = opened()
    mine["_flashes"].append(["info", "second"])  # type: ignore[index]
    assert opened() == {"_flashes": [["info", "first"]]}


def test_a_forged_or_an_old_cookie_is_an_empty_session_also_where_it_was_good_before() -> None:
    app, sessions = Flask("signing"), headers.Sessions()
    app.secret_key, app.permanent_session_lifetime = "a" * 40, timedelta(hours=1)
    signer = sessions.get_signing_serializer(app)
    assert signer is not None
    good = signer.dumps({"who": 1})
    with mock.patch.object(TimestampSigner, "get_timestamp", return_value=1_700_000_000):
        old = signer.dumps({"who": 1})

    def opened(cookie: str) -> object:
        with app.test_request_context("/", headers={"Cookie": f"session={cookie}"}) as context:
            return sessions.open_session(app, context.request)

    assert opened(good) == {"who": 1}
    assert opened(f"f{good}") == {}
    assert opened(old) == {}
    app.permanent_session_lifetime = timedelta(seconds=-1)
    assert opened(good) == {}


def test_a_script_of_ours_needs_this_sessions_token(app: Flask) -> None:
    def holds(token: str) -> bool:
        with app.test_request_context("/attempts/1/answers", json={}, method="POST", headers={"X-CSRFToken": token}):
            session["csrf_token"] = "mine"
            return headers._holds_our_token()

    def made(raw: str, secret: str) -> str:
        return str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw))

    key = str(app.secret_key)
    for _turn in range(2):
        assert holds(made("mine", key))
        for wrong in (made("another", key), made("mine", "x" * 40), "", "mine"):
            assert not holds(wrong)
