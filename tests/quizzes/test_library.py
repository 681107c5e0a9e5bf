"""The shipped questions: enough of them, each whole, each saying why and where it comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import select

from quizzes.authoring import service as authoring
from quizzes.authoring.draws import LEVELS
from quizzes.bank import written
from quizzes.bank.shipped import ShippedQuestions
from quizzes.kind import LIBRARY, questions, read_quiz
from quizzes.models import Question, QuestionVersion
from quizzes.types import TYPES
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import content, transaction
from training.core.db import db
from training.ledger.needs import COMPETENCIES

BANK: list[tuple[str, dict[str, Any]]] = [
    (f"{key}/{one['id']}", {**one, "competency": written.read(key)["competency"]})
    for key in written.files() for one in written.questions(written.read(key))
]  # fmt: skip
IN_QUIZZES: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}/{number}", one)
    for path in sorted(LIBRARY.glob("*.yaml")) for number, one in enumerate(questions(read_quiz(path.stem)), start=1)
]  # fmt: skip


def test_there_are_at_least_a_hundred_and_sixty_of_varied_types() -> None:
    kinds = Counter(one["kind"] for _key, one in BANK + IN_QUIZZES)

    assert kinds.total() >= 160
    assert kinds["spotcue"] >= 12
    assert kinds["docfix"] >= 12
    assert len(kinds) >= 9


def test_every_field_of_work_is_asked_about() -> None:
    counts = Counter(one["competency"] for _key, one in BANK)

    assert set(counts) == set(COMPETENCIES)
    assert min(counts.values()) >= 12
    areas = {"mật khẩu", "thư điện tử", "internet", "mạng xã hội", "thiết bị di động", "xử lý thông tin", "báo sự cố"}
    asked = Counter(tag for _key, one in BANK if one["competency"] == "information-security" for tag in one["tags"])
    assert all(asked[area] >= 3 for area in areas)


def test_keys_never_repeat() -> None:
    assert len({key for key, _one in BANK}) == len(BANK)
    assert len({one["text"] + str(one["settings"]) for _key, one in BANK}) == len(BANK)


def _same(why: str, option: str) -> bool:
    """Say whether an explanation only says the option again, give or take a few letters."""
    return SequenceMatcher(None, why.casefold(), option.casefold()).ratio() > 0.9


def _longest_is_right(one: dict[str, Any]) -> float:
    """Return what choosing the longest option without reading earns."""
    options = one["settings"]["options"]
    most = max(len(each["text"]) for each in options)
    longest = [each["fraction"] for each in options if len(each["text"]) == most]
    return sum(longest) / len(longest)


def test_the_longest_option_is_right_about_as_often_as_chance_would_have_it() -> None:
    asked = [one for _key, one in BANK + IN_QUIZZES if one["kind"] == "single"]
    share = sum(map(_longest_is_right, asked)) / len(asked)
    chance = sum(1 / len(one["settings"]["options"]) for one in asked) / len(asked)

    assert abs(share - chance) < 0.1


@pytest.mark.parametrize(("key", "one"), BANK + IN_QUIZZES, ids=[key for key, _one in BANK + IN_QUIZZES])
def test_each_question_is_whole_teaches_and_says_its_source(key: str, one: dict[str, Any]) -> None:
    kind = TYPES[one["kind"]]

    assert kind.problems(one["settings"]) == [], key
    assert kind.grade(one["settings"], kind.key(one["settings"])) == 1
    assert len(one["why"]) >= 30
    assert not any(_same(one["why"], each["text"]) for each in one["settings"].get("options", ())), key
    assert one["source"]
    assert one["level"] in (1, 2, 3)
    if re.search(r"Nghị định|Luật|Thông tư|Quyết định \d", one["source"]):
        assert "đối chiếu văn bản gốc" in one["source"]


def test_each_question_keeps_its_competency_level_and_source_in_the_house(app: Flask) -> None:
    with app.app_context():
        content.load()
        of_house = select(Question).where(Question.unit_id.is_(None), Question.key.is_not(None))
        shipped = db.session.scalars(of_house).all()

    assert len(shipped) >= len(BANK) + len(IN_QUIZZES)
    lacking = [
        each.key for each in shipped
        if each.competency not in COMPETENCIES or each.level not in (1, 2, 3) or not each.source
    ]  # fmt: skip
    assert lacking == []


def test_the_bank_tells_the_competency_level_and_source_of_a_question(
    app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        content.load()
        author = people.enrol("L1", "Lê Soạn", root := units.create("L01", "UBND tỉnh Kho"))
        grants.give(author, Role.AUTHOR, root)
        transaction.commit()
        one = db.session.scalars(select(Question).filter_by(competency="document-work").order_by(Question.id)).first()
        assert one
        number, source, client = one.id, one.source, as_person(author.id)
        with force_locale("vi"):
            told = (str(COMPETENCIES[one.competency]), str(LEVELS[one.level]))
    for path, words in ((f"/bank/{number}", (*told, source)), ("/bank?competency=document-work", told)):
        page = client.get(path).text
        assert [each for each in words if each not in page] == [], path


@pytest.mark.parametrize(
    ("key", "one"), [(k, o) for k, o in BANK if o["kind"] in ("spotcue", "docfix")],
    ids=[k for k, o in BANK if o["kind"] in ("spotcue", "docfix")],
)  # fmt: skip
def test_every_sign_and_slip_can_be_found(key: str, one: dict[str, Any]) -> None:
    kind: Any = TYPES[one["kind"]]
    written_down = one["settings"].get("cues", one["settings"].get("slips"))

    assert len(kind.faults(one["settings"])) == len(written_down)
    assert all(fault.why for fault in kind.faults(one["settings"]))


def test_a_newer_file_renews_all_but_the_question_that_the_house_changed_and_says_that_it_waits(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ShippedQuestions()
    with app.app_context(), app.test_request_context():
        content.load()
        file = next(iter(source.shipped()))
        mine, other = db.session.scalars(
            select(Question).where(Question.key.startswith(f"bank/{file.key}/")).order_by(Question.id).limit(2)
        ).all()
        version = db.session.get_one(QuestionVersion, mine.current_id)
        authoring.revise(mine, version.kind, "<p>Lời của tỉnh</p>", version.settings, "", 1)
        kept, before = mine.current_id, other.current_id
        newer = replace(file, version=file.version + 1)
        monkeypatch.setattr(ShippedQuestions, "shipped", lambda _self: iter([newer]))
        counts = [content.load()["kept"] for _turn in range(2)]
        renewed = other.current_id

        assert counts == [1, 1]
        assert (mine.current_id, other.current_id) == (kept, renewed)
        assert renewed != before
        assert [each.key for each in content.waiting()] == [file.key]

        assert content.take_update("question", file.key)
        assert mine.current_id != kept
        assert content.waiting() == []
