"""Doors that somebody else keeps: a room asks here before it lets a person begin one of its activities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.core.activities import ActivityRef
from training.core.errors import RuleBroken


@dataclass(frozen=True)
class Shut:
    """Why an activity cannot be begun yet, in whole sentences, and the page that leads to its opening."""

    reason: str
    url: str
    label: str


Gate = Callable[[int, ActivityRef], Shut | None]
"""Says for (person id, activity) what still keeps it closed, or None; cheap where nothing does."""

Holder = Callable[[int, ActivityRef], Sequence[tuple[str, str]]]
"""Says for (person id, activity) of what it is a part that this person is taking: title and page of each."""


def part_of(person_id: int, ref: ActivityRef) -> list[tuple[str, str]]:
    """Return title and page of what `ref` is a part of for a person: the way back to where they came from."""
    from training.core.feature import house

    return [found for holder in house().holders for found in holder(person_id, ref)]


def shut(person_id: int, ref: ActivityRef) -> Shut | None:
    """Return what keeps a person from beginning `ref`, or None where it is open to them."""
    from training.core.feature import house

    return next((found for gate in house().gates if (found := gate(person_id, ref))), None)


def check(person_id: int, *refs: ActivityRef) -> None:
    """Raise RuleBroken where one of `refs` is not open to a person yet."""
    for ref in refs:
        if found := shut(person_id, ref):
            raise RuleBroken(found.reason, code="gate.shut", subject=(ref.kind, ref.id))
