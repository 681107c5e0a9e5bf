"""A world is folded from snapshot and steps, can be cached, and never touches what it came from."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sandbox_small import MOT, SNAPSHOT, clock, do, fresh, take_in

from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.world.colleagues import Colleague
from training.sandbox.world.plain import digest
from training.sandbox.world.play import apply, changed_since, frames, offers, replay, try_apply, verb_for
from training.sandbox.world.realness import check_words
from training.sandbox.world.rulebook import joined
from training.sandbox.world.snapshot import Snapshot, calendar_from_plain
from training.sandbox.world.steps import Refused, Step, StepOutOfOrder
from training.sandbox.world.world import World

SIGNS = Colleague("Lê Giả Định", "leader", "sign", ("to_sign",), 120)
SENDS_BACK = Colleague(
    "Lê Giả Định", "leader", "send_back", ("to_sign",), 30, "original_unchecked", {"reason": "Chưa đối chiếu"}
)
SEALS = Colleague("Đinh Thị Đóng Dấu", "clerk", "number", ("signed",), 15, "", {"file": "x.pdf"})


def forwarded(world, **args):
    return do(take_in(world, **args), "reception", "forward", case="h1")


def test_a_snapshot_is_addressed_by_its_content():
    again = Snapshot.read(json.loads(json.dumps(SNAPSHOT.plain())))
    assert again.id == SNAPSHOT.id
    assert len(again.id) == 64
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})
    assert calendar_from_plain(again.calendar) == SNAPSHOT.office


def test_folding_the_steps_again_gives_the_same_world():
    world = forwarded(fresh(SIGNS, SEALS))
    steps = [
        Step(1, "a", "reception", "receive", {"procedure": "2.000815", "applicant": MOT, "fee": 12000,
             "papers": [{"code": "ban-chinh", "pages": 2, "copies": 3, "checked": True}], "identity": True}),
        Step(2, "a", "reception", "forward", {"case": "h1"}),
    ]  # fmt: skip
    folded = replay(fresh(SIGNS, SEALS), steps)
    assert folded.get(Case, "h1").number == world.get(Case, "h1").number
    assert [frame.world.seq for frame in frames(fresh(), steps)] == [1, 2]
    assert replay(fresh(SIGNS, SEALS), steps) == folded


def test_a_step_leaves_the_old_world_and_the_snapshot_alone():
    before = SNAPSHOT.id, json.dumps(SNAPSHOT.plain())
    old = fresh()
    new = take_in(old)
    assert (old.seq, old.all(Case)) == (0, [])
    assert changed_since(old, new) == (new.get(Case, "h1"),)
    assert (Snapshot.read(SNAPSHOT.plain()).id, json.dumps(SNAPSHOT.plain())) == before


def test_the_cache_is_json_and_loads_to_the_same_world():
    world = clock(forwarded(fresh(SIGNS, SEALS)), "next_hour")
    cached = json.loads(json.dumps(world.touched()))
    loaded = World.load(SNAPSHOT, CASES, cached, (SIGNS, SEALS))
    assert loaded == world
    assert clock(loaded, "next_working_day") == clock(world, "next_working_day")


def test_a_step_that_does_not_follow_is_an_error_not_a_refusal():
    with pytest.raises(StepOutOfOrder):
        apply(fresh(), Step(2, "a", "reception", "clock.advance", {"to": "next_hour"}))
    elsewhen = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(StepOutOfOrder):
        apply(fresh(), Step(1, "a", "reception", "clock.advance", {"to": "next_hour"}, elsewhen))


def test_a_refused_step_gives_the_same_world_back():
    world = fresh()
    same, refusal = try_apply(world, Step(1, "a", "citizen", "receive", {}))
    assert same is world
    assert refusal.code == "wrong_hat"
    with pytest.raises(Refused):
        verb_for(world, "fly", "leader")


@pytest.mark.parametrize(
    ("to", "local"),
    [
        ("next_hour", "2026-11-09T10:10"),
        ("next_working_day", "2026-11-10T07:00"),
        ("2026-11-14T08:00", "2026-11-14T08:00"),
        ("2026-11-09T03:00:00+00:00", "2026-11-09T10:00"),
    ],
)
def test_the_clock_moves_by_its_own_step(to, local):
    world = clock(fresh(), to)
    assert world.calendar.local(world.now).isoformat()[:16] == local


@pytest.mark.parametrize(
    ("to", "code"),
    [("2026-11-09T09:10", "clock_back"), ("2027-11-09T09:10", "clock_far"), ("soon", "bad_time")],
)
def test_the_clock_refuses_nonsense(to, code):
    _, refusal = try_apply(fresh(), Step(1, "a", "clerk", "clock.advance", {"to": to}))
    assert refusal.code == code


def test_colleagues_act_at_their_own_time_while_the_clock_moves():
    world = clock(forwarded(fresh(SIGNS, SEALS)), "next_hour")
    assert world.get(Case, "h1").state == "to_sign"
    world = clock(world, "next_working_day")
    file = world.get(Case, "h1")
    local = world.calendar.local
    assert file.state == "done"
    assert local(file.signed_at).strftime("%H:%M") == "13:10"
    assert local(file.finished_at).strftime("%H:%M") == "13:25"
    assert [(one.hat, one.by_colleague) for one in world.log[-3:-1]] == [("leader", True), ("clerk", True)]


def test_a_colleague_sends_back_what_lacks_something():
    unchecked = [{"code": "ban-chinh", "pages": 2, "copies": 3}]
    world = clock(forwarded(fresh(SENDS_BACK, SIGNS), papers=unchecked), "next_working_day")
    file = world.get(Case, "h1")
    assert (file.state, file.remarks) == ("received", ("Chưa đối chiếu",))


def test_a_colleague_who_is_refused_does_not_stop_the_clock():
    keen = Colleague(
        "Hồ Thị Trao Trả", "results", "return_result", ("done",), 0, "", {"receiver": "A", "identity": True}
    )
    world = clock(forwarded(fresh(SIGNS, SEALS, keen)), "next_working_day")
    assert world.get(Case, "h1").state == "done"


def test_colleagues_leave_the_background_alone_unless_told():
    taken = forwarded(fresh())
    data = dict(SNAPSHOT.plain()) | {"records": {"case": taken.touched()["changed"]["case"]}}
    later = Snapshot.read(data)
    idle = clock(World.open(later, CASES, (SIGNS,)), "next_working_day")
    keen = Colleague("Lê Giả Định", "leader", "sign", ("to_sign",), 120, everything=True)
    busy = clock(World.open(later, CASES, (keen,)), "next_working_day")
    assert (idle.get(Case, "h1").state, busy.get(Case, "h1").state) == ("to_sign", "signed")


def test_offers_follow_the_state_and_the_hat():
    assert [offer.name for offer in offers(fresh(), "citizen")] == ["submit_online"]
    names = [offer.name for offer in offers(take_in(fresh()), "reception", "h1")]
    assert names == [
        "forward", "withdraw", "collect_fee", "correct_fee", "digitise", "leave_remark", "answer_caller", "take_device",
    ]  # fmt: skip


def test_two_rulebooks_may_not_name_the_same():
    with pytest.raises(ValueError, match="two rulebooks"):
        joined(CASES, CASES)


@pytest.mark.parametrize(
    "words",
    ["CCCD 096186000001", "số định danh của bà ấy là 001 186 000 001, xin ghi giúp", "089 123 456 789",
     "cccd:079-186-000-001",
     "gọi 0912345678", "+84912345678", "84 912 345 678", "0912 345 678", "0912.345.678", "091-234-5678",
     "(091) 234 5678",
     "máy của chị: 09 1234 5678 nhé", "ĐT.0351234567", "Hẹn lại chiều nay, số 0 9 8 7 6 5 4 3 2 1"],
)  # fmt: skip
def test_what_looks_like_a_real_number_is_refused_inside_longer_words_too(words):
    with pytest.raises(Refused) as caught:
        check_words(f"Người nộp nói: {words}.", "reason")
    assert caught.value.field == "reason"
    assert "người thật" in caught.value.message


@pytest.mark.parametrize(
    "words",
    ["Hồ sơ Z99.10.01-261109-0001, số 999186000001, gọi 0100000001, 12.000 đ", "Nhận lúc 09:10 ngày 09-11-2026 08 giờ",
     "Thửa 035, tờ bản đồ 12, 1.250.000 đồng", "Biên lai 000123, TT00004101", "Số 0015/TTPVHCC, ngày 08/10/2026",
     "Quyết định 05/QĐ-UBND ngày 05.02.2026 1200"],
)  # fmt: skip
def test_what_an_office_writes_every_day_is_not_mistaken_for_a_person(words):
    assert check_words(words, "reason") == words
