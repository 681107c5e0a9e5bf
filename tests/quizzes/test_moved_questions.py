"""Quizzes made before they had parts keep their questions, in order."""

from __future__ import annotations

import json

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import text

from training.core import schema
from training.core.db import db


@pytest.fixture
def before(each_empty_database: Flask) -> Flask:
    """A database as it was when a quiz held a list of numbers."""
    command.upgrade(schema.alembic(), "0006")
    return each_empty_database


def test_a_list_of_questions_becomes_parts(before: Flask) -> None:
    db.session.execute(
        text("INSERT INTO question (id, category, competency) VALUES (7, '', ''), (8, '', ''), (9, '', '')")
    )
    db.session.execute(
        text(
            "INSERT INTO quiz (id, version, title, intro, minutes, pass_percent, shuffle, competency, relearn,"
            " question_ids, edited) VALUES (1, 1, 'a', '', 5, 70, true, '', '', :ids, false),"
            " (2, 1, 'b', '', 5, 70, true, '', '', '[]', false)"
        ),
        {"ids": json.dumps([9, 7, 8])},
    )
    _attempts()
    db.session.commit()
    schema.upgrade()

    parts = db.session.execute(text("SELECT quiz_id, place, question_id, weight FROM quiz_part ORDER BY place")).all()
    sizes = db.session.execute(text("SELECT id, size, behaviour FROM quiz ORDER BY id")).all()

    assert db.session.scalar(text("SELECT count(*) FROM quiz_mark")) == 1
    assert db.session.execute(text("SELECT behaviour, forward, waiting FROM quiz_attempt")).one()[0] == "deferred"
    assert [tuple(row) for row in parts] == [(1, 1, 9, 1.0), (1, 2, 7, 1.0), (1, 3, 8, 1.0)]
    assert [tuple(row) for row in sizes] == [(1, 3, "deferred"), (2, 0, "deferred")]


def _attempts() -> None:
    """Let somebody have answered: tables that others point at are not to be built anew."""
    postgresql = db.engine.dialect.name == "postgresql"
    at = "2026-11-09 01:00:00+00:00" if postgresql else "2026-11-09 01:00:00.000000"
    for line in (
        "INSERT INTO question_version (id, question_id, version, kind, text, settings, feedback, made_at)"
        " VALUES (3, 9, 1, 'truefalse', 'x', '{}', '', :at)",
        "INSERT INTO quiz_attempt (id, quiz_id, learner_id, number, started_at) VALUES (4, 1, 1, 1, :at)",
        'INSERT INTO quiz_slot (id, attempt_id, place, version_id, "order", weight, flagged)'
        " VALUES (5, 4, 1, 3, '[]', 1, false)",
        "INSERT INTO quiz_answer_step (id, slot_id, seq, client_uuid, response, at)"
        " VALUES (6, 5, 1, '4_once', '[]', :at)",
        "INSERT INTO quiz_mark (id, slot_id, fraction, at) VALUES (7, 5, 1, :at)",
    ):
        db.session.execute(text(line), {"at": at} if ":at" in line else {})
