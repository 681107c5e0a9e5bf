"""Random acts by all hats over both systems: nothing but refusals, no number twice, and a cache that tells the same."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from training.sandbox.documents.rules import boards, registers
from training.sandbox.documents.rules.checking import remarks
from training.sandbox.documents.rules.model import Duplicate, Incoming, Outgoing
from training.sandbox.documents.rules.rulebook import VERBS
from training.sandbox.documents.rules.states import INCOMING_NAMES, OUTGOING_NAMES
from training.sandbox.papers.bureau import HATS
from training.sandbox.papers.reading import offered as offered_for
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.play import offers, try_apply
from training.sandbox.world.rulebook import Field
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

STEPS, FULL = 700, 10_000
DAYS = ["2026-11-06", "2026-11-09", "2026-11-20", "09/11/2026", ""]
JUNK: list[Any] = ["", None, -1, 10**12, "x" * 5000, [], {}, ["a", 1], {"name": 3}, True, "0912345678", 1.5]
PERSON = {"name": "Nguyễn Thị Mẫu Một", "number": "999186000001", "phone": "0100000001", "commune": "Z99.10.01"}


def value(random: Random, world: World, field: Field, record: Incoming | None) -> Any:
    if random.random() < 0.02:
        return random.choice(JUNK)
    if field.kind == "date":
        return random.choice(DAYS)
    if field.kind == "yes":
        return random.random() < 0.6
    if field.kind == "integer":
        return random.choice(["", 2, "3"])
    if field.kind == "person":
        return PERSON
    if field.kind == "items":
        return ["Dòng một.", "1. Khoản một.", "Điều 1. Việc phải làm"]
    offered = [one for one, _words in offered_for(world, field, record)]
    if field.kind in ("picks", "verdicts"):
        return random.sample(offered, min(len(offered), random.choice([0, 1, 1, 2])))
    if field.kind == "choice":
        return random.choice(["", *offered, *offered]) if offered else ""
    if field.name in ("reply_to", "replaces", "corrects", "about", "file", "identifier", "copied", "quote"):
        return ""
    return f"Chữ thử {random.randint(1, 900)}"


def some_step(random: Random, world: World) -> Step:
    hat = str(random.choice(HATS))
    if random.random() < 0.06:
        return Step(world.seq + 1, "ai", hat, "clock.advance", {"to": random.choice(["next_hour", "next_working_day"])})
    live = [code for of in world.changed.values() for code in of][-25:] + list(world.snapshot.codes("incoming"))
    code = random.choice([None, *random.sample(live, min(4, len(live)))])
    found = [one.name for one in offers(world, hat, code) if one.name in VERBS]
    move = random.choice(found) if found and random.random() < 0.9 else random.choice(list(VERBS))
    verb = VERBS[move]
    record = world.get(Incoming, code) if code else None
    args = {field.name: value(random, world, field, record) for field in verb.fields}
    return Step(world.seq + 1, "ai", hat, move, args | ({verb.on: code or "không có"} if verb.on else {}))


def check(world: World) -> None:
    for paper in world.changed.get("outgoing", {}).values():
        assert isinstance(paper, Outgoing)
        assert paper.state in OUTGOING_NAMES
        assert not (paper.number and paper.signed_at is None), "a number before the signature"
        assert not (paper.issued_at and paper.sealed_at is None), "issued without the agency's signature"
    for entry in world.changed.get("incoming", {}).values():
        assert isinstance(entry, Incoming)
        assert entry.state in INCOMING_NAMES
        assert sum(flow.open and flow.role == "lead" for flow in entry.flows) <= 1
        assert entry.day <= entry.day_in
    for parcel in world.changed.get("parcel", {}).values():
        assert isinstance(parcel, Parcel)
        assert not (parcel.sheet.is_secret and parcel.entered)
        if axis.waiting(parcel) is None and parcel.channel == "axis":
            assert axis.seen_state(parcel) == parcel.state
    numbered = [one for one in world.all(Outgoing) if one.number and one.day]
    copies = [one.number for one in world.all(Duplicate) if one.number]
    assert sorted(copies) == list(range(1, len(copies) + 1)), "one series for all copies, without a gap"
    assert all(one.signed_at for one in world.all(Duplicate) if one.sealed_at)
    given = [(one.book, one.text.type_code, one.day.year, one.number) for one in numbered if one.day]
    assert len(given) == len(set(given))


@pytest.mark.parametrize("seed", range(3))
def test_random_acts_over_documents_meet_only_refusals(seed: int) -> None:
    run(Random(seed), STEPS)


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_ten_thousand_acts_over_documents() -> None:
    run(Random(99), FULL)


def run(random: Random, steps: int) -> None:
    world, done, refused = World.open(snapshot(0), SYSTEMS), 0, set[str]()
    for number in range(steps):
        world, refusal = try_apply(world, some_step(random, world))
        if refusal:
            assert refusal.message
            refused.add(refusal.code)
            continue
        done += 1
        if number % 40 == 0:
            check(world)
            assert World.load(world.snapshot, world.rules, json.loads(json.dumps(world.touched()))) == world
    check(world)
    looks(world)
    assert done > steps / 10
    assert len(refused) > 8


def looks(world: World) -> None:
    """Let every list, register and figure read what chaos has left."""
    assert boards.counts(world)
    for menu in (*boards.BY_KEY, boards.SEARCH):
        boards.rows(world, menu, "clerk", "chu thu")
    assert registers.total(registers.by_unit(world)).open >= 0
    assert len(registers.week(world, registers.monday_of(world.calendar.local(world.now).date()))) == 7
    for paper in world.all(Outgoing):
        remarks(world, paper)
