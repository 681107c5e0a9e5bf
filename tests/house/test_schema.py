from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from training.core import schema
from training.core.db import db


def test_the_last_migration_equals_the_models(each_database: Flask) -> None:
    assert schema.differences() == []


def test_migrating_twice_changes_nothing(each_database: Flask) -> None:
    schema.upgrade()

    assert db.session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
