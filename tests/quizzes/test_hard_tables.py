"""Tables as they come from elsewhere: formulas, hidden sheets, macros; every cell is read or named."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from quizzes.formats import inspect
from quizzes.formats.question import FileRefused
from tests.quizzes.asked_files import questions, told

HEADS = ("câu hỏi", "đúng", "sai", "sai")


def workbook(*rows: tuple[Any, ...], more: Any = None) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADS, *rows):
        book.active.append(row)
    if more:
        more(book)
    book.save(out)
    return out.getvalue()


def test_a_formula_without_its_result_is_named_by_its_cell() -> None:
    found = questions(workbook(("Hỏi?", "a", "=1+1", "b"), ("Đủ?", "a", "b", "c")))

    assert [(each.line, each.problem[:8]) for each in found] == [(2, "Cell C2:"), (3, "")]


def test_a_formula_with_its_result_is_read_and_an_error_is_named() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate([HEADS[:3], ("Hỏi?", "", "b"), ("Sao?", "", "b")]):
            page.write_row(number, 0, row)
        page.write_formula("B2", "=1+1", None, 2)
        page.write_formula("B3", "=1/0", None, "#DIV/0!")
    found = questions(out.getvalue())

    assert [(each.settings.get("options", [{}])[0].get("text"), each.problem[:8]) for each in found] == [
        ("2", ""), (None, "Cell B3:"),
    ]  # fmt: skip


def test_the_first_sheet_that_is_shown_is_read_and_the_others_are_named() -> None:
    def more(book: Any) -> None:
        book.create_sheet("Ẩn", 0).append(("a",))
        book["Ẩn"].sheet_state = "hidden"
        book.create_sheet("Thêm").append(("b",))

    found = told(workbook(("Hỏi?", "a", "b"), more=more))

    assert (found["questions"], [each["message"][:17] for each in found["problems"]]) == (1, ["The sheet Thêm is"])


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook one part of which holds something else; a part that is not there is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new) if name == part else source.read(name))
        if part not in source.namelist():
            target.writestr(part, new)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed(workbook(("Hỏi?", "a", "b")), "xl/vbaProject.bin", b"", b"x"), "The workbook holds macros."),
        (changed(workbook(("Hỏi?", "a", "b")), SHEET, b"<worksheet", b"<!DOCTYPE worksheet><worksheet"), "A document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old workbook"),
    ],
)
def test_workbooks_that_are_not_to_be_trusted_are_refused_by_words(data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        inspect.look(data)


def test_columns_of_the_same_name_and_cells_without_a_name_are_not_lost() -> None:
    found = questions("câu hỏi,đúng,sai,sai\nHỏi?,a,b,c\nSao?,a,b,c,thừa\n")

    assert [[one["text"] for one in each.settings["options"]] for each in found[:2]] == [["a", "b", "c"]] * 2
    assert [(each.line, each.problem) for each in found[2:]] == [(3, "A cell stands in a column without a name.")]


def test_answers_that_a_type_does_not_have_are_named() -> None:
    text = "câu hỏi,loại,đúng,sai\nViết?,essay,mẫu,\nSố?,numerical,1,2\nThật?,truefalse,Đúng,Sai\n"

    assert [each.lost for each in questions(text)] == [("answers that this type does not have",)] * 2 + [()]


def test_our_own_mark_before_a_formula_is_taken_off_again() -> None:
    assert questions("câu hỏi,đúng,sai\n'=1+1 là gì?,a,b\n")[0].text == "=1+1 là gì?"
