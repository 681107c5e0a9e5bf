"""The shipped exercises, as rows other rooms can refer to."""

from __future__ import annotations

from collections.abc import Iterator

from training.core.content import Shipped
from training.core.db import db
from training.sandbox import queries
from training.sandbox.models import Exercise
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.schema import Scenario


class Exercises:
    """Scenarios of the package; their text is never edited in the house."""

    name = "scenarios"
    order = 20

    def shipped(self) -> Iterator[Shipped]:
        """Read the shipped scenarios."""
        for slug in shipped():
            found = scenario(slug)
            yield Shipped(slug, found.version, found)

    def edited(self, key: str) -> bool:
        """Say that nobody can edit them here."""
        return False

    def write(self, piece: Shipped) -> None:
        """Create or renew the row of one exercise."""
        found: Scenario = piece.body
        row = queries.exercise(piece.key) or Exercise(key=piece.key)
        row.code, row.title, row.task, row.level = found.code, found.title, found.task, found.level
        row.minutes, row.version = found.minutes, found.version
        row.competencies, row.procedures = list(found.competencies), list(found.procedures)
        db.session.add(row)
        db.session.flush()
