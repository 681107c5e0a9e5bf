"""Every paper has something to be read, made from its own case, and the same at every look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from training.sandbox.cases.rules.model import Case, Paper
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import procedures, snapshot
from training.sandbox.template.contents import PROVINCE, Contents, contents
from training.sandbox.template.library import read
from training.sandbox.world.world import World

UNIT = "UBND phường Cửa Sen"
DAY = date(2026, 11, 9)


def of(case: Case, code: str) -> Contents:
    """Return what stands on a paper of a case."""
    return contents(case, next(one for one in case.papers if one.code == code), DAY, UNIT)


def line(sheet: Contents, label: str) -> str:
    """Return one line of a paper."""
    return dict(sheet.lines)[label]


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return tuple(World.open(snapshot(0), SYSTEMS).all(Case))


def test_every_paper_of_the_catalogue_has_lines_of_its_own():
    told = read(PROVINCE, "scans")["papers"]
    wanting = [(one.code, part.code) for one in procedures() for part in one.components
               if not told.get(one.code, {}).get(part.code, {}).get("lines")]  # fmt: skip
    assert wanting == []


def test_no_placeholder_stays_and_every_look_is_the_same(cases):
    for case in cases:
        for paper in case.papers:
            sheet = contents(case, paper, DAY, UNIT)
            assert len(sheet.lines) > 3, (case.code, paper.code)
            assert "$" not in f"{sheet}", (case.code, paper.code, sheet)
            assert sheet == contents(case, paper, DAY, UNIT)


def test_the_papers_of_one_case_speak_of_the_same_plot_and_person(cases):
    building = next(one for one in cases if one.procedure == "1.013225" and not one.supplements)
    sheets = [of(building, code) for code in ("don", "dat", "ban-ve")]
    assert len({line(one, "Thửa đất số") for one in sheets}) == 1
    assert building.applicant.name in (line(sheets[0], "Chủ đầu tư"), line(sheets[1], "Người sử dụng đất"))


def test_a_case_that_waits_for_better_papers_shows_what_is_wrong_with_them(cases):
    waiting = next(one for one in cases if any("thửa bên cạnh" in s.reason for s in one.supplements))
    assert line(of(waiting, "dat"), "Thửa đất số") != line(of(waiting, "don"), "Thửa đất số")
    assert "móng" not in line(of(waiting, "ban-ve"), "Các tờ trong tệp")
    brought = replace(waiting, supplements=tuple(replace(s, given_at=s.asked_at) for s in waiting.supplements))
    assert line(of(brought, "dat"), "Thửa đất số") == line(of(brought, "don"), "Thửa đất số")


def test_the_birthday_is_of_the_year_in_the_number_and_a_child_has_the_name_that_is_spoken_of(cases):
    asked = next(one for one in cases if one.procedure == "1.001193" and "Con gái tôi là" in one.request)
    sheet = of(asked, "to-khai")
    assert line(sheet, "Họ tên trẻ") in asked.request
    single = next(one for one in cases if one.procedure == "1.004873")
    assert line(of(single, "to-khai"), "Ngày sinh")[-2:] == single.applicant.number[4:6]


def test_a_paper_nobody_foresaw_tells_who_it_is_of(cases):
    sheet = contents(cases[0], Paper("la", "Giấy tờ lạ"), DAY, UNIT)
    assert (sheet.title, line(sheet, "Họ và tên")) == ("Giấy tờ lạ", cases[0].applicant.name)


def test_lines_are_replaced_added_and_left_out_by_label_and_the_signature_stays_last():
    sheet = Contents("Đơn", (("Thửa đất số", "1"), ("Tờ bản đồ số", "2"), ("Ký tên", "A (đã ký)")))
    changed = sheet.changed("", {"Thửa đất số": 5, "Tờ bản đồ số": "", "Giáp ranh": "kênh"})
    assert changed.lines == (("Thửa đất số", "5"), ("Giáp ranh", "kênh"), ("Ký tên", "A (đã ký)"))
