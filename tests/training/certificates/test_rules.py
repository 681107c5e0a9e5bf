"""Properties of validity and renewal."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from training.certificates.rules import Held, add_months, notice, renewed, state, step, terms

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
months = st.integers(1, 120)
windows = st.integers(1, 365)


@given(days, months)
def test_the_day_of_the_month_stays_or_is_the_last(day: date, count: int) -> None:
    later = add_months(day, count)

    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month


@given(days, months, windows, st.integers(-500, 5000))
def test_at_any_day_finishing_means_exactly_one_thing(start: date, count: int, window: int, offset: int) -> None:
    held, today = terms(start, count, window), start + timedelta(days=offset)
    assert held.valid_until is not None
    assert held.renew_from is not None

    found = step(held, today, whole=True)

    assert (found == "first") == (today > held.valid_until)
    assert (found == "renewal") == (held.renew_from <= today <= held.valid_until)


@given(days, months, windows, st.integers(0, 5000))
def test_the_shorter_way_renews_inside_the_window_and_does_nothing_else(
    start: date, count: int, window: int, offset: int
) -> None:
    held, today = terms(start, count, window), start + timedelta(days=offset)

    assert step(None, today, whole=False) == "none"
    assert (step(held, today, whole=False) == "renewal") == (step(held, today, whole=True) == "renewal")


@given(days, months, windows, st.integers(0, 364))
def test_renewing_early_costs_nothing_and_leaves_no_gap(start: date, count: int, window: int, early: int) -> None:
    held = terms(start, count, window)
    assert held.valid_until is not None
    again = renewed(held, count, window)

    assert again.valid_until == add_months(held.valid_until, count)
    assert again.renew_from is not None
    assert again.renew_from >= held.valid_until  # two renewals never stand open at once
    assert state(held.valid_until, revoked=False, today=held.valid_until) == "valid"


@given(days, st.integers(0, 5000))
def test_what_holds_for_ever_is_given_once(start: date, offset: int) -> None:
    assert step(terms(start, 0, 60), start + timedelta(days=offset), whole=True) == "none"


@given(st.lists(st.integers(1, 365), max_size=6, unique=True), st.integers(0, 400))
def test_of_set_days_only_the_nearest_is_told(set_days: list[int], left: int) -> None:
    told = notice(left, set_days)

    assert told is None or (told in set_days and left <= told)
    assert not any(left <= each < (told or 10_000) for each in set_days)


@given(days)
def test_who_holds_nothing_begins_anew(day: date) -> None:
    assert step(None, day, whole=True) == "first"
    assert step(Held(day - timedelta(days=1), day - timedelta(days=9)), day, whole=True) == "first"
    assert state(day, revoked=True, today=day) == "revoked"
