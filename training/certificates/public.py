"""Doors for whoever is shown a certificate: no account, no cookie, no script, nothing personal beyond the name."""

from __future__ import annotations

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.certificates import queries
from training.certificates.views import bp
from training.core import clock
from training.core.permissions import public

LONGEST = 60


@bp.get("/chung-nhan/")
@public(cookie_free=True)
def check_form() -> ResponseReturnValue:
    """Type the code of a certificate (Vietnamese)."""
    return _form("vi")


@bp.get("/en/certificates/")
@public(cookie_free=True)
def check_form_en() -> ResponseReturnValue:
    """Type the code of a certificate (English)."""
    return _form("en")


@bp.get("/chung-nhan/<code>")
@public(cookie_free=True)
def check(code: str) -> ResponseReturnValue:
    """See whether a certificate is good (Vietnamese)."""
    return _check(code, "vi")


@bp.get("/en/certificates/<code>")
@public(cookie_free=True)
def check_en(code: str) -> ResponseReturnValue:
    """See whether a certificate is good (English)."""
    return _check(code, "en")


def _form(locale: str) -> ResponseReturnValue:
    g.path_locale = locale
    code = request.args.get("code", "").strip().rstrip("/").rsplit("/", 1)[-1][:LONGEST]
    if code:
        return redirect(url_for("certificates.check" if locale == "vi" else "certificates.check_en", code=code))
    other = url_for("certificates.check_form_en" if locale == "vi" else "certificates.check_form")
    return _fresh(render_template("certificates/check_form.html", lang=locale, other=other), 200)


def _check(code: str, locale: str) -> ResponseReturnValue:
    g.path_locale = locale
    found = queries.by_code(code) if len(code) <= LONGEST else None
    other = url_for("certificates.check_en" if locale == "vi" else "certificates.check", code=code[:LONGEST])
    row, name = found or (None, "")
    page = render_template(
        "certificates/check.html", lang=locale, other=other, row=row, name=name, at=clock.now(),
        state=queries.state(row) if row else "unknown",
    )  # fmt: skip
    return _fresh(page, 200 if found else 404)


def _fresh(page: str, status: int) -> Response:
    """Return a page that is asked for anew each time: a revocation shows at once. Search engines keep none."""
    answer = Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
