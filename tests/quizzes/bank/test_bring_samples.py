"""The samples of the import page come in whole, a file is checked answer by answer, and an import tells its end."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizzes.bank.models import QuestionImport
from quizzes.formats import inspect, tablewriter
from quizzes.models import Question
from tests.quizzes.bank.test_bring import bring, keep
from tests.quizzes.conftest import Desk, token
from training.core.db import db

PAGE = "/bank/import"


def number_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(QuestionImport.id)).one()


def press(desk: Desk, path: str) -> Any:
    return desk.here.post(path, data={"csrf_token": token(desk.here, PAGE)}, follow_redirects=True)


@pytest.mark.parametrize(("name", "fewest"), [("csv", 9), ("xlsx", 9), ("gift", 7), ("aiken", 2)])
def test_every_sample_comes_in_without_a_problem(desk: Desk, name: str, fewest: int) -> None:
    sample = desk.here.get(f"{PAGE}/sample/{name}")
    found = inspect.look(sample.data)

    assert (found.format, len(found.questions)) == (name, fewest)
    assert [(each.problem, each.lost) for each in found.questions if each.problem or each.lost] == []
    assert desk.here.get(f"{PAGE}/sample/doc").status_code == 404


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_sample_table_holds_every_type_that_a_table_knows_in_vietnamese(desk: Desk, name: str) -> None:
    sample = desk.here.get(f"{PAGE}/sample/{name}")
    kinds = [each.kind for each in inspect.look(sample.data).questions]

    assert sorted(kinds) == sorted(tablewriter.KINDS)
    if name == "csv":
        assert "ghép đôi" in sample.text


def test_the_page_offers_the_samples_and_shows_the_text_formats(desk: Desk) -> None:
    page = desk.here.get(PAGE).text

    assert all(f'href="{PAGE}/sample/{name}"' in page for name in ("csv", "xlsx", "gift", "aiken"))
    assert "ANSWER: A" in page
    assert "$CATEGORY: Mẫu/Một cửa" in page


def test_a_preview_shows_type_answers_what_is_right_and_the_line(desk: Desk) -> None:
    source = "::Một:: Chọn gì? {=đúng rồi ~%50%nửa vời ~sai hẳn####Vì sao}\n\n::Hai:: Ghép {=a -> một =b -> hai}\n"
    page = bring(desk.here, source.encode(), "a.gift", desk.commune).text
    said = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    flat = " ".join(re.sub(r"<[^>]+>", " ", said).split())

    assert "Dòng 1 · Một lựa chọn Chọn gì?" in flat
    assert "đúng rồi (đúng)" in flat
    assert "nửa vời 50" in flat
    assert "sai hẳn (đúng)" not in flat
    assert "a → một (đúng)" in flat
    assert "Vì sao" in flat


def test_a_preview_of_hundreds_is_cut_into_pages_and_folded(desk: Desk) -> None:
    source = "\n\n".join(f"::C{n}:: Câu thứ {n}? {{=a ~b}}" for n in range(120))
    first = bring(desk.here, source.encode(), "a.gift", desk.commune)
    page = re.search(r'rel="next" href="([^"]+)"', first.text)

    assert first.text.count('class="fold"') == 50
    assert page
    assert "Câu thứ 60?" in desk.here.get(page[1].replace("&amp;", "&")).text


def test_every_type_of_the_house_has_a_preview(app: Flask, desk: Desk) -> None:
    from quizzes.bank.preview import looked
    from quizzes.formats.question import Read
    from tests.quizzes.samples import SAMPLES

    with app.test_request_context():
        seen = {kind: looked(Read(1, "a", "b", kind, settings)) for kind, settings in SAMPLES.items()}

    assert [kind for kind, one in seen.items() if one.problem] == []
    assert {kind for kind, one in seen.items() if not one.answers} == {"essay", "file", "description"}


def test_the_result_says_what_came_in_and_how_to_take_it_back(app: Flask, desk: Desk) -> None:
    looked_at = bring(desk.here, b"::A:: Hai? {=ba}\n\n::B:: Nam?{T}\n", "a.gift", desk.commune)
    done = keep(desk.here, looked_at, title="Bài mới").text

    assert "2 câu hỏi của tệp này đã vào ngân hàng." in done
    assert "Gỡ lần nhập này" in done
    assert "Bài mới" in done
    assert f'action="{PAGE}/{number_of(app)}/keep"' not in done


def test_taking_back_says_what_it_did_and_a_repeat_changes_nothing(app: Flask, desk: Desk) -> None:
    looked_at = bring(desk.here, b"::A:: Hai? {=ba}\n\n::B:: Nam?{T}\n", "a.gift", desk.commune)
    keep(desk.here, looked_at)
    back = f"{PAGE}/{number_of(app)}/back"
    first, second = press(desk, back).text, press(desk, back).text
    again = keep(desk.here, looked_at).text

    assert "Đã gỡ lần nhập: xóa 2 câu hỏi, cho nghỉ 0 câu." in first
    assert "Đã xóa 2 câu hỏi" in second
    assert "Không có gì thay đổi" in second
    assert "Không có gì thay đổi" in again
    with app.app_context():
        assert db.session.scalar(select(func.count(Question.id))) == 0


def test_what_never_came_in_cannot_be_taken_back(app: Flask, desk: Desk) -> None:
    looked_at = bring(desk.here, b"::A:: Hai? {=ba}\n", "a.gift", desk.commune)
    press(desk, f"{PAGE}/{number_of(app)}/back")

    assert "1 câu hỏi của tệp này đã vào ngân hàng." in keep(desk.here, looked_at).text
