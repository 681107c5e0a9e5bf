from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.office.document import dates
from training.office.document.dates import PROBLEMS, DateError, DateProblem


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 10), "ngày 10 tháng 11 năm 2026"),
    ],
)
def test_zero_stands_before_days_below_ten_and_the_first_two_months_only(day, written):
    assert dates.formal(day) == written


def test_place_comes_first_and_a_draft_leaves_room():
    assert dates.place_and_day("Hải Tràm", date(2026, 2, 5)) == "Hải Tràm, ngày 05 tháng 02 năm 2026"
    assert dates.place_and_day("Hải Tràm", None).split() == ["Hải", "Tràm,", "ngày", "tháng", "năm"]


@given(st.dates(), st.sampled_from(["Hải Tràm", "Cửa Sen", "Thành phố Ngày Mai"]))
def test_every_day_reads_back_with_its_place(day, place):
    written = dates.read(dates.place_and_day(place, day), place_wanted=True)

    assert (written.place, written.day, written.problems) == (place, day, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Hải Tràm, ngày 5 tháng 11 năm 2026", DateProblem.DAY_ZERO),
        ("Hải Tràm, ngày 05 tháng 2 năm 2026", DateProblem.MONTH_ZERO),
        ("Hải Tràm, ngày 05 tháng 03 năm 2026", DateProblem.MONTH_EXTRA_ZERO),
        ("ngày 05 tháng 3 năm 2026", DateProblem.PLACE),
        ("Hải Tràm ngày 05 tháng 3 năm 2026", DateProblem.COMMA),
        ("Hải Tràm, ngày 30 tháng 02 năm 2026", DateProblem.UNREAL),
        ("Hải Tràm, 05/02/2026", DateProblem.SHAPE),
    ],
)
def test_each_slip_is_named(text, problem):
    assert dates.read(text, place_wanted=True).problems == (problem,)


def test_a_slip_in_writing_still_tells_which_day_was_meant():
    assert dates.read("Hải Tràm, ngày 5 tháng 03 năm 2026").day == date(2026, 3, 5)


def test_parsing_accepts_only_the_exact_form():
    assert dates.parse("ngày 05 tháng 02 năm 2026") == date(2026, 2, 5)
    with pytest.raises(DateError) as caught:
        dates.parse("ngày 5 tháng 02 năm 2026")
    assert caught.value.problems == (DateProblem.DAY_ZERO,)


def test_every_problem_has_words_in_both_languages():
    assert set(PROBLEMS) == set(DateProblem)
