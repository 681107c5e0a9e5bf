"""Random acts by all hats: nothing but refusals, and never a state the machine does not know."""

from __future__ import annotations

import json
from random import Random

import pytest
from sandbox_small import HERE, MOT, ORIGINAL, THERE, fresh

from training.sandbox.cases.prints.books import control_sheet
from training.sandbox.cases.prints.forms import form_sheet
from training.sandbox.cases.rules.chart import line_of
from training.sandbox.cases.rules.deadlines import due_of, light_of, outcome_of
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.cases.rules.states import DECIDED, PORTAL
from training.sandbox.template.build import snapshot
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.hats import Hat
from training.sandbox.world.play import try_apply
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

STEPS, FULL = 1000, 10_000
JUNK = [
    "",
    " ",
    None,
    -1,
    10**12,
    "x" * 5000,
    [],
    {},
    ["a", 1],
    {"name": 3},
    True,
    "0912345678",
    "2026-13-40",
    1.5,
]
NUMBERLESS = {"registered", "refused", "waiting_papers", "supplemented", "withdrawing", "stopped"}
PAPERS = {
    "2.000815": [ORIGINAL],
    "1.001193": [{"code": code, "file": "x.pdf", "signed": True} for code in ("to-khai", "chung-sinh")],
    "1.013225": [{"code": code, "file": "x.pdf", "signed": True} for code in ("don", "dat", "ban-ve")],
    "3.000722": [{"code": "to-khai", "file": "x.pdf", "signed": True}],
}
GOOD = {
    "applicant": [MOT, {**MOT, "commune": THERE}],
    "fee": [0],
    "identity": [True],
    "paid": [True, False],
    "officer": ["cv1"],
    "partner": [THERE],
    "due": ["2027-12-01"],
    "new_due": ["2026-11-20", "2026-12-30", "2027-01-29"],
    "items": ["Bản vẽ", ["A", "B"]],
    "amount": [1000000],
    "receiver": [MOT["name"], "Ai Đó"],
    "way": ["", "counter", "post"],
    "deliver": ["", "counter", "post"],
    "mandate_number": ["", "01/GUQ"],
    "mandate_day": ["2026-01-05", "2099-01-01", ""],
    "mandate_who": ["Ai Đó", MOT["name"], ""],
    "limit": [0, 1],
    "component": ["ban-chinh", "don", "dat", "to-khai"],
    "stars": [5],
    "to": ["next_hour", "next_working_day"],
    "agency": ["", HERE],
    "place": ["", HERE],
    "outcome": ["success", "failed", "pending", "pending_failed"],
    "file": ["don-lan1.pdf", "don-lan2.pdf", "dat-lan1.pdf", "to-khai-lan1.pdf", "ket-qua.pdf"],
    "legible": [True, True, False],
    "signed": [True],
    "answer": ["look_up", "read_out", "plug_in", "scan_paper"],
    "channel": ["", "post"],
    "proxy": [None],
}


def some_args(random, verb, codes):
    procedure = random.choice(list(PAPERS))
    good = GOOD | {"procedure": [procedure], "papers": [PAPERS[procedure]]}
    args = {field.name: random.choice(good.get(field.name, ["Nội dung thử"])) for field in verb.fields}
    if procedure == "2.000815" and "fee" in args:
        args["fee"] = 12000
    if verb.on:
        args["case"] = random.choice(codes) if codes else "h999"
    for name in list(args):
        if random.random() < 0.02:
            args[name] = random.choice(JUNK)
    return args


def some_step(random, world):
    """Mostly what the machine allows, sometimes a new case, sometimes anything by anybody."""
    live = [case.code for case in world.all(Case) if case.state not in CASE.ends][-8:]
    way = random.random()
    if way < 0.12 or not live:
        name = random.choice(["receive", "receive", "submit_online", "refuse_at_counter"])
        return step(random, world, name, sorted(VERBS[name].by), live)
    if way < 0.75:
        code = random.choice(live)
        calm = random.random() < 0.9
        moves = [m for m in CASE.moves_from(world.get(Case, code).state) if not (calm and m.name == "withdraw")]
        move = random.choice([m for m in moves if m.name in VERBS] or [CASE.moves[0]])
        return step(random, world, move.name, sorted(move.by), [code])
    return step(random, world, random.choice([*VERBS, *["clock.advance"] * 3]), list(Hat), live)


def step(random, world, name, hats, codes):
    verb = VERBS.get(name, ADVANCE)
    return Step(world.seq + 1, "ai", random.choice(hats), name, some_args(random, verb, codes))


def check(world):
    numbers = [case.number for case in world.all(Case) if case.number]
    assert len(numbers) == len(set(numbers))
    for case in world.changed.get("case", {}).values():
        assert case.state in PORTAL
        assert CASE.moves_from(case.state) or case.state in CASE.ends
        assert (case.state == "withdrawing") == bool(case.came_from)
        if case.state == "returned":
            assert case.paid >= case.fee
            assert case.handed.identity or case.handed.way == "post"
        assert case.state != "stopped" or not case.decision
        assert case.state not in DECIDED or case.decision
        assert len(case.forms_of("04")) <= 1
        assert case.paid <= max(case.fee, *(one.amount for one in case.payments), 0)
        assert sum(payment.outcome == "pending" for payment in case.payments) <= 1
        assert all(one.receipt for one in case.payments if one.outcome == "success")
        assert [stage.mark for stage in line_of(case)].count("now") == 1
        assert form_sheet(world, case, case.forms[-1]).body if case.forms else True
        assert control_sheet(world, case).body
        assert len([one for one in case.supplements if one.came_from == "in_work"]) <= 1
        assert case.number or case.state in NUMBERLESS
        assert light_of(world, case) in ("", "green", "amber", "red", "grey", "stopped")
        due_of(world, case)
        outcome_of(world, case)


@pytest.mark.parametrize("seed", [1, 2])
def test_random_acts_by_all_hats_meet_only_refusals(seed):
    wander(seed, STEPS // 2)


@pytest.mark.prove
@pytest.mark.timeout(900)
def test_ten_thousand_random_acts_by_all_hats_meet_only_refusals():
    wander(3, FULL)


def wander(seed, steps):
    """Act at random and look after every step; begin anew when the province is full."""
    random = Random(seed)
    world, done, refusals, states = fresh(), 0, {}, set()
    for number in range(steps):
        world, refusal = try_apply(world, some_step(random, world))
        if refusal:
            refusals[refusal.code] = refusals.get(refusal.code, 0) + 1
            assert refusal.message
        else:
            done += 1
            states |= {case.state for case in world.changed.get("case", {}).values()}
            check(world)
        if number % 200 == 199:
            cached = json.loads(json.dumps(world.touched()))
            assert World.load(world.snapshot, world.rules, cached) == world
            if len(world.all(Case)) > 60:
                world = fresh()
    assert done > steps / 4
    assert len(refusals) > 10
    assert len(states) > 8


def test_random_acts_on_the_shipped_province_meet_only_refusals():
    random = Random(3)
    shipped = snapshot(0)
    world = World.open(shipped, fresh().rules)
    for _ in range(STEPS // 4):
        codes = list(shipped.codes("case"))
        case = world.get(Case, random.choice(codes))
        moves = [move for move in CASE.moves_from(case.state) if move.name in VERBS]
        if moves:
            move = random.choice(moves)
            hat = random.choice(sorted(move.by))
            args = some_args(random, VERBS[move.name], [case.code])
            world, _ = try_apply(world, Step(world.seq + 1, "ai", hat, move.name, args))
    check(world)
