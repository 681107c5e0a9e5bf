"""A scenario that is wrong says where, on which line, and what."""

from __future__ import annotations

from itertools import pairwise

import pytest

from training.sandbox.scenarios.loader import load, scenario, text_of
from training.sandbox.scenarios.reading import ScenarioBroken, read

TEXT = text_of("m1-chung-thuc-ban-sao")


def problems(text):
    with pytest.raises(ScenarioBroken) as caught:
        load(text)
    return [(problem.path, problem.line, problem.words) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("case.fee_is,", "case.fee_was,", "goals[5].sentence", "không có câu “case.fee_was”"),
        ("amount: $fee}", 'amount: "nhiều"}', "goals[5].args.amount", "cần số đồng"),
        ("hat: reception\nhats", "hat: tổng thống\nhats", "hat", "không có vai “tổng thống”"),
        ("{point: collect_fee,", "{point: gold,", "hints.paid[2].point", "màn hình không có chỗ “gold”"),
        ("level: 1", "level: một", "level", "cần số"),
        ("minutes: 10", "minute: 10", "minute", "không có mục này"),
        ("when: signed,", "when: singed,", "colleagues[3].when", "không có trạng thái “singed”"),
        ("{id: paid,", "{id: fee,", "goals[7].id", "mục tiêu “fee” bị lặp"),
        ("move: correct_fee,", "move: fly,", "routes.right[2].steps[2].move", "không có thao tác “fly”"),
    ],
)
def test_each_mistake_is_named_with_its_place_and_line(old, new, path, words):
    broken = TEXT.replace(old, new, 1)
    assert broken != TEXT
    found = problems(broken)
    assert (path, words) in [(where, what) for where, _, what in found]
    line = next(number for where, number, _ in found if where == path)
    assert line - TEXT[: TEXT.index(old)].count("\n") in (1, 2)


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("paper: dat", "paper: xuong", "files[2].paper", "thủ tục của bài không có thành phần “xuong”"),
        ('"Thửa đất số": $other}', '"Thửa đất số": [1]}', "files[2].lines.Thửa đất số", "cần chữ"),
        ("[ask_supplement]", "[ask_nobody]", "files[1].read_before[1]", "không có thao tác “ask_nobody”"),
        ("  - paper: don", '  - case: "hồ sơ"\n    paper: don', "files[1].case", "cần “@new” hoặc “@before1”"),
    ],
)
def test_what_is_wrong_with_the_files_of_an_exercise_is_named_too(old, new, path, words):
    text = text_of("m4-yeu-cau-bo-sung")
    broken = text.replace(old, new, 1)
    assert broken != text
    assert (path, words) in [(where, what) for where, _, what in problems(broken)]


def test_text_that_is_no_yaml_or_no_scenario_is_refused():
    assert problems("a: [1")[0][1] >= 1
    assert problems("")[0][2] == "cần một nhóm mục"
    assert "thiếu mục “goals”" in [words for _, _, words in problems("slug: x")]
    assert problems("a: 1\na: 2")[0][2] == "YAML chưa đúng: mục “a” lặp lại"


def test_nothing_but_data_is_read():
    with pytest.raises(ScenarioBroken):
        load("!!python/object/apply:os.system ['true']")
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for last, name in pairwise("abcdefgh"):
        bomb += f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]\n"
    with pytest.raises(ScenarioBroken):
        read(bomb)
    with pytest.raises(ScenarioBroken):
        read("x" * 300_000)


def test_words_that_yaml_takes_for_truth_stay_words():
    assert read("id: on\nyes: no\nflag: true").data == {"id": "on", "yes": "no", "flag": True}


def test_a_shipped_scenario_is_read_once_and_an_unknown_one_is_not_found():
    assert scenario("m1-chung-thuc-ban-sao") is scenario("m1-chung-thuc-ban-sao")
    with pytest.raises(LookupError):
        scenario("../../etc/passwd")
