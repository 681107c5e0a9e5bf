"""The nouns of a course, as values: what the library ships and what the house keeps as versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from courses.blocks import Block

CalloutKind = Literal["nhớ", "cẩn thận", "mẹo", "tham khảo"]
RuleKind = Literal[
    "lesson_viewed", "lesson_minutes", "quiz_passed", "passed", "passed_or_tried", "practice_done", "inbox_done",
    "signed_off",
]  # fmt: skip
SIGNOFF = "signoff"
"""The kind of a step that is done beside a trainer, who signs it off; it has no page of its own."""


@dataclass(frozen=True)
class CompletionRule:
    """One thing that must be true before a course counts as finished.

    `percent` only for a score (0..100), `minutes` only for time spent, `tries` only for "passed or tried so often".
    Rules that carry the same `path` stand together: one whole path is enough.
    """

    kind: RuleKind
    activity: str
    percent: int | None = None
    minutes: int | None = None
    tries: int | None = None
    path: str = ""


@dataclass(frozen=True)
class Release:
    """When a step opens, and for whom: an empty condition asks nothing.

    `units` are codes (their subtrees count), `positions` are names. What is not for somebody is not asked of them.
    """

    opens_on: date | None = None
    after: tuple[str, ...] = ()
    score: tuple[str, int] | None = None
    units: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()


ALWAYS = Release()


@dataclass(frozen=True)
class Lesson:
    """One reading of a few minutes: a goal, blocks, a summary line and something to try at once."""

    key: str
    version: int
    title: str
    goal: str
    minutes: int
    blocks: tuple[Block, ...]
    summary: str

    def reference(self, course_key: str) -> str:
        """Return the lesson's name across rooms."""
        return f"lesson:{course_key}/{self.key}"


@dataclass(frozen=True)
class Step:
    """One activity in a course's order, with the minutes the outline promises, and when it opens for whom."""

    activity: str
    title: str
    minutes: int
    release: Release = ALWAYS

    @property
    def kind(self) -> str:
        """Return the kind of the activity."""
        return self.activity.partition(":")[0]


@dataclass(frozen=True)
class Section:
    """A part of a course under its own heading."""

    title: str
    steps: tuple[Step, ...]
    release: Release = ALWAYS


@dataclass(frozen=True)
class Course:
    """A whole course: why, for whom, in which order, and when it is finished."""

    key: str
    version: int
    title: str
    summary: str
    why: str
    for_whom: str
    competencies: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    completion: tuple[CompletionRule, ...]
    lessons: tuple[Lesson, ...]
    sources: str
    self_enrol: bool = True
    least: int | None = None
    """How many of the rules without a path are enough; None means all of them."""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return every activity in order."""
        return tuple(step for section in self.sections for step in section.steps)

    @cached_property
    def minutes(self) -> int:
        """Return the minutes of all activities together."""
        return sum(step.minutes for step in self.steps)

    @cached_property
    def by_reference(self) -> dict[str, Lesson]:
        """Return the lessons by the name that steps use."""
        return {each.reference(self.key): each for each in self.lessons}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return each lesson's place, from 1, by its key."""
        return {lesson.key: number for number, lesson in enumerate(self.lessons, start=1)}

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Return the conditions of every section and step."""
        return (*(section.release for section in self.sections), *(step.release for step in self.steps))

    @cached_property
    def opens_later(self) -> bool:
        """Say whether any part opens only under a condition."""
        return any(each != ALWAYS for each in self.releases)

    @cached_property
    def least_minutes(self) -> dict[str, int]:
        """Return how long a lesson is to be read at least, by its reference; only those of which time is asked."""
        found: dict[str, int] = {}
        for rule in self.completion:
            if rule.kind == "lesson_minutes":
                found[rule.activity] = max(rule.minutes or 0, found.get(rule.activity, 0))
        return found

    def lesson(self, reference: str) -> Lesson | None:
        """Return the lesson that a step's reference names, or None for another kind of activity."""
        return self.by_reference.get(reference)
