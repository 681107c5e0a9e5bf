"""Exercises of the practice ground as activities that other rooms can refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l

from training.core.activities import ActivityRef, Description
from training.core.fold import fold
from training.sandbox import queries
from training.sandbox.models import Exercise
from training.sandbox.service import KIND

ONE_STOP = "one-stop"
"""What every exercise of this room trains, beside its own skills."""


class ScenarioKind:
    """Practice cases in the fictitious one-stop."""

    name = KIND
    label = _l("Practice case")
    icon = "buoy"
    tables: tuple[str, ...] = ("sandbox_exercise",)

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe exercises by id."""
        return {number: _described(row) for number, row in queries.exercises_by_id(ids).items()}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open exercises that match every condition."""
        return [
            _described(row)
            for row in queries.exercises()
            if key in ("", row.key)
            and competency in ("", ONE_STOP, *row.competencies)
            and (about is None or (about[0] == "procedure" and about[1] in row.procedures))
            and fold(text) in fold(row.title)
        ]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return nothing: an exercise is one piece."""
        return []


def _described(row: Exercise) -> Description:
    return Description(
        ActivityRef(KIND, row.id), row.title, url_for("sandbox.start", key=row.key), row.minutes,
        (ONE_STOP, *row.competencies), about=tuple(("procedure", code) for code in row.procedures),
        version=row.version, key=row.key, open=row.archived_at is None, level=min(3, max(1, row.level)),
    )  # fmt: skip
