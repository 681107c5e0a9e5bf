"""Masthead and foot: alike for many visits, hence drawn once for each kind of visitor and filled in for each visit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

MOST = 500
"""Drawings kept at once; past that they are drawn anew."""
GAPS = {name: f"\ue000{name}\ue001" for name in ("here", "here_quoted", "token", "name", "unread")}
"""What a drawing holds where each visit differs: characters that no sentence of ours has."""


@pass_context
def mast(context: Context) -> Markup:
    """Draw the masthead with the menu of whoever visits."""
    visitor = context.get("current_user")
    inside = visitor is not None and visitor.is_authenticated
    menu = tuple(context["menu"])
    unread = context["unread_count"]() if inside and "unread_count" in context else None
    filled = {
        "name": escape(visitor.short_name) if inside else "",
        "unread": f" ({unread})" if unread else "",
    }  # fmt: skip
    return _drawn(context, "shells/_mast.html", (menu, inside, visitor is None, unread is None), filled)


@pass_context
def foot(context: Context) -> Markup:
    """Draw the foot: help, display, languages, the way out."""
    visitor, here = context.get("current_user"), context["here"]
    inside = visitor is not None and visitor.is_authenticated
    filled = {"here": escape(here), "here_quoted": escape(quote(here)), "token": ""}
    if visitor is not None:
        filled["token"] = escape(context["csrf_token"]())
    return _drawn(context, "shells/_foot.html", (inside, visitor is None), filled)


def _drawn(context: Context, template: str, kind: Hashable, filled: Mapping[str, Any]) -> Markup:
    known: dict[Hashable, str] = current_app.extensions.setdefault("shells", {})
    key = (template, context["locale"], context["house"], request.script_root, kind)
    if (drawing := known.get(key)) is None:
        if len(known) >= MOST:
            known.clear()
        drawing = context.environment.get_template(template).render({**context.get_all(), "gaps": GAPS})
        known[key] = drawing
    for name, value in filled.items():
        drawing = drawing.replace(GAPS[name], value)
    return Markup(drawing)  # noqa: S704  (a template of ours, what fills its gaps is escaped above)


def init_app(app: Flask) -> None:
    """Let every shell draw its masthead and foot."""
    app.jinja_env.globals |= {"mast": mast, "foot": foot}
