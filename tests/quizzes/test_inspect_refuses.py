"""A text that merely holds a brace is no file of questions."""

from __future__ import annotations

import pytest

from quizzes.formats import inspect
from quizzes.formats.question import FileRefused


@pytest.mark.parametrize("text", ['["{", "}", "a"]\n\nhai\n\nba', "int main() {\n  return 0;\n}\n\nmột\n\nhai\n\nba"])
def test_a_brace_alone_is_not_gift(text: str) -> None:
    with pytest.raises(FileRefused):
        inspect.read(text.encode())


@pytest.mark.parametrize(
    "text", ["Hà Nội là thủ đô.{T}", "// chú thích\nMột dòng không có câu hỏi", "::Một:: Hai? {=ba}"]
)
def test_what_is_written_as_gift_is_read(text: str) -> None:
    assert inspect.read(text.encode())[0] == "gift"
