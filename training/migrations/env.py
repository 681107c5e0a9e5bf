"""Alembic runs inside the application: same settings, same engine, same tables."""

from alembic import context
from flask import current_app

from training.core.db import db

OWN_DDL = {"search_fts", "ix_search_entry_words"}


def ours(item, name, kind, reflected, compare_to):
    """Leave out what is written by hand: full-text tables and their shadows."""
    return not (name or "").startswith("search_fts") and name not in OWN_DDL


def run() -> None:
    """Bring the database to the asked revision."""
    engine = current_app.extensions["sqlalchemy"].engine
    with engine.connect() as connection:
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
