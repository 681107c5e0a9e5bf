"""Results that may not be told yet: which they are, asked in as many statements for many quizzes as for one."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import event

from quizzes import saving, taking
from quizzes.models import Quiz
from tests.quizzes.room import Room
from training.core import activities, transaction
from training.core.activities import ActivityRef
from training.core.db import db

LATER = {"during": [], "just_after": [], "later": [], "closed": ["marks"]}


def _taken(room: Room, **settings: object) -> ActivityRef:
    quiz: Quiz = room.quiz("truefalse", **settings)
    attempt = taking.start(quiz, room.learner)
    saving.save_answer(room.learner, attempt.id, saving.Answer(1, ["true"], f"withheld-{attempt.id}"))
    taking.submit_attempt(attempt)
    transaction.commit()
    return ActivityRef("quiz", quiz.id)


def test_what_is_withheld_is_asked_in_as_many_statements_for_many_quizzes_as_for_one(app: Flask, room: Room) -> None:
    seen = list[str]()

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context(), app.test_request_context():
        told, hidden = _taken(room, review={}), [_taken(room, review=LATER) for _turn in range(4)]
        activities.withheld(room.learner, [told, *hidden])  # what quizzes choose to tell is known from now on
        event.listen(db.engine, "before_cursor_execute", note)
        found, one = activities.withheld(room.learner, [told, hidden[0]]), len(seen)
        many = activities.withheld(room.learner, [told, *hidden])
        event.remove(db.engine, "before_cursor_execute", note)

        assert found == {hidden[0]}
        assert many == set(hidden)
        assert len(seen) - one == one > 0
