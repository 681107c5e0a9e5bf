"""`questions inspect` says as JSON what a file holds, and its exit status whether all of it was read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizzes.models import Question
from training.core.db import db

ROOT = Path(__file__).resolve().parents[2]

HALF = """<quiz><question type="truefalse"><name><text>a</text></name><questiontext><text>b</text></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="calculated"><name><text>c</text></name></question></quiz>"""


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("::Một:: Hai? {=ba}\n\n::Hai:: Nam?{T}\n", 0, ("gift", 2, {"shortanswer": 1, "truefalse": 1}, [])),
        (HALF, 3, ("moodlexml", 1, {"truefalse": 1}, [3])),
        ("<quiz><question></quiz>", 2, ("", 0, {}, [1])),
        ("Câu?\nA. một\nB. hai\nANSWER: B\n", 0, ("aiken", 1, {"single": 1}, [])),
        ("câu hỏi,đúng,sai\nCâu?,một,hai\n", 0, ("csv", 1, {"single": 1}, [])),
        ("", 2, ("", 0, {}, [0])),
    ],
)
def test_a_file_is_told_and_nothing_is_kept(app: Flask, tmp_path: Path, text: str, code: int, told: Any) -> None:
    path = tmp_path / "tep"
    path.write_text(text, encoding="utf-8")
    ran = app.test_cli_runner().invoke(args=["questions", "inspect", str(path)])
    found = json.loads(ran.stdout)

    assert ran.exit_code == code
    assert (found["format"], found["questions"], found["types"], [p["line"] for p in found["problems"]]) == told
    with app.app_context():
        assert db.session.scalar(select(func.count(Question.id))) == 0


@pytest.mark.parametrize("name", ["TCVN3", "x-unknown"])
def test_an_encoding_that_is_not_read_is_refused_by_its_name(app: Flask, tmp_path: Path, name: str) -> None:
    path = tmp_path / "tep.xml"
    if name == "TCVN3":
        path.write_bytes("::C©u:: Sè hå s¬ ®óng h¹n, céng hßa x· héi? {=®óng ~sai}".encode("cp1252"))
    else:
        path.write_bytes(b'<?xml version="1.0" encoding="x-unknown"?><quiz>\xe9</quiz>')
    ran = app.test_cli_runner().invoke(args=["questions", "inspect", str(path)])

    assert ran.exit_code == 2
    assert name in ran.stdout


def test_looking_at_a_file_asks_for_no_secret(tmp_path: Path) -> None:
    path, none = tmp_path / "tep.gift", {"SECRET_KEY": "", "INSTANCE_PATH": str(tmp_path / "none")}
    path.write_text("::Một:: Hai? {=ba}\n", encoding="utf-8")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "questions", "inspect", str(path)]
    ran = subprocess.run(command, cwd=ROOT, env=os.environ | none, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["questions"] == 1
    assert not (tmp_path / "none").exists()
