"""What stops a case, turns it back, splits it or takes it off its straight way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sandbox_small import (
    BIRTH_PAPERS,
    HERE,
    MOT,
    THERE,
    case,
    clock,
    do,
    done,
    fresh,
    in_work,
    refused,
    take_in,
)

from training.sandbox.cases.rules.deadlines import due_of, light_of
from training.sandbox.cases.rules.records import register


@pytest.mark.parametrize(("policy", "due"), [("pause", "2026-11-23"), ("restart", "2026-11-27")])
def test_a_supplement_stops_the_clock_by_the_policy_of_the_procedure(policy, due, monkeypatch):
    world = in_work(fresh())
    facts = world.procedure("1.013225")
    changed = {facts.code: replace(facts, supplement_policy=policy)}
    known = world.snapshot.procedure_by_code | changed
    monkeypatch.setitem(world.snapshot.__dict__, "procedure_by_code", known)
    assert due_of(world, case(world)).date.isoformat() == "2026-11-18"
    world = clock(world, "2026-11-12T09:00")
    world = do(world, "officer", "ask_supplement", case="h1", items="Bản vẽ móng", reason="Thiếu", contact="A")
    assert (light_of(world, case(world)), due_of(world, case(world))) == ("grey", None)
    assert [row[7] for row in register(world, HERE)] == ["18/11/2026"]  # the register keeps what was promised
    assert case(world).forms_of("02")[0].number == "0001/PBS"
    world = clock(world, "2026-11-17T09:00")
    assert refused(do, world, "citizen", "give_supplement", case="h1", papers=[]) == "nothing_brought"
    world = do(world, "citizen", "give_supplement", case="h1", papers=[{"code": "ban-ve"}])
    world = do(world, "reception", "take_supplement", case="h1")
    assert (case(world).state, due_of(world, case(world)).date.isoformat()) == ("in_work", due)
    again = {"case": "h1", "items": "Nữa", "reason": "Thiếu"}
    assert refused(do, world, "officer", "ask_supplement", **again) == "supplement_once"


def test_a_case_stops_by_itself_when_no_supplement_comes():
    ask = {"case": "h1", "items": ["Bản vẽ móng"], "reason": "Thiếu"}
    world = do(in_work(fresh()), "officer", "ask_supplement", **ask)
    world = clock(world, "2026-12-30T09:00")
    file = case(world)
    assert (file.state, light_of(world, file)) == ("stopped", "stopped")
    assert file.finished_at.date().isoformat() == "2026-12-01"
    assert world.log[-2].move == "supplement_expired"
    assert world.log[-2].actor == "Hệ thống"


def test_an_online_file_asked_for_papers_is_received_when_they_come():
    world = do(fresh(), "citizen", "submit_online", procedure="1.001193", applicant=MOT, papers=[{"code": "to-khai"}])
    assert (case(world).state, case(world).number, light_of(world, case(world))) == (
        "registered",
        "",
        "amber",
    )
    assert refused(do, world, "reception", "accept", case="h1") == "component_missing"
    world = do(world, "reception", "ask_supplement", case="h1", items="Giấy chứng sinh", reason="Thiếu")
    assert refused(do, world, "citizen", "give_supplement", case="h1", papers=[]) == "nothing_brought"
    again = [{"code": "to-khai"}]
    assert refused(do, world, "citizen", "give_supplement", case="h1", papers=again) == "component_missing"
    world = do(world, "citizen", "give_supplement", case="h1", papers=[{"code": "chung-sinh"}])
    world = do(world, "reception", "take_supplement", case="h1")
    assert (case(world).state, case(world).number) == ("received", f"{HERE}-261109-0001")
    assert [form.form for form in case(world).forms] == ["02", "01"]


def test_a_withdrawal_remembers_where_the_case_stood():
    world = do(in_work(fresh()), "citizen", "withdraw", case="h1", reason="Đổi ý")
    assert light_of(world, case(world)) == "green"
    back = do(world, "leader", "refuse_withdrawal", case="h1", reason="Chưa đủ căn cứ")
    assert case(back).state == "in_work"
    stopped = do(world, "leader", "grant_withdrawal", case="h1")
    assert (case(stopped).state, [form.form for form in case(stopped).forms]) == ("stopped", ["01", "05"])


def test_a_withdrawal_is_never_granted_once_a_decision_exists():
    world = do(done(fresh()), "citizen", "withdraw", case="h1", reason="Đổi ý")
    assert refused(do, world, "leader", "grant_withdrawal", case="h1") == "decision_exists"
    assert case(do(world, "leader", "refuse_withdrawal", case="h1", reason="Đã có kết quả")).state == "done"


def test_an_extension_is_made_once_before_the_due_date():
    world = in_work(fresh())
    ask = {"case": "h1", "reason": "Chờ ý kiến"}
    assert refused(do, world, "leader", "extend", **ask, new_due="2026-11-18") == "bad_new_due"
    assert refused(do, world, "leader", "extend", **ask, new_due="2026-11-24") == "bad_new_due"
    longer = do(world, "leader", "extend", **ask, new_due="2026-11-20")
    assert due_of(longer, case(longer)).date.isoformat() == "2026-11-20"
    assert refused(do, longer, "leader", "extend", **ask, new_due="2026-11-25") == "extended_once"
    late = clock(world, "2026-11-19T08:00")
    assert light_of(late, case(late)) == "red"
    assert refused(do, late, "leader", "extend", **ask, new_due="2026-11-25") == "extend_late"


def test_money_outside_the_fee_stops_the_clock():
    world = do(in_work(fresh()), "officer", "notify_dues", case="h1", amount="1.500.000", reason="Thuế")
    assert light_of(world, case(world)) == "grey"
    world = do(clock(world, "2026-11-13T09:00"), "accountant", "confirm_dues", case="h1", receipt="BL-1")
    assert due_of(world, case(world)).date.isoformat() == "2026-11-25"


def test_an_open_opinion_keeps_the_file_from_going_up():
    ask = {"case": "h1", "partner": THERE, "question": "Ranh giới?", "due": "2026-11-11"}
    world = do(in_work(fresh()), "officer", "consult", **ask)
    assert refused(do, world, "officer", "propose", case="h1", proposal="Cấp phép") == "opinion_awaited"
    world = do(world, "partner", "give_opinion", case="h1", opinion="Thống nhất")
    world = do(world, "officer", "propose", case="h1", proposal="Cấp phép")
    world = do(world, "division_head", "initial", case="h1")
    assert case(do(world, "leader", "deny", case="h1", reason="Không phù hợp")).decision == "refused"


def test_the_competent_unit_is_where_the_citizen_lives_not_where_the_file_came_in():
    elsewhere = {
        "applicant": {**MOT, "commune": THERE},
        "procedure": "1.001193",
        "papers": BIRTH_PAPERS,
        "fee": 0,
    }
    file = case(take_in(fresh(), **elsewhere))
    assert (file.place, file.agency) == (HERE, THERE)


def test_a_linked_file_splits_and_closes_with_its_last_child():
    world = take_in(fresh(), procedure="3.000722", papers=[{"code": "to-khai"}], fee=0)
    assert case(world).children == ("h1-1", "h1-2")
    assert case(world, "h1-2").agency == "Z99.CA"
    for child in case(world).children:
        assert case(world).state == "received"
        world = do(world, "reception", "forward", case=child)
        world = do(world, "division_head", "assign", case=child, officer="cv1")
        world = do(world, "leader", "deny", case=child, reason="Đã đăng ký nơi khác")
    assert case(world).state == "done"


def test_online_payment_may_fail_wait_and_succeed():
    world = take_in(fresh())
    for outcome in ("failed", "pending"):
        world = do(world, "citizen", "pay_online", case="h1", outcome=outcome)
        assert case(world).paid == 0
    assert refused(do, world, "citizen", "pay_online", case="h1", outcome="success") == "payment_pending"
    assert refused(do, world, "reception", "collect_fee", case="h1") == "payment_pending"
    world = clock(world, "next_hour")
    assert [payment.outcome for payment in case(world).payments] == ["failed", "success"]
    assert case(world).paid == 12000
    assert "biên lai" in case(world).notices[-1].text
    assert refused(do, world, "citizen", "pay_online", case="h1", outcome="success") == "nothing_to_pay"
    assert refused(do, world, "accountant", "correct_fee", case="h1", fee=1) == "paid_already"


def test_a_bank_that_turns_down_what_waited_leaves_the_fee_owed():
    world = do(take_in(fresh()), "citizen", "pay_online", case="h1", outcome="pending_failed")
    world = clock(world, "next_hour")
    assert ([one.outcome for one in case(world).payments], case(world).paid) == (["failed"], 0)
    assert case(do(world, "reception", "collect_fee", case="h1")).paid == 12000


def test_a_refusal_at_the_counter_leaves_form_03_and_no_case_code():
    world = do(
        fresh(), "reception", "refuse_at_counter", procedure="2.000815", applicant=MOT,
        reason="Bản chính bị tẩy xóa", ground="Điều 22 Nghị định 23/2015/NĐ-CP",
    )  # fmt: skip
    assert (case(world).state, case(world).number, case(world).forms[0].form) == ("refused", "", "03")
    assert refused(do, world, "reception", "forward", case="h1") == "wrong_state"
