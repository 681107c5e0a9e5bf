"""Report sources: tables that rooms offer over their own rows, each declaring its privacy, enforced here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol


@dataclass(frozen=True)
class Privacy:
    """Who may see a figure: `named` rows, totals of at least `smallest` people, or only the person's own."""

    level: Literal["named", "aggregate", "own"]
    smallest: int = 0


NAMED = Privacy("named")
OWN = Privacy("own")


def aggregate(smallest: int = 10) -> Privacy:
    """Allow totals of at least `smallest` people; raise ValueError below ten, which would name someone."""
    if smallest < 10:
        raise ValueError("a group under ten people can name someone")
    return Privacy("aggregate", smallest)


@dataclass(frozen=True)
class Column:
    """One column: `kind` decides how it is laid out and exported."""

    key: str
    label: Any
    kind: Literal["text", "number", "percent", "date", "moment", "unit", "person"] = "text"


@dataclass(frozen=True)
class Scope:
    """What a report may look at: a viewer, the units under whose roots rows may stand, and a period."""

    viewer_id: int
    unit_ids: tuple[int, ...]
    since: Any = None
    until: Any = None
    filters: Mapping[str, str] | None = None


class ReportSource(Protocol):
    """A table that a room offers."""

    name: str
    title: Any
    privacy: Privacy
    columns: Sequence[Column]

    def rows(self, scope: Scope) -> Iterable[Mapping[str, Any]]:
        """Yield rows within `scope`. Aggregate sources add `people` (group size) and, for own ones, `person_id`."""


class PrivacyBroken(RuntimeError):
    """A source gave rows that its own privacy forbids to show."""


def rows(source: ReportSource, scope: Scope) -> Iterator[Mapping[str, Any]]:
    """Yield what may be seen: small groups come back with their figures hidden (None), foreign own rows never."""
    for row in source.rows(scope):
        match source.privacy.level:
            case "named":
                yield row
            case "aggregate":
                yield _hidden(source, row) if _size(source, row) < source.privacy.smallest else _nameless(source, row)
            case "own":
                if row.get("person_id") == scope.viewer_id:
                    yield row


def _size(source: ReportSource, row: Mapping[str, Any]) -> int:
    if "people" not in row:
        raise PrivacyBroken(f"{source.name} shows totals without saying of how many people")
    return int(row["people"])


def _nameless(source: ReportSource, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if "person_id" in row:
        raise PrivacyBroken(f"{source.name} promises totals and names a person")
    return row


def _hidden(source: ReportSource, row: Mapping[str, Any]) -> Mapping[str, Any]:
    row = _nameless(source, row)
    shown = {column.key for column in source.columns if column.kind in {"text", "unit"}}
    return {key: value if key in shown else None for key, value in row.items()} | {"hidden": True}


def sources() -> dict[str, ReportSource]:
    """Return the report sources of this house, by name."""
    from training.core.feature import house

    return house().reports
