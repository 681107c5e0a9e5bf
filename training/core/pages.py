"""What every page is given, and what is said when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from training.core import clock, forms, i18n, paging, settings, shells, transaction
from training.core.activities import ActivityRef
from training.core.errors import RuleBroken
from training.core.feature import MenuItem, house
from training.core.links import Links
from training.core.permissions import UNPROVEN

PAGES = {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}


@dataclass(frozen=True)
class HouseWords:
    """What the shells say about this house; plain attributes, so that error pages can fake them."""

    name: str
    province: str
    logo_text: str
    help_phone: str
    help_email: str
    help_hours: str


@dataclass(frozen=True)
class MenuLine:
    """One line of the menu as a shell draws it."""

    label: str
    url: str
    icon: str
    current: bool
    group: str = ""


@dataclass(frozen=True)
class MenuFold:
    """Lines that stand under one name, because the whole menu would not fit one row."""

    label: str
    lines: tuple[MenuLine, ...]

    @property
    def current(self) -> bool:
        """Say whether the visitor is on a page of this fold."""
        return any(line.current for line in self.lines)


MOST_IN_A_ROW = 7
GROUPS = {"teach": _l("Teaching"), "write": _l("Writing"), "run": _l("Running the house")}


def folded(menu: Sequence[MenuLine]) -> tuple[list[MenuLine], list[MenuFold]]:
    """Return what stands in the row, and what folds; a short menu does not fold."""
    if len(menu) <= MOST_IN_A_ROW:
        return list(menu), []
    groups = {key: tuple(line for line in menu if line.group == key) for key in GROUPS}
    alone = {line for lines in groups.values() if len(lines) < 2 for line in lines}
    row = [line for line in menu if not line.group or line in alone]
    return row, [MenuFold(str(GROUPS[key]), lines) for key, lines in groups.items() if len(lines) > 1]


def words() -> HouseWords:
    """Return the house's own words from the settings."""
    province = settings.get("house.province")
    found = HouseWords(
        settings.get("house.name"), province, settings.get("house.logo_text") or province,
        settings.get("help.phone"), settings.get("help.email"), settings.get("help.hours"),
    )  # fmt: skip
    current_app.extensions["last_words"] = found
    return found


def fallback_words() -> HouseWords:
    """Return the words last shown here, the help desk's number among them: they need no database."""
    last: HouseWords | None = current_app.extensions.get("last_words")
    return last or HouseWords("Sân Tập Số", "", "", "", "", "")


def menu() -> list[MenuLine]:
    """Return the menu of the person at the door."""
    if not getattr(current_user, "is_authenticated", False):
        return []
    visitor: Any = current_user._get_current_object()
    known: dict[Any, Any] = current_app.extensions.setdefault("menus", {})
    key = (visitor.rights, i18n.locale(), request.script_root)
    if key not in known:
        shown = [item for item in house().menu if item.endpoint in current_app.view_functions and _shown(item, visitor)]
        known[key] = [(str(item.label), url_for(item.endpoint), item.icon, item.endpoint, item.group) for item in shown]
    here = _here([(endpoint, url) for _label, url, _icon, endpoint, _group in known[key]])
    return [MenuLine(label, url, icon, endpoint == here, group) for label, url, icon, endpoint, group in known[key]]


def _shown(item: MenuItem, visitor: Any) -> bool:
    return (not item.right or visitor.may(item.right)) and not (item.without and visitor.may(item.without))


def _here(lines: list[tuple[str, str]]) -> str:
    """Return the endpoint of the line under which this page stands: of several of one room, the nearest by address."""
    mine = [(endpoint, url) for endpoint, url in lines if endpoint.partition(".")[0] == request.blueprint]
    above = [(len(url), endpoint) for endpoint, url in mine if f"{request.path}/".startswith(f"{url}/")]
    return max(above)[1] if above else mine[0][0] if mine else ""


def context() -> dict[str, Any]:
    """Return what the shells need; a visitor only where the door asked who it is, or a statement behind it did."""
    door = g.get("door")
    shown = i18n.display()
    language = i18n.locale()
    base: dict[str, Any] = {"locale": language, "_": i18n.speaker(language)}
    base |= {"theme": shown["theme"], "contrast": shown["contrast"], "links": Links()}
    base["here"] = request.full_path.rstrip("?") if request.method == "GET" else "/"
    if g.get("failing"):
        return base | {"house": fallback_words(), "menu": [], "current_user": None}
    unknown = door is None or door.cookie_free or UNPROVEN in g
    visitor = None if unknown else current_user._get_current_object()
    return base | {"house": words(), "menu": menu() if visitor is not None else [], "current_user": visitor}


def draw_once(name: str, draw: Callable[[], str]) -> str:
    """Return the page `name`, which strangers see alike but for the token of its forms.

    It is drawn once for a language, a look and the house's words; for this visit alone where the address asks for
    something or a message waits.
    """
    if request.query_string or "_flashes" in session:
        return draw()
    known: dict[Any, str] = current_app.extensions.setdefault("drawn_once", {})
    shown, token = i18n.display(), generate_csrf()
    key = (name, i18n.locale(), shown["theme"], shown["contrast"], words(), request.script_root)
    if key not in known:
        known[key] = draw().replace(token, shells.GAPS["token"])
    return known[key].replace(shells.GAPS["token"], token)


def explain_http(error: HTTPException) -> ResponseReturnValue:
    """Answer an HTTP error with a page that says what to do."""
    if error.response is not None or (error.code and error.code < 400):
        return error
    code = error.code if error.code in PAGES else 400
    status = error.code or 500
    headers = {key: value for key, value in error.get_headers() if key in {"Retry-After", "Allow"}}
    return _page(code, status, headers)


def explain_rule(error: RuleBroken) -> ResponseReturnValue:
    """Answer a broken rule that no form took: undone, recorded, explained."""
    transaction.refuse(error)
    return render_template("errors/422.html", message=str(error)), 422


def explain_forgery(error: CSRFError) -> ResponseReturnValue:
    """Answer a change that did not come from our own page, or from one that is too old."""
    return render_template(
        "errors/400.html",
        message=_(
            "This page was open too long, or the request came from elsewhere. "
            "Go back, load the page again and send once more."
        ),
    ), 403


def explain_crash(error: Exception) -> ResponseReturnValue:
    """Answer whatever nobody expected: generic for the visitor, whole for the log."""
    current_app.logger.exception("unexpected error")
    transaction.rollback()
    busy = isinstance(error, OperationalError)
    g.failing = True
    return _page(503 if busy else 500, 503 if busy else 500, {"Retry-After": "5"} if busy else {})


def _page(code: int, status: int, headers: dict[str, str]) -> ResponseReturnValue:
    try:
        return render_template(f"errors/{code}.html", request_id=g.get("request_id", "")), status, headers
    except Exception:
        current_app.logger.exception("the error page itself failed")
        g.failing = True
        return render_template("errors/500.html", request_id=g.get("request_id", "")), status, headers


def init_app(app: Flask) -> None:
    """Give every page its context and every error its page."""
    app.context_processor(context)
    shells.init_app(app)
    app.jinja_env.globals |= {
        "told": forms.told, "menu_folded": folded, "page_url": paging.page_url, "now": clock.now, "ref_of": ActivityRef,
    }  # fmt: skip
    app.register_error_handler(HTTPException, explain_http)
    app.register_error_handler(CSRFError, explain_forgery)
    app.register_error_handler(RuleBroken, explain_rule)
    app.register_error_handler(Exception, explain_crash)


__all__ = ["HouseWords", "MenuLine", "context", "draw_once", "init_app", "menu", "words"]
