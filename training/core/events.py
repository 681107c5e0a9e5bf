"""Facts that rooms tell the house; listeners run at once, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from training.core.activities import ActivityRef

Outcome = Literal["completed", "passed", "failed"]


@dataclass(frozen=True)
class Event:
    """Parent of all events."""


@dataclass(frozen=True)
class Started(Event):
    """A person opened an activity for the first time."""

    person_id: int
    ref: ActivityRef


@dataclass(frozen=True)
class Progressed(Event):
    """A person got further: `fraction` is 0..1, `place` is where to resume (opaque to everyone but the room)."""

    person_id: int
    ref: ActivityRef
    fraction: float
    place: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class Stuck(Event):
    """A person tried and failed again: `where` in plain words, `tries` so far."""

    person_id: int
    ref: ActivityRef
    where: str
    tries: int


@dataclass(frozen=True)
class Finished(Event):
    """A person finished an activity; `evidence` is what a stranger could check, as plain data."""

    person_id: int
    ref: ActivityRef
    outcome: Outcome
    fraction: float | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    assisted: bool = False
    self_reported: bool = False


@dataclass(frozen=True)
class Regraded(Event):
    """A finished activity was graded anew; the completion gets a new row, the old one stays."""

    person_id: int
    ref: ActivityRef
    outcome: Outcome
    fraction: float | None
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AskedAnew(Event):
    """A person is to do an activity again, for example to renew a certificate: its room lets them begin afresh.

    What was finished before stays in the ledger; only what is finished from now on counts for the new duty.
    """

    person_id: int
    ref: ActivityRef


@dataclass(frozen=True)
class MoreTime(Event):
    """More time was agreed with a person for what they are asked: until the end of `due_on`, by whom (None: the house).

    A room that keeps the activity closed by then lets this person in, or raises RuleBroken where `by` may not say so.
    """

    person_id: int
    ref: ActivityRef
    due_on: date
    by: int | None = None


@dataclass(frozen=True)
class ProcedureChanged(Event):
    """A new version of an administrative procedure is in force."""

    code: str
    version: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostChanged(Event):
    """A person took up, left or moved a post."""

    person_id: int
    unit_id: int
    position_id: int | None
    change: Literal["joined", "left"]


@dataclass(frozen=True)
class UnitMerged(Event):
    """A unit was merged into another: what hangs on the one hangs on the other from now on."""

    unit_id: int
    into_id: int


@dataclass(frozen=True)
class PostsImported(Event):
    """Many people took up posts at once: rooms look at all of them in one go."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class PeopleWithdrawn(Event):
    """An import is being taken back: rooms drop every row about these people, who never did anything."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class UnitsDropped(Event):
    """Units of the demo are gone for good: rooms drop what was asked of them, whose number another unit may get."""

    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class AccountChanged(Event):
    """Something weighty changed in a person's account, by whomever: they are told, in case it was not them."""

    person_id: int
    what: Literal["password", "second_factor"]


@dataclass(frozen=True)
class PersonErased(Event):
    """A person's identity was erased; rooms drop whatever else could name them."""

    person_id: int


def publish(event: Event) -> None:
    """Tell every listener of this kind of event; one that fails, fails the whole request."""
    from training.core.feature import house

    for listener in house().listeners.get(type(event), ()):
        listener(event)
