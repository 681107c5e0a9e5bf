"""SQLite as an office server needs it: one fair queue of writers, and no transaction the driver invents.

Reads run in autocommit, so each statement sees the latest committed rows, exactly as under PostgreSQL's
READ COMMITTED. The first statement that changes something waits its turn and opens BEGIN IMMEDIATE; commit
and rollback hand the turn on. Nothing can therefore fail with "database is locked" after it has begun to read.
"""

from __future__ import annotations

import threading
from collections import deque
from types import ModuleType
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

WAIT_SECONDS = 20.0
"""Longest wait for a turn to write before the request is told that the house is too busy."""
STATEMENTS_KEPT = 1000
"""How many statements a connection keeps prepared: about all that the house has, some 5 KiB each.

The driver would keep a hundred, and those asked most stay for good: two newer ones then drive each other out for ever,
and an answer saved on the day of an exam prepared both its statements anew, which took longer than running them.
"""
READING = ("SELECT", "PRAGMA", "EXPLAI", "RELEAS", "ROLLBA", "VACUUM", "ATTACH")
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=20000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)


class WriterQueue:
    """A first-come, first-served lock: the standard one may starve whoever waits longest."""

    def __init__(self) -> None:
        """Start with nobody writing."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def acquire(self, timeout: float = WAIT_SECONDS) -> bool:
        """Wait for my turn at most `timeout` seconds; say whether it came."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return True
        with self._guard:
            if turn.is_set():
                return True
            self._waiting.remove(turn)
        return False

    def release(self) -> None:
        """Hand the turn to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


def driver() -> ModuleType:
    """Return the SQLite driver: the wheel with a recent library where there is one, else Python's own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2  # type: ignore[no-any-return,unused-ignore]


class HouseDialect(SQLiteDialect_pysqlite):
    """pysqlite with the house's own transactions."""

    name = "sqlite"
    driver = "house"
    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        """Give each engine its own queue of writers."""
        super().__init__(**options)
        self.writers = WriterQueue()
        self._writing: set[int] = set()

    @classmethod
    def import_dbapi(cls) -> Any:
        """Name the driver module."""
        return driver()

    @classmethod
    def get_pool_class(cls, url: Any) -> type[QueuePool]:
        """Keep connections: opening one and setting it up costs more than a query."""
        return QueuePool

    def on_connect(self) -> Any:
        """Set up each new connection."""
        inherited = super().on_connect()

        def prepare(connection: Any) -> None:
            connection.isolation_level = None
            if inherited is not None:
                inherited(connection)
            for pragma in PRAGMAS:
                connection.execute(pragma)

        return prepare

    def create_connect_args(self, url: Any) -> Any:
        """Let the pool hand a connection from thread to thread."""
        args, options = super().create_connect_args(url)
        options["check_same_thread"] = False
        options["cached_statements"] = STATEMENTS_KEPT
        return args, options

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin nothing yet: a reader needs no transaction."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Make the work durable, then let the next writer in."""
        super().do_commit(dbapi_connection)
        self._leave(dbapi_connection)

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Undo the work, then let the next writer in."""
        try:
            super().do_rollback(dbapi_connection)
        finally:
            self._leave(dbapi_connection)

    def do_close(self, dbapi_connection: Any) -> None:
        """Never take the turn to the grave."""
        try:
            super().do_close(dbapi_connection)
        finally:
            self._leave(dbapi_connection)

    do_terminate = do_close

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run one statement, as a writer if it writes."""
        self._enter(cursor, statement)
        super().do_execute(cursor, statement, parameters, context)

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:
        """Run one statement without parameters, as a writer if it writes."""
        self._enter(cursor, statement)
        super().do_execute_no_params(cursor, statement, context)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Run one statement many times, as a writer."""
        self._enter(cursor, statement)
        super().do_executemany(cursor, statement, parameters, context)

    def _enter(self, cursor: Any, statement: str) -> None:
        connection = cursor.connection
        if statement.lstrip()[:6].upper() in READING or id(connection) in self._writing:
            return
        if connection.in_transaction:
            return
        if not self.writers.acquire():
            raise driver().OperationalError("database is locked: no turn to write within the time allowed")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self.writers.release()
            raise
        self._writing.add(id(connection))

    def _leave(self, connection: Any) -> None:
        connection = getattr(connection, "dbapi_connection", connection)  # the pool may hand us its wrapper
        if id(connection) in self._writing and not _open(connection):
            self._writing.discard(id(connection))
            self.writers.release()


def _open(connection: Any) -> bool:
    """Say whether `connection` is still inside a transaction; a closed one is not."""
    try:
        return bool(connection.in_transaction)
    except driver().ProgrammingError:
        return False


def library_version() -> tuple[int, int, int]:
    """Return the version of the SQLite library in use."""
    major, minor, patch = (int(part) for part in driver().sqlite_version.split(".")[:3])
    return major, minor, patch


registry.register("sqlite.house", __name__, "HouseDialect")
