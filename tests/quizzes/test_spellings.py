"""Files as other people write them: the same question in every spelling that its format allows, or people use."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from quizzes.formats import inspect
from quizzes.formats.question import FileRefused, Read
from quizzes.types import TYPES


def questions(text: str) -> list[Read]:
    return inspect.look(text.encode()).questions


def earned(each: Read) -> list[tuple[str, float]]:
    listed: Any = each.settings.get("options") or each.settings["accept"]
    return [(one["text"], round(one["fraction"], 3)) for one in listed]


def in_1258(text: str) -> bytes:
    """Return text as an old Vietnamese Windows program keeps it: tones stand behind their letters."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
            if tone == "\u0323" and len(base) > 1:  # a dot below stands before the hat
                base, tone = base[0] + base[1:], tone
            out += unicodedata.normalize("NFC", base).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "text",
    [
        "Hỏi gì?\nA. một\nB. hai\nANSWER: B\n",
        "Hỏi gì?\nA.một\nB.hai\nANSWER:B",
        "Hỏi gì?\nA) một\nB) hai\nAnswer: b\n",
        "Hỏi gì?\na) một\nb) hai\nANSWER: b",
        "Hỏi gì?\n\nA. một\n\nB. hai\n\nANSWER: B.",
        "Hỏi gì?\n(A) một\n(B) hai\nĐÁP ÁN: B",
        "Hỏi gì?\nA: một\nB: hai\nĐáp án đúng: (B)",
        "Hỏi gì?\nA. một\nB. hai\nANSWER B\n",
        "  Hỏi gì?\n  A.\tmột\n  B.\thai\n  ANSWER : B  \n",
        "\ufeffHỏi gì?\r\nA. một\r\nB. hai\r\nANSWER: B\r\n",
    ],
)
def test_aiken_is_read_in_any_lettering(text: str) -> None:
    found = inspect.look(text.encode())

    assert (found.format, [(each.text, earned(each)) for each in found.questions]) == (
        "aiken", [("Hỏi gì?", [("một", 0.0), ("hai", 1.0)])]
    )  # fmt: skip


def test_an_option_of_several_lines_and_several_answers_are_read() -> None:
    found = questions("Hỏi gì?\nA. một\nB. hai\nvà hơn thế\nC. ba\nANSWER: A, C\nHỏi nữa?\nA. x\nB. y\nANSWER: A")

    assert [(each.line, each.kind, each.problem) for each in found] == [(1, "multiple", ""), (7, "single", "")]
    assert earned(found[0]) == [("một", 0.5), ("hai và hơn thế", -0.5), ("ba", 0.5)]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_question_without_its_answer_takes_no_other_with_it(between: str) -> None:
    found = questions(f"Thiếu?\nA. một\nB. hai\n{between}Đủ?\nA. x\nB. y\nANSWER: B\n")

    assert [(each.text, each.problem) for each in found] == [
        ("Thiếu?", "The question has no line that says ANSWER."), ("Đủ?", ""),
    ]  # fmt: skip


