"""The page that checks a Word file of one's own: read, judged, shown at its place, and forgotten."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from training.accounts import people, units
from training.core.db import db
from training.office.document.word import opening


@pytest.fixture
def learner(app: Flask, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    with app.app_context():
        person = people.enrol("HT1", "Học Viên Một", units.create("Z99.16", "phường Cửa Sen")).id
        db.session.commit()
    return as_person(person)


def written(*lines: str) -> bytes:
    document, kept = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(kept)
    return kept.getvalue()


def send(client: FlaskClient, data: bytes, name: str = "cong-van.docx") -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/practice/format").text)
    assert token
    sent = {"csrf_token": token[1], "file": (io.BytesIO(data), name)}
    return client.post("/practice/format", data=sent)


def test_a_slip_is_marked_at_its_place_with_reason_remedy_and_source(learner: FlaskClient) -> None:
    answer = send(learner, written("Số: 5/CV-UBND", "Kính gửi: Sở <Nội vụ>"))

    assert answer.status_code == 200
    assert '<mark class="format__mark">CV-UBND<a' in answer.text
    assert "Công văn không có chữ viết tắt tên loại" in answer.text
    assert "Bỏ chữ CV, ví dụ 15/UBND-VP." in answer.text
    assert "Nội dung tham khảo, đối chiếu văn bản gốc." in answer.text
    assert "Sở &lt;Nội vụ&gt;" in answer.text


def test_every_number_in_the_text_leads_to_its_remark(learner: FlaskClient) -> None:
    page = send(learner, written("Số: 5/CV-UBND")).text

    linked = set(re.findall(r'href="#(finding-\d+)"', page))
    assert linked <= set(re.findall(r'id="(finding-\d+)"', page))
    assert linked
    assert len(re.findall(r'id="([^"]+)"', page)) == len(set(re.findall(r'id="([^"]+)"', page)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp không có gì bên trong"),
        (b"%PDF-1.7", "Đây không phải tệp Word"),
        (written("a")[:300], "Tệp bị hỏng"),
        (b"0" * 2000, "Tệp lớn hơn 5 MB"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(
    learner: FlaskClient, monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    answer = send(learner, data)

    assert answer.status_code == 422
    assert words in answer.text


def test_no_file_is_asked_for_again(learner: FlaskClient) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', learner.get("/practice/format").text)
    assert token

    assert learner.post("/practice/format", data={"csrf_token": token[1]}).status_code == 422


def test_nothing_of_a_secret_file_is_shown(learner: FlaskClient) -> None:
    answer = send(learner, written("TUYỆT MẬT", "Kế hoạch chim én"))

    assert "chim én" not in answer.text
    assert "báo người phụ trách bảo mật" in answer.text


def test_the_file_is_kept_nowhere(app: Flask, learner: FlaskClient) -> None:
    learner.get("/practice/format")
    instance = app.config["HOUSE"].instance
    before = {path for path in instance.rglob("*") if "assets" not in path.parts}
    statements: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    send(learner, written("Số: 5/CV-UBND"))

    assert [one for one in statements if one.lstrip().upper().startswith(("INSERT", "DELETE"))] == []
    assert {path for path in instance.rglob("*") if "assets" not in path.parts} == before


def test_the_practice_ground_leads_here(learner: FlaskClient) -> None:
    assert 'href="/practice/format"' in learner.get("/practice").text


def test_each_type_has_a_page_with_guidance_and_example_and_a_word_file(learner: FlaskClient) -> None:
    listed = learner.get("/practice/format/templates").text
    assert listed.count("/word") == 29

    page = learner.get("/practice/format/templates/cong-van").text
    assert "Để trống số." in page or "Công văn không có chữ viết tắt" in page
    assert "DỮ LIỆU GIẢ LẬP" in page

    file = learner.get("/practice/format/templates/cong-van/word")
    assert file.headers["Content-Disposition"] == "attachment; filename=mau-cong-van.docx"
    assert Document(io.BytesIO(file.data)).tables


def test_a_type_nobody_knows_has_no_page(learner: FlaskClient) -> None:
    assert learner.get("/practice/format/templates/so-tay").status_code == 404
    assert learner.get("/practice/format/templates/so-tay/word").status_code == 404
