"""The state from which copies start: immutable, content-addressed, made once and shared by everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar

from training.core.calendar.rules import NamedDay, WorkingCalendar
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.plain import Plain, digest, from_plain, to_plain
from training.sandbox.world.province import Citizen, Official, Place


class Record(Protocol):
    """A thing in the world that changes: a frozen dataclass with a kind and a code of its own."""

    kind: ClassVar[str]

    @property
    def code(self) -> str:
        """Return what the thing is called by."""

    @property
    def state(self) -> str:
        """Return where its machine stands."""

    @property
    def since(self) -> datetime:
        """Return since when it stands there."""


R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Snapshot:
    """A province at one moment: `records` is plain data by kind and code, `books` the last numbers given."""

    template: str
    version: int
    variant: int
    starts_at: datetime
    places: tuple[Place, ...]
    officials: tuple[Official, ...]
    citizens: tuple[Citizen, ...]
    procedures: tuple[ProcedureFacts, ...]
    calendar: Mapping[str, Any]
    records: Mapping[str, Mapping[str, Any]]
    books: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> Plain:
        """Return the snapshot as JSON data; `Snapshot.read` is the way back."""
        return {name: to_plain(getattr(self, name)) for name in self.__dataclass_fields__}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Snapshot:
        """Rebuild a snapshot from its JSON data."""
        return cls(
            data["template"],
            data["version"],
            data["variant"],
            datetime.fromisoformat(data["starts_at"]),
            _many(Place, data["places"]),
            _many(Official, data["officials"]),
            _many(Citizen, data["citizens"]),
            _many(ProcedureFacts, data["procedures"]),
            MappingProxyType(dict(data["calendar"])),
            MappingProxyType(dict(data["records"])),
            MappingProxyType(dict(data["books"])),
        )

    @cached_property
    def id(self) -> str:
        """Return the content address: SHA-256 of the canonical JSON."""
        return digest(self.plain())

    @cached_property
    def office(self) -> WorkingCalendar:
        """Return the pinned calendar."""
        return calendar_from_plain(self.calendar)

    @cached_property
    def place_by_code(self) -> Mapping[str, Place]:
        """Return the units by code."""
        return {place.code: place for place in self.places}

    @cached_property
    def procedure_by_code(self) -> Mapping[str, ProcedureFacts]:
        """Return the pinned procedures by code."""
        return {procedure.code: procedure for procedure in self.procedures}

    @cached_property
    def _revived(self) -> dict[tuple[str, str], Record]:
        return {}

    def record(self, cls: type[R], code: str) -> R | None:
        """Return one thing as it is at the start; the same object at every call."""
        key = (cls.kind, code)
        if key not in self._revived:
            plain = self.records.get(cls.kind, {}).get(code)
            if plain is None:
                return None
            self._revived[key] = from_plain(cls, plain)
        return self._revived[key]  # type: ignore[return-value]

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of the things of one kind."""
        return tuple(self.records.get(kind, {}))


def calendar_to_plain(calendar: WorkingCalendar) -> Plain:
    """Return a calendar as JSON data."""
    return {
        "holidays": {
            day.isoformat(): [named.name, named.announced] for day, named in calendar.holidays.items()
        },
        "make_up": {
            day.isoformat(): [named.name, named.announced] for day, named in calendar.make_up.items()
        },
        "weekly": [[[a.isoformat(), b.isoformat()] for a, b in hours] for hours in calendar.weekly],
        "zone": calendar.zone,
        "number": calendar.number,
    }


def calendar_from_plain(data: Mapping[str, Any]) -> WorkingCalendar:
    """Rebuild a calendar from its JSON data; raise CalendarBroken for one that cannot be counted with."""
    days = {
        name: MappingProxyType(
            {date.fromisoformat(day): NamedDay(*named) for day, named in data[name].items()}
        )
        for name in ("holidays", "make_up")
    }
    weekly = tuple(
        tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours) for hours in data["weekly"]
    )
    return WorkingCalendar(days["holidays"], days["make_up"], weekly, data["zone"], data["number"])


def _many(cls: type[T], items: Iterable[Any]) -> tuple[T, ...]:
    return tuple(from_plain(cls, item) for item in items)
