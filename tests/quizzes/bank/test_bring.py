"""Files come in whole and seen beforehand, go out with their losses named, and an import is taken back whole."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizzes.bank.models import QuestionCategory, QuestionImport, QuestionTag
from quizzes.formats import inspect
from quizzes.models import Part, Question, QuestionVersion, Quiz
from tests.quizzes.conftest import Desk, token
from training.core.db import db
from training.core.files import StoredFile
from training.core.search import SearchEntry

PNG = base64.b64encode(base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)).decode()  # fmt: skip
XML = f"""<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/top/Một cửa/Phí</text></category><info format="html"><text>Về phí</text></info></question>
<question type="multichoice"><name><text>Có hình</text></name><questiontext format="html"><text><![CDATA[<p>Xem <img src="@@PLUGINFILE@@/h%C3%ACnh.png" alt="hình"> rồi chọn</p>]]></text><file name="hình.png" path="/" encoding="base64">{PNG}</file></questiontext>
<generalfeedback format="html"><text>Vì thế</text></generalfeedback><penalty>0.25</penalty><single>true</single>
<answer fraction="100" format="html"><text>&lt;b&gt;Đúng&lt;/b&gt;</text><feedback format="html"><text>Phải</text></feedback></answer>
<answer fraction="0" format="html"><text>Sai</text><feedback format="html"><text></text></feedback></answer>
<hint format="html"><text>Nhìn kỹ</text></hint><correctfeedback format="html"><text>Giỏi</text></correctfeedback><tags><tag><text>phí</text></tag></tags></question>
<question type="calculated"><name><text>Tính</text></name><questiontext><text>1+1</text></questiontext></question>
</quiz>"""  # noqa: E501  (a file as the other system writes it)


def bring(client: FlaskClient, data: bytes, name: str, unit: int, **more: str) -> Any:
    page = "/bank/import"
    form = {"csrf_token": token(client, page), "unit": str(unit), "file": (io.BytesIO(data), name), **more}
    return client.post(page, data=form, content_type="multipart/form-data", follow_redirects=True)


def keep(client: FlaskClient, looked: Any, **more: str) -> Any:
    path = re.search(r'action="(/bank/import/\d+/keep)"', looked.text)
    assert path
    known = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', looked.text)
    assert known
    return client.post(path[1], data={"csrf_token": known[1], **more}, follow_redirects=True)


def test_a_file_is_seen_before_anything_is_kept_and_what_is_not_read_is_named(app: Flask, desk: Desk) -> None:
    looked = bring(desk.here, XML.encode(), "nganhang.xml", desk.commune)

    assert looked.status_code == 200
    assert "calculated" in looked.text
    assert "Có hình" in looked.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Question.id))) == 0


def test_pictures_hints_feedback_labels_and_categories_come_in_and_go_out_again(app: Flask, desk: Desk) -> None:
    keep(desk.here, bring(desk.here, XML.encode(), "nganhang.xml", desk.commune, category="Nhập"))

    with app.app_context():
        row = db.session.scalars(select(Question)).one()
        version = db.session.get_one(QuestionVersion, row.current_id)
        assert row.category == "Nhập / Một cửa / Phí"
        assert db.session.scalars(select(QuestionTag.tag)).all() == ["phí"]
        assert db.session.scalars(select(QuestionCategory.info)).all() == ["Về phí"]
        assert [one["text"] for one in version.settings["options"]] == ["Đúng", "Sai"]
        assert version.settings["hints"] == ["Nhìn kỹ"]
        assert version.settings["overall"] == {"right": "Giỏi"}
        address = re.search(r'src="(/quizzes/pictures/[^"]+)"', version.text)
        assert address
    shown = desk.learner.get(address[1])
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    shown.close()

    out = desk.here.get("/bank/export/moodlexml")
    back = inspect.look(out.data).questions[0]
    assert (back.category, back.tags, back.hints, back.penalty) == (row.category, ("phí",), ("Nhìn kỹ",), 0.25)
    assert [one.data for one in back.files] == [base64.b64decode(PNG)]
    assert back.said == {"right": "Giỏi"}
    assert back.settings["options"][0]["feedback"] == "Phải"
    assert "Hình" in desk.here.get("/bank/export").text or "hình" in desk.here.get("/bank/export").text


def test_keeping_twice_keeps_once(app: Flask, desk: Desk) -> None:
    looked = bring(desk.here, b"::A:: Hai? {=ba}\n\n::B:: Nam?{T}\n", "a.gift", desk.commune)
    keep(desk.here, looked)
    keep(desk.here, looked)

    with app.app_context():
        assert db.session.scalar(select(func.count(Question.id))) == 2


def test_an_import_is_taken_back_whole_and_what_stands_in_a_quiz_is_retired(
    app: Flask, desk: Desk, post: Callable[..., Any]
) -> None:
    keep(desk.here, bring(desk.here, b"::A:: Hai? {=ba}\n\n::B:: Nam?{T}\n", "a.gift", desk.commune), title="Bài mới")
    with app.app_context():
        number = db.session.scalars(select(QuestionImport.id)).one()
        assert db.session.scalar(select(func.count(Quiz.id))) == 1
        first = db.session.scalars(select(Part).order_by(Part.place)).first()
        assert first
        kept = first.question_id
        db.session.delete(db.session.scalars(select(Part).order_by(Part.place.desc())).first())
        db.session.commit()
    post(desk.here, f"/bank/import/{number}", f"/bank/import/{number}/back")

    with app.app_context():
        rows = db.session.scalars(select(Question)).all()
        assert [(row.id, row.state) for row in rows] == [(kept, "retired")]
        assert db.session.scalar(select(func.count(QuestionVersion.id))) == 1
        assert db.session.scalar(select(func.count(SearchEntry.id)).where(SearchEntry.kind == "question")) == 1


def test_a_stranger_finds_neither_the_import_nor_the_questions(app: Flask, desk: Desk) -> None:
    keep(desk.whole, bring(desk.whole, b"::A:: Hai? {=ba}\n", "a.gift", desk.other))
    with app.app_context():
        number = db.session.scalars(select(QuestionImport.id)).one()

    assert desk.here.get(f"/bank/import/{number}").status_code == 404
    assert "Hai?" not in desk.here.get("/bank/export/gift").text


def test_a_broken_file_is_refused_beside_its_field_with_what_was_typed(desk: Desk) -> None:
    refused = bring(desk.here, b"<quiz><question></quiz>", "a.xml", desk.commune, category="Nhóm của tôi")

    assert refused.status_code == 422
    assert "Nhóm của tôi" in refused.text
    assert 'aria-invalid="true"' in refused.text


@pytest.mark.parametrize("name", ["gift", "moodlexml", "csv", "xlsx"])
def test_every_format_goes_out_and_comes_in_again(app: Flask, desk: Desk, name: str) -> None:
    source = "::Một:: Chọn? {=đúng#vì thế ~sai}\n\n::Hai:: Phải không?{T}\n\n::Ba:: Bao nhiêu?{#12:1}\n".encode()
    keep(desk.here, bring(desk.here, source, "a.gift", desk.commune))
    found = inspect.look(desk.here.get(f"/bank/export/{name}").data)

    assert [each.kind for each in found.questions] == ["single", "truefalse", "numerical"]
    assert desk.here.get("/bank/export/unknown").status_code == 404


def test_a_picture_of_another_purpose_is_not_shown(app: Flask, desk: Desk) -> None:
    bring(desk.here, b"::A:: Hai? {=ba}\n", "a.gift", desk.commune)
    with app.app_context():
        code = db.session.scalars(select(StoredFile.code)).one()

    assert desk.learner.get(f"/quizzes/pictures/{code}").status_code == 404


SHARED = next((found for up in Path(__file__).parents if (found := up / "shared/testdata").exists()), None)


@pytest.mark.skipif(SHARED is None, reason="the shared test data is not on this machine")
@pytest.mark.parametrize("name", ["moodle-xml/qas-editor/all.xml", "moodle-xml/moodle/multianswer.xml",
                                  "gift/moodle/examples.gift.txt"])  # fmt: skip
def test_real_files_go_through_the_bank(app: Flask, desk: Desk, name: str) -> None:
    assert SHARED is not None
    data = (SHARED / name).read_bytes()
    found = inspect.look(data)
    keep(desk.here, bring(desk.here, data, Path(name).name, desk.commune))

    back = inspect.look(desk.here.get("/bank/export/moodlexml").data)
    assert sorted(each.kind for each in back.questions) == sorted(each.kind for each in found.good)
    assert not [each.problem for each in back.questions if each.problem]
