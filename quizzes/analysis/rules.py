"""Item analysis after classical test theory: pure figures over marks, no web, no database.

Formulas as the field's commonest engine has them: variances divide by n - 1; marks are weights times fractions;
figures that would need a division by nothing are None, never a made-up nought.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

SMALL = 30
"""Below this many attempts a figure says little (a common rule of thumb for correlations)."""


@dataclass(frozen=True)
class Item:
    """Figures of one question.

    `facility` and `sd` are shares of 1; `discrimination`, `efficiency`, `intended` and `effective` are percent.
    `effective` is None, and `negative` true, where the question pulls against the quiz.
    """

    count: int
    most: float
    mean: float
    facility: float | None
    sd: float | None
    discrimination: float | None
    efficiency: float | None
    variance: float | None
    covariance: float | None
    covariance_with_total: float | None
    intended: float | None = None
    effective: float | None = None
    negative: bool = False


@dataclass(frozen=True)
class Whole:
    """Figures of one quiz: marks as they stand, `cic` and `error_ratio` in percent, `standard_error` in marks."""

    count: int
    mean: float
    median: float
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    cic: float | None
    error_ratio: float | None
    standard_error: float | None


def item(marks: Sequence[float], totals: Sequence[float], most: float, *, drawn: bool = False) -> Item:
    """Return the figures of one question from each attempt's mark in it and in the whole quiz, in the same order.

    A question `drawn` at random is compared with the whole quiz, as Moodle's calculator does: its place varies.
    """
    count = len(marks)
    mean = _mean(marks)
    others = list(totals) if drawn else [total - mark for total, mark in zip(totals, marks, strict=True)]
    variance, other_variance = covariance(marks, marks), covariance(others, others)
    shared, most_shared = covariance(marks, others), covariance(sorted(marks), sorted(others))
    return Item(
        count, most, mean,
        facility=mean / most if most and count else None,
        sd=math.sqrt(variance) if variance is not None else None,
        discrimination=_percent(shared, math.sqrt((variance or 0) * (other_variance or 0))),
        efficiency=_percent(shared, most_shared or 0),
        variance=variance, covariance=shared, covariance_with_total=covariance(marks, totals),
    )  # fmt: skip


def weighed(items: Sequence[Item]) -> list[Item]:
    """Return the questions of one quiz with their intended and effective weights.

    Intended: share of the maximum marks. Effective: root of the covariance with the total, as a share of all such
    roots; a negative covariance has no root, so the weight is blank and flagged.
    """
    from dataclasses import replace

    most = sum(each.most for each in items)
    roots = [_root(each.covariance_with_total) for each in items]
    whole = sum(root for root in roots if root is not None)
    return [
        replace(
            each,
            intended=_percent(each.most, most),
            effective=_percent(root, whole) if root is not None else None,
            negative=(each.covariance_with_total or 0) < -1e-12,
        )
        for each, root in zip(items, roots, strict=True)
    ]


def whole(totals: Sequence[float], items: Iterable[Item]) -> Whole | None:
    """Return the figures of a quiz from each attempt's total, or None without attempts.

    Skewness needs three attempts, kurtosis four; `cic` (Cronbach's alpha times 100) three attempts and two questions.
    """
    count = len(totals)
    if not count:
        return None
    listed = list(items)
    variance = covariance(totals, totals)
    sd = math.sqrt(variance) if variance is not None else None
    cic = _alpha(variance, listed) if count > 2 else None
    ratio = 100 * math.sqrt(max(0.0, 1 - cic / 100)) if cic is not None else None
    skewness, kurtosis = _shape(totals, variance or 0.0)
    error = ratio * sd / 100 if ratio is not None and sd is not None else None
    return Whole(count, _mean(totals), float(median(totals)), sd, skewness, kurtosis, cic, ratio, error)


def covariance(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return the sample covariance (n - 1), or None below two pairs."""
    if len(left) < 2:
        return None
    one, two = _mean(left), _mean(right)
    return sum((a - one) * (b - two) for a, b in zip(left, right, strict=True)) / (len(left) - 1)


def _alpha(variance: float | None, items: Sequence[Item]) -> float | None:
    parts = len(items)
    if parts < 2 or not variance or variance < 1e-12:
        return None
    return 100 * parts / (parts - 1) * (1 - sum(each.variance or 0 for each in items) / variance)


def _shape(totals: Sequence[float], k2: float) -> tuple[float | None, float | None]:
    """Return skewness and kurtosis from the k-statistics of a sample."""
    count, mean = len(totals), _mean(totals)
    if count < 3 or k2 < 1e-12:
        return None, None
    m2, m3, m4 = (sum((each - mean) ** power for each in totals) / count for power in (2, 3, 4))
    k3 = count**2 * m3 / ((count - 1) * (count - 2))
    if count < 4:
        return k3 / k2**1.5, None
    k4 = count**2 * ((count + 1) * m4 - 3 * (count - 1) * m2**2) / ((count - 1) * (count - 2) * (count - 3))
    return k3 / k2**1.5, k4 / k2**2


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _root(value: float | None) -> float | None:
    return math.sqrt(max(0.0, value)) if value is not None and value >= -1e-12 else None


def _percent(part: float | None, of: float) -> float | None:
    return 100 * part / of if part is not None and abs(of) > 1e-12 else None
