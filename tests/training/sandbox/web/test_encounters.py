"""What stands beside a case, as the learner and the trainer see it in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.training.sandbox.pages import send
from training.accounts import grants, people, units
from training.accounts.models import Credential, Unit
from training.accounts.rights import Role
from training.core import clock, content
from training.core.db import db

Enter = Callable[[int], FlaskClient]


@pytest.fixture
def learner(app: Flask) -> int:
    with app.app_context():
        home = units.create("Z99.16", "phường Cửa Sen")
        number = people.enrol("HT1", "Học Viên Một", home).id
        content.load()
        db.session.commit()
        return number


def trainer(app: Flask, where: str) -> int:
    with app.app_context():
        unit = units.create(where, f"đơn vị {where}") if where != "Z99.16" else db.session.scalars(select(Unit)).one()
        person = people.enrol(f"GV{where}", "Giảng Viên", unit)
        grants.give(person, Role.TRAINER, unit)
        db.session.get_one(Credential, person.id).totp_confirmed_at = clock.now()
        db.session.commit()
        return person.id


def opened(client: FlaskClient, key: str, name: str) -> tuple[str, str]:
    desk = send(client, f"/practice/{key}", f"/practice/{key}").request.path
    found = re.search(r'href="([^"#]*/cases/[^"#]+)', client.get(f"{desk}?q={name}").text)
    assert found
    return desk, found[1]


def test_a_caller_is_sent_to_the_lookup_and_the_note_is_kept(as_person: Enter, learner: int) -> None:
    client = as_person(learner)
    desk, case = opened(client, "m6-hoi-qua-dien-thoai", "kin dao")
    short = send(client, case, f"{case}/answer_caller", answer="look_up", note="Có hỏi.")
    assert "Ghi rõ hơn việc đã xảy ra" in short.text
    note = "Người lạ gọi hỏi địa chỉ, không cung cấp."
    answer = send(client, case, f"{case}/answer_caller", answer="look_up", note=note)
    assert note in answer.text
    assert "Sự việc tại quầy" in answer.text
    send(client, case, f"{case}/leave_remark", words="Có cuộc gọi lạ, xin lưu ý.")
    result = send(client, desk, f"{desk}/finish").text
    assert "Đạt cả 3 mục tiêu" in result


def test_reading_a_case_out_cannot_pass(as_person: Enter, learner: int) -> None:
    client = as_person(learner)
    desk, case = opened(client, "m6-hoi-qua-dien-thoai", "kin dao")
    send(client, case, f"{case}/answer_caller", answer="read_out", note="Đã đọc địa chỉ cho người nhà.")
    assert "là dữ liệu cá nhân của chủ hồ sơ" in send(client, desk, f"{desk}/finish").text


def test_a_linked_file_shows_its_children_with_their_own_dates(as_person: Enter, learner: int) -> None:
    client = as_person(learner)
    _desk, case = opened(client, "m9-lien-thong-tre-duoi-6", "ho thi lam ba")
    page = send(client, case, f"{case}/accept").text
    assert page.count("hẹn 1") >= 4
    assert "Cấp thẻ bảo hiểm y tế" in page
    assert "Về hồ sơ chính" in client.get(f"{case}-3").text


def test_the_trainer_sees_where_the_own_people_find_it_hard(app: Flask, as_person: Enter, learner: int) -> None:
    client = as_person(learner)
    desk, _case = opened(client, "m6-hoi-qua-dien-thoai", "kin dao")
    send(client, desk, f"{desk}/finish")
    page = "/practice/m6-hoi-qua-dien-thoai/friction"
    assert client.get(page).status_code in (403, 404)
    mine = as_person(trainer(app, "Z99.16")).get(page).text
    assert "Học Viên Một" in mine
    assert "0%" in mine
    assert "Học Viên Một" not in as_person(trainer(app, "Z99.17")).get(page).text
