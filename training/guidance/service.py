"""The verbs of guides: write, hand in, publish by another person, withdraw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _
from sqlalchemy import func, select

from training.core import audit, clock, search
from training.core.content import Shipped
from training.core.db import db
from training.core.errors import RuleBroken
from training.core.events import ProcedureChanged
from training.guidance import queries
from training.guidance.models import Guide, GuideVersion

LIBRARY = Path(__file__).parent / "library"
NEEDED = ("title", "summary", "papers", "steps", "time", "fee")
REVIEW_EVERY = timedelta(days=180)


def write(guide: Guide, body: Mapping[str, Any], *, by: int | None, note: str = "") -> GuideVersion:
    """Keep a new wording; what citizens read stays until another person publishes it.

    Raises RuleBroken where a part that every guide needs is empty.
    """
    for locale in ("vi", "en"):
        missing = [part for part in NEEDED if not body[locale].get(part)]
        if missing:
            message = _("Still empty (%(language)s): %(parts)s", language=locale, parts=", ".join(missing))
            raise RuleBroken(message, field=f"{locale}_{missing[0]}", code="guide.incomplete")
    last = db.session.scalar(select(func.max(GuideVersion.version)).filter_by(guide_id=guide.id)) or 0
    row = GuideVersion(guide_id=guide.id, version=last + 1, body=dict(body), made_at=clock.now(), made_by=by, note=note)
    db.session.add(row)
    db.session.flush()
    audit.note("guide.write", ("guide", guide.id), version=row.version)
    return row


def publish(guide: Guide, by: int) -> None:
    """Show the newest wording to citizens; raise RuleBroken for whoever wrote it."""
    newest = queries.latest(guide)
    if newest is None or newest.version == guide.published_version:
        raise RuleBroken(_("There is nothing new to publish."), code="guide.nothing_new")
    if newest.made_by is not None and newest.made_by == by:
        raise RuleBroken(_("Another editor has to publish what you wrote."), code="guide.own")
    newest.approved_by = by
    _show(guide, newest)
    guide.verified_on, guide.review_on = clock.today(), clock.today() + REVIEW_EVERY
    audit.note("guide.publish", ("guide", guide.id), version=newest.version)


def withdraw(guide: Guide, why: str) -> None:
    """Take a guide back, with the reason its readers are given."""
    if not why.strip():
        raise RuleBroken(_("Write the reason; readers see it."), field="why", code="guide.why")
    guide.state, guide.withdrawn_why = "withdrawn", why.strip()
    search.remove("guide", guide.id)
    audit.note("guide.withdraw", ("guide", guide.id))


def hear_procedure(event: ProcedureChanged) -> None:
    """Ask for a review at once where a guide speaks of a procedure that changed."""
    for guide in db.session.scalars(select(Guide).filter_by(procedure_code=event.code)):
        guide.review_on = min(guide.review_on, clock.today())


class ShippedGuides:
    """The guides of the package."""

    name = "guide"
    order = 25

    def shipped(self) -> Iterator[Shipped]:
        """Read the guides of the package."""
        for path in sorted(LIBRARY.glob("*.yaml")):
            raw = read(path.stem)
            yield Shipped(path.stem, int(raw["version"]), raw)

    def edited(self, key: str) -> bool:
        """Say whether an editor changed this guide."""
        return bool(db.session.scalar(select(Guide.edited).filter_by(slug=key)))

    def write(self, piece: Shipped) -> None:
        """Create or renew a guide, published."""
        raw = piece.body
        guide = db.session.scalars(select(Guide).filter_by(slug=piece.key)).first()
        if guide is None:
            verified = date.fromisoformat(str(raw["verified_on"]))
            guide = Guide(
                slug=piece.key, slug_en=raw["slug_en"], procedure_code=str(raw["procedure"]), state="draft",
                verified_on=verified, review_on=verified + REVIEW_EVERY, edited=False, withdrawn_why="",
            )  # fmt: skip
            db.session.add(guide)
            db.session.flush()
        _show(guide, write(guide, {"vi": raw["vi"], "en": raw["en"]}, by=None))


@cache
def read(slug: str) -> dict[str, Any]:
    """Return one shipped guide as data."""
    found: dict[str, Any] = yaml.safe_load((LIBRARY / f"{slug}.yaml").read_text("utf-8"))
    return found


def _show(guide: Guide, version: GuideVersion) -> None:
    guide.state, guide.published_version, guide.published_at = "published", version.version, clock.now()
    for locale in ("vi", "en"):
        text = version.body[locale]
        words = " ".join([text["summary"], *text["papers"], *text["steps"], guide.procedure_code])
        search.index("guide", guide.id, text["title"], words, locale=locale, audience="public")
