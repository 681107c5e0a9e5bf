"""Files of questions: the format is found by content, every question is counted, and nothing is dropped in silence."""

from __future__ import annotations

import csv
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import gift, inspect
from quizzes.formats.question import FileRefused
from quizzes.types import TYPES

SHARED = Path(__file__).parents[2].parent.parent / "shared" / "testdata"
if not SHARED.exists():
    SHARED = Path(__file__).parents[2].parent / "shared" / "testdata"
GIFT_NAMES = {
    "MC": ("single", "multiple"), "TF": ("truefalse",), "Short": ("short",), "Essay": ("essay",),
    "Numerical": ("numerical",), "Matching": ("matching",), "Description": ("description",),
}  # fmt: skip


def rows(*folders: str) -> list[tuple[str, str]]:
    if not SHARED.exists():
        return []
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8") as file:
        lines = [(line[0], line[4]) for line in csv.reader(file, delimiter="\t") if len(line) > 4]
    return [line for line in lines if line[0].split("/")[0] in folders and not line[0].endswith(".json")]


def promised(told: str) -> Counter[str]:
    return Counter({name: int(number) for name, number in re.findall(r"(\w+) (\d+)", told.partition(":")[2])})


@pytest.mark.parametrize(("path", "told"), rows("gift"))
def test_a_gift_file_gives_every_question_of_its_type(path: str, told: str) -> None:
    name, found = inspect.read((SHARED / path).read_bytes())
    kinds = Counter(each.kind for each in found if not each.problem)

    assert name == "gift"
    assert not [each for each in found if each.problem]
    for theirs, number in promised(told).items():
        if theirs in GIFT_NAMES:
            assert sum(kinds[ours] for ours in GIFT_NAMES[theirs]) == number


@pytest.mark.parametrize(("path", "told"), rows("moodle-xml"))
def test_each_question_of_an_xml_file_is_read_or_named(path: str, told: str) -> None:
    name, found = inspect.read((SHARED / path).read_bytes())
    wanted = promised(told)

    assert name == "moodlexml"
    assert len(found) == wanted.total() - wanted["category"]
    assert all(each.kind or each.problem for each in found)
    assert all(each.line for each in found)


@pytest.mark.parametrize(("path", "told"), rows("aiken"))
def test_an_aiken_file_gives_every_question(path: str, told: str) -> None:
    name, found = inspect.read((SHARED / path).read_bytes())

    assert (name, len(found)) == ("aiken", int(told.split()[0]))
    assert all(TYPES[each.kind].problems(each.settings) == [] for each in found)


@pytest.mark.parametrize("path", [path for path, _told in rows("gift") if "gift-grammar" in path])
def test_answers_weights_and_feedback_are_those_of_the_other_reader(path: str) -> None:
    wanted = json.loads((SHARED / path).with_suffix(".json").read_text(encoding="utf-8"))
    found = gift.read((SHARED / path).read_text(encoding="utf-8"))

    theirs = [each for each in wanted if each["type"] != "Category"]
    assert len(found) == len(theirs)
    for ours, other in zip(found, theirs, strict=True):
        assert flat(ours.feedback) == flat((other.get("globalFeedback") or {}).get("text", ""))
        assert list(ours.tags) == (other.get("tags") or [])
        if other["type"] in ("MC", "Short"):
            listed = ours.settings.get("options") or ours.settings["accept"]
            assert [one(each) for each in listed] == [their_one(each) for each in other["choices"]]
        if other["type"] == "Matching":
            pairs = [(each["text"], each["answer"]) for each in ours.settings["pairs"]]
            assert pairs == [(each["subquestion"]["text"], each["subanswer"]) for each in other["matchPairs"]]
        if other["type"] == "TF":
            assert ours.settings["answer"] is other["isTrue"]


def one(option: dict[str, Any]) -> tuple[str, float, str]:
    return flat(option["text"]), pytest.approx(option["fraction"]), flat(option["feedback"])


def their_one(choice: dict[str, Any]) -> tuple[str, float, str]:
    weight = choice["weight"]
    fraction = weight / 100 if weight is not None else float(choice["isCorrect"])
    return flat(choice["text"]["text"]), fraction, flat((choice["feedback"] or {}).get("text", ""))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
        b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>',
        b"<quiz><question></quiz>",
        b"<quiz>" + b"<a>" * 5000,
        b"\x00\x01\x02\x03" * 50,
        b"   ",
    ],
)
def test_what_is_broken_or_not_to_be_trusted_is_refused_at_once(data: bytes) -> None:
    begun = time.perf_counter()
    with pytest.raises(FileRefused):
        inspect.read(data)
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_vietnamese_is_read_in_the_encodings_of_offices(codec: str) -> None:
    text = "Ca\u0309 n\u01b0\u01a1\u0301c co\u0301 \u0111u\u0301ng kh\u00f4ng?{T}"
    found = inspect.read(text.encode(codec))[1]

    assert [(each.text, each.kind) for each in found] == [("Cả nước có đúng không?", "truefalse")]


def test_a_table_is_one_question_a_row_and_a_bad_row_is_named_by_its_line() -> None:
    data = "loại,câu hỏi,đúng,sai 1,sai 2\n,Chọn một,a,b,c\nnumerical,Bao nhiêu?,12:1,,\nlạ,Gì đây?,a,,\n".encode()
    told = inspect.told(*inspect.read(data))

    assert (told["format"], told["types"]) == ("csv", {"single": 1, "numerical": 1})
    assert [each["line"] for each in told["problems"]] == [4]


@pytest.mark.parametrize(
    ("typed", "worth"), [("3,14", 1.0), ("3.15", 1.0), ("3.2", 0.0), ("314 cm", 1.0), ("3 kg", 0.0), ("nan", 0.0)]
)
def test_a_number_counts_within_its_tolerance_with_comma_point_or_unit(typed: str, worth: float) -> None:
    accept = [{"number": 3.14, "tolerance": 0.01, "fraction": 1.0, "feedback": ""}]
    settings = {"accept": accept, "units": [{"name": "cm", "multiplier": 100}]}

    assert TYPES["numerical"].grade(settings, [typed]) == worth
