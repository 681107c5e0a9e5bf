"""A production server of our own for one story: on SQLite, or on PostgreSQL with Redis."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

import wsgi
from training.accounts import sessions
from training.accounts.models import Credential, Person
from training.config import Config
from training.core import clock, schema
from training.core.db import db

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a browser story's secret, long enough 0123456789 abcdef"


@dataclass
class Server:
    """The process that serves a house; killed and started again it is the same house at the same address."""

    address: str
    folder: Path
    env: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start serving, and wait until somebody answers; raise RuntimeError with the log where nobody does."""
        serve, listen = str(Path(sys.executable).parent / "waitress-serve"), self.address.removeprefix("http://")
        with (self.folder / "log.txt").open("a") as log:
            process = subprocess.Popen(
                [serve, "--listen", listen, "--call", "wsgi:create_app"],
                cwd=ROOT, env=self.env, stdout=log, stderr=log,
            )  # fmt: skip
        self.running.append(process)
        _wait(self.address, process, self.folder)

    def kill(self) -> None:
        """End it as a failing machine does: at once, with nothing finished."""
        process = self.running.pop()
        process.kill()
        process.wait(20)

    def stop(self) -> None:
        """End what still runs, in good order."""
        for process in self.running:
            process.terminate()
            process.wait(20)


@dataclass(frozen=True)
class Standing:
    """A house that is being served: where, by which process, and the same house in here, for looking and preparing."""

    address: str
    app: Flask
    server: Server

    def cookie_of(self, person_id: int) -> dict[str, Any]:
        """Return what the browser of a signed-in person holds, second factor given."""
        with self.app.app_context():
            db.session.get_one(Person, person_id).status = "active"
            if (credential := db.session.get(Credential, person_id)) is not None:
                credential.totp_confirmed_at = clock.now()
            token = sessions.begin(person_id, second_factor=True)
            db.session.commit()
        client = self.app.test_client()
        with client.session_transaction() as held:
            held["_user_id"], held["_fresh"] = token, True
        cookie = client.get_cookie("house", "127.0.0.1")
        assert cookie
        return {"name": cookie.key, "value": cookie.value, "url": self.address}


@contextmanager
def standing(folder: Path, database: str, carrier: str) -> Iterator[Standing]:
    """Serve an empty, migrated house in `folder`; an empty `database` or `carrier` means the embedded one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    config = Config(
        secret_key=SECRET, instance=folder, testing=True, database_url=database, redis_url=carrier, public_url=address
    )
    app = wsgi.create_app(config)
    with app.app_context(), app.test_request_context():
        schema.upgrade()
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    env |= {"SECRET_KEY": SECRET, "PUBLIC_URL": address, "INSTANCE_PATH": str(folder)}
    env |= {"DATABASE_URL": database} if database else {}
    env |= {"REDIS_URL": carrier} if carrier else {}
    server = Server(address, folder, env)
    try:
        server.start()
        yield Standing(address, app, server)
    finally:
        server.stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _wait(address: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    for _turn in range(200):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310  (our own server)
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError((folder / "log.txt").read_text("utf-8")[-2000:])
