"""Numbers are given once and in order, whatever is undone; both sides of the axis agree in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world import axis
from training.sandbox.world.axis import RECEIVER, SENDER, Parcel, Sheet, answer, answer_recall, ask_back, deliver
from training.sandbox.world.history import History, live
from training.sandbox.world.play import replay, try_apply
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World

AT = datetime(2026, 11, 9, 2, 10, tzinfo=UTC)
SHEET = Sheet("01/SNV-CCHC", None, "cong-van", "Thử", "Z99.01", "Sở Nội vụ")
KEY = "den/Z99.10.01/den/2026"


def send(number: int) -> dict[str, object]:
    told = {"sender": "Z99.01", "day": "2026-11-06", "type": "cong-van", "subject": "Thử"}
    return {**told, "number": f"{2000 + number}/SNV-VP"}


def enter(world: World, parcel: str) -> dict[str, object]:
    sheet = world.get(Parcel, parcel).sheet
    return {
        "parcel": parcel, "issuer_name": "Sở Nội vụ", "notation": sheet.number, "day": "2026-11-06",
        "type": "cong-van", "subject": "Thử",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_arrival_numbers_never_repeat_or_skip_under_undo(seed: int) -> None:
    random, start = Random(seed), World.open(snapshot(0), SYSTEMS)
    history, stored, world = History(), {}, start
    first = start.last_number(KEY)
    for turn in range(60):
        if history.head.seq and random.random() < 0.3:
            back = random.randint(0, history.head.seq)
            history = history.back_to(history.head._replace(seq=back))
            world = replay(start, live(history, stored.items()))
        waiting = [one.code for one in world.changed.get("parcel", {}).values() if one.state == axis.ARRIVED]
        if waiting and random.random() < 0.7:
            hat, move, args = "clerk", "in.register", enter(world, random.choice(waiting))
        else:
            hat, move, args = "axis", "axis.send", send(turn)
        step = Step(world.seq + 1, "ai", hat, move, args)
        world, refusal = try_apply(world, step)
        if refusal is None:
            history = history.appended()
            stored[history.head] = step
        numbers = [one.number for one in world.changed.get("incoming", {}).values()]
        assert numbers == list(range(first + 1, first + 1 + len(numbers)))


def test_two_at_once_never_get_one_number() -> None:
    start = World.open(snapshot(0), SYSTEMS)
    world, _ = try_apply(start, Step(1, "ai", "axis", "axis.send", send(1)))
    code = world.new_codes("parcel")[0]
    first, _ = try_apply(world, Step(2, "một", "clerk", "in.register", enter(world, code)))

    _, refusal = try_apply(first, Step(3, "hai", "clerk", "in.register", enter(world, code)))

    assert refusal is not None
    assert refusal.code in ("wrong_state", "duplicate")
    assert first.last_number(KEY) == start.last_number(KEY) + 1


def talk(random: Random) -> Parcel:
    parcel = axis.posted(Parcel("g", "Z99.01", "Z99.10.01", SHEET, AT, axis.ARRIVED, AT, slow=30))
    for turn in range(12):
        at = AT + timedelta(minutes=turn)
        acts = [
            lambda p, at: answer(p, random.choice(["02", "03", "04", "05", "06"]), at, "nhận", "lý do"),
            lambda p, at: ask_back(p, at, "gửi", "nhầm"),
            lambda p, at: answer_recall(p, random.random() < 0.5, at, "nhận", "lý do"),
        ]
        try:
            parcel = random.choice(acts)(parcel, at)
        except Refused:
            continue
        if random.random() < 0.4 and (late := axis.waiting(parcel)):
            parcel = deliver(parcel, late.number, at)
    return parcel


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.data())
def test_both_sides_agree_after_any_order_of_delivery_and_twice(random: Random, data: st.DataObject) -> None:
    parcel = talk(random)
    numbers = [one.number for one in parcel.messages] * 2

    for number in data.draw(st.permutations(numbers)):
        parcel = deliver(parcel, number, AT + timedelta(hours=1))

    assert axis.seen_by(parcel, SENDER) == axis.seen_by(parcel, RECEIVER)
    assert axis.seen_state(parcel, SENDER) == axis.seen_state(parcel, RECEIVER) == parcel.state


def test_a_status_on_its_way_is_not_seen_and_then_is() -> None:
    parcel = axis.posted(Parcel("g", "Z99.01", "Z99.10.01", SHEET, AT, axis.ARRIVED, AT, slow=30))
    parcel = answer(parcel, "03", AT, "nhận")
    assert axis.seen_state(parcel) == ""

    for one in parcel.messages:
        parcel = deliver(parcel, one.number, AT + timedelta(minutes=30))

    assert axis.seen_state(parcel) == axis.ACCEPTED
