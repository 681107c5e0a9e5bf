"""Lists, slips, register, month and look-up say what the cases say."""

from __future__ import annotations

import pytest
from sandbox_small import HERE, MOT, do, fresh, take_in

from training.sandbox.cases.rules.boards import MENUS, counts, rows
from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.records import (
    control_slip,
    look_up,
    month,
    register,
    suspended,
)
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.template.build import snapshot
from training.sandbox.world.world import World


@pytest.fixture(scope="module")
def shipped():
    return World.open(snapshot(0), CASES)


def test_every_menu_has_cases_and_each_case_is_in_the_list_of_all(shipped):
    found = counts(shipped)
    assert all(found[menu.key] for menu in MENUS)
    assert len(rows(shipped)) == found["all"] == len(shipped.all(Case))


def test_the_most_urgent_come_first_and_the_ended_last(shipped):
    listed = rows(shipped)
    assert listed[0].light == "red"
    ended = [row.case.state in ("returned", "refused", "stopped") for row in listed]
    assert ended == sorted(ended)


def test_search_needs_no_marks_and_filters_join(shipped):
    assert {row.procedure for row in rows(shipped, words="dang ky khai sinh")} >= {"Đăng ký khai sinh"}
    assert all(row.light == "red" for row in rows(shipped, light="red"))
    assert {row.state for row in rows(shipped, hat="clerk")} == {"Đã ký, chờ cấp số"}
    assert rows(shipped, words="không có chữ này đâu") == []
    with pytest.raises(KeyError):
        rows(shipped, menu="moon")


def test_the_control_slip_has_a_row_for_every_hand_over():
    world = do(take_in(fresh()), "reception", "forward", case="h1")
    slip = control_slip(world, case_in(world, "h1"))
    assert [row[3] for row in slip] == ["Tiếp nhận hồ sơ", "Chuyển xử lý"]
    assert slip[0][0] == "09 giờ 10 phút, ngày 09/11/2026"


def test_a_control_slip_names_the_system_in_words():
    world = World.open(snapshot(0), CASES)
    slips = [row for case in world.all(Case) for row in control_slip(world, case)]
    assert {row[1] for row in slips if row[1].startswith("Hệ thống")} == {"Hệ thống"}
    assert not any("system" in " ".join(row) for row in slips)


def test_the_register_counts_every_case_in_the_order_of_receipt():
    world = take_in(take_in(fresh()))
    kept = register(world, HERE)
    assert [(row[0], row[1]) for row in kept] == [("1", f"{HERE}-261109-0001"), ("2", f"{HERE}-261109-0002")]


def test_the_month_balances(shipped):
    for number in (10, 11):
        report = month(shipped, 2026, number)
        assert report.balanced, report
    assert month(shipped, 2026, 11).late >= 0
    assert month(shipped, 2026, 11).open_late >= 2
    assert suspended(shipped.all(Case)) >= 8


def test_a_look_up_needs_both_numbers_and_tells_no_personal_detail():
    world = take_in(fresh())
    number = case_in(world, "h1").number
    shown = look_up(world, number, "999186000001")
    assert ("Trạng thái", "Được tiếp nhận") in shown
    assert MOT["name"] not in str(shown)
    assert look_up(world, number, "999186000009") is None
    assert look_up(world, "", "999186000001") is None
