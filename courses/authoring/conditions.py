"""The conditions of a part or a step, in the author's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from courses.plain import release_of
from training.accounts.models import Unit
from training.core import words
from training.core.db import db


def unit_names(*parts: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of all units that `parts` are only for, by code: one query, none without such units."""
    codes = {str(code) for part in parts for code in part.get("units") or ()}
    if not codes:
        return {}
    return {row[0]: row[1] for row in db.session.execute(select(Unit.code, Unit.name).where(Unit.code.in_(codes)))}


def said(raw: Mapping[str, Any], title_of: Callable[[str], str], names: Mapping[str, str]) -> list[str]:
    """Return one sentence for each condition; none for what is open to everybody at once."""
    held, lines = release_of(raw), list[str]()
    if held.opens_on:
        lines.append(_("Opens on %(day)s.", day=words.day(held.opens_on)))
    lines += [_("Opens after “%(title)s” is done.", title=title_of(each)) for each in held.after]
    if held.score:
        activity, percent = held.score
        lines.append(_("Opens with at least %(num)s %% in “%(title)s”.", num=percent, title=title_of(activity)))
    if held.units:
        lines.append(_("Only for: %(names)s.", names=", ".join(names.get(code, code) for code in held.units)))
    if held.positions:
        lines.append(_("Only for: %(names)s.", names=", ".join(held.positions)))
    return lines
