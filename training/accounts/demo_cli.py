"""The demo province on the command line: up, accounts, and away again."""

from __future__ import annotations

import csv
import logging
import os
import secrets
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import delete, select

from training.accounts import demo, passwords, removal
from training.accounts.models import Credential, Membership, Person, Unit
from training.core import clock, content, schema, transaction
from training.core.content import LoadedContent
from training.core.db import db
from training.core.feature import house

commands = AppGroup("demo", help="The demo province.")
WORDS = (
    "tram",
    "duoc",
    "sen",
    "lua",
    "cau",
    "ghe",
    "thuyen",
    "song",
    "rach",
    "kenh",
    "nang",
    "mua",
    "gio",
    "trang",
    "sao",
)
COLUMNS = ("username", "password", "role", "unit", "name")


@commands.command("up")
@click.option("--port", default=8000, show_default=True)
def up(port: int) -> None:
    """Prepare the demo and serve it."""
    prepare()
    rows = accounts(os.environ.get("DEMO_PASSWORD", ""))
    _announce(rows)
    serve(port)


@commands.command("load")
def load() -> None:
    """Prepare the demo without serving it."""
    prepare()
    _announce(accounts(os.environ.get("DEMO_PASSWORD", "")))


@commands.command("remove")
def remove() -> None:
    """Take every demo person away, with everything about them; shipped content stays."""
    count = _withdraw()
    db.session.execute(delete(LoadedContent).where(LoadedContent.source == "demo"))
    demo.leave()
    transaction.commit()
    (Path(current_app.config["HOUSE"].instance) / "demo-accounts.csv").unlink(missing_ok=True)
    click.echo(f"{count} demo people removed")


def _withdraw() -> int:
    count = removal.withdraw(list(db.session.scalars(select(Person.id).where(Person.is_demo))))
    removal.drop_empty_demo_units()
    return count


def prepare() -> None:
    """Bring schema, content and people up to date; quick when they are."""
    if not current_app.config["HOUSE"].demo:
        raise SystemExit("This is not a demo installation: make run prepares one in its own instance folder.")
    schema.upgrade()
    with transaction.unit_of_work():
        content.load()
    if db.session.get(LoadedContent, ("demo", "province")) is not None:
        return
    click.echo("Building the demo province, some twenty seconds…")
    if demo.is_there():  # an earlier start was cut short
        _withdraw()
        transaction.commit()
    stage = demo.gather()
    for feature in house().features:
        if feature.demo:
            feature.demo(stage)
            transaction.commit()
    db.session.add(LoadedContent(source="demo", key="province", version=1, available=1, loaded_at=clock.now()))
    transaction.commit()


def accounts(wanted: str = "") -> list[dict[str, str]]:
    """Return the accounts to sign in with, and keep them in the instance folder; `wanted` is the password of all."""
    path = Path(current_app.config["HOUSE"].instance) / "demo-accounts.csv"
    known = _known(path)
    rows = []
    for star, person, unit in _stars():
        before = known.get(star.name, {}).get("password", "")
        password = wanted or before or _password()
        if password != before:
            _set(person.id, password)
        name = person.identity.full_name if person.identity else ""
        rows.append(dict(zip(COLUMNS, (star.name, password, star.role.value, unit.name, name), strict=True)))
    transaction.commit()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    return rows


def _stars() -> list[tuple[demo.Star, Person, Unit]]:
    stars = {star.name: star for star in demo.STARS}
    query = (
        select(Credential.sign_in_name, Person, Unit)
        .join(Person, Person.id == Credential.person_id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Credential.sign_in_name.in_(stars), Person.is_demo, Membership.until.is_(None))
    )
    found: dict[str, Any] = {name: (stars[name], person, unit) for name, person, unit in db.session.execute(query)}
    return [found[name] for name in stars if name in found]


def _set(person_id: int, password: str) -> None:
    credential = db.session.get(Credential, person_id)
    if credential is not None:
        credential.password_hash = passwords.hash_password(password)
        credential.password_set_at, credential.must_change = clock.now(), False


def _password() -> str:
    return "-".join(secrets.choice(WORDS) for _ in range(4)) + f"-{secrets.randbelow(9000) + 1000}"


def _known(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["username"]: row for row in csv.DictReader(file)}


def _announce(rows: list[dict[str, str]]) -> None:
    click.echo("")
    for row in rows:
        click.echo(f"  {row['username']:<18} {row['password']:<34} {row['role']:<10} {row['unit']}")
    click.echo(f"\n  {current_app.config['HOUSE'].public_url}\n")


def serve(port: int) -> None:
    """Serve on this machine only, in one process, with its jobs beside it."""
    from waitress.server import create_server

    logging.getLogger("waitress").setLevel(logging.ERROR)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.remove()
    server = create_server(app, host="127.0.0.1", port=port, threads=8)
    app.extensions["workshop"].start()
    try:
        server.run()
    finally:
        app.extensions["workshop"].stop()
