from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from training.core import schema
from training.core.db import db


@pytest.fixture
def migrated(each_empty_database: Flask) -> Flask:
    """A database built by the migrations alone."""
    schema.upgrade()
    return each_empty_database


def test_the_last_migration_equals_the_models(migrated: Flask) -> None:
    assert schema.differences() == []


def test_migrating_twice_changes_nothing(migrated: Flask) -> None:
    schema.upgrade()

    assert db.session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
