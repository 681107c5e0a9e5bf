"""A table may call its columns and types as people here do, in Vietnamese or English, with or without marks."""

from __future__ import annotations

import pytest

from quizzes.formats import tablenames
from tests.quizzes.asked_files import questions

ANSWERS = {
    "single": "a,,b", "multiple": "a,b,c", "truefalse": "Đúng,,", "short": "a,,", "numerical": "12:1,,",
    "matching": "a -> b,c -> d,", "ordering": "a,b,", "essay": ",,", "description": ",,",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Một lựa chọn", "single"), ("MOT LUA CHON", "single"), ("  chọn   một ", "single"), ("Single choice", "single"),
     ("Nhiều đáp án đúng", "multiple"), ("nhieu lua chon", "multiple"), ("Multiple choice", "multiple"),
     ("Đúng/Sai", "truefalse"), ("đúng hay sai", "truefalse"), ("True/False", "truefalse"), ("Trả lời ngắn", "short"),
     ("shortanswer", "short"), ("Số", "numerical"), ("Ghép đôi", "matching"), ("ghép-cặp", "matching"),
     ("Sắp xếp thứ tự", "ordering"), ("Tự luận", "essay"), ("Đoạn dẫn, không hỏi", "description")],
)  # fmt: skip
def test_a_type_is_known_by_every_usual_name(said: str, kind: str) -> None:
    source = f'loại,câu hỏi,đúng 1,đúng 2,sai\n"{said}",Hỏi gì?,{ANSWERS[kind]}\n'

    assert [(each.kind, each.problem) for each in questions(source.encode())] == [(kind, "")]


@pytest.mark.parametrize("said", ["Nhiều lựa chọn", "Trắc nghiệm", "multichoice"])
def test_a_choice_with_one_right_answer_is_a_single_one(said: str) -> None:
    assert [each.kind for each in questions(f"loại,câu hỏi,đúng,sai\n{said},Hỏi?,a,b\n".encode())] == ["single"]


@pytest.mark.parametrize(
    "heads",
    ["Loại câu hỏi,NỘI DUNG,Đáp án đúng,Đáp án sai 1,Đáp án sai 2", "kieu,cau hoi,dung,sai,sai",
     "Type,Question,Correct,Wrong 1,Wrong 2", "Dạng, Đề bài ,Phương án đúng,Phương án sai 1,Phương án sai 2"],
)  # fmt: skip
def test_columns_are_known_in_both_languages_with_or_without_marks(heads: str) -> None:
    found = questions(f"{heads}\nmột lựa chọn,Hỏi gì?,a,b,c\n".encode())

    assert [(each.kind, each.problem, len(each.settings["options"])) for each in found] == [("single", "", 3)]


def test_no_name_means_two_things_and_our_own_tables_are_understood() -> None:
    for groups in (tablenames.COLUMNS, tablenames.TYPES):
        names = [name for each in groups.values() for name in each.split()]
        assert len(names) == len(set(names))
    assert {kind: tablenames.kind(said, 1) for kind, said in tablenames.SAID.items()} == {k: k for k in tablenames.SAID}
