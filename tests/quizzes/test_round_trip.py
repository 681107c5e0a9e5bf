"""What a format can carry comes back whole; what it cannot is named before anything goes out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import giftwriter, inspect, tablewriter, writing, xmlwriter
from quizzes.formats.question import Attached, Read
from tests.quizzes.samples import SAMPLES

SHARED = next((found for up in Path(__file__).parents if (found := up / "shared/testdata").exists()), None)
FILES = [] if SHARED is None else sorted(
    path for folder in ("gift", "moodle-xml", "aiken") for path in (SHARED / folder).rglob("*.*")
    if path.suffix in (".gift", ".xml", ".txt")
)  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def is_plain(text: str) -> bool:
    return bool(text) and "->" not in text and not any(0x7F <= ord(letter) < 0xA1 for letter in text)


words = st.text(
    st.sampled_from("aàbcdđêghư 12.,;!?~=#{}:\\%/*[]<>&\"'-\n") | st.characters(min_codepoint=32, max_codepoint=0x2FF),
    min_size=1, max_size=30,
).map(str.strip).filter(is_plain)  # fmt: skip
said = st.just("") | words


@st.composite
def options(draw: Any, fractions: tuple[float, ...]) -> list[dict[str, Any]]:
    return [
        {"id": str(n), "text": draw(words), "fraction": each, "feedback": draw(said)}
        for n, each in enumerate(fractions, start=1)
    ]


@st.composite
def kinds(draw: Any) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(["single", "multiple", "truefalse", "short", "numerical", "matching", "essay"]))
    match kind:
        case "single":
            return kind, {"options": draw(options((0.0, 1.0, 0.5)))}
        case "multiple":
            return kind, {"options": draw(options((0.3333333, 0.3333333, 0.3333333, -0.5)))}
        case "truefalse":
            told = {name: text for name in ("true", "false") if (text := draw(said))}
            return kind, {"answer": draw(st.booleans()), "said": told}
        case "short":
            accept = [{key: one[key] for key in ("text", "fraction", "feedback")} for one in draw(options((1.0, 0.5)))]
            return kind, {"accept": accept}
        case "numerical":
            number = draw(st.floats(-1e6, 1e6).map(lambda each: float(f"{each:.6g}")))
            return kind, {"accept": [{"number": number, "tolerance": 0.25, "fraction": 1.0, "feedback": draw(said)}]}
        case "matching":
            pairs = [{"id": str(n), "text": draw(words), "answer": draw(words)} for n in (1, 2)]
            return kind, {"pairs": pairs, "extra": [draw(words)]}
    return kind, {}


@st.composite
def questions(draw: Any) -> Read:
    kind, own = draw(kinds())
    tag = st.text("abcđê 12", min_size=1, max_size=8).map(str.strip).filter(bool)
    return Read(
        1, draw(words), draw(words), kind, own, draw(said), "html", draw(st.sampled_from(["", "Một cửa / Phí", "A/B"])),
        tags=tuple(draw(st.lists(tag, max_size=2))), feedback_format="html",
    )  # fmt: skip


def kept(each: Read) -> dict[str, Any]:
    own = {name: value for name, value in each.settings.items() if value != []}
    return {"kind": each.kind, "text": each.text, "feedback": each.feedback, "category": each.category,
            "tags": each.tags, "settings": own, "title": each.title}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=4))
def test_gift_brings_back_whatever_it_carries(out: list[Read]) -> None:
    back = inspect.gift.read(giftwriter.write(out))

    assert [kept(each) for each in back] == [kept(each) for each in out]
    assert not [each.problem for each in back if each.problem]


@settings(max_examples=150, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=4))
def test_xml_brings_back_whatever_it_carries(out: list[Read]) -> None:
    found = inspect.look(xmlwriter.write([_filled(each) for each in out]).encode())

    assert found.format == "moodlexml"
    assert [kept(_plain(each)) for each in found.questions] == [kept(_plain(_filled(each))) for each in out]


def _filled(each: Read) -> Read:
    return replace(each, settings={**each.settings, "lines": 10, "least": 0, "most": 0, "start": "", "note": ""}) if (
        each.kind == "essay") else each  # fmt: skip


def _plain(each: Read) -> Read:
    """XML has pictures drawn out of texts; a text here has none."""
    return each


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_come_back_from_xml_as_they_were(path: Path) -> None:
    first = inspect.look(path.read_bytes())
    again = inspect.look(xmlwriter.write(first.good, first.categories).encode()) if first.good else first

    assert [_whole(each) for each in again.good] == [_whole(each) for each in first.good]
    assert {each.category: first.categories.get(each.category, "") for each in first.good} == {
        each.category: again.categories.get(each.category, "") for each in again.good
    }


def _whole(each: Read) -> Read:
    essay = {"rubric": [], "least": 0, "most": 0, "lines": 10, "start": "", "note": ""}
    own = {**(essay if each.kind == "essay" else {}), **each.settings}
    own = {name: value for name, value in own.items() if value not in ([], {}) or name == "rubric"}
    return replace(each, line=0, lost=(), named="", settings=own, feedback_format="", penalty=each.penalty or None,
                   title=" ".join(each.title.split()))  # fmt: skip


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix != ".xml"], ids=lambda path: path.name)
def test_real_text_files_come_back_from_gift_as_they_were(path: Path) -> None:
    first = inspect.look(path.read_bytes()).good
    again = inspect.gift.read(giftwriter.write(first))

    assert [_whole(each) for each in again] == [_whole(each) for each in first]


def test_a_table_brings_back_plain_questions() -> None:
    out = [
        Read(1, "Một", "Chọn một?", "single", {"options": [
            {"id": "1", "text": "a", "fraction": 1.0, "feedback": ""},
            {"id": "2", "text": "b", "fraction": 0.0, "feedback": ""}]}, "Vì thế.", "plain", "Một cửa / Phí"),
        Read(2, "Hai", "Bao nhiêu?", "numerical",
             {"accept": [{"number": 12.0, "tolerance": 0.5, "fraction": 1.0, "feedback": ""}]}, "", "plain", "", "",
             ("phí", "dễ")),
        Read(3, "Ba", "Ghép", "matching", {"pairs": [{"id": "1", "text": "a", "answer": "1"},
                                                      {"id": "2", "text": "b", "answer": "2"}], "extra": ["3"]},
             "", "plain"),
        Read(4, "Bốn", "Xếp", "ordering", {"items": [{"id": "1", "text": "x"}, {"id": "2", "text": "y"}]}, "", "plain"),
    ]  # fmt: skip
    heads, rows = tablewriter.rows(out)
    file = io.StringIO()
    csv.writer(file).writerows([heads, *rows])
    back = inspect.look(file.getvalue().encode()).questions

    assert [kept(each) for each in back] == [kept(each) for each in out]
    assert [writing.lost("csv", each) for each in out] == [[], [], [], []]


def test_what_a_format_cannot_carry_is_named() -> None:
    each = Read(1, "t", "text", "single", {"options": [
        {"id": "1", "text": "a", "fraction": 1.0, "feedback": "vì"}, {"id": "2", "text": "b", "fraction": 0.5}]},
        hints=("nhìn lại",), files=(Attached("a.png", PNG),), penalty=0.3)  # fmt: skip

    assert {"pictures", "hints", "weight or penalty"} <= set(writing.lost("gift", each))
    assert {"words beside single answers", "part marks"} <= set(writing.lost("csv", each))
    assert writing.lost("moodlexml", each) == []
    for kind in ("cloze", "gapselect", "spotcue"):
        assert writing.lost("gift", replace(each, kind=kind))


@pytest.mark.parametrize(
    ("kind", "text", "own"),
    [
        ("cloze", "Thủ đô: [[1]], số: [[2]], chọn [[3]]", {"gaps": [
            {"id": "1", "kind": "short", "weight": 2, "accept": [
                {"text": "Hà Nội", "fraction": 1.0, "feedback": "Đúng #1 } ~"},
                {"text": "Huế", "fraction": 0.5, "feedback": ""}]},
            {"id": "2", "kind": "numerical", "weight": 1, "accept": [
                {"number": 8.5, "tolerance": 0.1, "fraction": 1.0, "feedback": "& <b"}]},
            {"id": "3", "kind": "choice", "weight": 1, "options": [
                {"id": "1", "text": "a = b / c \\ d", "fraction": 0.0, "feedback": ""},
                {"id": "2", "text": "<x>", "fraction": 1.0, "feedback": ""}]}]}),
        ("gapselect", "Kính [[1]] ngài [[2]]", {
            "choices": [{"id": "1", "text": "gửi", "group": "1"}, {"id": "2", "text": "đến", "group": "1"}],
            "gaps": [{"id": "1", "right": "2"}, {"id": "2", "right": "1"}]}),
        ("ordering", "Xếp", {"items": [{"id": "1", "text": "một"}, {"id": "2", "text": "hai"}]}),
        ("cloze", "Chọn [[1]].", {"gaps": [
            {"id": "1", "kind": "several", "weight": 2, "options": [
                {"id": "1", "text": "a", "fraction": 0.5, "feedback": "tốt"},
                {"id": "2", "text": "b~c", "fraction": 0.5, "feedback": ""},
                {"id": "3", "text": "d", "fraction": -0.5, "feedback": ""}]}]}),
        ("spotcue", "Tìm", SAMPLES["spotcue"]),
        ("docfix", "Tìm", SAMPLES["docfix"]),
    ],
)  # fmt: skip
def test_xml_carries_types_with_parts_and_types_of_our_own(kind: str, text: str, own: dict[str, Any]) -> None:
    out = Read(1, "t", text, kind, own, "", "html", "", "", ("nhãn",), "id-1", files=(Attached("a b.png", PNG),),
               hints=("một", "hai"), penalty=0.25, weight=2.0, said={"right": "Tốt", "wrong": "Chưa"},
               feedback_format="html")  # fmt: skip
    back = inspect.look(xmlwriter.write([out]).encode()).questions[0]

    assert replace(back, line=1) == out
