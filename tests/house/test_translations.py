"""Every sentence of the house in both languages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask

from training.core import clock, words

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "training" / "translations"
OF_WTFORMS = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"
SAME_IN_BOTH = re.compile(r"^[\W\d]*(%\(\w+\)[sd][\W\d]*)*$")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every msgid that the code, the templates and WTForms ask for."""
    target = tmp_path_factory.mktemp("words") / "messages.pot"
    command = ["pybabel", "-q", "extract", "-F", str(WORDS / "babel.cfg"), "-k", "_l", "-k", "lazy_ngettext:1,2"]
    command += ["--no-location", "-o", str(target), "training", "courses", "quizzes"]
    subprocess.run([str(Path(sys.executable).with_name(command[0])), *command[1:]], check=True, cwd=ROOT)
    catalogue = _read(target)
    for message in _messages(_read(OF_WTFORMS)):
        catalogue.add(message.id)
    return catalogue


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_is_there_and_certain(asked: Catalog, language: str) -> None:
    known = _catalogue(language)

    missing = [message.id for message in _messages(asked) if not _said(known.get(message.id))]

    assert missing == []
    assert [message.id for message in _messages(known) if message.fuzzy] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_placeholders_are_those_of_the_original(language: str) -> None:
    wrong = [
        message.id
        for message in _messages(_catalogue(language))
        if not _places(_said(message)) <= _places([message.id] if isinstance(message.id, str) else message.id)
    ]

    assert wrong == []


def test_vietnamese_is_not_left_in_english() -> None:
    english = {
        message.id
        for message in _messages(_catalogue("vi"))
        if isinstance(message.id, str) and message.id == message.string and not SAME_IN_BOTH.match(message.id)
    }

    assert {words for words in english if len(words.split()) > 2} == set()


def test_no_sentence_hides_inside_an_f_string() -> None:
    """There the extraction does not see it, and it would stay in English for everybody."""
    hidden = []
    for package in ("training", "courses", "quizzes"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
                    names = {each.func.id for each in calls if isinstance(each.func, ast.Name)}
                    hidden += [f"{path.name}:{node.lineno}"] if names & {"_", "_l", "ngettext", "gettext"} else []

    assert hidden == []


def test_a_deadline_is_said_in_both_languages(app: Flask) -> None:
    friday = datetime(2026, 11, 13, 3, 0, tzinfo=UTC)
    with app.test_request_context(), clock.at(friday - timedelta(days=4)):
        vietnamese = words.due(friday.date())
    with app.test_request_context(headers={"Cookie": "display=en.."}), clock.at(friday - timedelta(days=4)):
        english = words.due(friday.date())

    assert vietnamese == "hạn thứ Sáu 13/11, còn 4 ngày làm việc"
    assert english == "due Friday 13/11, 4 working days left"


def test_wtforms_speaks_our_catalogue() -> None:
    catalogue, own = _catalogue("vi"), _read(OF_WTFORMS)

    assert len(_messages(own)) >= 39
    assert [message.id for message in _messages(own) if not _said(catalogue.get(message.id))] == []


def _catalogue(language: str) -> Catalog:
    return _read(WORDS / language / "LC_MESSAGES" / "messages.po", language)


def _read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _said(message: Message | None) -> list[str]:
    if message is None:
        return []
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    return texts if all(texts) else []


def _places(texts: list[str] | tuple[str, ...]) -> set[str]:
    return {place for text in texts for place in re.findall(r"%\((\w+)\)[sd]", text)}
