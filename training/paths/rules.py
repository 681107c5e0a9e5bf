"""When a step and a path are done: pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """How many of a step's activities there are, are done, and are needed (0: all of them)."""

    count: int
    done: int
    need: int = 0

    @property
    def needed(self) -> int:
        """Return how many must be finished; more than there are is all of them."""
        return min(self.need, self.count) if self.need else self.count

    @property
    def met(self) -> bool:
        """Say whether enough is finished; a step without activities holds nobody up."""
        return self.done >= self.needed

    @property
    def share(self) -> float:
        """Return the part that is done, 0..1."""
        return min(1.0, self.done / self.needed) if self.needed else 1.0


def fraction(steps: Sequence[Step]) -> float:
    """Return the part of the whole path that is done, each needed activity counting the same."""
    needed = sum(step.needed for step in steps)
    return sum(min(step.done, step.needed) for step in steps) / needed if needed else 0.0


def complete(steps: Sequence[Step]) -> bool:
    """Say whether every step is done; a path that asks for nothing is never done."""
    return any(step.needed for step in steps) and all(step.met for step in steps)
