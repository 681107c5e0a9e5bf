from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, content, events, spreadsheet, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import queries, service


@pytest.fixture
def twins(app: Flask, as_person: Callable[[int], FlaskClient]) -> dict[str, object]:
    """Two communes, each with a trainer and learners, asked for the same course."""
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("R01", "UBND tỉnh")
        found = activities.by_key("course", "mot-cua")
        assert found
        made: dict[str, object] = {"ref": found.ref}
        for name in ("a", "b"):
            unit = units.create(f"R01.{name.upper()}", f"UBND xã {name.upper()}", root)
            trainer = people.enrol(f"T{name}", f"Trần Giảng {name.upper()}", unit)
            grants.give(trainer, Role.TRAINER, unit)
            learners = [people.enrol(f"{name}{n}", f"Lê Chim {name.upper()} {n}", unit).id for n in range(4)]
            service.assign(found.ref, by=trainer.id, unit_id=unit.id, days=5)
            made |= {f"unit_{name}": unit.id, f"trainer_{name}": trainer.id, f"learners_{name}": learners}
        events.publish(events.Finished(made["learners_a"][0], found.ref, "completed", 1.0, {"x": 1}))  # type: ignore[index]
        transaction.commit()
    made["client_a"] = as_person(made["trainer_a"])  # type: ignore[arg-type]
    return made


def test_screen_csv_and_excel_say_the_same(twins: dict[str, object]) -> None:
    client: FlaskClient = twins["client_a"]  # type: ignore[assignment]
    where = {"unit": twins["unit_a"], "ref": str(twins["ref"]), "of": "people"}
    page = client.get("/reports/completion", query_string=where).text
    rows = list(
        csv.reader(io.StringIO(client.get("/reports/completion.csv", query_string=where).data.decode("utf-8-sig")))
    )
    book = openpyxl.load_workbook(io.BytesIO(client.get("/reports/completion.xlsx", query_string=where).data))
    cells = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]

    assert cells == rows
    assert len(rows) == 1 + 5
    assert all(row[0] in page for row in rows[1:])
    assert sum(row[3] != "" for row in rows[1:]) == 1


def test_a_trainer_sees_nothing_of_another_commune(twins: dict[str, object]) -> None:
    client: FlaskClient = twins["client_a"]  # type: ignore[assignment]
    stranger = twins["learners_b"][0]  # type: ignore[index]
    answers = [
        client.get(f"/reports/people/{stranger}"), client.get(f"/people/{stranger}"),
        client.get("/reports/completion", query_string={"unit": twins["unit_b"]}),
        client.get("/reports/completion.csv", query_string={"unit": twins["unit_b"], "of": "people"}),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}
    assert not any("Chim B" in answer.text for answer in answers)
    assert "Chim B" not in client.get("/people").text
    assert "Chim B" not in client.get("/").text


def test_a_completion_is_never_rewritten(app: Flask, twins: dict[str, object]) -> None:
    person_id: int = twins["learners_a"][0]  # type: ignore[index]
    ref: ActivityRef = twins["ref"]  # type: ignore[assignment]
    with app.app_context(), app.test_request_context():
        first = queries.completions_of(person_id)[0]
        service.correct(first, "failed", "Nhầm người", by=1)
        transaction.commit()
        _progress, rows = queries.timeline(person_id, ref)

    assert [(row.outcome, row.reason) for row in rows] == [("failed", "Nhầm người"), ("completed", "")]


@pytest.mark.parametrize("path", ["/reports/completion", "/people", "/"])
def test_more_people_ask_no_more_of_the_database(app: Flask, twins: dict[str, object], path: str) -> None:
    client: FlaskClient = twins["client_a"]  # type: ignore[assignment]
    few = statements(app, client, path)
    with app.app_context(), app.test_request_context():
        unit = db.session.get_one(units.Unit, twins["unit_a"])
        for number in range(120):
            people.enrol(f"M{number}", f"Lê Đông {number}", unit)
        transaction.commit()

    assert abs(statements(app, client, path) - few) <= 2


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-5", "@x", "\tx", "\rx"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert spreadsheet.harmless(cell) == "'" + cell
