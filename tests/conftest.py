"""A house for tests: its own folder, its own database, frozen secrets."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import wsgi
from tests import houses
from training.accounts import sessions
from training.accounts.models import Credential, Person
from training.config import Config
from training.core import clock
from training.core.db import db

SECRET = houses.SECRET
SERVER = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
NO_SERVER = "no PostgreSQL server answers on this machine"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> houses.Store:
    """What this worker keeps ready: the empty tables and the shipped content."""
    return houses.Store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session", autouse=True)
def _shortcuts(store: houses.Store) -> Iterator[None]:
    """Let every house of this worker share what is the same in all."""
    with pytest.MonkeyPatch.context() as patch:
        houses.hurry(store, houses.Shortcuts(store.folder), patch)
        yield


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(secret_key=SECRET, instance=tmp_path / "instance", testing=True)


@pytest.fixture
def app(config: Config, store: houses.Store) -> Iterator[Flask]:
    """A house with empty tables; `content.load()` fills it with what is shipped."""
    store.found(config)
    app = wsgi.create_app(config)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def empty_postgresql() -> Iterator[houses.Postgres | None]:
    """One PostgreSQL database a worker without tables, or None where no server answers."""
    with houses.postgres(SERVER) as kept:
        yield kept


@pytest.fixture(scope="session")
def postgresql_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.Postgres | None]:
    """One PostgreSQL database a worker that holds the empty tables, or None where no server answers."""
    with houses.postgres(SERVER) as kept:
        if kept is not None:
            kept.lay(tmp_path_factory.mktemp("postgresql"))
        yield kept


@pytest.fixture
def postgresql(empty_postgresql: houses.Postgres | None) -> Iterator[str]:
    """The address of a PostgreSQL database without tables, where a server answers."""
    if empty_postgresql is None:
        pytest.skip(NO_SERVER)
    yield empty_postgresql.address
    empty_postgresql.raze()


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The address of a Redis database of this worker's own, emptied before and after, where a server answers."""
    import redis

    address, _, number = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379/15").rpartition("/")
    address += f"/{int(number) - int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:])}"
    server = redis.Redis.from_url(address, socket_connect_timeout=2)
    try:
        server.flushdb()
    except redis.RedisError:
        pytest.skip("no Redis server answers on this machine")
    yield address
    server.flushdb()
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, store: houses.Store, tmp_path: Path) -> Iterator[Flask]:
    """The house with empty tables on SQLite and, where a server answers, on PostgreSQL."""
    kept: houses.Postgres | None = None
    if request.param == "postgresql":
        kept = request.getfixturevalue("postgresql_with_tables") or pytest.skip(NO_SERVER)
    config = Config(
        secret_key=SECRET, instance=tmp_path / "each", testing=True, database_url=kept.address if kept else ""
    )
    if kept is None:
        store.found(config)
    app = wsgi.create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if kept is not None:
        kept.empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A house without any table, on a database of its own: for migrations."""
    address = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    config = Config(secret_key=SECRET, instance=tmp_path / "empty", testing=True, database_url=address)
    with houses.opened(config) as app:
        yield app


@pytest.fixture
def as_person(app: Flask) -> Callable[[int], FlaskClient]:
    """A client whose browser holds a session of this person, second factor given."""

    def enter(person_id: int, house: Flask | None = None) -> FlaskClient:
        house = house or app
        with house.app_context():
            person = db.session.get(Person, person_id)
            assert person is not None
            person.status = "active"
            credential = db.session.get(Credential, person_id)
            if credential is not None:
                credential.totp_confirmed_at = clock.now()
            token = sessions.begin(person_id, second_factor=True)
            db.session.commit()
        client = house.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        return client

    return enter


Make = Callable[..., object]
