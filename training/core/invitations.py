"""Invitations: what a room would like a person to do today, shown on the first page without knowing the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Invitation:
    """A short thing to do now: words, where it is, how many wait (0: not counted), and about how many minutes.

    One `for_work` concerns those whom the person looks after, and stands among that work, not among the own learning.
    """

    title: Any
    text: Any
    url: str
    action: Any
    icon: str = "star"
    count: int = 0
    minutes: int = 0
    for_work: bool = False


def for_person(person_id: int) -> list[Invitation]:
    """Return what the rooms invite a person to, in the order of the rooms."""
    from training.core.feature import house

    found = (ask(person_id) for feature in house().features for ask in feature.invites)
    return [each for each in found if each is not None]
