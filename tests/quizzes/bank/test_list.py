"""The bank: found without marks, narrowed, changed in bulk within one's own units, and fast however long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from quizzes import service
from quizzes.bank import access, keeping, queries
from quizzes.bank.models import QuestionTag
from quizzes.models import Question, QuestionVersion
from tests.quizzes.conftest import Desk
from training.core import transaction
from training.core.db import db


def test_questions_are_found_without_marks_by_question_and_answer(desk: Desk, add: Callable[..., int]) -> None:
    add("Hồ sơ trực tuyến trả lời trong bao lâu?")
    add("Màu đèn xám nghĩa là gì?")

    assert "Hồ sơ trực tuyến" in desk.here.get("/bank?words=ho so truc tuyen").text
    assert "Màu đèn" not in desk.here.get("/bank?words=ho so truc tuyen").text
    assert "Màu đèn" in desk.here.get("/bank?words=dung roi den").text


def test_a_branch_shows_its_twigs_and_the_counts_say_so(app: Flask, desk: Desk, add: Callable[..., int]) -> None:
    add("Một?", category="Văn thư / Thể thức")
    add("Hai?", category="Văn thư / Quy trình")
    add("Ba?", category="Văn thường")

    page = desk.here.get("/bank?category=Văn thư").text
    assert "Một?" in page
    assert "Hai?" in page
    assert "Ba?" not in page
    with app.app_context():
        assert dict(queries.categories(Question.id > 0))["Văn thư"] == 2


@pytest.mark.parametrize(
    ("action", "words"), [("move", "Mới / Nhóm"), ("label", "phí, hạn"), ("retired", ""), ("draft", "")]
)
def test_many_are_changed_at_once(
    app: Flask, desk: Desk, add: Callable[..., int], post: Callable[..., Any], action: str, words: str
) -> None:
    ids = [add(f"Câu {n}?", unit=desk.commune) for n in range(3)]
    page = post(desk.here, "/bank", "/bank/change", chosen=ids, action=action, words=words)

    assert page.status_code == 200
    with app.app_context():
        rows = db.session.scalars(select(Question).order_by(Question.id)).all()
        if action == "move":
            assert {row.category for row in rows} == {"Mới / Nhóm"}
        elif action == "label":
            assert set(db.session.scalars(select(QuestionTag.tag))) == {"phí", "hạn"}
        else:
            assert {row.state for row in rows} == {action}
            assert all((row.archived_at is not None) == (action == "retired") for row in rows)


@pytest.mark.parametrize(
    ("action", "words", "said"), [("move", " / ", "Ghi tên nhóm."), ("label", "", "Ghi ít nhất một nhãn")]
)
def test_a_refused_change_says_so_beside_its_field_and_keeps_the_ticks(
    desk: Desk, add: Callable[..., int], post: Callable[..., Any], action: str, words: str, said: str
) -> None:
    ticked, other = add("Câu một?", unit=desk.commune), add("Câu hai?", unit=desk.commune)
    add("Khác", unit=desk.commune)
    page = post(desk.here, "/bank", "/bank/change", chosen=[ticked], action=action, words=words, query="words=cau")

    assert page.status_code == 422
    assert said in page.text.split('id="words-of"')[1].split("</fieldset>")[0]
    assert f'value="{ticked}" checked' in page.text
    assert f'value="{other}" checked' not in page.text
    assert f'<option value="{action}" selected' in page.text
    assert "Có 2 câu hỏi" in page.text


def test_nothing_ticked_is_said_where_it_is_done(desk: Desk, add: Callable[..., int], post: Callable[..., Any]) -> None:
    add("Câu một?", unit=desk.commune)
    page = post(desk.here, "/bank", "/bank/change", action="move", words="Nhóm gõ dở")

    assert page.status_code == 422
    assert 'class="field__error" role="alert"' in page.text
    assert "Nhóm gõ dở" in page.text


def test_another_units_question_is_neither_seen_nor_changed(
    app: Flask, desk: Desk, add: Callable[..., int], post: Callable[..., Any]
) -> None:
    theirs, house = add("Chuyện bên kia?", unit=desk.other), add("Của nhà?")
    post(desk.here, "/bank", "/bank/change", chosen=[theirs, house], action="retired", words="")

    assert "Chuyện bên kia" not in desk.here.get("/bank").text
    assert desk.here.get(f"/bank/{theirs}").status_code == 404
    assert "Của nhà?" in desk.here.get("/bank").text
    with app.app_context():
        assert {row.state for row in db.session.scalars(select(Question))} == {"ready"}


def test_the_province_may_change_what_came_with_the_house(
    app: Flask, desk: Desk, add: Callable[..., int], post: Callable[..., Any]
) -> None:
    house = add("Của nhà?")
    post(desk.whole, "/bank", "/bank/change", chosen=[house], action="draft", words="")

    with app.app_context():
        assert db.session.get_one(Question, house).state == "draft"


def test_a_copy_is_a_draft_of_ones_own_with_its_labels(
    app: Flask, desk: Desk, add: Callable[..., int], post: Callable[..., Any]
) -> None:
    house = add("Của nhà?")
    with app.app_context():
        keeping.label([db.session.get_one(Question, house)], "phí", on=True)
        db.session.commit()
    post(desk.here, f"/bank/{house}", f"/bank/{house}/copy", unit=desk.commune)

    with app.app_context():
        made = db.session.scalars(select(Question).where(Question.unit_id == desk.commune)).one()
        assert (made.state, queries.tags_of([made.id])[made.id]) == ("draft", ["phí"])


def test_an_older_wording_comes_back_as_a_new_version(
    app: Flask, desk: Desk, add: Callable[..., int], post: Callable[..., Any]
) -> None:
    number = add("Lời cũ?", unit=desk.commune)
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(Question, number)
        old = db.session.get_one(QuestionVersion, row.current_id)
        like = QuestionVersion(kind=old.kind, text="<p>Lời mới?</p>", settings=old.settings, feedback="")
        keeping.add_version(row, like, 1)
        transaction.commit()
    post(desk.here, f"/bank/{number}", f"/bank/{number}/back", version=1)

    with app.app_context():
        rows = db.session.scalars(select(QuestionVersion).order_by(QuestionVersion.version)).all()
        assert [(row.version, row.text) for row in rows] == [
            (1, "<p>Lời cũ?</p>"), (2, "<p>Lời mới?</p>"), (3, "<p>Lời cũ?</p>")
        ]  # fmt: skip
        assert db.session.get_one(Question, number).current_id == rows[2].id


def test_duplicates_are_found_whatever_marks_and_capitals(desk: Desk, add: Callable[..., int]) -> None:
    add("Hồ sơ nộp ở đâu?", unit=desk.commune)
    add("HỒ SƠ  nop o dau", unit=desk.commune)
    add("Chuyện khác?", unit=desk.commune)
    page = desk.here.get("/bank/doubles").text

    assert page.count('name="chosen"') == 2
    assert "Chuyện khác" not in page
    assert "HỒ SƠ nop o dau" in " ".join(page.split())
    assert page.count("Đúng: Đúng rồi") == 2


@pytest.mark.parametrize("ticked", [True, False])
def test_whoever_retires_duplicates_stays_with_them(
    desk: Desk, add: Callable[..., int], post: Callable[..., Any], ticked: bool
) -> None:
    first, _second = add("Hồ sơ nộp ở đâu?", unit=desk.commune), add("Hồ sơ nộp ở đâu", unit=desk.commune)
    sent = {"from": "doubles", "action": "retired", "chosen": [first] if ticked else []}
    answer = post(desk.here, "/bank/doubles", "/bank/change", **sent)

    assert answer.request.path == "/bank/doubles"
    assert answer.text.count('name="chosen"') == (0 if ticked else 2)
    assert ("1 câu hỏi" if ticked else "Đánh dấu ít nhất một câu hỏi") in answer.text


def test_trying_a_question_leaves_no_trace_and_tells_why(
    desk: Desk, add: Callable[..., int], post: Callable[..., Any]
) -> None:
    number = add("Chọn một?")
    path = f"/bank/{number}/try"

    assert "Chính xác." not in desk.here.get(path).text
    assert "Chính xác." in post(desk.here, path, path, **{"answer-1": "1"}).text
    assert "Xem lại." in post(desk.here, path, path, **{"answer-1": "2"}).text


def test_the_list_asks_as_often_for_five_hundred_as_for_ten(app: Flask, desk: Desk) -> None:
    def grow(to: int) -> int:
        with app.app_context(), app.test_request_context():
            for n in range(to):
                service.add_question(
                    "truefalse", f"<p>Câu số {to}-{n}</p>", {"answer": True}, unit_id=desk.commune,
                    category=f"Nhóm {n % 20}",
                )  # fmt: skip
            transaction.commit()
        seen = []
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        assert desk.here.get("/bank").status_code == 200
        return len(seen)

    few = grow(10)
    first = grow(490)
    assert first - few == few or first <= 2 * few  # listeners add up: each statement is counted once more
    assert access.whole is not None


def test_a_question_of_the_bank_opens_by_its_number_only_to_those_who_write_there(
    desk: Desk, add: Callable[..., int]
) -> None:
    house, foreign = add(), add(unit=desk.other)
    doors = ("/bank/{}", "/bank/{}/try", "/quizzes/questions/{}/edit")

    for number in (house, foreign):
        assert {desk.learner.get(door.format(number)).status_code for door in doors} == {403}
    assert [desk.here.get(door.format(foreign)).status_code for door in doors] == [404, 404, 404]
    assert [desk.here.get(door.format(house)).status_code for door in doors] == [200, 200, 404]
