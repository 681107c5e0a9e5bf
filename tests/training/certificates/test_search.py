"""One certificate among thousands is found by its holder or its number, on the page, in the file and on paper alike."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from tests.counting import statements
from training.accounts import finding, grants, people, units
from training.accounts.models import Identity
from training.accounts.rights import Role
from training.certificates import service
from training.certificates.models import Certificate
from training.core import activities, content, transaction
from training.core.db import db

NAMES = ("Nguyễn Thị Đào", "Lê Văn Đạo", "Trần Hồng")


@pytest.fixture
def seen(app: Flask, as_person: Callable[[int], FlaskClient]) -> Callable[..., str]:
    """The body of the list as a trainer of the holders finds it."""
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("S01", "UBND xã Tìm")
        trainer = people.enrol("S0", "Phạm Giảng", unit)
        grants.give(trainer, Role.TRAINER, unit)
        found = activities.by_key("quiz", "an-toan-co-ban")
        assert found
        values = service.shipped() | {"ref_kind": "quiz", "ref_id": found.ref.id}
        rule = service.define(None, unit, values, trainer.id)
        for place, name in enumerate(NAMES):
            service.issue(rule, people.enrol(f"CB{place}7", name, unit).id, found.ref)
        transaction.commit()
        client = as_person(trainer.id)

    def ask(ending: str = "", **asked: str) -> str:
        return client.get(f"/certificates/issued{ending}", query_string=asked).get_data(as_text=True)

    return ask


def _names(page: str) -> set[str]:
    return {name for name in NAMES if name in page.partition("<tbody>")[2]}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("dao", {"Nguyễn Thị Đào", "Lê Văn Đạo"}), ("nguyen dao", {"Nguyễn Thị Đào"}), ("HỒNG", {"Trần Hồng"}),
        ("cb17", {"Lê Văn Đạo"}), ("không ai", set()), ("%", set(NAMES)), (" ", set(NAMES)),
    ],
)  # fmt: skip
def test_a_holder_is_found_without_marks_and_by_staff_code(
    seen: Callable[..., str], words: str, names: set[str]
) -> None:
    assert _names(seen(q=words)) == names


def test_a_number_is_found_as_it_stands_on_the_paper(app: Flask, seen: Callable[..., str]) -> None:
    with app.app_context():
        query = select(Certificate).join(Identity, Identity.person_id == Certificate.person_id)
        row = db.session.scalars(query.where(Identity.full_name == "Trần Hồng")).one()
        number, bare, year = row.number, str(row.id), row.issued_on.year

    for typed in (number, f"Số {number}", f" {year} / {bare}", f"{row.id:06}", bare):
        assert _names(seen(q=typed)) == {"Trần Hồng"}, typed
    assert _names(seen(q=f"{year - 1}/{bare}")) == set()
    assert _names(seen(q="99999999999999999999")) == set()


def test_the_file_and_the_print_hold_what_the_search_shows(seen: Callable[..., str], app: Flask) -> None:
    page, file = seen(q="dao"), seen(".csv", q="dao")

    assert "/certificates/issued.csv?" in page
    assert page.count("q=dao") >= 3
    assert ("Lê Văn Đạo" in file, "Trần Hồng" in file) == (True, False)


def test_only_those_found_are_printed(
    seen: Callable[..., str], app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        trainer = db.session.scalars(select(Identity.person_id).filter_by(code="S0")).one()
    pages = PdfReader(BytesIO(as_person(trainer).get("/certificates/issued.pdf?q=dao").data)).pages

    assert len(pages) == 2


def test_what_narrows_the_list_stays_on_its_next_page(
    seen: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.core.paging.paginate.__kwdefaults__", {"per": 1, "rows": False, "count": None})
    page = seen(q="dao", state="valid")

    assert "page=2" in page
    link = page.partition('rel="next" href="')[2].partition('"')[0]
    assert "q=dao" in link
    assert "state=valid" in link
    assert _names(seen(q="dao", state="valid", page="2")).isdisjoint(_names(page))


def test_finding_many_asks_as_often_as_finding_one(
    seen: Callable[..., str], app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context():
        trainer = db.session.scalars(select(Identity.person_id).filter_by(code="S0")).one()
    client = as_person(trainer)
    one, two = (statements(app, client, f"/certificates/issued?q={words}") for words in ("tran", "dao"))

    assert one == two


def test_a_search_that_finds_nothing_says_what_to_type(seen: Callable[..., str]) -> None:
    page = seen(q="khong ai het")

    assert "Không có chứng nhận nào khớp" in page
    assert 'value="khong ai het"' in page


def test_people_are_found_alike_on_both_databases(each_database: Flask) -> None:
    with each_database.test_request_context():
        unit = units.create("S02", "UBND xã Hai")
        people.enrol("CB-01", "Nguyễn Thị Đào", unit)
        db.session.flush()

        def found(words: str) -> list[str]:
            return list(db.session.scalars(select(Identity.code).where(finding.called(words))))

        assert [found(each) for each in ("dao nguyen", "ĐÀO", "cb-01", "Cb", "xyz")] == [["CB-01"]] * 4 + [[]]
