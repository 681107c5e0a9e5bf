"""A commune with a trainer, two learners and a quiz of any kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from quizzes import composing, service
from quizzes.composing import Planned
from quizzes.models import Question, Quiz
from tests.quizzes.samples import SAMPLES, TEXTS
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import clock, transaction
from training.core.db import db


@dataclass
class Room:
    """Who is there, by number."""

    unit: int
    trainer: int
    second: int
    learner: int
    classmate: int

    def question(self, kind: str, **more: Any) -> Question:
        """Put the sample of a kind into the bank."""
        settings = SAMPLES[kind] | more
        text = TEXTS.get(kind, f"<p>Câu hỏi {kind}</p>")
        return service.add_question(kind, text, settings, unit_id=self.unit, feedback="<p>canary-general</p>")

    def quiz(self, *kinds: str, **settings: Any) -> Quiz:
        """Open a quiz that asks one sample of each kind, in this order."""
        ids = [self.question(kind).id for kind in kinds]
        quiz = Quiz(title="Bài thử", unit_id=self.unit, published_at=clock.now(), shuffle=False, shuffle_options=False)
        quiz.intro = quiz.competency = quiz.relearn = ""
        quiz.version, quiz.edited = 1, False
        for name, value in settings.items():
            setattr(quiz, name, value)
        db.session.add(quiz)
        db.session.flush()
        composing.set_parts(quiz, [Planned(each) for each in ids])
        transaction.commit()
        return quiz


@pytest.fixture
def enter_room() -> Callable[[], Room]:
    """Found the commune in whatever house is at hand."""

    def found() -> Room:
        unit = units.create("Q01", "UBND xã Thử")
        who = [people.enrol(f"Q{number}", f"Lê Thử {number}", unit) for number in range(4)]
        for person in who[:2]:
            grants.give(person, Role.TRAINER, unit)
        transaction.commit()
        return Room(unit.id, *(person.id for person in who))

    return found


@pytest.fixture
def room(app: Flask, enter_room: Callable[[], Room]) -> Room:
    """A commune in a house on SQLite, ready for clients."""
    with app.app_context(), app.test_request_context():
        return enter_room()


@pytest.fixture
def each_room(each_database: Flask, enter_room: Callable[[], Room]) -> Any:
    """A commune in a house on each database, inside a request."""
    with each_database.test_request_context():
        yield enter_room()


@pytest.fixture
def room_in(app: Flask, enter_room: Callable[[], Room]) -> Any:
    """A commune in a house on SQLite, inside a request."""
    with app.app_context(), app.test_request_context():
        yield enter_room()
