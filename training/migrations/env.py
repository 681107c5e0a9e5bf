"""Alembic runs inside the application: same settings, same engine, same tables."""

from contextlib import contextmanager

from alembic import context
from flask import current_app

from training.core.db import db

OWN_DDL = {"search_fts", "ix_search_entry_words"}


def ours(item, name, kind, reflected, compare_to):
    """Leave out what is written by hand: full-text tables and their shadows."""
    return not (name or "").startswith("search_fts") and name not in OWN_DDL


@contextmanager
def rebuilding(connection):
    """Let SQLite rebuild tables that rows of others point at, and see afterwards that every row still points at one.

    The way of https://www.sqlite.org/lang_altertable.html, section 7.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.commit()
    try:
        yield
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        connection.commit()
        if lost:
            raise RuntimeError(f"after the migration {len(lost)} rows point at nothing, the first in {lost[0][0]}")
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.commit()


def run() -> None:
    """Bring the database to the asked revision."""
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection, rebuilding(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=ours,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
