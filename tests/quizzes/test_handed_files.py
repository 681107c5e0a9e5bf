"""A file handed in as an answer is what its name says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes import composing, taking
from quizzes.models import AnswerStep
from tests.quizzes.room import Room
from training.core import files, transaction
from training.core.db import db
from training.core.errors import RuleBroken

PDF = b"%PDF-1.4\n%%EOF\n"
PROGRAM = b"MZ\x90\x00" + bytes(200)


@pytest.mark.parametrize(
    ("name", "data", "kept", "said"),
    [
        ("bai-lam.pdf", PDF, True, ""),
        ("BAI.PDF", PDF, True, ""),
        ("bai-lam.pdf", PROGRAM, False, "Tệp này không phải PDF"),
        ("bai-lam.docx", PDF, False, "Tệp này không phải DOCX"),
        ("bai-lam.exe", PROGRAM, False, "Chọn tệp thuộc các loại"),
        ("bai-lam.pdf", b"", False, "Tệp trống"),
    ],
)
def test_a_file_is_kept_only_if_it_is_what_its_name_says(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], name: str, data: bytes, kept: bool, said: str
) -> None:
    with app.app_context(), app.test_request_context():
        question = room.question("file", kinds=["pdf", "docx"], largest_mb=1)
        quiz = room.quiz("single")
        composing.set_parts(quiz, [composing.Planned(question.id)])
        attempt = taking.start(quiz, room.learner).id
        transaction.commit()
    client = as_person(room.learner)
    page = client.get(f"/attempts/{attempt}").text
    fields = dict(re.findall(r'<input type="hidden" name="([a-z0-9_-]+)" value="([^"]*)"', page))
    answer = client.post(
        f"/attempts/{attempt}/answers", data={**fields, "file-1": (io.BytesIO(data), name)}, follow_redirects=True
    )

    with app.app_context():
        steps = db.session.scalars(select(AnswerStep)).all()
    assert (len(steps) == 1) is kept
    assert said in answer.text


def test_a_file_beyond_the_size_is_not_kept(app: Flask) -> None:
    with app.app_context(), app.test_request_context(), pytest.raises(RuleBroken) as refused:
        files.store(PDF, "bai-lam.pdf", "answer", largest=len(PDF) - 1)

    assert refused.value.code == "file.too_large"
