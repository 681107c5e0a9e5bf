"""What the figures of a question mean for whoever wrote it, as codes that pages put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizzes.analysis.rules import SMALL, Item

EASY, HARD, WEAK, STRONG, BY_CHANCE = 0.95, 0.2, 20.0, 50.0, 0.05


def about(item: Item, guess: float | None, unused: Sequence[str] = (), lured: Sequence[str] = ()) -> list[str]:
    """Return what to tell the author, gravest first.

    Codes: against (those who know more miss it), easy, hard, guess (no better than chance), weak (hardly tells people
    apart), unused (an option that nobody takes), lured (a wrong option that the best take), good, small, none.
    """
    if item.count == 0 or item.facility is None:
        return ["none"]
    found = list(_graver(item, guess))
    found += ["lured"] * bool(lured) + ["unused"] * bool(unused)
    found = found or ["good"]
    return [*found, "small"] if item.count < SMALL else found


def _graver(item: Item, guess: float | None) -> Iterable[str]:
    share, tells = item.facility or 0.0, item.discrimination
    if item.negative or (tells is not None and tells < 0):
        yield "against"
    if share >= EASY:
        yield "easy"
    elif share <= HARD:
        yield "hard"
    if guess is not None and guess > 0 and share <= guess + BY_CHANCE:
        yield "guess"
    if tells is not None and 0 <= tells < WEAK and HARD < share < EASY:
        yield "weak"


def tells(discrimination: float | None) -> str:
    """Return how well a question tells people apart: unknown, against, weak, fair or well."""
    if discrimination is None:
        return "unknown"
    if discrimination < 0:
        return "against"
    if discrimination < WEAK:
        return "weak"
    return "well" if discrimination >= STRONG else "fair"
