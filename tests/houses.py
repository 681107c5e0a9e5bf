"""Houses for tests, built fast: what is the same in each is made once a worker and copied.

Shared are the addresses of the URL map, compiled templates, the static files, the empty schema and the shipped content.
`tests/house/test_houses.py` holds each of them to what the real making gives.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Table, func, insert, literal, select, text
from werkzeug.routing import Rule

import wsgi
from training.config import Config
from training.core import assets, clock, content, sqlite
from training.core.audit.models import AuditEvent
from training.core.db import Base, db, on_sqlite
from training.core.feature import house
from training.core.search import SearchEntry

SECRET = "a test secret that is long enough 0123456789 abcdef"
LOADED_AT = datetime(1987, 3, 5, 4, 5, 6, tzinfo=UTC)
"""When the copied content pretends to have been loaded: the moment is replaced by the present of whoever copies it."""
NUMBERED_ANEW = {SearchEntry.__tablename__, AuditEvent.__tablename__}
"""Tables in which others write too and to whose rows nobody points: copies take the next free numbers."""
really_load = content.load


@dataclass(frozen=True)
class Stock:
    """The shipped content as rows: what loading said of itself, which rooms it came from, and each table's rows."""

    counts: dict[str, int]
    sources: list[str]
    rows: dict[Table, list[dict[str, Any]]]


class Store:
    """What one worker keeps ready."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`."""
        self.folder = folder
        self._stock: Stock | None = None

    def schema(self) -> Path:
        """Return a SQLite file that holds the empty tables."""
        made = self.folder / "schema.sqlite3"
        if not made.exists():
            with opened(Config(secret_key=SECRET, instance=self.folder / "schema", testing=True)) as app:
                db.create_all()
                db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
                file = Path(app.instance_path) / "santapso.sqlite3"
            shutil.copyfile(file, made)
        return made

    def found(self, config: Config) -> None:
        """Lay the empty tables where a house of this configuration looks for them."""
        config.instance.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.schema(), config.instance / "santapso.sqlite3")

    def stock(self) -> Stock:
        """Return the shipped content, loaded once."""
        if self._stock is None:
            config = Config(secret_key=SECRET, instance=self.folder / "stock", testing=True)
            self.found(config)
            with opened(config), clock.at(LOADED_AT):
                counts = really_load()
                db.session.commit()
                self._stock = Stock(counts, [each.name for each in house().content], rows_of_all_tables())
        return self._stock

    def load(self) -> dict[str, int]:
        """Load the shipped content as `content.load` does: by copy where nothing of it is there yet."""
        db.session.flush()
        if db.session.scalar(select(content.LoadedContent.key).limit(1)) is not None:
            return really_load()
        stock = self._stock or in_a_thread(self.stock)
        if stock.sources != [each.name for each in house().content] or not _untouched(stock):
            return really_load()
        copy(stock)
        return dict(stock.counts)


