"""A text that merely holds a brace is no file of questions."""

from __future__ import annotations

import pytest

from quizzes.formats import inspect
from quizzes.formats.question import FileRefused


@pytest.mark.parametrize("text", ['["{", "}", "a"]\n\nhai\n\nba', "int main() {\n  return 0;\n}\n\nmột\n\nhai\n\nba"])
def test_a_brace_alone_is_not_gift(text: str) -> None:
    with pytest.raises(FileRefused):
        inspect.read(text.encode())


@pytest.mark.parametrize("text", ['[{"type": "TF",\n\n"stem": {"text": "b"}}]', '{\n\n"a": {"=b": "~"}}'])
def test_data_of_another_program_is_not_gift(text: str) -> None:
    with pytest.raises(FileRefused):
        inspect.read(text.encode())


@pytest.mark.parametrize(
    "text", ["Hà Nội là thủ đô.{T}", "// chú thích\nMột dòng không có câu hỏi", "::Một:: Hai? {=ba}"]
)
def test_what_is_written_as_gift_is_read(text: str) -> None:
    assert inspect.read(text.encode())[0] == "gift"


QUIZ = "<quiz>\n<question type='calculated'><name><text>x</text></name></question></quiz>"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (f"\n\n<?xml version='1.0'?>\n{QUIZ}".encode(), 5),
        (QUIZ.replace("\n", "\r\n").encode(), 2),
        (QUIZ.replace("\n", "\r").encode(), 2),
        (b"\xef\xbb\xbf" + QUIZ.encode(), 2),
        (f'<?xml version="1.0" encoding="UTF-16"?>\n{QUIZ}'.encode("utf-16"), 3),
        (f'<?xml version="1.0" encoding="UTF-16"?>\n{QUIZ}'.encode(), 3),
        (f'<?xml version="1.0" encoding="UTF-8"?>\n{QUIZ}'.encode("utf-16-le"), 3),
        (f'<?xml version="1.0" encoding="punycode"?>\n{QUIZ}'.encode(), 3),
        ("Một\u2028hai?\nA. a\nB. b\nANSWER: C\n\nBa?\nA. a\nB. b\nANSWER: D".encode(), 1),
        ("::Một:: hai {=ba}\n\n\n::Bốn:: {1:MULTIRESPONSE:=a~=b} {".encode(), 4),
    ],
)
def test_a_problem_stands_at_its_line_whatever_the_bytes(data: bytes, line: int) -> None:
    found = inspect.told(*inspect.read(data))

    assert found["problems"][0]["line"] == line


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE quiz>" + QUIZ.encode(),
        b"<quiz>" + b"<a>" * 100_000,
        b'<?xml version="1.0" encoding="undefined"?><quiz>\xe9</quiz>',
        b"<quiz><question type='numerical'><answer fraction='1e999'>",
        b"PK\x03\x04 this is no workbook",
        b"\x00\x01\x02\x03" * 50,
    ],
)
def test_a_file_that_is_not_to_be_trusted_is_refused_by_words(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        inspect.read(data)

    assert str(refused.value)


def test_a_comment_full_of_open_marks_is_read_at_once() -> None:
    assert inspect.read(b"// " + b"[tag:" * 200_000 + b"\n::a:: b {T}")[1][0].tags == ()
