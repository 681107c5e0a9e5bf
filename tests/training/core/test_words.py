from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Flask

from training.core import clock, words

MONDAY = datetime(2026, 11, 9, 1, 31, tzinfo=UTC)


def test_a_deadline_says_what_is_left(in_app: Flask) -> None:
    with clock.at(MONDAY):
        assert words.left(date(2026, 11, 13), clock.today()) in {"còn 4 ngày làm việc", "4 working days left"}


def test_a_deadline_that_has_passed_says_by_how_much(in_app: Flask) -> None:
    with clock.at(MONDAY):
        assert words.left(date(2026, 11, 5), clock.today()) in {"quá hạn 2 ngày làm việc", "2 working days late"}


def test_days_and_moments_are_those_of_the_office(in_app: Flask) -> None:
    assert words.moment(MONDAY) == "08:31 thứ Hai 09/11/2026"
    assert words.day(date(2026, 11, 13), year=False) == "thứ Sáu 13/11"


def test_money_is_grouped_by_dots() -> None:
    assert words.money(12000) == "12.000 đồng"


def test_a_time_of_today_stands_alone_and_one_of_another_day_names_it(in_app: Flask) -> None:
    with clock.at(MONDAY):
        assert words.hour_or_day(MONDAY) == "08:31"
        assert words.hour_or_day(datetime(2026, 11, 9, 17, 30, tzinfo=UTC)) == "00:30 thứ Ba 10/11"
        assert words.hour_or_day(datetime(2027, 1, 4, 1, 0, tzinfo=UTC)) == "08:00 thứ Hai 04/01/2027"
        assert words.hour_or_day(None) == ""
