"""The nouns of a course, as values: what the library ships and what the room later keeps in its own rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from courses.blocks import Block

CalloutKind = Literal["nhớ", "cẩn thận", "mẹo", "tham khảo"]
RuleKind = Literal["lesson_viewed", "quiz_passed", "practice_done", "inbox_done"]


@dataclass(frozen=True)
class CompletionRule:
    """One thing that must be true before a course counts as finished; `percent` only for a quiz (0..100)."""

    kind: RuleKind
    activity: str
    percent: int | None = None


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
    """One activity in a course's order, with the minutes the outline promises."""

    activity: str
    title: str
    minutes: int


@dataclass(frozen=True)
class Section:
    """A part of a course under its own heading."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Course:
    """A whole shipped course: why, for whom, in which order, and when it is finished."""

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

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return every activity in order."""
        return tuple(step for section in self.sections for step in section.steps)

    @property
    def minutes(self) -> int:
        """Return the minutes of all activities together."""
        return sum(step.minutes for step in self.steps)

    def lesson(self, reference: str) -> Lesson | None:
        """Return the lesson that a step's reference names, or None for another kind of activity."""
        return next((each for each in self.lessons if each.reference(self.key) == reference), None)
