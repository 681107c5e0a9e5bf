"""A case from the counter to the citizen's hands, and the guards on its straight way."""

from __future__ import annotations

import pytest
from sandbox_small import (
    BIRTH_PAPERS,
    HERE,
    MOT,
    ORIGINAL,
    case,
    clock,
    do,
    done,
    fresh,
    house,
    refused,
    take_in,
)

from training.sandbox.cases.rules.deadlines import due_of, outcome_of
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS
from training.sandbox.cases.rules.states import PORTAL, STATE_NAMES
from training.sandbox.world.steps import Refused


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
