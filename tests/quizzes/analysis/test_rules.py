"""The figures of item analysis are those of the field."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import advice, rules

FOLDER = next(
    (found for up in Path(__file__).parents if (found := up / "shared/testdata/quiz-statistics/moodle").exists()), None
)
real = pytest.mark.skipif(FOLDER is None, reason="the shared test data is not on this machine")


def table(name: str) -> list[dict[str, str]]:
    assert FOLDER is not None
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def marks(slot: str, chosen: list[dict[str, str]]) -> list[float]:
    return [float(row[f"slots.{slot}.mark"]) for row in chosen]


def of_slot(slot: str, chosen: list[dict[str, str]], *, drawn: bool = False) -> rules.Item:
    return rules.item(marks(slot, chosen), [float(row["summarks"]) for row in chosen], 1.0, drawn=drawn)


NAMES = {"facility": "facility", "sd": "sd", "discrimination": "discriminationindex",
         "efficiency": "discriminativeefficiency", "variance": "markvariance", "covariance": "covariance"}  # fmt: skip


@real
def test_every_figure_of_every_question_is_the_expected_one() -> None:
    results = table("results00.csv")
    expected = [row for row in table("qstats00.csv") if not row["subqname"] and not row["variant"]]
    found = rules.weighed([of_slot(row["slot"], results) for row in expected])

    for ours, row in zip(found, expected, strict=True):
        assert ours.count == int(row["s"])
        assert ours.effective == pytest.approx(float(row["effectiveweight"]), abs=0.005)
        assert ours.intended == pytest.approx(100 / len(expected))
        for name, theirs in NAMES.items():
            assert getattr(ours, name) == pytest.approx(float(row[theirs]), abs=0.005), (row["slot"], name)


@real
def test_a_drawn_question_and_a_variant_are_figured_over_their_own_attempts() -> None:
    results, steps = table("results00.csv"), table("steps00.csv")
    pairs = list(zip(results, steps, strict=True))
    for row in table("qstats00.csv"):
        if row["subqname"]:
            chosen = [result for result, step in pairs if step["randqs.1"] == row["subqname"]]
        elif row["variant"]:
            chosen = [result for result, step in pairs if step["variants.2"] == row["variant"]]
        else:
            continue
        ours = of_slot(row["slot"], chosen, drawn=bool(row["subqname"]))
        assert (ours.count, ours.facility) == (int(row["s"]), pytest.approx(float(row["facility"]), abs=0.005))
        assert ours.discrimination == pytest.approx(float(row["discriminationindex"]), abs=0.005)
        assert ours.efficiency == pytest.approx(float(row["discriminativeefficiency"]), abs=0.005)


@real
def test_the_whole_quiz_is_figured_to_two_decimals() -> None:
    results = table("results00.csv")
    items = [of_slot(str(slot), results) for slot in range(1, 8)]
    found = rules.whole([float(row["summarks"]) for row in results], items)

    assert found is not None
    shown = [found.median, found.mean, found.sd, found.skewness, found.kurtosis, found.cic, found.error_ratio,
             found.standard_error]  # fmt: skip
    assert [round(each or 0, 2) for each in shown] == [4.5, 4.62, 0.81, -0.09, -0.71, -87.22, 136.83, 1.11]


def test_a_question_that_pulls_against_the_quiz_has_no_effective_weight_and_is_flagged() -> None:
    good, bad = [0.0, 0.0, 3.0, 3.0], [1.0, 1.0, 0.0, 0.0]
    totals = [a + b for a, b in zip(good, bad, strict=True)]
    first, second = rules.weighed([rules.item(good, totals, 3), rules.item(bad, totals, 1)])

    assert (first.effective, first.negative) == (pytest.approx(100), False)
    assert (second.effective, second.negative) == (None, True)
    assert "against" in advice.about(second, None)


@pytest.mark.parametrize(("count", "known"), [(1, (0, 0, 0)), (2, (0, 0, 0)), (3, (1, 0, 1)), (4, (1, 1, 1))])
def test_figures_that_few_attempts_cannot_give_are_blank(count: int, known: tuple[int, int, int]) -> None:
    one, two = [0.0, 1.0, 1.0, 0.0][:count], [0.0, 1.0, 0.5, 0.5][:count]
    totals = [a + b for a, b in zip(one, two, strict=True)]
    found = rules.whole(totals, [rules.item(one, totals, 1), rules.item(two, totals, 1)])

    assert found is not None
    assert tuple(int(each is not None) for each in (found.skewness, found.kurtosis, found.cic)) == known


def test_no_attempt_and_equal_marks_break_nothing() -> None:
    assert rules.whole([], []) is None
    assert rules.item([], [], 1).facility is None
    same = rules.item([1.0] * 5, [2.0] * 5, 1)
    assert (same.facility, same.sd, same.discrimination, same.efficiency) == (1, 0, None, None)
    assert advice.about(same, 0.25) == ["easy", "small"]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 5)), min_size=2, max_size=40))
def test_shares_stay_within_their_bounds(pairs: list[tuple[float, float]]) -> None:
    own = [each for each, _rest in pairs]
    found = rules.item(own, [each + rest for each, rest in pairs], 1)

    assert found.facility is not None
    assert -1e-9 <= found.facility <= 1 + 1e-9
    for each in (found.discrimination, found.efficiency):
        assert each is None or math.isfinite(each)
    assert found.discrimination is None or abs(found.discrimination) <= 100.001


@pytest.mark.parametrize(
    ("share", "guess", "code"), [(0.97, 0.25, "easy"), (0.1, None, "hard"), (0.26, 0.25, "guess"), (0.6, 0.25, "good")]
)
def test_advice_follows_the_share_of_right_answers(share: float, guess: float | None, code: str) -> None:
    right = round(share * 100)
    own = [1.0] * right + [0.0] * (100 - right)
    rest = [5.0 - number / 25 for number in range(100)]
    found = rules.item(own, [a + b for a, b in zip(own, rest, strict=True)], 1)

    assert code in advice.about(found, guess)
    assert "small" not in advice.about(found, guess)
