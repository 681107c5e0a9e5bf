"""The headers of every answer, errors included."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import MutableMapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, current_app, g, has_request_context, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFError, CSRFProtect
from itsdangerous import BadData, BadSignature, URLSafeTimedSerializer

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; "
    "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HARDENED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIXED = (str, bytes, int, float, bool, type(None))
csrf = CSRFProtect()


class Sessions(SecureCookieSessionInterface):
    """Flask's own signed session; its signer is made once, and what a cookie says is read once, not at each request."""

    _made: tuple[object, URLSafeTimedSerializer | None] = (None, None)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the signer of the keys that `app` has now."""
        keys = (app.secret_key, tuple(app.config["SECRET_KEY_FALLBACKS"] or ()))
        if self._made[0] != keys:
            self._made = (keys, super().get_signing_serializer(app))
        return self._made[1]

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie says, to be changed by this request alone; an empty session for a bad or old one."""
        signer, sent = self.get_signing_serializer(app), request.cookies.get(self.get_cookie_name(app))
        if signer is None:
            return None
        said = _said(signer, sent) if sent else None
        if said is None:
            return SecureCookieSession()
        age = (datetime.now(UTC) - said[1]).total_seconds()
        if not 0 <= int(age) <= app.permanent_session_lifetime.total_seconds():
            return SecureCookieSession()
        return SecureCookieSession(dict(said[0]) if said[2] else deepcopy(said[0]))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where it changed; where it did not, say only that the answer depends on it, if it does."""
        if session.modified or session.permanent:
            super().save_session(app, session, response)
        elif session.accessed and "Vary" not in response.headers:
            response.headers.add("Vary", "Cookie")
        elif session.accessed:
            response.vary.add("Cookie")


@lru_cache(maxsize=4096)
def _said(signer: URLSafeTimedSerializer, sent: str) -> tuple[dict[str, object], datetime, bool] | None:
    """Return what a cookie says, when it was signed, and whether nothing inside it could be changed in place.

    None for a forged one: the same answer each time.
    """
    try:
        found, at = signer.loads(sent, return_timestamp=True)
    except BadSignature:
        return None
    return found, at, all(isinstance(value, FIXED) for value in found.values())


@lru_cache(maxsize=4096)
def _signed(secret: str | bytes, raw: str) -> str:
    """Return the token that flask_wtf would make of a session's own value: the same for as long as the session."""
    return str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw))


@lru_cache(maxsize=4096)
def _opened(secret: str | bytes, token: str) -> str | None:
    """Return the session's own value that a token was made of, None for a forged one: the same answer each time.

    An exam sends one token with each of its answers; opening it costs more than writing one of them down.
    """
    try:
        return str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").loads(token))
    except BadData:
        return None


def harden(response: Response) -> Response:
    """Add what is missing; a view may only be stricter."""
    stated, door = {name.lower() for name, _value in response.headers}, g.get("door")
    for name, value in HARDENED.items():
        if name.lower() not in stated:
            response.headers.add(name, value)
    if "cache-control" not in stated and not (door and door.cookie_free):
        response.headers.add("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "request_id" in g:
        response.headers["X-Request-Id"] = g.request_id
    return response


def name_request() -> None:
    """Give each request a name that the log, the audit and the error page share."""
    g.request_id = secrets.token_hex(8)


def name_in_log(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write into a line of the log which request it is about: asked for only where a line is written."""
    if has_request_context() and "request_id" in g:
        event.update(request=g.request_id, method=request.method, path=request.path)
    return event


def refuse_forgery() -> None:
    """Demand our token on every change, or the same origin where there is no session to hold a token."""
    door = g.get("door")
    if door is not None and not door.cookie_free and (raw := session.get("csrf_token")) and current_app.secret_key:
        g.csrf_token = _signed(current_app.secret_key, raw)
    if request.method in SAFE_METHODS or door is None:
        return
    if not same_origin():
        raise CSRFError("The request came from another site.")
    if not door.cookie_free and not _holds_our_token():
        csrf.protect()


def _holds_our_token() -> bool:
    """Say whether a script of ours names this session's token in the header; all else goes the library's way.

    Safe to answer from memory: our tokens do not age (`WTF_CSRF_TIME_LIMIT`), and the session is read each time.
    """
    sent, raw, secret = request.headers.get("X-CSRFToken"), session.get("csrf_token"), current_app.secret_key
    if not sent or not raw or not secret or request.is_secure or not request.is_json:
        return False
    made_of = _opened(secret, sent)
    return made_of is not None and hmac.compare_digest(made_of.encode(), str(raw).encode())


def same_origin() -> bool:
    """Say whether the browser says that one of our pages sent this; old browsers say nothing."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == request.host_url.rstrip("/")


def init_app(app: Flask) -> None:
    """Harden every answer of `app`."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.session_interface = Sessions()
    csrf.init_app(app)
    app.before_request(name_request)
    app.after_request(harden)


__all__ = ["CSP", "csrf", "harden", "init_app", "name_in_log", "name_request", "refuse_forgery", "same_origin"]
