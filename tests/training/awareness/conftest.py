from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.accounts import people, units
from training.awareness import queries, service
from training.awareness.models import InboxRun
from training.core import content, transaction


@pytest.fixture
def province(app: Flask) -> dict[str, int]:
    """Two people of one commune, and the shipped mailbox."""
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("T01", "UBND phường Thử")
        ids = {
            name: people.enrol(f"CB{number}", name, root).id
            for number, name in enumerate(("Lê Học Viên", "Võ Đồng Nghiệp"), 1)
        }
        transaction.commit()
        return {"learner": ids["Lê Học Viên"], "classmate": ids["Võ Đồng Nghiệp"], "unit": root.id}


@pytest.fixture
def learner(province: dict[str, int], as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(province["learner"])


@pytest.fixture
def classmate(province: dict[str, int], as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(province["classmate"])


@pytest.fixture
def run_id(app: Flask, province: dict[str, int]) -> int:
    with app.app_context(), app.test_request_context():
        run: InboxRun = service.begin(queries.open_sets()[0], province["learner"])
        transaction.commit()
        return run.id
