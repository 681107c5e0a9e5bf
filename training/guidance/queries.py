"""What public pages and the editors' desk show."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from training.core import fold, search
from training.core.db import db
from training.guidance.models import Guide, GuideVersion

PARTS = (
    "title", "for_whom", "summary", "time", "fee", "where", "result", "papers", "not_needed", "steps", "online", "scam",
)  # fmt: skip
LISTS = ("papers", "not_needed", "steps", "online", "scam")


@dataclass(frozen=True)
class Shown:
    """A published guide in one language."""

    guide: Guide
    text: Mapping[str, Any]


def published(locale: str) -> list[Shown]:
    """Return every published guide in `locale`, by title."""
    query = (
        select(Guide, GuideVersion.body)
        .join(GuideVersion, (GuideVersion.guide_id == Guide.id) & (GuideVersion.version == Guide.published_version))
        .where(Guide.state == "published")
    )
    found = [Shown(guide, body[locale]) for guide, body in db.session.execute(query)]
    return sorted(found, key=lambda each: fold.fold(each.text["title"]))


def by_slug(slug: str, locale: str) -> Guide | None:
    """Return the guide under an address, whatever its state."""
    column = Guide.slug if locale == "vi" else Guide.slug_en
    return db.session.scalars(select(Guide).where(column == slug)).first()


def body_of(guide: Guide) -> Mapping[str, Any] | None:
    """Return the published wording of a guide."""
    query = select(GuideVersion.body).filter_by(guide_id=guide.id, version=guide.published_version)
    found: Mapping[str, Any] | None = db.session.scalar(query)
    return found


def latest(guide: Guide) -> GuideVersion | None:
    """Return the newest wording, published or not."""
    query = select(GuideVersion).filter_by(guide_id=guide.id).order_by(GuideVersion.version.desc()).limit(1)
    return db.session.scalars(query).first()


def history(guide: Guide) -> Sequence[GuideVersion]:
    """Return every wording of a guide, newest first."""
    query = select(GuideVersion).filter_by(guide_id=guide.id).order_by(GuideVersion.version.desc())
    return db.session.scalars(query).all()


def find(words: str, locale: str) -> list[Shown]:
    """Return guides that match, marks or none, small slips forgiven in titles."""
    known = {each.guide.id: each for each in published(locale)}
    hits = search.find(words, audiences=("public",), kinds=("guide",), locale=locale, limit=20)
    found = [known[hit.ref_id] for hit in hits if hit.ref_id in known]
    if found or len(words.strip()) < 3:
        return found
    titles = {fold.fold(each.text["title"]): each for each in known.values()}
    near = difflib.get_close_matches(fold.fold(words), titles, n=3, cutoff=0.5)
    return [titles[title] for title in near]


def changes(old: Mapping[str, Any], new: Mapping[str, Any], locale: str) -> list[tuple[str, str]]:
    """Return the lines that differ between two wordings as (mark, line), mark being + or -."""
    before, after = (_lines(each.get(locale, {})) for each in (old, new))
    return [(line[0], line[2:]) for line in difflib.ndiff(before, after) if line[0] in "+-"]


def _lines(text: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for part in PARTS:
        value = text.get(part, "")
        found += [f"{part}: {line}" for line in (value if isinstance(value, list) else [value]) if line]
    return found
