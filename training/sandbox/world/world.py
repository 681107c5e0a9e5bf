"""A copy of the province at one moment: the shared snapshot, and over it only what this copy has changed.

Pure and immutable: `play.apply` returns a new world and never touches the snapshot or the old world.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from training.core.calendar.rules import WorkingCalendar
from training.sandbox.world.colleagues import Colleague
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.plain import Plain, from_plain, to_plain
from training.sandbox.world.province import Place
from training.sandbox.world.rulebook import Rulebook
from training.sandbox.world.snapshot import Record, Snapshot
from training.sandbox.world.steps import Happening

R = TypeVar("R", bound=Record)
Changed = Mapping[str, Mapping[str, Record]]


@dataclass(frozen=True)
class World:
    """Everything one copy contains now; `seq` numbers the last step, `log` tells what has happened."""

    snapshot: Snapshot
    rules: Rulebook
    now: datetime
    colleagues: tuple[Colleague, ...] = ()
    seq: int = 0
    changed: Changed = field(default_factory=dict)
    books: Mapping[str, int] = field(default_factory=dict)
    log: tuple[Happening, ...] = ()

    @classmethod
    def open(cls, snapshot: Snapshot, rules: Rulebook, colleagues: tuple[Colleague, ...] = ()) -> World:
        """Return the world in which nothing has been done yet."""
        return cls(snapshot, rules, snapshot.starts_at, colleagues)

    @classmethod
    def load(
        cls,
        snapshot: Snapshot,
        rules: Rulebook,
        touched: Mapping[str, Any],
        colleagues: tuple[Colleague, ...] = (),
    ) -> World:
        """Rebuild a world from what `touched` gave, without folding its steps again."""
        changed = {
            kind: {code: from_plain(rules.kinds[kind], data) for code, data in things.items()}
            for kind, things in touched["changed"].items()
        }
        log = tuple(from_plain(Happening, item) for item in touched["log"])
        now = datetime.fromisoformat(touched["now"])
        return cls(snapshot, rules, now, colleagues, touched["seq"], changed, dict(touched["books"]), log)

    def touched(self) -> Plain:
        """Return, as JSON data, what differs from the snapshot: clock, seq, changed things, books, log."""
        return {
            "now": self.now.isoformat(),
            "seq": self.seq,
            "changed": to_plain(self.changed),
            "books": dict(self.books),
            "log": to_plain(self.log),
        }

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar this copy counts with."""
        return self.snapshot.office

    def get(self, cls: type[R], code: str) -> R | None:
        """Return one thing, or None."""
        found = self.changed.get(cls.kind, {}).get(code)
        return found if found is not None else self.snapshot.record(cls, code)  # type: ignore[return-value]

    def all(self, cls: type[R]) -> list[R]:
        """Return all things of one kind: those of the snapshot first, then the new ones as they came."""
        mine = self.changed.get(cls.kind, {})
        codes = dict.fromkeys((*self.snapshot.codes(cls.kind), *mine))
        return [found for code in codes if (found := self.get(cls, code)) is not None]

    def new_codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of the things made in this copy, in the order in which they came."""
        old = self.snapshot.records.get(kind, {})
        return tuple(code for code in self.changed.get(kind, {}) if code not in old)

    def procedure(self, code: str) -> ProcedureFacts | None:
        """Return a pinned procedure, or None."""
        return self.snapshot.procedure_by_code.get(code)

    def place(self, code: str) -> Place | None:
        """Return a unit, or None."""
        return self.snapshot.place_by_code.get(code)

    def last_number(self, book: str) -> int:
        """Return the last number a book has given out (0: none)."""
        return self.books.get(book, self.snapshot.books.get(book, 0))
