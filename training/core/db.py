"""The database as the house sees it: one typed base, a handful of column types, and row locks."""

from __future__ import annotations

import json as plain_json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Annotated, Any, TypeVar

from flask import Flask, g
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Text,
    bindparam,
    cast,
    column,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from training.core import sqlite as sqlite  # registers the dialect

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
Whole = BigInteger().with_variant(Integer(), "sqlite")
Document = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware UTC time, in every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a naive time; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


pk = Annotated[int, mapped_column(Whole, primary_key=True)]
moment = Annotated[datetime, mapped_column(Moment())]
json = Annotated[Any, mapped_column(Document)]


class Base(DeclarativeBase):
    """Parent of every table; each names its own `__tablename__`."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            int: Whole,
            str: Text(),
            datetime: Moment(),
            dict[str, Any]: Document,
            list[Any]: Document,
        },
    )


class HouseSession(Session):
    """Flask-SQLAlchemy's session, which goes on with the transaction that `line` began in the same request."""

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **options: Any
    ) -> Engine | Connection:
        """Return the request's own connection where it has one."""
        held: Connection | None = g.get(LINE)
        return held if held is not None and bind is None else super().get_bind(mapper, clause, bind, **options)

    def commit(self) -> None:
        """Make everything durable, what `line` wrote before this session began included."""
        super().commit()
        if (held := g.get(LINE)) is not None and held.in_transaction():
            held.commit()

    def rollback(self) -> None:
        """Undo everything, what `line` wrote before this session began included."""
        super().rollback()
        if (held := g.get(LINE)) is not None and held.in_transaction():
            held.rollback()


LINE = "_line"
PLANNED = """
    SELECT set_config(name, '1.1', false) FROM pg_settings WHERE name = 'random_page_cost' AND source = 'default'
"""
db = SQLAlchemy(
    model_class=Base, session_options={"class_": HouseSession, "join_transaction_mode": "control_fully"}
)
Row = TypeVar("Row", bound=Base)
Item = TypeVar("Item")


def line() -> Connection:
    """Return the connection of this request's one transaction, without making a session that is not needed.

    A session costs more than the statement of a hot path; one that begins later goes on with the same transaction.
    """
    if db.session.registry.has():
        return db.session.connection()
    held: Connection | None = g.get(LINE)
    if held is None:
        held = db.engine.connect()
        setattr(g, LINE, held)
    return held


def rows(query: Any, values: dict[str, Any]) -> Sequence[Any]:
    """Return plain rows of a statement on tables: without the work a session does for objects, which costs more."""
    if db.session.registry.has():
        db.session.flush()
    return line().execute(query, values).all()


def add_rows(table: Any, found: Sequence[Mapping[str, Any]]) -> None:
    """Insert plain rows that name the same columns, in one statement.

    PostgreSQL is sent one document: a message a row took it longer than all the rows themselves.
    """
    if not found:
        return
    if db.session.registry.has():
        db.session.flush()
    if on_sqlite():
        line().execute(_row_by_row(table), found)
    else:
        line().execute(_at_once(table, tuple(found[0])), {"rows": plain_json.dumps(found, default=str)})


@cache
def _row_by_row(table: Any) -> Any:
    return insert(table)


@cache
def _at_once(table: Any, names: tuple[str, ...]) -> Any:
    document = cast(bindparam("rows", type_=Text()), JSONB)
    columns = [column(name, table.c[name].type) for name in names]
    given = func.jsonb_to_recordset(document).table_valued(*columns).render_derived(name="given", with_types=True)
    return insert(table).from_select(names, select(*given.c))


def finish(*, keep: bool) -> None:
    """Commit or undo the work of this request; nothing, where it asked nothing of the database."""
    held: Any = db.session if db.session.registry.has() else g.get(LINE)
    if held is not None:
        held.commit() if keep else held.rollback()


def init_app(app: Flask) -> None:
    """Set up the database of `app`; at the end of a request the session goes first, then its connection."""
    app.teardown_appcontext(_hang_up)
    db.init_app(app)
    with app.app_context():
        if not on_sqlite():
            event.listen(db.engine, "connect", _plan)


def _plan(connection: Any, _record: object) -> None:
    """Let PostgreSQL plan for an SSD, where a page anywhere costs about what the next one costs.

    By its own figure, meant for turning disks, it reads whole tables of answers where an index leads to twenty rows.
    What an operator says of it anywhere stays (https://www.postgresql.org/docs/current/runtime-config-query.html).
    """
    connection.execute(PLANNED)
    connection.commit()


def _hang_up(_error: BaseException | None) -> None:
    held: Connection | None = g.pop(LINE, None)
    if held is not None:
        held.close()


def on_sqlite() -> bool:
    """Say whether the house stands on SQLite."""
    return db.engine.dialect.name == "sqlite"


def locked(model: type[Row], row_id: int) -> Row | None:
    """Load a row nobody else may change until the transaction ends, or None."""
    if on_sqlite():
        take_turn()
    query = select(model).where(model.__mapper__.primary_key[0] == row_id)
    held = query.with_for_update(of=model, key_share=True)  # rows that refer to it may still be added meanwhile
    return db.session.scalars(held.execution_options(populate_existing=True)).first()


def hold(model: type[Base], row_id: int) -> None:
    """Let nobody else `locked` or `hold` a row until the transaction ends, without reading it.

    On SQLite there is one writer for all rows, hence nothing to ask for.
    """
    if on_sqlite():
        take_turn()
    else:
        key = model.__mapper__.primary_key[0]
        db.session.connection().execute(select(key).where(key == row_id).with_for_update(key_share=True))


def take_turn() -> None:
    """Become the writer now: what is read afterwards cannot change before the commit (SQLite only)."""
    db.session.connection().exec_driver_sql("SAVEPOINT turn")
    db.session.connection().exec_driver_sql("RELEASE turn")


def chunks(items: Iterable[Item], size: int = 500) -> Iterator[list[Item]]:
    """Cut `items` into lists of at most `size`."""
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


__all__ = [
    "Base",
    "Mapped",
    "Moment",
    "Whole",
    "add_rows",
    "chunks",
    "db",
    "hold",
    "json",
    "line",
    "locked",
    "mapped_column",
    "moment",
    "on_sqlite",
    "pk",
    "rows",
    "take_turn",
]
