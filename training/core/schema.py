"""The schema and its history: one line of migrations, whose end equals the models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from flask.cli import AppGroup

from training.core.db import db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
commands = AppGroup("db", help="The database schema.")


def alembic() -> Config:
    """Return Alembic's settings for this house."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.set_main_option("path_separator", "os")
    return settings


def upgrade() -> None:
    """Bring the database to the newest revision; safe to repeat."""
    db.session.remove()
    command.upgrade(alembic(), "head")


def differences() -> list[Any]:
    """Return what the models have that the database lacks, and the other way round."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": _ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata))


def _ours(_item: Any, name: str | None, *_rest: Any) -> bool:
    return not (name or "").startswith("search_fts") and name != "ix_search_entry_words"


@commands.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest revision."""
    upgrade()
    click.echo("the schema is up to date")


@commands.command("revision")
@click.argument("message")
def revision_command(message: str) -> None:
    """Write a new migration from what the models changed."""
    command.revision(alembic(), message, autogenerate=True)
