"""A case from the counter to the citizen's hands, and every guard on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sandbox_small import HERE, MOT, ORIGINAL, THERE, clock, do, fresh, take_in

from training.sandbox.cases.rules.deadlines import due_of, light_of, outcome_of
from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.cases.rules.states import PORTAL, STATE_NAMES
from training.sandbox.world.steps import Refused

BIRTH_PAPERS = [
    {"code": "to-khai", "file": "to-khai.pdf", "signed": True},
    {"code": "chung-sinh", "file": "chung-sinh.pdf", "signed": True},
    {"code": "ket-hon", "source": "database", "present": False},
]


def refused(act, *args, **named):
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    assert caught.value.message[0].isupper() or caught.value.message[0] == "“"
    return caught.value.code


def case(world, key="h1"):
    return case_in(world, key)


def house(world, **args):
    papers = [
        {"code": "don", "file": "don.pdf", "signed": True},
        {"code": "dat", "file": "dat.pdf", "signed": True},
    ]
    asked = {
        "procedure": "1.013225",
        "applicant": MOT,
        "papers": papers,
        "fee": 75000,
        "paid": True,
        "identity": True,
    }
    return do(world, "reception", "receive", **(asked | args))


def in_work(world):
    world = do(house(world), "reception", "forward", case="h1")
    return do(world, "division_head", "assign", case="h1", officer="cv1")


def done(world, **args):
    world = do(take_in(world, **args), "reception", "forward", case="h1")
    world = do(world, "leader", "sign", case="h1")
    return do(world, "clerk", "number", case="h1", file="ban-sao.pdf")


def test_every_move_of_the_machine_has_a_verb_or_happens_by_itself():
    by_itself = {move.name for move in CASE.moves if move.by == {"system"}}
    assert {move.name for move in CASE.moves} - by_itself <= set(VERBS)
    assert set(PORTAL) | {"nothing"} == set(CASE.states) == set(STATE_NAMES)


def test_every_need_of_a_move_is_a_field_of_its_verb():
    for move in CASE.moves:
        if move.name in VERBS:
            assert set(move.needs) <= {field.name for field in VERBS[move.name].fields}, move.name


def test_certified_copies_go_from_the_counter_to_the_citizen_the_same_day():
    world = do(done(fresh()), "results", "collect_fee", case="h1")
    world = do(world, "results", "return_result", case="h1", receiver=MOT["name"], identity=True)
    file = case(world)
    assert (file.state, PORTAL[file.state]) == ("returned", 10)
    assert file.number == f"{HERE}-261109-0001"
    assert (file.fee, file.paid) == (12000, 12000)
    assert outcome_of(world, file) == "on_time"
    assert [form.form for form in file.forms] == ["01"]
    assert [row.move for row in file.handovers] == ["receive", "forward", "sign", "number", "return_result"]
    assert len(file.notices) == 3
    assert MOT["name"] not in " ".join(notice.text for notice in file.notices)


def test_numbers_run_on_and_begin_anew_each_day():
    world = clock(take_in(take_in(fresh())), "next_working_day")
    numbers = [file.number for file in take_in(world).all(Case)]
    assert numbers == [f"{HERE}-261109-0001", f"{HERE}-261109-0002", f"{HERE}-261110-0001"]


def test_what_comes_after_three_o_clock_is_due_the_next_working_day():
    world = take_in(clock(fresh(), "2026-11-09T15:20"))
    assert due_of(world, case(world)).date.isoformat() == "2026-11-10"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"identity": False}, "identity_unchecked"),
        ({"papers": []}, "component_missing"),
        ({"papers": [{"code": "ban-chinh", "pages": 2}]}, "pages_missing"),
        ({"papers": [ORIGINAL, ORIGINAL]}, "paper_twice"),
        ({"papers": [{"code": "x"}]}, "no_such_paper"),
        ({"papers": [{**ORIGINAL, "pages": -1}]}, "not_a_number"),
        ({"papers": [{**ORIGINAL, "source": "database"}]}, "not_in_database"),
        ({"procedure": "9.9"}, "no_such_procedure"),
        ({"applicant": {**MOT, "number": "096186000001"}}, "real_number"),
        ({"applicant": {**MOT, "number": "99918600001"}}, "bad_number"),
        ({"applicant": {**MOT, "phone": "0912345678"}}, "real_phone"),
        ({"applicant": {**MOT, "email": "a@gmail.com"}}, "real_mail"),
        ({"request": "gọi giúp 0912 345 678"}, "real_phone"),
        ({"applicant": {}}, "missing_field"),
        ({"agency": "nowhere"}, "no_such_unit"),
        ({"limit": 7}, "no_such_limit"),
        ({"surprise": 1}, "unknown_field"),
    ],
)
def test_the_counter_is_refused_what_the_real_system_refuses(args, code):
    assert refused(take_in, fresh(), **args) == code


def test_a_wrong_hat_is_refused_with_the_right_one_named():
    with pytest.raises(Refused) as caught:
        do(take_in(fresh()), "citizen", "forward", case="h1")
    assert caught.value.code == "wrong_hat"
    assert "cán bộ tiếp nhận" in caught.value.message


def test_a_hat_that_may_elsewhere_may_not_here():
    world = do(take_in(fresh()), "reception", "forward", case="h1")
    assert refused(do, world, "division_head", "send_back", case="h1", reason="thiếu") == "wrong_hat"
    assert case(do(world, "leader", "send_back", case="h1", reason="thiếu")).state == "received"


def test_a_fee_beforehand_blocks_and_a_fee_afterwards_blocks_the_result():
    assert refused(house, fresh(), paid=False) == "fee_first"
    named = {"case": "h1", "receiver": MOT["name"], "identity": True}
    assert refused(do, done(fresh()), "results", "return_result", **named) == "fee_unpaid"


def test_a_free_procedure_takes_no_money():
    args = {"procedure": "1.001193", "papers": BIRTH_PAPERS}
    assert refused(take_in, fresh(), **args, fee=8000) == "fee_free"
    assert case(take_in(fresh(), **args, fee=0)).fee == 0


def test_a_result_needs_identity_and_a_proxy_needs_authorisation():
    world = do(done(fresh()), "accountant", "collect_fee", case="h1")
    hand = {"case": "h1", "receiver": "Lê Thị Người Khác", "identity": True}
    assert refused(do, world, "results", "return_result", **hand | {"identity": False}) == "identity_unchecked"
    assert refused(do, world, "results", "return_result", **hand) == "authorisation_missing"
    paper = {"mandate_number": "07/GUQ", "mandate_day": "2026-11-06", "mandate_who": "Lê Thị  Người khác"}
    for wrong, code in (
        ({"mandate_number": ""}, "authorisation_missing"),
        ({"mandate_day": ""}, "authorisation_missing"),
        ({"mandate_day": "2026-02-30"}, "bad_date"),
        ({"mandate_day": "2027-01-01"}, "mandate_future"),
        ({"mandate_who": "Trần Văn Ai Đó"}, "mandate_other"),
    ):
        assert refused(do, world, "results", "return_result", **hand | paper | wrong) == code
    handed = case(do(world, "results", "return_result", **hand, **paper)).handed
    assert (handed.mandate.number, handed.mandate.day.isoformat()) == ("07/GUQ", "2026-11-06")
    assert handed.authorisation


def test_a_result_goes_by_post_only_where_the_citizen_asked_for_it_and_with_a_number():
    world = do(done(fresh()), "accountant", "collect_fee", case="h1")
    post = {"case": "h1", "receiver": MOT["name"], "way": "post", "parcel": "EB0001"}
    assert refused(do, world, "results", "return_result", **post) == "post_unasked"
    world = do(done(fresh(), deliver="post"), "accountant", "collect_fee", case="h1")
    assert refused(do, world, "results", "return_result", **post | {"parcel": ""}) == "parcel_missing"
    assert refused(do, world, "results", "return_result", **post | {"receiver": "Ai Đó"}) == "post_other"
    after = case(do(world, "results", "return_result", **post))
    assert (after.state, after.handed.way, after.handed.parcel) == ("returned", "post", "EB0001")
    assert "EB0001" in after.notices[-1].text
    assert refused(take_in, fresh(), deliver="bồ câu") == "bad_delivery"


def test_papers_have_to_be_scanned_before_the_file_goes_on():
    papers = [{"code": "don"}, {"code": "dat", "file": "dat.pdf", "signed": True}]
    world = house(fresh(), papers=papers)
    assert refused(do, world, "reception", "forward", case="h1") == "not_scanned"
    scan = {"case": "h1", "component": "don", "file": "don.pdf", "legible": True, "signed": True}
    world = do(world, "reception", "digitise", **scan)
    assert case(do(world, "reception", "forward", case="h1")).state == "assigning"


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
    assert case(world).forms_of("02")[0].number == "0001/PBS"
    world = do(clock(world, "2026-11-17T09:00"), "citizen", "give_supplement", case="h1", papers=[{"code": "ban-ve"}])
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
