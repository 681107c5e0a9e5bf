"""A house in which people have read comes through every migration, and none of its rows is left pointing at nothing."""

from __future__ import annotations

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import text

from training.core import schema
from training.core.db import db


@pytest.fixture
def before(each_empty_database: Flask) -> Flask:
    """A database as it was when courses had no versions."""
    command.upgrade(schema.alembic(), "0005")
    return each_empty_database


def test_readings_survive_the_rebuilding_of_their_course(before: Flask) -> None:
    at = "2026-11-09 01:00:00+00:00" if db.engine.dialect.name == "postgresql" else "2026-11-09 01:00:00.000000"
    for line in (
        "INSERT INTO course (id, key, version, title, minutes) VALUES (5, 'mot-cua', 1, 'Một cửa', 40)",
        "INSERT INTO lesson_reading (id, person_id, course_id, lesson, version, opened_at, last_at)"
        " VALUES (1, 1, 5, 'vi-sao', 1, :at, :at)",
    ):
        db.session.execute(text(line.replace(":at", f"'{at}'")))
    db.session.commit()

    schema.upgrade()

    assert db.session.execute(text("SELECT course_id, lesson FROM lesson_reading")).all() == [(5, "vi-sao")]
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
