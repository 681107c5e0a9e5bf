"""A random draw as an author chooses it: from which questions, how many there are, and in which words it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from quizzes import composing
from quizzes.composing import Planned
from quizzes.models import Quiz
from quizzes.types import TYPES
from training.core.db import db
from training.ledger.needs import COMPETENCIES

LEVELS = {1: _l("knows it"), 2: _l("does it"), 3: _l("judges a case")}
MOST = 200


@dataclass(frozen=True)
class Asked:
    """What the form of a draw says, and what is wrong with it, by field."""

    typed: Mapping[str, str]
    planned: Planned | None
    wrong: Mapping[str, str]


def read(typed: Mapping[str, str], quiz: Quiz, taken: list[int]) -> Asked:
    """Read the form of a draw; it must be able to bring as many questions as it asks for."""
    values = {name: typed.get(name, "").strip()[:200] for name in ("category", "kind", "tag", "competency", "level")}
    draw: dict[str, Any] = {name: values[name] for name in ("kind", "tag", "competency") if values[name]}
    if values["category"].startswith("="):
        draw["category"] = values["category"][1:]
    if values["level"] in ("1", "2", "3"):
        draw["level"] = int(values["level"])
    count = typed.get("count", "").strip()
    if not count.isdecimal() or not 1 <= int(count) <= MOST:
        return Asked(typed, None, {"count": _("Write a number from 1 to %(most)s.", most=MOST)})
    there = many(draw, quiz, taken)
    if int(count) > there:
        return Asked(typed, None, {"count": _("Only %(num)s questions fit. Draw fewer, or from more.", num=there)})
    return Asked(typed, Planned(draw=draw, count=int(count)), {})


def many(draw: Mapping[str, Any], quiz: Quiz, taken: list[int] | None = None) -> int:
    """Return how many questions a draw can choose from, beside those that stand in the quiz already."""
    found = composing.pool(draw, quiz).subquery().c.id
    query = select(func.count()).select_from(select(found).where(found.not_in(taken or [])).subquery())
    return db.session.scalar(query) or 0


def said(draw: Mapping[str, Any], count: int) -> str:
    """Return a draw in words."""
    words = [ngettext("%(num)s question drawn from", "%(num)s questions drawn from", count)]
    words.append(f"“{draw['category']}”" if draw.get("category") else _("the whole bank"))
    kind = TYPES.get(str(draw.get("kind")))
    more = [_(kind.label)] if kind else []
    more += [str(COMPETENCIES[draw["competency"]])] if draw.get("competency") in COMPETENCIES else []
    more += [str(LEVELS[draw["level"]])] if draw.get("level") in LEVELS else []
    more += [_("label %(tag)s", tag=draw["tag"])] if draw.get("tag") else []
    return " ".join(words) + (f" ({', '.join(more)})" if more else "")