def in_a_thread(deed: Callable[[], Any]) -> Any:
    """Return what `deed` returns, done away from the caller's session, request and clock."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(deed).result()


@contextmanager
def opened(config: Config) -> Iterator[Flask]:
    """Open a house, and close its connections afterwards."""
    app = wsgi.create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def rows_of_all_tables() -> dict[Table, list[dict[str, Any]]]:
    """Return every row of the house, table by table, those pointed at first."""
    found = {
        table: [dict(row) for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in Base.metadata.sorted_tables
    }
    return {table: rows for table, rows in found.items() if rows}


def copy(stock: Stock) -> None:
    """Put the rows of `stock` into the house at hand, as if they had been loaded now."""
    now = clock.now()
    last = db.session.scalar(select(func.max(SearchEntry.id))) or 0
    for table, rows in stock.rows.items():
        anew = table.name in NUMBERED_ANEW
        fresh = [
            {name: now if value == LOADED_AT else value for name, value in row.items() if not (anew and name == "id")}
            for row in rows
        ]
        db.session.execute(insert(table), fresh)
        if not on_sqlite() and "id" in table.c and not anew:
            _count_on(table)
    if on_sqlite():
        entry = SearchEntry.__table__.c
        words = select(entry.id, entry.folded_title, entry.folded_body).where(entry.id > last)
        db.session.execute(
            text("INSERT INTO search_fts(rowid, title, body) VALUES (:id, :folded_title, :folded_body)"),
            [dict(row) for row in db.session.execute(words).mappings()],
        )
    db.session.expire_all()


def _count_on(table: Table) -> None:
    """Let PostgreSQL number the next row after the copied ones."""
    sequence = func.pg_get_serial_sequence(table.name, "id")
    db.session.execute(select(func.setval(sequence, select(func.max(table.c.id)).scalar_subquery())))


def _untouched(stock: Stock) -> bool:
    """Say whether no table that content fills holds a row yet, but for those that take the next number."""
    asked = [select(literal(1)).select_from(table).limit(1) for table in stock.rows if table.name not in NUMBERED_ANEW]
    return not any(db.session.execute(each).first() for each in asked)


class Pages(BytecodeCache):
    """Compiled templates, kept for the next house of this process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same source."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Shortcuts:
    """The same work of every house of this process, done once: compiled addresses and static files."""

    def __init__(self, folder: Path) -> None:
        """Keep the static files in `folder`."""
        self.folder = folder
        self._builders: dict[tuple[Any, ...], Any] = {}
        self._names: dict[Path, dict[str, str]] = {}

    def compile_builder(self, rule: Rule, append_unknown: bool = True) -> Any:
        """Stand in for Werkzeug's own: the function depends on the shape of the rule alone, not on the rule."""
        if rule.defaults:
            return self.really_compile(rule, append_unknown)
        key = (tuple(rule._trace), append_unknown)
        if key not in self._builders:
            self._builders[key] = self.really_compile(rule, append_unknown)
        return self._builders[key]

    def prepare(self, source: Path, target: Path) -> dict[str, str]:
        """Stand in for `assets.prepare`: the files are written once and linked to."""
        made = self.folder / "assets"
        if source not in self._names:
            self._names[source] = self.really_prepare(source, made)
        if not target.exists():
            target.symlink_to(made, target_is_directory=True)
        return self._names[source]

    really_compile = staticmethod(Rule._compile_builder)
    really_prepare = staticmethod(assets.prepare)


class Postgres:
    """One PostgreSQL database a worker, cleared after each test: making and dropping one takes seconds each."""

    def __init__(self, server: str) -> None:
        """Make the database on `server`; raise psycopg.OperationalError where none answers."""
        self._admin = psycopg.connect(server, autocommit=True, connect_timeout=2)
        self.name = f"house_{secrets.token_hex(6)}"
        self.address = server.rsplit("/", 1)[0] + f"/{self.name}"
        self._admin.execute(f"CREATE DATABASE {self.name}")
        self._admin.execute(f"ALTER DATABASE {self.name} SET synchronous_commit = off")
        self._own = psycopg.connect(self.address, autocommit=True)

    def lay(self, folder: Path) -> None:
        """Make the tables."""
        with opened(Config(secret_key=SECRET, instance=folder, testing=True, database_url=self.address)):
            db.create_all()

    def empty(self) -> None:
        """Remove every row and start counting anew."""
        self._send_away()
        asked = " UNION ALL ".join(
            f"SELECT '{table.name}' WHERE EXISTS (SELECT FROM \"{table.name}\")"  # noqa: S608
            for table in Base.metadata.sorted_tables
        )
        with self._own.transaction():
            self._own.execute("SET LOCAL session_replication_role = replica")
            for (name,) in self._own.execute(asked).fetchall():
                self._own.execute(f'DELETE FROM "{name}"')  # noqa: S608
            self._own.execute(
                "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
                " FROM pg_sequences WHERE last_value IS NOT NULL"
            )

    def raze(self) -> None:
        """Remove every table."""
        self._send_away()
        self._own.execute("DROP SCHEMA public CASCADE")
        self._own.execute("CREATE SCHEMA public")

    def drop(self) -> None:
        """Give the room back."""
        self._own.close()
        self._admin.execute(f"DROP DATABASE {self.name} WITH (FORCE)")
        self._admin.close()

    def _send_away(self) -> None:
        """Whoever still holds a connection loses it."""
        self._own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [self.name],
        )


@contextmanager
def postgres(server: str) -> Iterator[Postgres | None]:
    """Keep a database as long as it is needed; None where no server answers."""
    try:
        kept = Postgres(server)
    except psycopg.OperationalError:
        yield None
        return
    try:
        yield kept
    finally:
        kept.drop()


def hurry(store: Store, shortcuts: Shortcuts, patch: Any) -> None:
    """Let every house of this process take the shortcuts, through `patch` (pytest's MonkeyPatch)."""
    patch.setattr(content, "load", store.load)
    patch.setattr(Rule, "_compile_builder", lambda rule, unknown=True: shortcuts.compile_builder(rule, unknown))
    patch.setattr(Flask, "jinja_options", {"bytecode_cache": Pages()})
    patch.setattr(assets, "prepare", shortcuts.prepare)
    patch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA synchronous=OFF"))
