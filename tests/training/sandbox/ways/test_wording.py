"""A province's own words on every page of the window, and back to the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.accounts import grants, people
from training.accounts.models import Unit
from training.accounts.rights import Role
from training.core.db import db
from training.sandbox import wording
from training.sandbox.wording_views import name

Enter = Callable[..., FlaskClient]


@pytest.fixture
def administrator(app: Flask, learners: tuple[int, int]) -> int:
    with app.app_context():
        home = db.session.scalars(select(Unit)).one()
        person = people.enrol("QT1", "Quản Trị", home)
        grants.give(person, Role.ADMIN, home)
        db.session.commit()
        return person.id


def test_the_window_speaks_the_province_s_words_and_goes_back(
    as_person: Enter, learners: tuple[int, int], administrator: int, send: Any
) -> None:
    chief, learner = as_person(administrator), as_person(learners[0])
    changed = {
        name("Chuyển xử lý"): "Luân chuyển hồ sơ", name("Cán bộ tiếp nhận"): "Công chức một cửa",
        name("Phí, lệ phí (đồng)"): "Số tiền phải thu <b>", name("Sổ sách"): "Báo biểu",
    }  # fmt: skip
    look = send(chief, "/practice/words", "/practice/words", go="look", **changed)
    assert "Báo biểu" in look.text
    desk = send(learner, "/practice", "/practice/free").request.path
    assert "Báo biểu" not in learner.get(desk).text

    send(chief, "/practice/words", "/practice/words", go="keep", **changed)
    page = learner.get(desk).text + learner.get(f"{desk}/new/receive?procedure=2.000815").text
    for new in ("Báo biểu", "công chức một cửa", "Số tiền phải thu &lt;b&gt;"):
        assert new in page
    for old in (">Sổ sách<", "cán bộ tiếp nhận", "Phí, lệ phí (đồng)"):
        assert old not in page
    assert 'value="Báo biểu"' in chief.get("/practice/words").text

    send(chief, "/practice/words", "/practice/words", go="reset")
    assert ">Sổ sách<" in learner.get(desk).text


def test_only_labels_are_put_otherwise() -> None:
    said = {"Lý do": "Nguyên nhân", "Cán bộ tiếp nhận": "Công chức một cửa", "Ký số": "Ký điện tử"}
    html = (
        "<label>Lý do</label><textarea>Lý do</textarea><p>Lý do từ chối</p><h1>Lý do: hồ sơ</h1>"
        '<p aria-label="Ký số">Bấm “Ký số”. Vai cán bộ tiếp nhận.</p>'
    )
    assert wording.spoken(html, said) == (
        '<label>Nguyên nhân</label><textarea>Lý do</textarea><p>Lý do từ chối</p><h1>Nguyên nhân: hồ sơ</h1>'
        '<p aria-label="Ký điện tử">Bấm “Ký điện tử”. Vai công chức một cửa.</p>'
    )
    assert wording.spoken(html, {}) == html


def test_a_learner_may_not_put_words_otherwise(as_person: Enter, learners: tuple[int, int]) -> None:
    assert as_person(learners[0]).get("/practice/words").status_code in (403, 404)
