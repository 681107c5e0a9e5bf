"""What can be done in a world: the verbs, their fields, and what happens by itself when time passes.

Pure. The world knows no case and no document; sub-rooms hand in their verbs as one `Rulebook`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from training.sandbox.world.steps import Args

if TYPE_CHECKING:
    from training.sandbox.world.draft import Draft
    from training.sandbox.world.snapshot import Record
    from training.sandbox.world.world import World


@dataclass(frozen=True)
class Field:
    """One input of a verb, as data for a form.

    `kind`: text, long_text, integer, money, yes, choice, moment, papers, items,
    picks (several choices), verdicts (right or wrong, asked of every choice; the value names the wrong ones), date,
    person.
    `options` names where the choices come from (see `Rulebook.options`); `label` is the product's own word; fields of
    one `group` are needed rarely, and together: a page folds them under its name.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    options: str = ""
    hint: str = ""
    group: str = ""


@dataclass(frozen=True)
class Verb:
    """One thing that can be done; `on` is the kind of record it is done to ("" = none yet)."""

    name: str
    label: str
    by: frozenset[str]
    run: Callable[[Draft, Args], str]
    fields: tuple[Field, ...] = ()
    on: str = ""


@dataclass(frozen=True)
class Timer:
    """Something that happens by itself: `due` says when (None: never), `run` does it to the record."""

    kind: str
    due: Callable[[World, Record], datetime | None]
    run: Callable[[Draft, Record], None]


class Face(NamedTuple):
    """How a record is shown in a replay: what it is called, where it stands in words, the state's number (0: none)."""

    called: str
    state: str
    code: int = 0


Condition = Callable[["World", "Record"], bool]
Hear = Callable[["Draft", Args], str]
"""What a system does on hearing of an event in the world; it returns the code of what it made or changed, or ""."""
Options = Callable[["World"], list[tuple[str, str]]]


@dataclass(frozen=True)
class Rulebook:
    """The verbs of one or more systems; `available` tells the verbs a record offers to a hat just now.

    `hears` are the world's events a system listens to (see `Draft.tell`): systems talk through them, never to one
    another. `faces` show the records of a kind, `states` name where they may stand.
    """

    kinds: Mapping[str, type[Any]]
    verbs: Mapping[str, Verb]
    timers: tuple[Timer, ...] = ()
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    options: Mapping[str, Options] = field(default_factory=dict)
    available: Callable[[World, str, str | None], tuple[str, ...]] = lambda _world, _hat, _code: ()
    hears: Mapping[str, tuple[Hear, ...]] = field(default_factory=dict)
    faces: Mapping[str, Callable[[Any], Face]] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def joined(*books: Rulebook) -> Rulebook:
    """Return one rulebook of several; raise ValueError where two of them name the same verb or kind."""
    kinds: dict[str, type[Any]] = {}
    verbs: dict[str, Verb] = {}
    for book in books:
        if both := (kinds.keys() & book.kinds.keys()) | (verbs.keys() & book.verbs.keys()):
            raise ValueError(f"two rulebooks name {min(both)}")
        kinds |= book.kinds
        verbs |= book.verbs
    return Rulebook(
        kinds,
        verbs,
        tuple(timer for book in books for timer in book.timers),
        {name: test for book in books for name, test in book.conditions.items()},
        {name: given for book in books for name, given in book.options.items()},
        lambda world, hat, code: tuple(name for book in books for name in book.available(world, hat, code)),
        {
            event: tuple(hear for book in books for hear in book.hears.get(event, ()))
            for event in {name for book in books for name in book.hears}
        },
        {kind: face for book in books for kind, face in book.faces.items()},
        {kind: names for book in books for kind, names in book.states.items()},
    )
