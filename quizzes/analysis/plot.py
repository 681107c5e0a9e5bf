"""Where each question stands in the chart of an analysis: how easy it is, and how well it tells people apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis.working import Line

WIDE, HIGH, EDGE = 580.0, 320.0, 60.0
"""Of the field, and what stands free to its left, in the units of the drawing."""
RADIUS = 15.0
TURNS = 60


@dataclass
class Dot:
    """One question: its number, how well it tells people apart, where it is drawn."""

    number: int
    tells: str
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    """The dots, and the ticks of both axes as (place, percent)."""

    dots: Sequence[Dot]
    across: Sequence[tuple[float, int]]
    up: Sequence[tuple[float, int]]
    zero: float


def of(lines: Sequence[Line]) -> Plot | None:
    """Return the chart of these questions, drawn as large as their spread allows; None where nothing can be drawn."""
    known = [
        (each, each.item.facility * 100, each.item.discrimination)
        for each in lines if each.item.facility is not None and each.item.discrimination is not None
    ]  # fmt: skip
    if not known:
        return None
    left, right = _around([share for _line, share, _tells in known], 0, 100)
    low, high = _around([0.0, *(tells for _line, _share, tells in known)], -100, 100)

    def across(share: float) -> float:
        return EDGE + WIDE * (share - left) / (right - left)

    def up(tells: float) -> float:
        return 20 + HIGH * (high - tells) / (high - low)

    dots = [Dot(line.number, line.tells, across(share), up(tells)) for line, share, tells in known]
    _apart(dots)
    below, beside = _ticks(left, right), _ticks(low, high)
    return Plot(dots, [(across(one), one) for one in below], [(up(one), one) for one in beside], up(0))


def _around(values: Sequence[float], least: int, most: int) -> tuple[int, int]:
    """Return the tens around values, at least forty apart."""
    low, high = int(min(values) // 10 * 10), int(-(-max(values) // 10) * 10)
    while high - low < 40:
        low, high = max(least, low - 10), min(most, high + 10)
    return max(least, low), min(most, high)


def _ticks(low: int, high: int) -> range:
    return range(low, high + 1, 10 if high - low <= 60 else 20)


def _apart(dots: Sequence[Dot]) -> None:
    """Push dots that hide each other a little apart, and keep them inside the field."""
    for _turn in range(TURNS):
        moved = False
        for number, one in enumerate(dots):
            for other in dots[number + 1 :]:
                wide, high = other.x - one.x, other.y - one.y
                away = (wide * wide + high * high) ** 0.5
                if away < 2 * RADIUS:
                    wide, high, away = (wide, high, away) if away > 0.01 else (1.0, 0.0, 1.0)
                    push = (2 * RADIUS - away) / 2 + 0.5
                    one.x, one.y = one.x - push * wide / away, one.y - push * high / away
                    other.x, other.y = other.x + push * wide / away, other.y + push * high / away
                    moved = True
        for each in dots:
            each.x = min(EDGE + WIDE - RADIUS, max(EDGE + RADIUS, each.x))
            each.y = min(20 + HIGH - RADIUS, max(20 + RADIUS, each.y))
        if not moved:
            return
