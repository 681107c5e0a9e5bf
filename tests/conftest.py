"""A house for tests: its own folder, its own database, frozen secrets."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import wsgi
from training.accounts import sessions
from training.accounts.models import Credential, Person
from training.config import Config
from training.core import clock
from training.core.db import db

SECRET = "a test secret that is long enough 0123456789 abcdef"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(secret_key=SECRET, instance=tmp_path / "instance", testing=True)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = wsgi.create_app(config)
    with app.app_context():
        db.create_all()
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


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL database of our own, where a server answers."""
    import psycopg

    server = os.environ.get("TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        admin = psycopg.connect(server, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers on this machine")
    name = f"house_{secrets.token_hex(6)}"
    admin.execute(f"CREATE DATABASE {name}")
    yield server.rsplit("/", 1)[0] + f"/{name}"
    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


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
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The house on SQLite and, where a server answers, on PostgreSQL."""
    address = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    config = Config(secret_key=SECRET, instance=tmp_path / "each", testing=True, database_url=address)
    app = wsgi.create_app(config)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


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
