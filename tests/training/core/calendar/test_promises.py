"""What must hold for every calendar, every limit and every moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from training.core.calendar.limits import Policy, Stop, TimeLimit, Unit, due, due_with_stops
from training.core.calendar.rules import MONDAY_TO_FRIDAY, OFFICE_DAY, NamedDay, WorkingCalendar

X = NamedDay("x")
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
WEEKS = st.sampled_from(
    [
        MONDAY_TO_FRIDAY,
        (*MONDAY_TO_FRIDAY[:5], OFFICE_DAY[:1], ()),
        (((time(8), time(12)), (time(13, 30), time(17, 30))),) * 5 + ((), ()),
        ((), OFFICE_DAY, (), OFFICE_DAY, (), (), ()),
    ]
)


@st.composite
def calendars(draw):
    holidays = draw(st.sets(DAYS, max_size=25))
    make_up = draw(st.sets(DAYS, max_size=6)) - holidays
    return WorkingCalendar(dict.fromkeys(holidays, X), dict.fromkeys(make_up, X), draw(WEEKS))


LIMITS = st.builds(
    TimeLimit,
    amount=st.integers(0, 60),
    unit=st.sampled_from(Unit),
    cut_off=st.none() | st.just(time(15)),
    last_hour_waits=st.booleans(),
)


@given(calendars(), LIMITS, MOMENTS)
def test_nothing_is_due_on_a_day_off_or_outside_hours_or_before_it_came(calendar, limit, received):
    found = due(received, limit, calendar)
    assert calendar.is_working_day(found.date)
    assert calendar.opening(found.date) <= found.at <= calendar.closing(found.date)
    assert found.at >= received - timedelta(minutes=1)
    assert calendar.local(found.at).date() == found.date


@given(calendars(), LIMITS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)))
def test_what_comes_later_is_not_due_sooner(calendar, limit, received, later):
    assert due(received + later, limit, calendar).at >= due(received, limit, calendar).at


@given(calendars(), LIMITS, MOMENTS, st.integers(0, 20))
def test_a_longer_limit_is_not_due_sooner(calendar, limit, received, more):
    longer = replace(limit, amount=limit.amount + more)
    assert due(received, longer, calendar).at >= due(received, limit, calendar).at


@given(calendars(), LIMITS, MOMENTS, DAYS)
def test_one_more_holiday_never_shortens(calendar, limit, received, day):
    assume(day not in calendar.make_up)
    freer = replace(calendar, holidays={**calendar.holidays, day: X})
    assert due(received, limit, freer).at >= due(received, limit, calendar).at


@given(calendars(), LIMITS, MOMENTS, DAYS)
def test_one_more_day_worked_never_lengthens(calendar, limit, received, day):
    assume(day not in calendar.holidays)
    busier = replace(calendar, make_up={**calendar.make_up, day: X})
    assert due(received, limit, busier).at <= due(received, limit, calendar).at


@given(calendars(), DAYS, st.integers(1, 80))
def test_counting_days_undoes_adding_them(calendar, day, days):
    end = calendar.add_working_days(day, days)
    assert calendar.working_days_between(day, end) == days
    assert calendar.is_working_day(end)
    start = calendar.add_working_days(day, -days)
    assert calendar.is_working_day(start)
    assert start < day


@given(calendars(), DAYS, st.integers(1, 40), st.integers(1, 40))
def test_adding_twice_is_adding_the_sum(calendar, day, first, second):
    there = calendar.add_working_days(calendar.add_working_days(day, first), second)
    assert there == calendar.add_working_days(day, first + second)


@given(calendars(), MOMENTS, st.integers(0, 60 * 60))
def test_measuring_hours_undoes_adding_them(calendar, start, minutes):
    end = calendar.add_working_minutes(start, minutes)
    assert calendar.working_time_between(start, end) == timedelta(minutes=minutes)


@given(
    calendars(),
    LIMITS,
    MOMENTS,
    st.timedeltas(timedelta(), timedelta(days=9)),
    st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_a_stop_never_takes_time_away_and_a_restart_gives_most(calendar, limit, received, asked, given_after):
    def found(policy):
        stop = Stop(received + asked, received + asked + given_after, policy)
        return due_with_stops(received, limit, calendar, [stop])

    paused, restarted = found(Policy.PAUSE), found(Policy.RESTART)
    assert calendar.is_working_day(paused.date)
    assert due(received, limit, calendar).at <= paused.at <= restarted.at
