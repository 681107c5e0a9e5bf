"""Commands about accounts."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from training.accounts import founding
from training.core import transaction

admin_commands = AppGroup("admin", help="Administrators.")


@admin_commands.command("invite")
def invite() -> None:
    """Print a single-use link, good for one hour, by which an administrator makes an account."""
    with transaction.unit_of_work():
        link = founding.invitation()
    click.echo(link)
