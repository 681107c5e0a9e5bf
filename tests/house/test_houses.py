"""The short ways by which tests get their houses lead to what the real making gives."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import Table, text
from werkzeug.routing import Rule

from quizzes import service
from tests import houses
from training.accounts import people, units
from training.core import clock, content, schema, search
from training.core.db import db, on_sqlite

Rows = dict[Table, list[dict[str, Any]]]
WHEN = clock.at_office(clock.date(2026, 11, 10), 9)


def words() -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(text("SELECT rowid, title, body FROM search_fts ORDER BY rowid"))]


def test_copied_content_equals_loaded_content(each_database: Flask, app: Flask) -> None:
    with clock.at(WHEN):
        with each_database.app_context():
            counts = content.load()
            copied, found = houses.rows_of_all_tables(), words() if on_sqlite() else []
            db.session.commit()
        with app.app_context():
            assert houses.really_load() == counts
            db.session.commit()
            assert houses.rows_of_all_tables() == copied
            assert not found or words() == found


def test_copied_content_joins_what_is_there_and_loads_once(each_database: Flask) -> None:
    with each_database.test_request_context():
        unit = units.create("L01", "UBND xã Thử")
        people.enrol("L1", "Lê Thử", unit)
        first, second = content.load(), content.load()

    assert first["added"] > 80
    assert second == {"added": 0, "updated": 0, "kept": 0, "same": first["added"]}
    assert search.find("một cửa điện tử", audiences=["staff"])


def test_rows_made_after_the_copy_get_numbers_of_their_own(each_database: Flask) -> None:
    with each_database.test_request_context():
        content.load()
        db.session.commit()
        made = service.add_question("truefalse", "<p>Đúng không?</p>", {"answer": True}, unit_id=None)
        db.session.commit()

        assert made.id > 200


def test_the_copied_schema_equals_the_models(app: Flask) -> None:
    with app.app_context():
        assert schema.differences() == []


def some(converter: Any) -> Any:
    return 7 if "Integer" in type(converter).__name__ else min(getattr(converter, "items", ["vi"]))


def test_shared_addresses_are_the_addresses(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        values = {name: some(converter) for name, converter in rule._converters.items()}
        really = houses.Shortcuts.really_compile(rule, True).__get__(rule, Rule)
        assert rule._build_unknown(**values, more="x") == really(**values, more="x")
