"""Pages of the kernel itself: how it is displayed, and the living style page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from training.core import i18n
from training.core.permissions import public, signed_in

bp = Blueprint("core", __name__, template_folder="templates")
YEAR = 365 * 24 * 3600


@bp.get("/display")
@public()
def display_page() -> str:
    """Choose language, colours and contrast."""
    return render_template("core/display.html", back=local_path(request.args.get("back")))


@bp.post("/display")
@public()
def display() -> ResponseReturnValue:
    """Keep my language, colours and contrast on this device."""
    chosen = i18n.display() | {
        key: value for key, value in request.form.items() if key in {"locale", "theme", "contrast"}
    }
    answer: Response = make_response(redirect(local_path(request.form.get("back"))))
    value = ".".join((chosen["locale"], chosen["theme"], chosen["contrast"]))
    answer.set_cookie(i18n.COOKIE, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return answer


@bp.get("/style")
@signed_in()
def style_page() -> str:
    """Look at every component in every state."""
    return render_template("style/index.html")


def local_path(target: str | None) -> str:
    """Return `target` if it is a path of this house, else the front page: nobody is sent elsewhere."""
    target = (target or "").strip()
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target
    clean = plain and not parts.scheme and not parts.netloc and target.isprintable()
    return target if clean else "/"
