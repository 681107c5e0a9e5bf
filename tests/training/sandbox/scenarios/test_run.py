"""A run: looking, hints in their order, the coach's ticks, and the result with its replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from training.sandbox.scenarios.loader import scenario
from training.sandbox.scenarios.result import Trail, active_time, result
from training.sandbox.scenarios.routes import run_route
from training.sandbox.scenarios.run import (
    EXAM,
    check_hat,
    evaluate,
    hint,
    look,
    open_run,
    opened_by,
    step_of,
    ticks,
)
from training.sandbox.scenarios.words import mentions, same
from training.sandbox.template.build import snapshot
from training.sandbox.world.play import apply
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World

M1 = scenario("m1-chung-thuc-ban-sao")
T0 = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def walk(route, upto=None):
    before = open_run(M1, snapshot(0))
    world, steps = before, []
    for play in route.steps[:upto]:
        step = step_of(M1, play, before, world, "Người học")
        try:
            world = apply(world, step)
        except Refused:
            continue
        steps.append(step)
    return before, world, steps


def test_before_anything_is_done_every_goal_is_missed_without_an_error():
    before = open_run(M1, snapshot(0))
    seen = evaluate(M1, before, before)
    assert len(seen.missed) == len(M1.goals)
    assert not seen.complete
    assert all(goal.evidence == "Chưa có hồ sơ nào được lập." for goal in seen.goals)


def test_goals_are_met_one_by_one_with_evidence():
    before, world, _ = walk(M1.right[0], 1)
    seen = {goal.id: goal for goal in evaluate(M1, before, world).goals}
    assert seen["fee"].met
    assert seen["fee"].evidence == "Số ghi trên hồ sơ: 12.000 đ."
    assert not seen["in-time"].met
    ticked = [step.text for step, done in ticks(M1, before, world, evaluate(M1, before, world)) if done]
    assert ticked == [
        "Mở phiếu tiếp nhận, chọn thủ tục",
        "Đối chiếu bản chính, đếm số trang",
        "Tính phí",
        "Tiếp nhận, in giấy hẹn trả",
    ]


def test_a_cached_world_is_judged_like_the_folded_one():
    before, world, _ = walk(M1.right[0])
    loaded = World.load(world.snapshot, world.rules, world.touched(), world.colleagues)
    assert evaluate(M1, before, loaded) == evaluate(M1, before, world)
    assert evaluate(M1, before, loaded).complete


def test_a_fresh_start_within_the_copy_counts():
    walked = run_route(M1, M1.right[2], snapshot(5))
    assert walked.seen.complete
    assert len(walked.frames) == len(M1.right[2].steps)


def test_a_failed_look_opens_the_next_hint_of_the_first_goal_missed():
    before, world, _ = walk(M1.wrong[0])
    opened = {}
    for rung in (1, 2, 3, 3):
        seen, opened = look(M1, before, world, opened)
        assert seen.missed == ("fee",)
        assert opened == {"fee": rung}


def test_hints_come_in_their_order_and_never_in_an_exam():
    assert hint(M1, {}, "fee", 1).kind == "nudge"
    for opened, rung, mode, code in (
        ({}, 2, "alone", "hint_too_early"),
        ({}, 1, EXAM, "no_hints"),
        ({}, 4, "alone", "no_such_hint"),
        ({}, 0, "alone", "no_such_hint"),
    ):
        with pytest.raises(Refused) as caught:
            hint(M1, opened, "fee", rung, mode)
        assert caught.value.code == code
    assert hint(M1, opened_by({}, "fee", 1), "fee", 2).anchor == "receive.fee"
    before = open_run(M1, snapshot(0))
    assert look(M1, before, before, {}, EXAM)[1] == {}


def test_a_colleague_s_hat_is_refused_in_an_exercise():
    check_hat(M1, "results")
    with pytest.raises(Refused) as caught:
        check_hat(M1, "leader")
    assert caught.value.code == "colleagues_hat"


def test_the_result_tells_time_hints_refusals_and_replays_every_step():
    before, _, steps = walk(M1.right[0])
    at = tuple(T0 + timedelta(minutes=minute) for minute in (1, 2, 3, 20, 21, 22))
    trail = Trail(T0, at, {"wrong_hat": 2, "fee_unpaid": 1}, {"fee": 1}, undone=1)
    facts = result(M1, before, steps, trail)
    assert facts.complete
    assert facts.fraction == 1
    assert (facts.wrong_hat, facts.refused, facts.undone) == (2, 3, 1)
    assert facts.elapsed == timedelta(minutes=22)
    assert facts.active == timedelta(minutes=7)
    assert facts.first_action == timedelta(minutes=1)
    assert [frame.seq for frame in facts.frames] == [1, 2, 3, 4, 5, 6]
    assert facts.frames[0].states[0][1:] == ("Được tiếp nhận", 2)
    assert "fee" in facts.frames[0].met
    assert facts.frames[-1].met == ("in-time",)
    assert facts.frames[2].what == "Chuyển đồng hồ giả lập"


def test_a_dangerous_detour_is_named_even_when_the_end_is_right():
    before, _, steps = walk(M1.wrong[2])
    facts = result(M1, before, steps, Trail(T0))
    assert [broken.sentence for broken in facts.broken] == ["case.returned_late"]
    assert facts.frames[-1].broke == ("case.returned_late",)
    assert not facts.complete


def test_long_pauses_count_as_two_minutes():
    assert active_time([T0, T0 + timedelta(hours=3), T0 + timedelta(hours=3, seconds=30)]) == timedelta(seconds=150)
    assert active_time([]) == timedelta()


def test_a_run_needs_its_own_template():
    with pytest.raises(ValueError, match="hai-tram@1"):
        open_run(M1, replace(snapshot(0), version=2))


@pytest.mark.parametrize(
    ("left", "right"), [("Hoà  Bình", "hòa bình"), ("HÒA", "hoà"), ("Thuý", "Thúy"), ("thủy", "thuỷ")]
)
def test_writing_that_reads_the_same_is_the_same(left, right):
    assert same(left, right)


def test_different_words_stay_different():
    assert not same("hòa", "hoa")
    assert not same("hòa", "hóa")
    assert mentions("Bản vẽ MÓNG nhà", "kết cấu|móng")
    assert not mentions("Bản vẽ mong", "móng")


def test_a_step_of_the_store_plays_on_the_opened_run():
    before = open_run(M1, snapshot(2))
    assert before.seq == 0
    world = apply(before, Step(1, "Người học", "reception", "clock.advance", {"to": "next_hour"}))
    assert world.seq == 1
