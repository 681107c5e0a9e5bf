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
def before(each_database: Flask) -> Flask:
    """A database as it was when a quiz held a list of numbers."""
    db.drop_all()
    command.upgrade(schema.alembic(), "0006")
    return each_database


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
    db.session.commit()
    schema.upgrade()

    parts = db.session.execute(text("SELECT quiz_id, place, question_id, weight FROM quiz_part ORDER BY place")).all()
    sizes = db.session.execute(text("SELECT id, size, behaviour FROM quiz ORDER BY id")).all()

    assert [tuple(row) for row in parts] == [(1, 1, 9, 1.0), (1, 2, 7, 1.0), (1, 3, 8, 1.0)]
    assert [tuple(row) for row in sizes] == [(1, 3, "deferred"), (2, 0, "deferred")]
