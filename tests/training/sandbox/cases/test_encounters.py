"""Callers, memory sticks and visits: what is written down, what is refused, and when."""

from __future__ import annotations

from typing import Any

import pytest

from training.sandbox.cases.rules.model import Case
from training.sandbox.scenarios.examples import example
from training.sandbox.scenarios.words import mentions, same
from training.sandbox.world.play import try_apply
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

NOTE = "Người gọi hỏi địa chỉ, không cung cấp"


def tried(world: World, hat: str, move: str, args: dict[str, Any]) -> tuple[Case, str]:
    key = world.new_codes(Case.kind)[0]
    after, refusal = try_apply(world, Step(world.seq + 1, "Học viên", hat, move, {"case": key, **args}))
    case = after.get(Case, key)
    assert case
    return case, refusal.code if refusal else ""


@pytest.mark.parametrize("answer", ["read_out", "screenshot", "look_up", "come_in"])
def test_every_answer_to_a_caller_is_kept_with_its_note_and_moves_nothing(answer: str) -> None:
    world = example("house_in_work")
    case, refused = tried(world, "reception", "answer_caller", {"answer": answer, "note": NOTE})
    assert refused == ""
    assert [(met.answer, met.note) for met in case.encounters] == [(answer, NOTE)]
    assert case.state == "in_work"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"answer": "look_up", "note": "Có hỏi"}, "note_short"),
        ({"answer": "scan_paper", "note": NOTE}, "no_such_answer"),
    ],
)
def test_a_note_that_says_nothing_is_refused(args: dict[str, str], code: str) -> None:
    case, refused = tried(example("house_in_work"), "reception", "answer_caller", args)
    assert refused == code
    assert case.encounters == ()


def test_a_site_is_visited_by_the_officer_and_only_while_the_case_is_in_work() -> None:
    seen = {"witness": "Chủ nhà", "finding": "Mốc ranh khớp giấy tờ"}
    case, refused = tried(example("house_in_work"), "officer", "visit_site", seen)
    assert (refused, case.visits[0].witness) == ("", "Chủ nhà")
    assert tried(example("waiting"), "officer", "visit_site", seen)[1] == "wrong_state"
    assert tried(example("house_in_work"), "reception", "visit_site", seen)[1] == "wrong_hat"


def test_a_comma_after_a_word_hides_nothing() -> None:
    assert mentions("Trả lại thiết bị, hướng dẫn", "thiết bị")
    assert mentions("Thiếu bản vẽ móng.", "móng")
    assert same("Nguyễn Thị Mẫu Một.", "nguyễn thị mẫu  một")
    assert not mentions("Thiếu bản vẽ mong", "móng")
