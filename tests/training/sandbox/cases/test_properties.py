"""What holds for every case, whatever comes: the machine, the fees, the deadlines, and the reference's vectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sandbox_small import MOT, SNAPSHOT, do, fresh

from training.core.calendar.seed import shipped
from training.sandbox.cases.rules.boards import row_of
from training.sandbox.cases.rules.chart import line_of
from training.sandbox.cases.rules.deadlines import due_of, light_of
from training.sandbox.cases.rules.fees import copy_price, fee_for
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Applicant, Case, Paper, Supplement
from training.sandbox.cases.rules.rulebook import CASES, VERBS, available
from training.sandbox.cases.rules.states import DECIDED, ENDS, IN_WORK, PORTAL
from training.sandbox.world.facts import FeeFacts, LimitFacts
from training.sandbox.world.hats import Hat
from training.sandbox.world.play import try_apply
from training.sandbox.world.snapshot import calendar_to_plain
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

COPIES = FeeFacts("after", "per_page", 2000, 1000, 200_000)
PAGES, NUMBER = st.integers(0, 600), st.integers(0, 40)
ARGS = {
    "officer": "cv1", "partner": "Z99.10.03", "question": "Ý kiến về ranh đất", "due": "2026-11-12",
    "opinion": "Không có ý kiến khác", "proposal": "Đủ điều kiện", "reason": "Lý do rõ ràng", "file": "ket-qua.pdf",
    "new_due": "2027-01-06", "items": ["Bản vẽ móng"], "contact": "Quầy 1", "amount": 1000, "receipt": "BL1",
    "receiver": MOT["name"], "identity": True, "papers": [{"code": "don", "file": "a.pdf"}], "fee": 75_000,
    "outcome": "success", "stars": 5, "words": "Ghi chú", "answer": "look_up", "note": "Người lạ hỏi hồ sơ",
    "witness": "Trưởng khóm", "finding": "Móng đúng bản vẽ", "component": "don", "legible": True, "signed": True,
}  # fmt: skip


@given(st.lists(st.integers(0, 10_000), max_size=30))
@settings(max_examples=40, deadline=None)
def test_whatever_is_offered_leads_to_a_state_the_machine_knows_and_no_promise_is_broken(choices):
    world = do(
        fresh(), "reception", "receive", procedure="1.013225", applicant=MOT, fee=75_000, paid=True, identity=True,
        papers=[{"code": code, "file": f"{code}.pdf", "signed": True} for code in ("don", "dat")],
    )  # fmt: skip
    for choice in choices:
        offered = [(hat, name) for hat in Hat for name in available(world, hat, "h1")]
        hat, name = offered[choice % len(offered)]
        args = {"case": "h1"} | {field.name: ARGS.get(field.name, "") for field in VERBS[name].fields}
        before = world.get(Case, "h1")
        world, refusal = try_apply(world, Step(world.seq + 1, "ai", hat, name, args))
        case = world.get(Case, "h1")
        assert case.state in PORTAL
        assert refusal is None or case == before
        assert case.state == before.state or CASE.find(name, before.state) is not None
        assert before.state not in ENDS or case.state == before.state
        assert case.state != "stopped" or not case.decision
        assert case.state not in DECIDED or case.decision
        assert row_of(world, case).status == PORTAL[case.state]
        assert [stage.status for stage in line_of(case) if stage.mark == "now"] == [PORTAL[case.state]]


@given(PAGES, PAGES, NUMBER)
def test_more_pages_or_copies_never_cost_less_and_a_copy_never_more_than_the_ceiling(pages, more, copies):
    assert copy_price(COPIES, pages) <= copy_price(COPIES, pages + more) <= COPIES.most_per_copy
    paper = Paper("a", "A", pages=pages, copies=copies)
    assert fee_for(COPIES, [paper]) == copy_price(COPIES, pages) * copies
    assert fee_for(COPIES, [paper]) <= fee_for(COPIES, [replace(paper, copies=copies + 1)])


@given(st.lists(st.tuples(PAGES, NUMBER, st.booleans()), max_size=6))
def test_a_fee_is_the_sum_of_its_papers_and_whole_dong(rows):
    papers = [Paper(str(n), "A", pages=p, copies=c, present=here) for n, (p, c, here) in enumerate(rows)]
    assert fee_for(COPIES, papers) == sum(fee_for(COPIES, [paper]) for paper in papers)
    assert isinstance(fee_for(COPIES, papers), int)
    assert fee_for(FeeFacts("none", "per_page", 2000), papers) == 0


CALENDAR = shipped()
WORLD = World.open(replace(SNAPSHOT, calendar=calendar_to_plain(CALENDAR)), CASES)
MOMENTS = st.datetimes(datetime(2026, 8, 1, 7, 0), datetime(2026, 12, 20, 17, 0))  # noqa: DTZ001 - a wall clock


def received(at, days, unit="working_day", **more):
    who = Applicant("Nguyễn Thị Mẫu Một")
    limit = LimitFacts(days, unit)
    return Case("h9", "1.013225", IN_WORK, at, who, number="Z99.10.01-1", received_at=at, limit=limit, **more)


def local(at):
    return at.replace(tzinfo=CALENDAR.tz).astimezone(UTC)


@given(MOMENTS, st.integers(1, 40), st.integers(0, 20))
@settings(deadline=None)
def test_a_due_day_is_a_working_day_after_receipt_and_later_for_more_days(at, days, more):
    due = due_of(WORLD, received(local(at), days))
    assert CALENDAR.is_working_day(due.date)
    assert due.date > at.date()
    assert due_of(WORLD, received(local(at), days + more)).date >= due.date
    assert due_of(WORLD, received(local(at) + timedelta(days=more), days)).date >= due.date


@given(MOMENTS, st.integers(3, 30), st.integers(0, 2), st.integers(0, 12))
@settings(deadline=None)
def test_a_supplement_never_brings_the_day_nearer_and_restarting_takes_at_least_as_long_as_pausing(
    at, days, asked, waited
):
    start = local(at)
    asked_at = CALENDAR.add_working_minutes(start, asked * 480)
    taken_at = CALENDAR.add_working_minutes(asked_at, 60 + waited * 480)
    stop = Supplement(asked_at, IN_WORK, ("Bản vẽ",), "Thiếu", "", taken_at, taken_at)
    plain = due_of(WORLD, received(start, days)).date
    found = {}
    for policy in ("pause", "restart"):
        facts = tuple(replace(one, supplement_policy=policy) for one in WORLD.snapshot.procedures)
        world = World.open(replace(WORLD.snapshot, procedures=facts), CASES)
        found[policy] = due_of(world, received(start, days, supplements=(stop,))).date
        still = replace(stop, given_at=None, taken_at=None)
        assert due_of(world, received(start, days, supplements=(still,))) is None
        assert light_of(world, received(start, days, supplements=(still,))) == "grey"
    assert plain <= found["pause"] <= found["restart"]


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [("2026-08-21", 2, "2026-08-24"), ("2026-08-27", 3, "2026-09-04"), ("2026-11-20", 5, "2026-11-30"),
     ("2026-11-09", 7, "2026-11-18")],
)  # fmt: skip
def test_the_reference_vectors_hold_for_cases(day, days, due):
    at = local(datetime.combine(date.fromisoformat(day), time(9, 0)))
    assert due_of(WORLD, received(at, days)).date.isoformat() == due


@pytest.mark.parametrize(("policy", "due"), [("pause", "2026-11-23"), ("restart", "2026-11-27")])
def test_the_reference_vectors_hold_for_a_supplement(policy, due):
    at, asked, given_at = (local(datetime(2026, 11, n, 9, 0)) for n in (9, 12, 17))  # noqa: DTZ001 - a wall clock
    facts = tuple(replace(one, supplement_policy=policy) for one in WORLD.snapshot.procedures)
    world = World.open(replace(WORLD.snapshot, procedures=facts), CASES)
    stop = Supplement(asked, IN_WORK, ("Bản vẽ móng",), "Thiếu", "", given_at, given_at)
    assert due_of(world, received(at, 7, supplements=(stop,))).date.isoformat() == due
