"""When a course is finished, and why: each rule beside the evidence that met it and the moment it did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from courses.types import CompletionRule


@dataclass(frozen=True)
class Evidence:
    """What is known of one person and one activity at one moment (aware time).

    `fraction` is how much was read or earned (0..1); `finished` says that its own room called it done.
    """

    activity: str
    at: datetime
    fraction: float
    finished: bool = False


class Explained(NamedTuple):
    """One rule, whether it is met, the deciding evidence (the best so far while unmet), and since when."""

    rule: CompletionRule
    met: bool
    evidence: Evidence | None
    at: datetime | None


def meets(rule: CompletionRule, evidence: Evidence) -> bool:
    """Say whether one piece of evidence is enough for `rule`."""
    if rule.activity != evidence.activity:
        return False
    match rule.kind:
        case "lesson_viewed":
            return evidence.fraction >= 1
        case "quiz_passed":
            return evidence.finished and round(evidence.fraction * 100, 6) >= (rule.percent or 0)
        case "practice_done" | "inbox_done":
            return evidence.finished


def explain(rules: Sequence[CompletionRule], evidence: Iterable[Evidence]) -> list[Explained]:
    """Explain each rule in order: met by the earliest sufficient evidence, else with the best so far."""
    known = sorted(evidence, key=lambda each: each.at)
    return [_explain(rule, [each for each in known if each.activity == rule.activity]) for rule in rules]


def finished_at(explained: Sequence[Explained]) -> datetime | None:
    """Return the moment the last rule was met, or None while one is open or there is no rule."""
    moments = [each.at for each in explained if each.at is not None]
    return max(moments) if moments and len(moments) == len(explained) else None


def progress(explained: Sequence[Explained]) -> float:
    """Return the share of rules met (0..1)."""
    return sum(each.met for each in explained) / len(explained) if explained else 0.0


def _explain(rule: CompletionRule, known: Sequence[Evidence]) -> Explained:
    for each in known:
        if meets(rule, each):
            return Explained(rule, True, each, each.at)
    best = max(known, key=lambda each: (each.fraction, each.at), default=None)
    return Explained(rule, False, best, None)
