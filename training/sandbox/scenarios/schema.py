"""A scenario as data: what a learner is asked, what is checked, and the routes that prove the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from training.sandbox.world.colleagues import Colleague


@dataclass(frozen=True)
class Goal:
    """A sentence that has to hold in the end; `miss` is what is said while it does not."""

    id: str
    title: str
    sentence: str
    args: Mapping[str, Any]
    miss: str


@dataclass(frozen=True)
class Never:
    """A sentence that may hold at no moment; `why` is what is said when it did."""

    sentence: str
    args: Mapping[str, Any]
    why: str


@dataclass(frozen=True)
class Hint:
    """One rung: `kind` nudge (words), point (at an anchor), show (what to do at an anchor, in words)."""

    kind: str
    words: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class CoachStep:
    """One line of the coach's list; it ticks itself when its sentence holds, or its goal is met."""

    text: str
    anchor: str = ""
    goal: str = ""
    sentence: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Play:
    """One step of a route or of what came before; `refused` names the refusal a wrong route expects."""

    hat: str
    move: str
    args: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Route:
    """A way through: a right one meets all goals, a wrong one misses and breaks exactly what it says."""

    title: str
    steps: tuple[Play, ...]
    misses: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseFile:
    """What can be read in one file of the exercise: `paper` is the code of its component.

    `case` says of which case ("@before1", "@new"; "": of any that belongs to the exercise). `lines` replace those the
    province gives this paper (`scans.yaml`) by their label or are added; one without words is left out. `read_before`
    are the acts before which the coach leads to this file.
    """

    paper: str
    case: str = ""
    title: str = ""
    lines: Mapping[str, Any] = field(default_factory=dict)
    read_before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One version of an exercise; `before` is played for the learner before they begin.

    `people` are citizens of the story (`@visitor` in arguments); `hats` are those the learner wears, the
    others being simulated colleagues. `files` is what can be read in the papers of its cases. `unit` is where
    officer and head sit, as the last part of its code ("": the document system's usual unit).
    """

    slug: str
    version: int
    code: str
    title: str
    level: int
    minutes: int
    template: str
    hat: str
    hats: tuple[str, ...]
    procedures: tuple[str, ...]
    competencies: tuple[str, ...]
    task: str
    brief: str
    debrief: str
    basis: tuple[str, ...]
    goals: tuple[Goal, ...]
    never: tuple[Never, ...]
    hints: Mapping[str, tuple[Hint, ...]]
    right: tuple[Route, ...]
    wrong: tuple[Route, ...]
    steps: tuple[CoachStep, ...] = ()
    before: tuple[Play, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    files: tuple[CaseFile, ...] = ()
    unit: str = ""

    @property
    def systems(self) -> tuple[str, ...]:
        """Return which systems the exercise plays in, the one it opens first: one-stop, papers.

        Sentences and moves of the document system carry a prefix other than case and run.
        """
        told = [goal.sentence for goal in self.goals] + [
            play.move if "." in play.move else f"case.{play.move}" for route in self.right for play in route.steps
        ]
        prefixes = (one.partition(".")[0] for one in told if not one.startswith("clock."))
        return tuple(dict.fromkeys("one-stop" if one in ("case", "run") else "papers" for one in prefixes))

    def goal(self, goal_id: str) -> Goal:
        """Return a goal; raise KeyError for an unknown one."""
        return {goal.id: goal for goal in self.goals}[goal_id]
