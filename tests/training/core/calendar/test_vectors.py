"""The worked examples of counting time, one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from training.core.calendar.light import Left, LeftKind, Light, Outcome, left, light, outcome
from training.core.calendar.limits import (
    Due,
    Policy,
    Stop,
    TimeLimit,
    Unit,
    due,
    due_with_stops,
    effective_receipt,
)
from training.core.calendar.rules import CalendarBroken, NamedDay, WorkingCalendar
from training.core.calendar.seed import shipped

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: int, month: int, year: int = 2026, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        (at(21, 8), 2, date(2026, 8, 24)),
        (at(27, 8), 3, date(2026, 9, 4)),
        (at(20, 11), 5, date(2026, 11, 30)),
        (at(9, 11), 7, date(2026, 11, 18)),
    ],
)
def test_working_days_from_receipt(received, days, expected):
    assert due(received, TimeLimit(days), shipped()).date == expected


@pytest.mark.parametrize(
    ("policy", "expected"), [(Policy.PAUSE, date(2026, 11, 23)), (Policy.RESTART, date(2026, 11, 27))]
)
def test_papers_asked_for_on_12_and_given_on_17_november(policy, expected):
    stop = Stop(at(12, 11), at(17, 11), policy)
    assert due_with_stops(at(9, 11), TimeLimit(7), shipped(), [stop]).date == expected


@pytest.mark.parametrize(
    ("received", "unit", "amount", "cut_off", "expected"),
    [
        (at(9, 11, hour=15), Unit.SAME_DAY, 0, time(15), (9, 11, 17, 0)),
        (at(9, 11, hour=15, minute=1), Unit.SAME_DAY, 0, time(15), (10, 11, 17, 0)),
        (at(13, 11, hour=16), Unit.SAME_DAY, 0, time(15), (16, 11, 17, 0)),
        (at(9, 11, hour=21), Unit.SAME_DAY, 0, None, (10, 11, 17, 0)),
        (at(14, 11), Unit.SAME_DAY, 0, None, (16, 11, 17, 0)),
        (at(14, 11), Unit.WORKING_DAY, 1, None, (17, 11, 17, 0)),
        (at(9, 11, hour=15, minute=30), Unit.WORKING_DAY, 3, time(15), (13, 11, 17, 0)),
        (at(23, 11, hour=16), Unit.WORKING_DAY, 1, time(15), (26, 11, 17, 0)),
        (at(9, 11), Unit.CALENDAR_DAY, 23, None, (2, 12, 17, 0)),
        (at(9, 11), Unit.CALENDAR_DAY, 5, None, (16, 11, 17, 0)),
        (at(9, 11), Unit.CALENDAR_DAY, 15, None, (25, 11, 17, 0)),
        (at(9, 11, hour=7), Unit.WORKING_HOUR, 8, None, (9, 11, 17, 0)),
        (at(9, 11, hour=10), Unit.WORKING_HOUR, 8, None, (10, 11, 10, 0)),
        (at(13, 11, hour=16), Unit.WORKING_HOUR, 2, None, (16, 11, 8, 0)),
        (at(14, 11, hour=20), Unit.WORKING_HOUR, 1, None, (16, 11, 8, 0)),
        (at(9, 11, hour=12), Unit.WORKING_HOUR, 4, None, (9, 11, 17, 0)),
        (at(9, 11, hour=10), Unit.HOUR, 24, None, (10, 11, 10, 0)),
        (at(13, 11, hour=10), Unit.HOUR, 24, None, (16, 11, 7, 0)),
        (at(9, 11, hour=16), Unit.HOUR, 4, None, (10, 11, 7, 0)),
    ],
)
def test_every_unit_and_cut_off(received, unit, amount, cut_off, expected):
    found = due(received, TimeLimit(amount, unit, cut_off=cut_off), shipped())
    day, month, hour, minute = expected
    assert found.at == at(day, month, hour=hour, minute=minute)
    assert found.date == date(2026, month, day)
    assert found.at.tzinfo is UTC


def test_what_comes_in_the_last_hour_may_wait():
    calendar = shipped()
    assert effective_receipt(calendar, at(9, 11, hour=16, minute=30)) == date(2026, 11, 9)
    assert effective_receipt(calendar, at(9, 11, hour=16, minute=30), last_hour_waits=True) == date(2026, 11, 10)
    assert effective_receipt(calendar, at(9, 11, hour=16), last_hour_waits=True) == date(2026, 11, 9)
    assert effective_receipt(calendar, at(9, 11, hour=15).replace(second=40), time(15)) == date(2026, 11, 9)


def test_utc_evening_is_the_next_day_at_the_office():
    assert effective_receipt(shipped(), datetime(2026, 11, 9, 23, 30, tzinfo=UTC)) == date(2026, 11, 10)


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 11, 9, 9), TimeLimit(1), shipped())  # noqa: DTZ001


def test_an_open_stop_has_no_due_date_and_a_late_one_does_not_help():
    calendar, limit = shipped(), TimeLimit(3)
    assert due_with_stops(at(9, 11), limit, calendar, [Stop(at(10, 11))]) is None
    late = Stop(at(16, 11), at(20, 11), Policy.RESTART)
    assert due_with_stops(at(9, 11), limit, calendar, [late]) == due(at(9, 11), limit, calendar)


def test_asked_on_the_last_day_leaves_the_day_of_the_answer():
    stop = Stop(at(12, 11), at(17, 11))
    assert due_with_stops(at(9, 11), TimeLimit(3), shipped(), [stop]).date == date(2026, 11, 17)


def test_two_stops_of_different_kinds():
    stops = [Stop(at(10, 11), at(12, 11), Policy.RESTART), Stop(at(13, 11), at(17, 11), Policy.PAUSE)]
    assert due_with_stops(at(9, 11), TimeLimit(3), shipped(), stops).date == date(2026, 11, 19)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_pause_is_kind_to_every_unit(unit):
    limit, calendar = TimeLimit(16, unit), shipped()
    stop = Stop(at(9, 11, hour=14), at(17, 11, hour=14))
    assert due_with_stops(at(9, 11), limit, calendar, [stop]).at >= due(at(9, 11), limit, calendar).at


def test_hours_stop_to_the_minute():
    stop = Stop(at(9, 11, hour=9, minute=30), at(10, 11, hour=8))
    found = due_with_stops(at(9, 11, hour=9), TimeLimit(2, Unit.WORKING_HOUR), shipped(), [stop])
    assert found == Due(date(2026, 11, 10), at(10, 11, hour=9, minute=30), to_the_minute=True)


def test_working_time_skips_lunch_and_weekend():
    calendar = shipped()
    assert calendar.add_working_minutes(at(13, 11, hour=10, minute=30), 60) == at(13, 11, hour=13, minute=30)
    assert calendar.working_time_between(at(13, 11, hour=16), at(16, 11, hour=8)) == timedelta(hours=2)
    assert calendar.working_time_between(at(16, 11, hour=8), at(13, 11, hour=16)) == -timedelta(hours=2)


def test_a_made_up_saturday_has_office_hours():
    calendar = shipped()
    assert calendar.is_working_day(date(2026, 8, 22))
    assert calendar.closing(date(2026, 8, 22)) == at(22, 8, hour=17)
    assert calendar.add_working_days(date(2026, 8, 24), -1) == date(2026, 8, 22)


@pytest.mark.parametrize(
    ("now", "colour", "words", "ending"),
    [
        (at(9, 11), Light.GREEN, Left(LeftKind.DAYS, 7), Outcome.EARLY),
        (at(13, 11), Light.GREEN, Left(LeftKind.DAYS, 3), Outcome.EARLY),
        (at(14, 11), Light.GREEN, Left(LeftKind.DAYS, 3), Outcome.EARLY),
        (at(16, 11), Light.AMBER, Left(LeftKind.DAYS, 2), Outcome.EARLY),
        (at(18, 11), Light.AMBER, Left(LeftKind.TODAY), Outcome.ON_TIME),
        (at(18, 11, hour=22), Light.AMBER, Left(LeftKind.TODAY), Outcome.ON_TIME),
        (at(19, 11), Light.RED, Left(LeftKind.OVERDUE_DAYS, 1), Outcome.LATE),
        (at(25, 11), Light.RED, Left(LeftKind.OVERDUE_DAYS, 4), Outcome.LATE),
    ],
)
def test_the_light_and_the_words_for_a_day(now, colour, words, ending):
    calendar = shipped()
    by_day = due(at(9, 11), TimeLimit(7), calendar)
    assert light(by_day, now, calendar) is colour
    assert left(by_day, now, calendar) == words
    assert outcome(by_day, now, calendar) is ending


def test_the_light_and_the_words_for_hours():
    calendar = shipped()
    by_hour = due(at(9, 11, hour=7), TimeLimit(3, Unit.WORKING_HOUR), calendar)
    assert left(by_hour, at(9, 11, hour=9, minute=20), calendar) == Left(LeftKind.MINUTES, 40)
    assert left(by_hour, at(9, 11, hour=10, minute=5), calendar) == Left(LeftKind.OVERDUE_MINUTES, 5)
    assert light(by_hour, at(9, 11, hour=10, minute=5), calendar) is Light.RED
    assert outcome(by_hour, at(9, 11, hour=10), calendar) is Outcome.ON_TIME


def test_while_the_clock_stands_the_light_is_grey():
    assert light(None, at(9, 11), shipped()) is Light.GREY
    assert left(None, at(9, 11), shipped()) == Left(LeftKind.PAUSED)


@pytest.mark.parametrize(
    ("day", "worked", "expected"),
    [
        (date(2026, 1, 2), False, False),
        (date(2026, 1, 10), True, False),
        (date(2026, 2, 16), False, False),
        (date(2026, 2, 20), False, False),
        (date(2026, 4, 27), False, False),
        (date(2026, 8, 31), False, False),
        (date(2026, 9, 1), False, False),
        (date(2026, 8, 22), True, False),
        (date(2026, 11, 24), False, False),
        (date(2027, 1, 1), False, True),
        (date(2027, 2, 4), False, True),
        (date(2027, 2, 10), False, True),
        (date(2027, 4, 16), False, True),
        (date(2027, 5, 3), False, True),
        (date(2027, 9, 2), False, True),
        (date(2027, 9, 3), False, True),
        (date(2027, 11, 24), False, True),
        (date(2028, 1, 26), False, True),
        (date(2026, 11, 9), True, False),
    ],
)
def test_the_shipped_calendar_knows_its_days_and_what_is_only_expected(day, worked, expected):
    assert shipped().is_working_day(day) is worked
    assert shipped().is_expected(day) is expected


def test_every_shipped_day_has_a_name():
    calendar = shipped()
    assert all(day.name for day in [*calendar.holidays.values(), *calendar.make_up.values()])
    assert calendar is shipped()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"weekly": ((),) * 7}, "no_work"),
        ({"weekly": (((time(7), time(11)),),) * 6}, "week"),
        ({"weekly": (((time(11), time(7)),),) * 7}, "hours"),
        ({"weekly": (((time(7), time(11)), (time(10), time(12))),) * 7}, "hours"),
        (
            {"holidays": {date(2026, 1, 1): NamedDay("a")}, "make_up": {date(2026, 1, 1): NamedDay("b")}},
            "both",
        ),
    ],
)
def test_a_calendar_that_cannot_be_counted_with_is_refused(parts, code):
    with pytest.raises(CalendarBroken) as caught:
        WorkingCalendar(**parts)
    assert caught.value.code == code


def test_an_endless_holiday_is_noticed():
    days = {date(2026, 1, 1) + timedelta(days=n): NamedDay("x") for n in range(500)}
    with pytest.raises(CalendarBroken, match="exhausted"):
        WorkingCalendar(days).next_working_day(date(2026, 1, 1))
