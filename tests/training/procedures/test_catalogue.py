from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import content, events, transaction
from training.core.db import db
from training.procedures import lists, rules, service
from training.procedures.models import Procedure, ProcedureVersion


@pytest.fixture
def editor(app: Flask, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    with app.app_context(), app.test_request_context():
        content.load()
        person = people.enrol("BT", "Lê Biên Tập", units.create("P01", "UBND tỉnh"))
        grants.give(person, Role.EDITOR, person_unit())
        transaction.commit()
        number = person.id
    return as_person(number)


def person_unit() -> units.Unit:
    return db.session.scalars(select(units.Unit)).first()  # type: ignore[return-value]


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in (lists.COLUMNS, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_procedure_is_shipped_with_its_marks() -> None:
    shipped = service.library()

    assert len(shipped) == 25
    assert {mark for each in shipped for mark in each["certainty"].values()} <= {
        "verified",
        "memory",
        "council",
        "assumed",
    }
    assert all(each["limits"] and each["components"] for each in shipped)


@pytest.mark.parametrize(("pages", "copies", "amount"), [(1, 1, 2000), (2, 3, 12000), (5, 1, 7000), (400, 1, 200000)])
def test_copies_are_charged_by_the_page_of_the_original(pages: int, copies: int, amount: int) -> None:
    data = next(each for each in service.library() if each["code"] == "2.000815")

    assert rules.fee(data, pages=pages, copies=copies) == amount


def test_a_list_names_bad_lines_and_changes_nothing_twice(app: Flask, editor: FlaskClient) -> None:
    heard: list[events.ProcedureChanged] = []
    app.extensions["house"].listeners[events.ProcedureChanged].append(heard.append)
    data = sheet(
        ("1.001193", "Đăng ký khai sinh", "", "", "", ""),
        ("1.000656", "Đăng ký khai tử", "", "2", "", ""),
        ("9.999999", "Thủ tục riêng của tỉnh", "Giấy phép", "5", "20.000", ""),
        ("sai mã", "Không nhận", "", "", "", ""),
    )
    with app.app_context(), app.test_request_context():
        lines = lists.judge(data)
        assert [line.deed for line in lines] == ["same", "change", "new", "bad"]
        assert lists.bring_in(lines, by=1) == 2
        assert [line.deed for line in lists.judge(data)] == ["same", "same", "same", "bad"]
        transaction.commit()
        own = service.by_code("9.999999")

    assert own is not None
    assert (own["limits"][0]["amount"], own["fee"]["amount"]) == (5, 20000)
    assert [(event.code, event.fields) for event in heard] == [("1.000656", ("limits",))]


def test_an_edit_survives_new_shipped_versions(app: Flask, editor: FlaskClient) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.scalars(select(Procedure).filter_by(code="1.001193")).one()
        current = service.current(row)
        assert current
        service.renew(row, {**current.data, "result": "Giấy khai sinh (bản điện tử)"}, by=1, note="thử")
        row.edited = True
        transaction.commit()
        content.load()
        kept = service.by_code("1.001193")
        versions = db.session.scalars(select(ProcedureVersion).filter_by(procedure_id=row.id)).all()

    assert kept is not None
    assert kept["result"] == "Giấy khai sinh (bản điện tử)"
    assert len(versions) == 2