def test_gift_questions_need_no_empty_line_between_them() -> None:
    found = questions(
        "::a::Một {T}\n// [tag:nhãn]\n::b::Hai {=x ~y}\n$CATEGORY: $course$/Luật/Cư trú\n::c::Ba {#5:1}\n"
    )

    assert [(each.line, each.title, each.kind, each.category, each.tags) for each in found] == [
        (1, "a", "truefalse", "", ()), (3, "b", "single", "", ("nhãn",)), (5, "c", "numerical", "Luật / Cư trú", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind", "answers"),
    [
        ("{=a#tốt ~b}", "single", [("a", 1.0), ("b", 0.0)]),
        ("{~%50%a ~%50%b ~%-100%c}", "multiple", [("a", 0.5), ("b", 0.5), ("c", -1.0)]),
        ("{=%50%a =%100%b}", "short", [("a", 0.5), ("b", 1.0)]),
        ("{a}", "short", [("a", 1.0)]),
        ("{=1 \\= 2 ~\\{x\\}\\~y \\#1}", "single", [("1 = 2", 1.0), ("{x}~y #1", 0.0)]),
        ("{\n// một ghi chú\n=a\n\n~b\n}", "single", [("a", 1.0), ("b", 0.0)]),
        ("{~%30%a ~%30%b}", "multiple", [("a", 0.5), ("b", 0.5)]),
    ],
)
def test_answers_of_gift_earn_what_they_say(body: str, kind: str, answers: list[tuple[str, float]]) -> None:
    (found,) = questions(f"::Tên:: Hỏi? {body}")

    assert (found.kind, earned(found), found.problem) == (kind, answers, "")


@pytest.mark.parametrize("body", ["{#}", "{#=năm}", "{~a ~b}", "{=a {=b}}", "{" + "=a ~b " * 400 + "}"])
def test_answers_that_cannot_be_read_are_named_and_the_file_is_still_gift(body: str) -> None:
    found = inspect.look(f"Hỏi? {body}\n\nĐúng không? {{T}}".encode())

    assert (found.format, [bool(each.problem) for each in found.questions]) == ("gift", [True, False])


@pytest.mark.parametrize(
    "text",
    [
        'câu hỏi;đúng;sai\n"Một, hai, ba?";a;b\n',
        'sep=;\nCâu hỏi;Đúng;Sai\n"Một, hai, ba?";a;b\n',
        "question\tright\twrong\nMột, hai, ba?\ta\tb\n",
        'Question,Right 1,Wrong 1\n"Một, hai, ba?",a,b\n',
        "question|right|wrong\nMột, hai, ba?|a|b\n",
        "right;wrong;question\na;b;Một, hai, ba?\n",
        "Câu hỏi;A;B;Đáp án\nMột, hai, ba?;a;b;A\n",
        "Câu hỏi;Phương án 1;Phương án 2;Đáp án đúng\nMột, hai, ba?;a;b;A.\n",
        "question\toption_a\toption_c\tanswer\nMột, hai, ba?\ta\tb\t1\n",
        'Question,Option 1,Option 2,Correct answer\n"Một, hai, ba?",a,b,A\n',
    ],
)
def test_a_table_is_read_whatever_stands_between_its_cells(text: str) -> None:
    found = inspect.look(text.encode())

    assert (found.format, [(each.text, earned(each)) for each in found.questions]) == (
        "csv", [("Một, hai, ba?", [("a", 1.0), ("b", 0.0)])]
    )  # fmt: skip


def test_options_in_columns_of_their_own_are_right_as_the_key_names_them() -> None:
    found = questions('câu hỏi,A,B,C,đáp án\nMột?,x,y,z,"A, C"\nHai?,x,y,z,z\nBa?,x,y,,C\nBốn?,x,y,z,\n')

    assert [(each.line, each.kind, each.problem) for each in found] == [
        (2, "multiple", ""), (3, "single", ""),
        (4, "", "The answer names an option that is not there."), (5, "", "No right answer is given."),
    ]  # fmt: skip
    assert earned(found[0]) == [("x", 0.5), ("z", 0.5), ("y", -0.5)]
    assert earned(found[1])[0] == ("z", 1.0)


def test_paragraphs_of_a_cell_stay() -> None:
    assert questions('câu hỏi,đúng,sai\n"Một.\nHai?",a,b\n')[0].text == "Một.\nHai?"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32", "1258"])
@pytest.mark.parametrize(
    "text",
    [
        "câu hỏi;đúng;sai\nHồ sơ thiếu giấy tờ thì trả lời thế nào?;được;không\n",
        "Hồ sơ thiếu giấy tờ thì trả lời thế nào?\nA. được\nB. không\nANSWER: A\n",
        '<?xml version="1.0"?><quiz><question type="shortanswer"><questiontext><text>Hồ sơ thiếu giấy tờ thì trả lời'
        ' thế nào?</text></questiontext><answer fraction="100"><text>được</text></answer></question></quiz>',
    ],
)
def test_every_format_is_read_in_every_encoding(text: str, codec: str) -> None:
    found = inspect.look(in_1258(text) if codec == "1258" else text.encode(codec)).questions

    assert [(each.text, each.problem) for each in found] == [("Hồ sơ thiếu giấy tờ thì trả lời thế nào?", "")]
    assert earned(found[0])[0] == ("được", 1.0)


def test_a_text_that_was_damaged_is_refused_with_its_line() -> None:
    data = "::a:: Câu hỏi đúng {T}\n\n".encode() * 5
    with pytest.raises(FileRefused) as refused:
        inspect.look(data + b"\xff\n")

    assert ("damaged" in str(refused.value), refused.value.line) == (True, 11)


@pytest.mark.parametrize(
    "data", [b'[{"a": 1}]', b"<quiz></quiz>", b"a," * 11_000_000, b"A. x\n" * 600_000, b'{"name": "x"}']
)
def test_what_holds_no_question_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        inspect.look(data)


XML = """<quiz><question type="{}"><name><text>t</text></name><questiontext><text>Hỏi?</text></questiontext>{}
</question></quiz>"""
A, B = '<answer fraction="{}"><text>a</text></answer>', '<answer fraction="{}"><text>b</text></answer>'


@pytest.mark.parametrize(
    ("kind", "body", "named", "ours"),
    [
        ("multichoiceset", A.format(100) + B.format(0), "multichoiceset", "multiple"),
        ("oumultiresponse", A.format(100) + B.format(0), "oumultiresponse", "multiple"),
        ("truefalse", A.format(0) + B.format(100), "truefalse", "truefalse"),
        ("shortanswer", A.format(50), "shortanswer", "short"),
        ("multichoice", "<single>false</single>" + A.format(50) + B.format(0), "multiple", "multiple"),
        ("ordering", A.format(1) + B.format(2), "ordering", "ordering"),
    ],
)
def test_moodle_types_near_ours_are_read(kind: str, body: str, named: str, ours: str) -> None:
    found = inspect.look(XML.format(kind, body).encode())
    told = inspect.told(found.format, found.questions)

    assert (told["types"], [each.kind for each in found.questions]) == ({named: 1}, [ours])
    key = TYPES[ours].key(found.questions[0].settings)
    assert TYPES[ours].grade(found.questions[0].settings, key) == 1


@pytest.mark.parametrize("settings", ["[]", "{}", '{"message": 3}', '{"options": {"a": 1}, "image": 7}', "null", '"x"'])
@pytest.mark.parametrize("kind", ["hotspot", "spotcue", "docfix", "file"])
def test_strange_settings_of_our_own_types_never_break_the_reader(kind: str, settings: str) -> None:
    body = f"<settings>{settings}</settings>"
    (found,) = inspect.look(XML.format(kind, body).encode()).questions

    assert found.problem or (kind, found.kind) == ("file", "file")


def test_a_gap_of_several_options_is_read_and_graded() -> None:
    text = XML.format("cloze", "").replace("Hỏi?", "Chọn {1:MULTIRESPONSE:=a~=b#tốt~c} và {1:SA:=x}.")
    (found,) = inspect.look(text.encode()).questions
    cloze = TYPES["cloze"]

    assert found.problem == ""
    assert cloze.read(["", "☑1=1", "☑1=3", "x"]) == ["1,3", "x"]
    assert [cloze.grade(found.settings, each) for each in (["1,2", "x"], ["1", "x"], ["", "x"])] == [1.0, 0.75, 0.5]
    assert cloze.from_editor(cloze.to_editor(found.settings))["gaps"] == found.settings["gaps"]
