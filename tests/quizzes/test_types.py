"""Every type keeps the same promises."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from quizzes.behaviours import BEHAVIOURS, Rules, Try
from quizzes.types import TYPES
from tests.quizzes.samples import SAMPLES

GRADED = [name for name, kind in TYPES.items() if kind.machine and kind.asks]
NAUGHTY = Path("/work/shared/testdata/bad-input/blns.json")
STRANGE: list[Any] = [
    None, [], [""], ["\x00"], ["1e999"], ["9" * 400], ["a", "b", "c"], ["1=1", "1=2"], ["=", "=="], ["1=" + "9" * 9],
    ["none", "sender"], ["body.0.0", "body.99.99"], ["²=²"], ["٣"], ["1", "1", "1"], ["- -1"], ["*"], ["\\"], [" "],
    [7], [None], [["1"]], {"1": "2"}, "1", 3, ["\ud800"],
]  # fmt: skip


@pytest.mark.parametrize("name", list(TYPES))
def test_a_sample_is_a_whole_question(name: str) -> None:
    assert TYPES[name].problems(SAMPLES[name]) == []


@pytest.mark.parametrize("name", GRADED)
def test_the_key_earns_everything(name: str) -> None:
    kind, settings = TYPES[name], SAMPLES[name]

    assert kind.grade(settings, kind.key(settings)) == 1
    assert kind.grade(settings, kind.read(kind.key(settings) or [])) == 1


@pytest.mark.parametrize("name", list(TYPES))
def test_nothing_strange_breaks_a_type_or_earns_less_than_nothing(name: str) -> None:
    kind, settings = TYPES[name], SAMPLES[name]
    typed = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    for strange in STRANGE + [[each] for each in typed]:
        assert 0 <= kind.grade(settings, strange) <= 1
        assert isinstance(kind.feedback(settings, strange), list)
        assert isinstance(kind.said(settings, strange), str)
        assert isinstance(kind.bucket(settings, strange), str)
        assert isinstance(kind.review(settings, strange), list)
    for each in typed:
        kind.grade(settings, kind.read([each, each]))


@pytest.mark.parametrize("name", list(TYPES))
def test_reading_nothing_is_no_answer(name: str) -> None:
    assert TYPES[name].read([]) is None
    assert TYPES[name].read(["", ""]) is None


@pytest.mark.parametrize("name", list(TYPES))
def test_a_type_leaves_its_settings_alone(name: str) -> None:
    settings = copy.deepcopy(SAMPLES[name])
    kind = TYPES[name]
    order = kind.parts(settings)
    kind.shown(settings, order)
    kind.review(settings, kind.key(settings), order)

    assert settings == SAMPLES[name]


@pytest.mark.parametrize("name", list(TYPES))
def test_what_is_shown_before_says_nothing_of_what_is_right(name: str) -> None:
    settings = _with_canaries(SAMPLES[name])

    assert "canary" not in json.dumps(TYPES[name].shown(settings, TYPES[name].parts(settings)))
    assert "fraction" not in json.dumps(TYPES[name].shown(settings, []))


@pytest.mark.parametrize("name", list(TYPES))
def test_the_editor_gives_back_what_it_was_given(name: str) -> None:
    kind, settings = TYPES[name], SAMPLES[name]
    again = kind.from_editor(kind.to_editor(settings))

    assert kind.problems(again) == []
    if kind.machine and kind.asks:
        assert kind.grade(again, kind.key(settings)) == 1


@pytest.mark.parametrize("behaviour", list(BEHAVIOURS))
@pytest.mark.parametrize("name", GRADED)
def test_every_behaviour_gives_the_key_everything(behaviour: str, name: str) -> None:
    kind, settings = TYPES[name], SAMPLES[name]
    stands = BEHAVIOURS[behaviour].stand(kind, settings, [Try(kind.key(settings), True, 3)], Rules())

    assert stands.raw == 1
    assert stands.fraction == (None if behaviour == "manual" else 1)


@pytest.mark.parametrize(("given", "earns"), [("hà nội", 1), ("HÀ  NỘI", 1), ("ha noi", 0), ("Hà Nô", 0)])
def test_a_short_answer_is_read_kindly(given: str, earns: int) -> None:
    assert TYPES["short"].grade(SAMPLES["short"], [given]) == earns


def test_tone_marks_count_where_they_are_asked_to() -> None:
    accept = {"accept": [{"text": "hòa", "fraction": 1.0}]}

    assert TYPES["short"].grade(accept, ["hoà"]) == 1
    assert TYPES["short"].grade(accept | {"strict_tones": True}, ["hoà"]) == 0
    assert TYPES["short"].grade(accept | {"bare": True}, ["hoa"]) == 1
    assert TYPES["short"].grade(accept | {"case": True}, ["HÒA"]) == 0


@pytest.mark.parametrize(
    ("given", "earns"), [("5", 1), ("5,4 km", 1), ("5400 m", 1), ("5.400,0 m", 1), ("6", 0), ("5 kg", 0)]
)
def test_a_number_is_read_with_comma_point_and_unit(given: str, earns: int) -> None:
    assert TYPES["numerical"].grade(SAMPLES["numerical"], [given]) == earns


@pytest.mark.parametrize(
    ("rule", "given", "earns"),
    [
        ("weights", ["1", "3"], 0),
        ("right_minus_wrong", ["1"], 0.5),
        ("all_or_nothing", ["1"], 0),
        ("each", ["1"], 0.66667),
    ],
)
def test_parts_of_a_multiple_choice_count_by_its_rule(rule: str, given: list[str], earns: float) -> None:
    assert TYPES["multiple"].grade(SAMPLES["multiple"] | {"rule": rule}, given) == earns


@pytest.mark.parametrize(("rule", "earns"), [("place", 0.33333), ("neighbours", 0.0), ("all", 0.0)])
def test_an_order_counts_by_its_rule(rule: str, earns: float) -> None:
    assert TYPES["ordering"].grade(SAMPLES["ordering"] | {"rule": rule}, ["1=1", "2=3", "3=2"]) == earns


def test_marking_everything_in_a_message_earns_nothing() -> None:
    kind, settings = TYPES["spotcue"], SAMPLES["spotcue"]
    every = [each["id"] for each in kind.shown(settings, [])["spots"]]

    assert kind.grade(settings, every) < kind.grade(settings, kind.key(settings)) / 2


def test_a_message_in_order_is_right_when_nothing_is_marked() -> None:
    kind, settings = TYPES["spotcue"], SAMPLES["spotcue"] | {"cues": []}

    assert kind.grade(settings, ["none"]) == 1
    assert kind.grade(settings, ["sender"]) == 0


def _with_canaries(settings: dict[str, Any]) -> dict[str, Any]:
    """Put a word into everything that says what is right, or that is said only afterwards."""
    secret = {"feedback", "why", "basis", "right", "note"}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: "canary" if key in secret and isinstance(one, str) else walk(one) for key, one in value.items()
            }
        return [walk(each) for each in value] if isinstance(value, list) else value

    found: dict[str, Any] = walk(settings)
    return found | {"note": "canary"}


def test_a_gap_comes_back_from_the_editor_with_all_it_carries() -> None:
    kind = TYPES["cloze"]
    gaps = [
        {"id": "1", "kind": "short", "weight": 1.0, "accept": [
            {"text": "một cửa", "fraction": 1.0, "feedback": "Tốt."},
            {"text": "cửa", "fraction": 0.5, "feedback": "Còn thiếu số."}]},
        {"id": "2", "kind": "choice", "weight": 2.0, "options": [
            {"id": "1", "text": "xanh", "fraction": 1.0, "feedback": ""},
            {"id": "2", "text": "đỏ", "fraction": 0.0, "feedback": "Màu khác."}]},
        {"id": "3", "kind": "numerical", "weight": 1.0, "accept": [
            {"number": 3.0, "tolerance": 0.5, "fraction": 1.0, "feedback": "Đúng."},
            {"number": 4.0, "tolerance": 0.0, "fraction": 0.25, "feedback": ""},
            {"number": None, "tolerance": 0.0, "fraction": 0.0, "feedback": "Xem lại."}]},
    ]  # fmt: skip
    shown = kind.to_editor({"gaps": gaps})

    assert kind.from_editor(shown)["gaps"] == gaps
    assert shown["gaps"][0]["right"] == "một cửa # Tốt. | %50%cửa # Còn thiếu số."
