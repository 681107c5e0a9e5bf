"""The audit trail is read in words and names, and finds what one asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from flask import Flask

from training.accounts import people, units
from training.admin import trail
from training.admin.event_words import ACTS, AREAS, JOBS, act_words
from training.core import audit, clock
from training.core.db import db
from training.core.feature import house

ROOT = Path(__file__).resolve().parents[3]


def noted() -> Iterator[str]:
    """Yield every act that the code names in full when it writes the trail."""
    for package in ("training", "courses", "quizzes"):
        for path in (ROOT / package).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and call.args and ast.unparse(call.func) == "audit.note":
                    first = call.args[0]
                    parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                    yield from (each.value for each in parts if isinstance(each, ast.Constant))


def test_every_act_and_every_job_is_said_in_words(in_app: Flask) -> None:
    found = set(noted())

    assert len(found) > 60
    assert found - set(ACTS) == set()
    assert set(house().jobs) - set(JOBS) == set()
    assert {each.split(".")[0] for each in ACTS} == {first for _words, firsts in AREAS.values() for first in firsts}


def test_a_refusal_has_the_words_of_its_area_and_the_unknown_its_code() -> None:
    assert act_words("sign_in.locked") is AREAS["entry"][0]
    assert act_words("elsewhere.done") == "elsewhere.done"


def test_the_trail_is_found_by_area_person_and_day(in_app: Flask) -> None:
    with in_app.test_request_context():
        unit = units.create("T01", "UBND xã Thử")
        one, other = (people.enrol(f"T{n}", name, unit).id for n, name in enumerate(("Lê Thị Ấm", "Trần Văn Bền")))
        monday = clock.at_office(date(2026, 3, 2), 23)
        with clock.at(monday):
            audit.note("grant.give", ("person", one), actor_id=other)
            audit.note("sign_out", ("person", other), actor_id=other)
        with clock.at(monday + timedelta(hours=2)):
            audit.note("sign_in.done", ("person", one), actor_id=one)
        db.session.flush()

        def found(*about: object) -> list[str]:
            rows = db.session.scalars(trail.events(*about)).all()  # type: ignore[arg-type]
            return sorted(each.action for each in rows if each.at >= monday and each.at < monday + timedelta(days=1))

        assert found("entry") == ["sign_in.done", "sign_out"]
        assert found("", "le thi am") == ["grant.give", "sign_in.done"]
        assert found("", "", date(2026, 3, 3), date(2026, 3, 3)) == ["sign_in.done"]
        assert found("grants", "Trần") == ["grant.give"]
        named = trail.names(db.session.scalars(trail.events()).all())
        assert named["person", str(one)] == "Lê Thị Ấm"
        assert named["unit", str(unit.id)] == "UBND xã Thử"
