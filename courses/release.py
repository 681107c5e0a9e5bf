"""When a step of a course opens, and for whom: pure decisions, each refusal with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from courses.types import Course, Release, Section, Step

Why = Literal["date", "after", "score"]


@dataclass(frozen=True)
class Learner:
    """What is known of a learner on one day: units above them by code, posts by name, what is done and how well."""

    today: date
    units: Set[str] = frozenset()
    positions: Set[str] = frozenset()
    done: Set[str] = frozenset()
    scores: Mapping[str, float] = field(default_factory=dict)


class Lock(NamedTuple):
    """Why a step is still closed: until which day, after which step, or for want of which score (percent)."""

    why: Why
    on: date | None = None
    activity: str = ""
    percent: int = 0


def is_for(release: Release, learner: Learner) -> bool:
    """Say whether a part of a course is meant for `learner` at all."""
    here = not release.units or not learner.units.isdisjoint(release.units)
    return here and (not release.positions or not learner.positions.isdisjoint(release.positions))


def lock(release: Release, learner: Learner) -> Lock | None:
    """Return the first condition that is not met yet, or None for what is open."""
    if release.opens_on is not None and learner.today < release.opens_on:
        return Lock("date", on=release.opens_on)
    for activity in release.after:
        if activity not in learner.done:
            return Lock("after", activity=activity)
    if release.score is not None:
        activity, percent = release.score
        if round(learner.scores.get(activity, 0.0) * 100, 6) < percent:
            return Lock("score", activity=activity, percent=percent)
    return None


def mine(course: Course, learner: Learner) -> list[tuple[Section, list[tuple[Step, Lock | None]]]]:
    """Return the sections and steps that are for `learner`, each step with what still keeps it closed."""
    found = []
    for section in course.sections:
        if not is_for(section.release, learner):
            continue
        shut = lock(section.release, learner)
        steps = [(step, shut or lock(step.release, learner)) for step in section.steps if is_for(step.release, learner)]
        if steps:
            found.append((section, steps))
    return found


def asks_who(course: Course) -> bool:
    """Say whether a course has parts that are only for some units or posts."""
    return any(each.units or each.positions for each in course.releases)
