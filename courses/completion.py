"""When a course is finished, and why: each rule beside the evidence that met it and the moment it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from courses.types import CompletionRule


@dataclass(frozen=True)
class Evidence:
    """What is known of one person and one activity at one moment (aware time).

    `fraction` is how much was read or earned (0..1); `finished` says that its own room called it done; `minutes` is
    the time spent by then; `by` is the trainer who signed it off, `why` their words; `proof` a completion.
    """

    activity: str
    at: datetime
    fraction: float
    finished: bool = False
    minutes: int = 0
    tries: int = 1
    by: int | None = None
    why: str = ""
    proof: int | None = None


class Explained(NamedTuple):
    """One rule, whether it is met, the deciding evidence (the best so far while unmet), and since when."""

    rule: CompletionRule
    met: bool
    evidence: Evidence | None
    at: datetime | None


def meets(rule: CompletionRule, evidence: Evidence) -> bool:
    """Say whether one piece of evidence is enough for `rule`; what a trainer signed off always is."""
    if rule.activity != evidence.activity:
        return False
    if evidence.by is not None:
        return True
    match rule.kind:
        case "lesson_viewed":
            return evidence.fraction >= 1
        case "lesson_minutes":
            return evidence.fraction >= 1 and evidence.minutes >= (rule.minutes or 0)
        case "quiz_passed":
            return round(evidence.fraction * 100, 6) >= (rule.percent or 0)
        case "passed_or_tried":
            return evidence.finished or evidence.tries >= (rule.tries or 1)
        case "signed_off":
            return False
        case "passed" | "practice_done" | "inbox_done":
            return evidence.finished


def explain(rules: Sequence[CompletionRule], evidence: Iterable[Evidence]) -> list[Explained]:
    """Explain each rule in order: met by the earliest sufficient evidence, else with the best so far."""
    known: dict[str, list[Evidence]] = {}
    for each in sorted(evidence, key=lambda each: each.at):
        known.setdefault(each.activity, []).append(each)
    return [_explain(rule, known.get(rule.activity, ())) for rule in rules]


def finished_at(explained: Sequence[Explained], least: int | None = None) -> datetime | None:
    """Return the moment the course was done, or None while it is open or has no rule.

    Of the rules without a path `least` are enough (None: all); of the paths, one whole path is.
    """
    common, paths = _split(explained)
    moments = []
    if common:
        met = sorted(each.at for each in common if each.at is not None)
        wanted = min(least or len(common), len(common))
        if len(met) < wanted:
            return None
        moments.append(met[wanted - 1])
    if paths:
        ways = [max(each.at for each in way if each.at) for way in paths.values() if all(each.at for each in way)]
        if not ways:
            return None
        moments.append(min(ways))
    return max(moments) if moments else None


def progress(explained: Sequence[Explained], least: int | None = None) -> float:
    """Return the share of what is asked that is met (0..1); of several paths the furthest counts."""
    common, paths = _split(explained)
    wanted = min(least or len(common), len(common))
    done, asked = min(wanted, sum(each.met for each in common)), wanted
    if paths:
        best = max(paths.values(), key=lambda way: (sum(each.met for each in way) / len(way), -len(way)))
        done, asked = done + sum(each.met for each in best), asked + len(best)
    return done / asked if asked else 0.0


def wanted(explained: Sequence[Explained], least: int | None = None) -> list[Explained]:
    """Return the unmet rules that can still bring the end nearer: none where enough others, or one path, are met."""
    common, paths = _split(explained)
    open_ones = [each for each in common if not each.met]
    if least and len(common) - len(open_ones) >= least:
        open_ones = []
    if any(all(each.met for each in way) for way in paths.values()):
        return open_ones
    return open_ones + [each for way in paths.values() for each in way if not each.met]


def _split(explained: Sequence[Explained]) -> tuple[list[Explained], Mapping[str, list[Explained]]]:
    paths: dict[str, list[Explained]] = {}
    for each in explained:
        if each.rule.path:
            paths.setdefault(each.rule.path, []).append(each)
    return [each for each in explained if not each.rule.path], paths


def _explain(rule: CompletionRule, known: Sequence[Evidence]) -> Explained:
    for each in known:
        if meets(rule, each):
            return Explained(rule, True, each, each.at)
    if rule.kind == "passed_or_tried":  # every try counts here, not the best one
        return Explained(rule, False, max(known, key=lambda each: (each.tries, each.at), default=None), None)
    best = max(known, key=lambda each: (each.fraction, each.at), default=None)
    return Explained(rule, False, best, None)
