"""Activities: anything a person can be asked to do, referred to by (kind, id) without a foreign key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask

from training.core import shelf


@dataclass(frozen=True, order=True)
class ActivityRef:
    """The name of an activity across rooms."""

    kind: str
    id: int

    def __str__(self) -> str:
        """Return `kind:id`, as forms and addresses carry it."""
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> ActivityRef:
        """Read `kind:id`; raise ValueError otherwise."""
        kind, _, number = text.partition(":")
        return cls(kind, int(number))


@dataclass(frozen=True)
class Description:
    """What every room may know of another room's activity."""

    ref: ActivityRef
    title: str
    url: str
    minutes: int = 0
    competencies: tuple[str, ...] = ()
    owner_unit_id: int | None = None
    about: tuple[tuple[str, str], ...] = ()
    version: int = 1
    key: str = ""
    open: bool = True
    part_of: ActivityRef | None = None
    level: int = 1
    """How far it goes: 1 to know it, 2 to do it alone, 3 to show others."""
    group: Any = ""
    """The part of its kind under which it stands in a list to choose from, such as the system it is done in."""
    brief: str = ""
    """What it is about in one sentence, where its title alone does not say so."""


@dataclass(frozen=True)
class Spot:
    """One place inside an activity, such as a lesson of a course."""

    title: str
    url: str


class Kind(Protocol):
    """A kind of activity, as its room offers it."""

    name: str
    label: Any
    icon: str
    tables: tuple[str, ...]
    """Tables from which descriptions are made: they are kept until a row there changes."""

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe the rows that exist among `ids`, archived ones too (`open` False), in one query."""

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open activities matching every given condition."""

    def parts(self, id: int) -> list[ActivityRef]:
        """Return the required parts of a composite activity, in order; empty for a simple one."""


@dataclass
class Registry:
    """The kinds of this house, by name."""

    kinds: dict[str, Kind] = field(default_factory=dict)

    def add(self, kind: Kind) -> None:
        """Take one more kind; raise ValueError for a name already taken."""
        if kind.name in self.kinds:
            raise ValueError(f"two rooms declare the activity kind {kind.name!r}")
        self.kinds[kind.name] = kind


def describe(refs: Iterable[ActivityRef]) -> dict[ActivityRef, Description]:
    """Describe `refs`, one query a kind; what no longer exists is left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        wanted[ref.kind].add(ref.id)
    found: dict[ActivityRef, Description] = {}
    for name, ids in wanted.items():
        if kind := kinds().get(name):
            known = shelf.keep_each(name, ids, kind.describe)
            found |= {ActivityRef(name, number): text for number, text in known.items()}
    return found


def exists(ref: ActivityRef) -> bool:
    """Say whether `ref` names an activity that can be begun."""
    return (found := describe([ref]).get(ref)) is not None and found.open


def open_to(person_id: int, ref: ActivityRef) -> bool:
    """Say whether a person may open `ref`: what its kind answers (`open_to`), else whether anybody can begin it."""
    ask = getattr(kinds().get(ref.kind), "open_to", None)
    return bool(ask(person_id, ref.id)) if ask else exists(ref)


def withheld(person_id: int, refs: Iterable[ActivityRef]) -> set[ActivityRef]:
    """Return those of `refs` whose result a person may not know yet, as their kinds say (`withheld`); most tell all."""
    found = set[ActivityRef]()
    wanted: dict[str, set[int]] = defaultdict(set)
    for ref in refs:
        wanted[ref.kind].add(ref.id)
    for name, ids in wanted.items():
        ask = getattr(kinds().get(name), "withheld", None)
        found |= {ActivityRef(name, number) for number in ask(person_id, ids)} if ask else set()
    return found


def about(subject: str, code: str) -> list[Description]:
    """Return open activities about a thing, for example ("procedure", "2.000815")."""
    return [each for kind in kinds().values() for each in kind.find(about=(subject, code))]


def training(competency: str) -> list[Description]:
    """Return open activities that train `competency`."""
    return [each for kind in kinds().values() for each in kind.find(competency=competency)]


def by_key(kind: str, key: str) -> Description | None:
    """Return the shipped activity with this stable key."""
    if kind not in kinds():
        return None
    found = shelf.keep(("key", kind, key), lambda: kinds()[kind].find(key=key))
    return found[0] if found else None


def parts_of(ref: ActivityRef) -> list[ActivityRef]:
    """Return the required parts of a composite activity, in order; empty for a simple one."""
    if ref.kind not in kinds():
        return []
    return shelf.keep(("parts", ref), lambda: kinds()[ref.kind].parts(ref.id))


def spots(wanted: Iterable[tuple[ActivityRef, str]]) -> dict[tuple[ActivityRef, str], Spot]:
    """Return the places named by (activity, key) that still exist, one query a kind; most kinds have none."""
    named: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for ref, key in wanted:
        if key:
            named[ref.kind][ref.id].add(key)
    found: dict[tuple[ActivityRef, str], Spot] = {}
    for name, keys in named.items():
        look = getattr(kinds().get(name), "spots", None)
        known = look(keys) if look else {}
        found |= {(ActivityRef(name, number), key): spot for (number, key), spot in known.items()}
    return found


def init_app(app: Flask) -> None:
    """Watch the tables of every kind that moved in."""
    shelf.watch(app, {table for kind in app.extensions["house"].kinds.kinds.values() for table in kind.tables})


def kinds() -> dict[str, Kind]:
    """Return the kinds of this house."""
    from training.core.feature import house

    return house().kinds.kinds
