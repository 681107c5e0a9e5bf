"""When things come back: the days measured from the library, and its traps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Rating

from quizzes.review import rules

START = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


def days(ratings: list[Rating]) -> list[int]:
    state, at, found = rules.fresh(7, START), START, []
    for each in ratings:
        state, due = rules.reviewed(state, each, at, fuzz=False)
        found.append((due - at).days)
        at = due
    return found


@pytest.mark.parametrize(
    ("ratings", "wanted"),
    [
        ([Rating.Good] * 5, [2, 11, 46, 163, 180]),
        ([Rating.Again, Rating.Good, Rating.Good, Rating.Good], [1, 2, 6, 17]),
        ([Rating.Good, Rating.Good, Rating.Good, Rating.Again], [2, 11, 46, 3]),
    ],
)
def test_the_days_are_those_that_were_measured(ratings: list[Rating], wanted: list[int]) -> None:
    assert days(ratings) == wanted


def test_a_wrong_answer_comes_back_tomorrow_and_a_right_one_later() -> None:
    assert days([rules.rating(0.0)]) == [1]
    assert days([rules.rating(1.0)]) == [2]


@pytest.mark.parametrize(
    ("fraction", "seconds", "how"),
    [(0.0, 5, Rating.Again), (0.5, 5, Rating.Hard), (1.0, 120, Rating.Hard), (1.0, 10, Rating.Good),
     (1.0, None, Rating.Good)],
)  # fmt: skip
def test_slow_or_half_right_is_hard_and_nothing_is_easy(fraction: float, seconds: float | None, how: Rating) -> None:
    assert rules.rating(fraction, seconds) == how


def test_a_moment_of_another_zone_is_no_trap() -> None:
    here = START.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))

    assert rules.reviewed(rules.fresh(1, here), Rating.Good, here, fuzz=False)[1] == START + timedelta(days=2)


def test_a_card_never_asked_is_not_known_and_a_new_one_carries_its_own_number() -> None:
    assert rules.retrievability(rules.fresh(1, START), START) == 0
    assert (rules.fresh(1, START)["card_id"], rules.fresh(2, START)["card_id"]) == (1, 2)
    state, due = rules.reviewed(rules.fresh(1, START), Rating.Good, START, fuzz=False)
    assert rules.retrievability(state, due) == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(("due", "done", "left"), [(0, 0, 0), (3, 0, 3), (400, 0, 8), (400, 6, 2), (5, 8, 0)])
def test_however_much_piles_up_a_day_asks_for_three_minutes(due: int, done: int, left: int) -> None:
    assert rules.session(due, done) == left
