"""Scenarios as activities other rooms can refer to, and how the shipped ones come into the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from training.core.activities import ActivityRef, Description
from training.core.content import Shipped
from training.core.db import db
from training.sandbox.models import PracticeScenario
from training.sandbox.scenarios import loader

COMPETENCY = "one-stop"


class ScenarioKind:
    """Exercises on the copy."""

    name = "scenario"
    label = _l("Exercise")
    icon = "buoy"

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe scenarios by id."""
        rows = db.session.scalars(select(PracticeScenario).where(PracticeScenario.id.in_(list(ids))))
        return {row.id: _described(row) for row in rows}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open scenarios that match."""
        rows = db.session.scalars(
            select(PracticeScenario).where(PracticeScenario.archived_at.is_(None)).order_by(PracticeScenario.slug)
        )
        return [
            each
            for each in map(_described, rows)
            if key in ("", each.key)
            and competency in ("", COMPETENCY)
            and (about is None or about in each.about)
            and text.casefold() in each.title.casefold()
        ]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return nothing: a scenario is one piece."""
        return []


class ShippedScenarios:
    """The scenarios of the package; a run pins the version it began with."""

    name = "scenario"
    order = 30

    def shipped(self) -> Iterator[Shipped]:
        """Read the scenarios of the package."""
        for slug in loader.shipped():
            found = loader.scenario(slug)
            yield Shipped(slug, found.version, found)

    def edited(self, key: str) -> bool:
        """Say that shipped scenarios are not edited in the house."""
        return False

    def write(self, piece: Shipped) -> None:
        """Create or renew a scenario's row."""
        row = db.session.scalars(select(PracticeScenario).filter_by(slug=piece.key)).first()
        row = row or PracticeScenario(slug=piece.key)
        row.version, row.title, row.minutes = piece.version, piece.body.title, piece.body.minutes
        row.level, row.archived_at = piece.body.level, None
        db.session.add(row)
        db.session.flush()


def _described(row: PracticeScenario) -> Description:
    known = row.slug in loader.shipped()
    procedures = loader.scenario(row.slug).procedures if known else ()
    return Description(
        ActivityRef("scenario", row.id), row.title, url_for("sandbox.start", scenario_id=row.id), row.minutes,
        (COMPETENCY,), about=tuple(("procedure", code) for code in procedures), version=row.version, key=row.slug,
        open=known and row.archived_at is None,
    )  # fmt: skip
