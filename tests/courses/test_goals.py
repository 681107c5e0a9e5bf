"""A weekly goal that forgives: what is spent away or is a holiday is not asked for, and nobody is blamed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from courses import goals
from tests.courses.conftest import Cast, Enter, token
from training.core import clock
from training.core.calendar.rules import NamedDay, WorkingCalendar

MONDAY = date(2026, 8, 31)
WEDNESDAY, FRIDAY, SUNDAY = (MONDAY + timedelta(days=number) for number in (2, 4, 6))
PLAIN = WorkingCalendar()
NATIONAL_DAY = WorkingCalendar(holidays={WEDNESDAY: NamedDay("Quốc khánh")})
ALL_OFF = WorkingCalendar(holidays={MONDAY + timedelta(days=number): NamedDay("Tết") for number in range(5)})
MADE_UP = WorkingCalendar(
    holidays={WEDNESDAY: NamedDay("Quốc khánh")}, make_up={SUNDAY: NamedDay("Làm bù")},
)  # fmt: skip
ONE_MORE = WorkingCalendar(make_up={SUNDAY: NamedDay("Làm bù")})
SHAME = ("lười", "chậm", "thua", "kém", "thất bại", "xấu hổ", "mất chuỗi", "tụt", "chỉ mới", "chưa đạt")


@pytest.mark.parametrize(
    ("away", "calendar", "target"),
    [
        ((), PLAIN, 100),
        (((MONDAY, FRIDAY),), PLAIN, 0),
        (((MONDAY - timedelta(days=20), SUNDAY + timedelta(days=20)),), PLAIN, 0),
        (((MONDAY, MONDAY),), PLAIN, 80),
        (((FRIDAY, SUNDAY),), PLAIN, 80),  # a weekend spent away takes nothing more
        (((MONDAY, WEDNESDAY), (WEDNESDAY, WEDNESDAY)), PLAIN, 40),  # a day named twice counts once
        (((SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=5)),), PLAIN, 100),
        ((), NATIONAL_DAY, 80),
        (((WEDNESDAY, WEDNESDAY),), NATIONAL_DAY, 80),  # away on a holiday: the day is forgiven once
        (((MONDAY, MONDAY),), NATIONAL_DAY, 60),
        ((), ALL_OFF, 0),
        ((), MADE_UP, 100),  # the day is worked on Sunday instead
        (((SUNDAY, SUNDAY),), MADE_UP, 80),
        ((), ONE_MORE, 100),  # never more than was wished
    ],
)  # fmt: skip
def test_a_week_asks_for_the_share_of_its_days_that_are_worked(
    away: tuple[tuple[date, date], ...], calendar: WorkingCalendar, target: int
) -> None:
    assert goals.target_of(MONDAY, 100, away, calendar) == target


def test_a_week_off_is_reached_with_nothing_done() -> None:
    assert goals.Week(MONDAY, 0, 0, 60).fraction == 1.0


def test_leave_lowers_the_goal_on_the_page_and_coming_back_lifts_it(cast: Cast, as_: Enter) -> None:
    client, path = as_("learner"), "/courses/goal"
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    first, until = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    csrf = token(client, path)
    client.post(path, data={**csrf, "minutes": "60"})
    usual = client.get(path).text
    client.post(f"{path}/away", data={**csrf, "first": first, "until": until})
    off = client.get(path).text
    client.post(f"{path}/back", data={**csrf, "first": first})

    assert "phút" in usual
    assert "progress" not in off.partition('id="now"')[2].partition("</section>")[0]
    assert client.get(path).text.partition('id="now"')[2] == usual.partition('id="now"')[2]
    for page in (usual, off):
        words = page.partition("<main")[2].partition("</main>")[0].lower()
        assert not [word for word in SHAME if word in words]
