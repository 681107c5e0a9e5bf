"""Messages and documents are written in fields: nothing gets lost, each slip is told beside the field that mends it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes.authoring import editing
from quizzes.bank import written
from quizzes.bank.models import QuestionTag
from quizzes.models import Question, QuestionVersion
from quizzes.types import TYPES
from tests.quizzes.conftest import token
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES
from training.core import transaction
from training.core.db import db

SHIPPED = [
    (key, number) for key in written.files() for number, one in enumerate(written.questions(written.read(key)))
    if one["kind"] in ("spotcue", "docfix")
]  # fmt: skip


def fields_of(kind: str, **changed: str) -> dict[str, str]:
    values = editing.values_of(TYPES[kind].editor, TYPES[kind].to_editor(SAMPLES[kind]))
    return values | {"text": "Tìm chỗ sai."} | changed


def wrong_with(kind: str, **changed: str) -> dict[str, str]:
    """Return what the editor says of the sample with some fields changed, by the name of the field."""
    editor, values = TYPES[kind].editor, fields_of(kind, **changed)
    data, wrong = editing.read(editor, values)
    wrong |= editing.placed(editor, values, TYPES[kind].lacking(data))
    return wrong or editing.placed(editor, values, TYPES[kind].problems(TYPES[kind].from_editor(data)))


@pytest.mark.parametrize(("key", "number"), SHIPPED)
def test_a_shipped_message_or_document_goes_through_its_editor_unchanged(key: str, number: int) -> None:
    one = list(written.questions(written.read(key)))[number]
    kind = TYPES[one["kind"]]
    data, wrong = editing.read(kind.editor, editing.values_of(kind.editor, kind.to_editor(one["settings"])))
    made = kind.carry(one["settings"], kind.from_editor(data))

    assert wrong == {}
    assert kind.lacking(data) == []
    assert made["cues" if one["kind"] == "spotcue" else "slips"] == [
        {"basis": "", **each} if one["kind"] == "docfix" else each
        for each in one["settings"]["cues" if one["kind"] == "spotcue" else "slips"]
    ]
    name = "message" if one["kind"] == "spotcue" else "document"
    assert made[name] == one["settings"][name]


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        ("spotcue", {"s-from": "không có địa chỉ"}, "s-from"),
        ("spotcue", {"s-to": ""}, "s-to"),
        ("spotcue", {"s-sent": "hôm qua"}, "s-sent"),
        ("spotcue", {"s-text": " "}, "s-text"),
        ("spotcue", {"r-cues-2-quote": "không có câu này"}, "r-cues-2-quote"),
        ("spotcue", {"r-cues-3-index": "7"}, "r-cues-3-index"),
        ("spotcue", {"r-cues-1-place": "reply_to"}, "r-cues-1-place"),
        ("spotcue", {"r-cues-4-kind": "chưa có"}, "r-cues-4-kind"),
        ("docfix", {"s-issuer": ""}, "s-issuer"),
        ("docfix", {"s-day": "mai"}, "s-day"),
        ("docfix", {"s-number": "0"}, "s-number"),
        ("docfix", {"s-issuer_code": "ubnd"}, "s-issuer_code"),
        ("docfix", {"r-slips-1-text": "Độc lập - Tự do - Hạnh phúc"}, "r-slips-1-text"),
        ("docfix", {"r-slips-1-part": "body.9"}, "r-slips-1-part"),
    ],
)
def test_a_slip_stands_beside_the_field_that_mends_it(kind: str, changed: dict[str, str], field: str) -> None:
    assert wrong_with(kind) == {}
    assert list(wrong_with(kind, **changed)) == [field]


def test_an_empty_row_before_moves_no_complaint_to_another() -> None:
    shifted = {f"r-slips-{3 if name == '1' else name}-{field}": value for name, field, value in (
        ("1", "part", "body.9"), ("1", "text", "x"), ("1", "why", "y"),
    )}  # fmt: skip
    empty = dict.fromkeys(("r-slips-1-part", "r-slips-1-text", "r-slips-1-why", "r-slips-1-basis"), "")

    assert list(wrong_with("docfix", **empty, **shifted)) == ["r-slips-3-part"]


@pytest.mark.parametrize("kind", ["spotcue", "docfix", "single", "cloze", "essay"])
def test_a_question_is_looked_at_before_anything_is_kept(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    client, path = as_person(room.trainer), f"/quizzes/questions/new/{kind}"
    text = {"cloze": "Bộ phận [[1]] màu [[2]], [[3]] ngày."}.get(kind, "Câu thử?")
    fields = fields_of(kind, text=text, look="yes", category="Văn thư") | {"csrf_token": token(client, path)}
    answer = client.post(path, data=fields)

    assert answer.status_code == 200, re.findall(r"field__error[^>]*>(.*?)</p>", answer.text, re.S)
    assert "Như học viên thấy" in answer.text
    assert 'name="answer-1"' in answer.text
    assert 'value="Văn thư"' in unescape(answer.text)
    with app.app_context():
        assert db.session.scalars(select(Question)).all() == []


def test_what_the_fields_cannot_hold_survives_a_new_wording(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    document = SAMPLES["docfix"]["document"]
    held: dict[str, Any] = {**SAMPLES["docfix"], "document": {
        **document, "secrecy": "thuong", "copies": 7, "recipients": {**document["recipients"], "archive": "VT, TH"},
        "body": [*document["body"], {"is": "Table", "header": ["a"], "rows": [["b"]], "caption": "", "weights": []}],
    }}  # fmt: skip
    with app.app_context(), app.test_request_context():
        number = room.question("docfix", document=held["document"]).id
        transaction.commit()
    client, path = as_person(room.trainer), f"/quizzes/questions/{number}/edit"
    fields = fields_of("docfix", **{"s-subject": "họp giao ban tuần"}) | {"csrf_token": token(client, path)}
    about = {
        "category": "Văn thư / Thể thức",
        "level": "2",
        "source": "Nghị định 30/2020/NĐ-CP",
        "tags": "thể thức, mới",
    }

    assert client.post(path, data=fields | about | {"competency": "document-work"}).status_code == 302
    with app.app_context():
        made = db.session.scalars(select(QuestionVersion).order_by(QuestionVersion.id.desc())).first()
        assert made is not None
        kept = made.settings["document"]
        assert (kept["subject"], kept["copies"], kept["recipients"]["archive"]) == ("họp giao ban tuần", 7, "VT, TH")
        assert [each["is"] for each in kept["body"]] == ["Paragraph", "Paragraph", "Table"]
        row = db.session.get_one(Question, number)
        assert (row.category, row.level, row.competency) == ("Văn thư / Thể thức", 2, "document-work")
        assert set(db.session.scalars(select(QuestionTag.tag))) == {"thể thức", "mới"}
