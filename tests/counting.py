"""How often a page asks the database."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from training.core.db import db


def statements(app: Flask, client: FlaskClient, path: str) -> int:
    """Return how many statements `path` takes once it is warm."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    assert client.get(path).status_code == 200, path
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200, path
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
