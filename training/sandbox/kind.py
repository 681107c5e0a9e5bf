"""Exercises of the practice ground as activities that other rooms can refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask import url_for
from flask_babel import lazy_gettext as _l

from training.core.activities import ActivityRef, Description
from training.core.fold import fold
from training.sandbox import queries, shelf
from training.sandbox.models import Exercise
from training.sandbox.modes import EXAM, exam_time
from training.sandbox.notes import ASSESSMENT, KIND

TRAINS = {"M": ("one-stop",), "V": ("document-work",)}
BOTH = ("one-stop", "document-work")
"""What an exercise trains beside its own skills, by the first letter of its code: the one-stop, documents, or both."""


class ScenarioKind:
    """Practice cases in the fictitious province."""

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
            and competency in ("", *_trains(row))
            and (about is None or (about[0] == "procedure" and about[1] in row.procedures))
            and fold(text) in fold(row.title)
        ]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return nothing: an exercise is one piece."""
        return []


class AssessmentKind(ScenarioKind):
    """The same exercises as assessments: one run against the clock, without help. A trainer asks for them by name."""

    name = ASSESSMENT
    label = _l("Practice assessment")
    icon = "clip"

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe assessments by the id of their exercise."""
        return {number: _assessed(row) for number, row in queries.exercises_by_id(ids).items()}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return assessments by key or title only: guides and posts lead to practice, never into an examination."""
        if about is not None or competency:
            return []
        rows = [row for row in queries.exercises() if key in ("", row.key) and fold(text) in fold(row.title)]
        return [_assessed(row) for row in rows]


def _assessed(row: Exercise) -> Description:
    url = url_for("sandbox.start", key=row.key, mode=EXAM)
    minutes = int(exam_time(row.minutes).total_seconds()) // 60
    ref = ActivityRef(ASSESSMENT, row.id)
    title = f"Kiểm tra: {row.title}"  # exercises are Vietnamese, so is this
    return replace(_described(row), ref=ref, title=title, url=url, minutes=minutes, competencies=(), about=())


def _trains(row: Exercise) -> tuple[str, ...]:
    return (*TRAINS.get(row.code[:1], BOTH), *row.competencies)


def _described(row: Exercise) -> Description:
    return Description(
        ActivityRef(KIND, row.id), row.title, url_for("sandbox.start", key=row.key), row.minutes,
        _trains(row), about=tuple(("procedure", code) for code in row.procedures),
        version=row.version, key=row.key, open=row.archived_at is None, level=min(3, max(1, row.level)),
        group=shelf.TITLES[shelf.group_of(row)], brief=row.task,
    )  # fmt: skip
