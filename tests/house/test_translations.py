"""Every sentence of the house in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

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
