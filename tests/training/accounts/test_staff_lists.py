"""A staff list is judged line by line, goes in once, and comes out again whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from training.accounts import grants, people, staff_apply, units
from training.accounts.models import Grant, Identity, ImportBatch, Membership, Person, Position, Unit
from training.accounts.rights import Role
from training.accounts.staff_judge import Importer
from training.accounts.staff_rows import COLUMNS, read
from training.core import files, spreadsheet, transaction
from training.core.db import db

ADMIN = Importer(is_admin=True)
HEAD = "ma_can_bo,ho_ten,email,ma_don_vi,ten_don_vi,ma_don_vi_cha,chuc_vu,vai_tro"


@pytest.fixture
def top(app: Flask) -> Iterator[Unit]:
    """A province with one official whose post, letterbox and unit are known."""
    with app.app_context(), app.test_request_context():
        root = units.create("T01", "Tỉnh Thử")
        person = people.enrol("CB1", "Lê Thị Mai", root, position="Chuyên viên", email="cu@vidu.vn")
        people.enrol("CB2", "Trần Văn Lan", root)
        transaction.commit()
        assert person.id
        yield root


def _bring(*lines: str, importer: Importer = ADMIN, close_missing: bool = False) -> ImportBatch:
    stored = files.store("\n".join([HEAD, *lines]).encode(), "list.csv", "staff")
    batch = staff_apply.begin(stored, importer, close_missing=close_missing)
    transaction.commit()
    staff_apply.run(batch.id)
    return db.session.get_one(ImportBatch, batch.id)


def _standing() -> list[tuple[object, ...]]:
    query = (
        select(Identity.code, Identity.email, Unit.code, Position.name, Person.status)
        .join(Person, Person.id == Identity.person_id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .order_by(Identity.code, Unit.code)
    )
    held = select(Identity.code, Grant.role).join(Identity, Identity.person_id == Grant.person_id)
    return [tuple(row) for row in (*db.session.execute(query), *db.session.execute(held.where(Grant.until.is_(None))))]


def test_an_import_taken_back_leaves_everybody_as_they_were(top: Unit) -> None:
    before = _standing()
    batch = _bring(
        "CB1,Lê Thị Mai,moi@vidu.vn,T01,,,Trưởng phòng,giang_vien",
        "CB1,Lê Thị Mai,,T01.1,UBND xã Một,T01,Kiêm,",
        "CB3,Ngô Thị Ba,,T01.1,,,Chuyên viên,tac_gia",
        close_missing=True,
    )
    assert len(_standing()) > len(before)
    assert ("CB2", "", "T01", None, "disabled") in _standing()

    assert staff_apply.undo(batch) == 1
    transaction.commit()

    assert _standing() == before


def test_after_taking_back_the_mended_list_goes_in(top: Unit) -> None:
    line = "CB3,Ngô Thị Ba,,T01.1,UBND xã Một,T01,,"
    staff_apply.undo(_bring(line))
    transaction.commit()

    assert _bring(line).counts["new_person"] == 1
    assert any(row[0] == "CB3" and row[2] == "T01.1" for row in _standing())


def test_a_list_somebody_of_which_works_here_is_not_taken_back(top: Unit) -> None:
    batch = _bring("CB3,Ngô Thị Ba,,T01,,,,")
    number = db.session.scalars(select(Identity.person_id).filter_by(code="CB3")).one()
    db.session.get_one(Person, number).status = "active"
    transaction.commit()

    with pytest.raises(staff_apply.RuleBroken):
        staff_apply.undo(batch)


def test_only_administrators_give_roles_and_trainers_stay_in_their_units(top: Unit) -> None:
    trainer = people.enrol("GV1", "Trần Giảng Viên", top)
    home = units.create("T01.1", "UBND xã Một", top)
    grants.give(trainer, Role.TRAINER, home)
    transaction.commit()
    lines = ["A1,Ngô Một,,T01.1,,,,Học viên", "A2,Ngô Hai,,T01.1,,,,quan_tri", "A3,Ngô Ba,,T01,,,,"]

    made = staff_apply.plan("\n".join([HEAD, *lines]).encode(), Importer(is_admin=False, person_id=trainer.id))

    assert [(each.line, each.code) for each in made.problems] == [(3, "role_not_yours"), (4, "unit_outside")]
    assert made.counts["new_person"] == 1


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["B1,Ngô Một,,T01,,,,", "B1,Ngô Khác,,T02,Hai,,,"], (3, "ho_ten", "other_name")),
        (["B1,Ngô Một,,T01,,,,", "B1,Ngô Một,,T01,,,,"], (3, "ma_don_vi", "same_post")),
        (["B1,,,T01,,,,"], (2, "ho_ten", "missing")),
        (["B1,Ngô Một,khong-phai,T01,,,,"], (2, "email", "email")),
        (["B1,Ngô Một,,T01,,,,vua"], (2, "vai_tro", "role")),
    ],
)
def test_a_bad_line_is_named_with_its_reason(lines: list[str], wrong: tuple[int, str, str]) -> None:
    found = read("\n".join([HEAD, *lines]).encode())

    assert [(each.line, each.column, each.code) for each in found.problems] == [wrong]


def test_what_goes_out_comes_in_again_and_changes_nothing(app: Flask, top: Unit) -> None:
    person = db.session.scalars(select(Identity).filter_by(code="CB1")).one()
    person.phone = "+84912345678"
    people.take_post(db.session.get_one(Person, person.person_id), top, "=1+1")
    transaction.commit()
    rows = staff_apply.exported(select(Unit.id))

    written = [spreadsheet.as_csv("ds", COLUMNS, rows).get_data(), spreadsheet.as_xlsx("ds", COLUMNS, rows).get_data()]
    written.append(app.test_cli_runner().invoke(args=["people", "export"]).output.encode())

    assert all(b"'=1+1" in each for each in (written[0], written[2]))
    for each in written:
        assert staff_apply.plan(each, ADMIN).counts == dict.fromkeys(
            ("new_person", "new_post", "change", "new_unit", "bad"), 0
        ) | {"same": 2}
