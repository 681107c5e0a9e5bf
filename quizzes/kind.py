"""Quizzes as activities, and how the shipped ones come into the house."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from quizzes import composing, paper, queries, service
from quizzes.models import Quiz
from quizzes.types.numbering import neutral
from training.core import clock, richtext, shelf
from training.core.activities import ActivityRef, Description
from training.core.content import Shipped
from training.core.db import db

LIBRARY = Path(__file__).parent / "library"


class QuizKind:
    """Quizzes."""

    name = "quiz"
    label = _l("Quiz")
    icon = "pen"
    tables: tuple[str, ...] = ("quiz",)

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe quizzes by id."""
        wanted = list(ids)
        if len(wanted) == 1:  # asked again and again while an attempt is handed in, which holds its quiz already
            one = db.session.get(Quiz, wanted[0])
            return {one.id: _described(one)} if one else {}
        return {row.id: _described(row) for row in db.session.scalars(select(Quiz).where(Quiz.id.in_(wanted)))}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open quizzes that match."""
        rows = [] if about is not None else db.session.scalars(queries.open_quizzes()).all()
        return [
            _described(row)
            for row in rows
            if key in ("", row.key) and competency in ("", row.competency) and text.casefold() in row.title.casefold()
        ]

    def withheld(self, person_id: int, ids: Iterable[int]) -> set[int]:
        """Return the quizzes of which a person handed in an attempt whose points its phase does not tell yet."""
        chosen = [number for number, one in shelf.keep_each("quiz-review", ids, _reviewed).items() if one]
        rows = db.session.scalars(select(Quiz).where(Quiz.id.in_(chosen))).all() if chosen else ()
        return paper.secret(rows, person_id)

    def parts(self, id: int) -> list[ActivityRef]:
        """Return nothing: a quiz is one piece."""
        return []


def _reviewed(ids: Iterable[int]) -> dict[int, bool]:
    """Say of quizzes whether what they tell was chosen at all: those that leave it open tell everything afterwards."""
    rows = db.session.execute(select(Quiz.id, Quiz.review).where(Quiz.id.in_(list(ids))))
    return {number: bool(review) for number, review in rows}


class ShippedQuizzes:
    """The quizzes of the package."""

    name = "quiz"
    order = 20

    def shipped(self) -> Iterator[Shipped]:
        """Read the quizzes of the package."""
        for path in sorted(LIBRARY.glob("*.yaml")):
            raw = read_quiz(path.stem)
            yield Shipped(path.stem, int(raw["version"]), raw)

    def edited(self, key: str) -> bool:
        """Say whether the house has changed its copy."""
        return bool(db.session.scalar(select(Quiz.edited).filter_by(key=key)))

    def write(self, piece: Shipped) -> None:
        """Create or renew a quiz and its questions."""
        raw = piece.body
        row = db.session.scalars(select(Quiz).filter_by(key=piece.key)).first() or Quiz(key=piece.key)
        row.title, row.intro, row.minutes = raw["title"], raw["intro"].strip(), int(raw["minutes"])
        row.pass_percent, row.competency, row.version = int(raw["pass_percent"]), raw["competency"], piece.version
        row.relearn, row.published_at, row.edited = raw.get("relearn", ""), row.published_at or clock.now(), False
        row.size = 0
        db.session.add(row)
        db.session.flush()
        ids = [_written(piece.key, raw, number, one) for number, one in enumerate(questions(raw), start=1)]
        composing.set_parts(row, [composing.Planned(one) for one in ids])


def _written(key: str, raw: Mapping[str, Any], number: int, one: Mapping[str, Any]) -> int:
    """Put one question of a shipped quiz into the bank; what it leaves open, its quiz tells for all."""
    question = service.add_question(
        one["kind"], richtext.markdown(one["text"]), neutral(one["settings"]), feedback=richtext.markdown(one["why"]),
        key=f"{key}/{number}", category=raw["title"], competency=raw["competency"],
    )  # fmt: skip
    if not question.edited:
        question.level, question.source = one["level"], one["source"]
    return question.id


@cache
def read_quiz(key: str) -> dict[str, Any]:
    """Return one shipped quiz as data."""
    found: dict[str, Any] = yaml.safe_load((LIBRARY / f"{key}.yaml").read_text("utf-8"))
    return found


def questions(raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the questions of a shipped quiz in the bank's shape: `right` and `wrong` lists, `is`, or `accept`."""
    for one in raw["questions"]:
        kind, settings = _settings(one)
        told = {"level": int(one.get("level") or raw["level"]), "source": one.get("source") or raw["source"]}
        yield {"kind": kind, "text": one["ask"], "why": one["why"], "settings": settings, **told}


def _settings(one: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    if "is" in one:
        return "truefalse", {"answer": bool(one["is"])}
    if "accept" in one:
        return "short", {"accept": [{"text": str(each), "fraction": 1.0} for each in one["accept"]]}
    right, wrong = list(one["right"]), list(one["wrong"])
    worth = 1 / len(right)
    lost = 0.0 if len(right) == 1 else -worth
    options = [(text, worth) for text in right] + [(text, lost) for text in wrong]
    shown = [{"id": str(n), "text": text, "fraction": round(f, 5)} for n, (text, f) in enumerate(options, start=1)]
    return ("single" if len(right) == 1 else "multiple"), {"options": shown}


def _minutes(row: Quiz) -> int:
    """Return how long it takes: no longer than its time limit lets it."""
    return min(row.minutes, math.ceil(row.limit_minutes)) if row.limit_minutes else row.minutes


def _described(row: Quiz) -> Description:
    return Description(
        ActivityRef("quiz", row.id), row.title, url_for("quizzes.show", quiz_id=row.id), _minutes(row),
        (row.competency,) if row.competency else (), row.unit_id, version=row.version, key=row.key or "",
        open=row.published_at is not None and row.archived_at is None,
    )  # fmt: skip
