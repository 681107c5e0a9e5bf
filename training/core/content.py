"""Shipped content: stable keys and versions; loading adds and updates, and never overwrites an edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import select

from training.core import clock
from training.core.db import Base, Mapped, db, mapped_column, moment
from training.core.feature import house


@dataclass(frozen=True)
class Shipped:
    """One shipped piece: `key` never changes, `version` grows, `body` is whatever its room understands."""

    key: str
    version: int
    body: Any


class ContentSource(Protocol):
    """A room that ships content. `order` decides who loads first (others may refer to it)."""

    name: str
    order: int

    def shipped(self) -> Iterable[Shipped]:
        """Read the shipped pieces from the package."""

    def edited(self, key: str) -> bool:
        """Say whether the house's own copy of `key` was changed since it was loaded."""

    def write(self, piece: Shipped) -> None:
        """Create or replace the house's copy of `piece`."""


@runtime_checkable
class Gathered(Protocol):
    """A source whose pieces hold several things, of which the house may have changed one and not the others."""

    def touched(self, key: str) -> bool:
        """Say whether the house changed something of `key`: that stays when the rest is written anew."""

    def give_up(self, key: str) -> None:
        """Let the house's changes to `key` go, so that the next writing replaces them."""


class LoadedContent(Base):
    """Which version of a shipped piece the house holds, and whether a newer one waits behind an edit."""

    __tablename__ = "loaded_content"

    source: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    available: Mapped[int]
    loaded_at: Mapped[moment]

    @property
    def update_available(self) -> bool:
        """Say whether a newer shipped version waits for a decision."""
        return self.available > self.version


def load() -> dict[str, int]:
    """Load whatever is new; return how many pieces were `added`, `updated`, `kept` (edited), `same`."""
    counts = {"added": 0, "updated": 0, "kept": 0, "same": 0}
    for source in sorted(house().content, key=lambda each: each.order):
        known = {row.key: row for row in db.session.scalars(select(LoadedContent).filter_by(source=source.name))}
        for piece in source.shipped():
            counts[_load(source, piece, known.get(piece.key))] += 1
    return counts


def take_update(source_name: str, key: str) -> bool:
    """Replace an edited copy by the shipped version on request; say whether there was one."""
    source = next(each for each in house().content if each.name == source_name)
    row = db.session.get(LoadedContent, (source_name, key))
    piece = next((each for each in source.shipped() if each.key == key), None)
    if row is None or piece is None:
        return False
    if isinstance(source, Gathered):
        source.give_up(key)
    _write(source, piece, row)
    return True


def waiting() -> list[LoadedContent]:
    """Return the edited pieces for which a newer shipped version waits."""
    return list(db.session.scalars(select(LoadedContent).where(LoadedContent.available > LoadedContent.version)))


def _load(source: ContentSource, piece: Shipped, row: LoadedContent | None) -> str:
    if row is None:
        _write(source, piece, LoadedContent(source=source.name, key=piece.key))
        return "added"
    if piece.version <= row.version:
        return "same"
    if source.edited(piece.key):
        row.available = piece.version
        return "kept"
    if not (isinstance(source, Gathered) and source.touched(piece.key)):
        _write(source, piece, row)
        return "updated"
    if piece.version > row.available:  # once: the rest is new, and what the house changed waits for a decision
        held = row.version
        _write(source, piece, row)
        row.version = held
    return "kept"


def _write(source: ContentSource, piece: Shipped, row: LoadedContent) -> None:
    source.write(piece)
    row.version = row.available = piece.version
    row.loaded_at = clock.now()
    db.session.add(row)
