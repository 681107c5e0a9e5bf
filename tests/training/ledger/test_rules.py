"""Properties of days and waves, whatever the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from training.core.calendar.rules import NamedDay, WorkingCalendar
from training.ledger.rules import Span, due_day, may_open, repeats_of

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
holidays = st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40)
spans = st.builds(Span, days=st.integers(1, 250), working=st.booleans(), from_joining=st.booleans())


def _calendar(off: set[date]) -> WorkingCalendar:
    return WorkingCalendar(holidays={day: NamedDay("Nghỉ") for day in off})


@given(spans, holidays, days, st.none() | days)
def test_nobody_is_asked_to_be_done_before_they_are_asked(
    span: Span, off: set[date], today: date, joined: date | None
) -> None:
    due = due_day(span, _calendar(off), today, joined)

    assert due is not None
    assert due >= today


@given(st.integers(1, 250), holidays, days)
def test_working_days_are_all_given(count: int, off: set[date], today: date) -> None:
    calendar = _calendar(off)
    due = due_day(Span(days=count), calendar, today)

    assert due is not None
    assert calendar.is_working_day(due)
    assert calendar.working_days_between(today, due) == count


@given(st.integers(1, 250), holidays, days, st.integers(0, 400))
def test_who_is_asked_later_is_never_due_earlier(count: int, off: set[date], today: date, later: int) -> None:
    calendar, span = _calendar(off), Span(days=count)
    first, second = due_day(span, calendar, today), due_day(span, calendar, today + timedelta(days=later))

    assert first is not None
    assert second is not None
    assert first <= second


@given(days, holidays, days)
def test_a_fixed_day_is_the_same_for_everybody(due: date, off: set[date], today: date) -> None:
    assert due_day(Span(due_on=due, days=3, from_joining=True), _calendar(off), today, today) == due


@given(st.integers(1, 60), holidays, days)
def test_newcomers_count_from_their_first_day(count: int, off: set[date], joined: date) -> None:
    calendar, span = _calendar(off), Span(days=count, from_joining=True)
    on_the_day = due_day(span, calendar, joined, joined)

    assert on_the_day == due_day(span, calendar, joined + timedelta(days=1), joined) or on_the_day == joined


figures = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda two: (max(two), min(two))))


@given(days, days, st.integers(0, 100), figures)
def test_a_wave_never_opens_before_its_day(opens: date, today: date, gate: int, reached: list[tuple[int, int]]) -> None:
    if today < opens:
        assert not may_open(opens, today, gate, reached)


@given(days, st.integers(1, 100), figures)
def test_a_gate_holds_until_the_last_wave_reached_it(day: date, gate: int, reached: list[tuple[int, int]]) -> None:
    opened = may_open(day, day, gate, reached)
    asked, done = reached[-1] if reached else (0, 0)

    assert opened == (asked == 0 or done / asked >= gate / 100)


@given(days, st.integers(0, 100), figures)
def test_what_may_open_stays_open_as_more_is_done(day: date, gate: int, reached: list[tuple[int, int]]) -> None:
    finished = [(asked, asked) for asked, _done in reached]

    assert may_open(day, day, gate, finished)


@given(days)
def test_repeats_come_after_seven_and_thirty_days(day: date) -> None:
    assert [(after, due - day) for after, due in repeats_of(day)] == [(7, timedelta(7)), (30, timedelta(30))]
