"""A world while one step is being carried out: what it puts here becomes the next world, or nothing does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from training.core.calendar.rules import WorkingCalendar
from training.sandbox.world.intake import clean
from training.sandbox.world.snapshot import Record
from training.sandbox.world.steps import Args, Happening, Refused
from training.sandbox.world.world import World

R = TypeVar("R", bound=Record)


class Draft:
    """The next world in the making: copy-on-write over the things a step touches."""

    def __init__(self, world: World, seq: int, actor: str, hat: str) -> None:
        """Start from `world`; `actor` under `hat` makes step `seq`."""
        self.seq = seq
        self.actor = actor
        self.hat = hat
        self.by_colleague = False
        self.world = world

    @property
    def now(self) -> datetime:
        """Return the simulated time of what is being done."""
        return self.world.now

    @property
    def calendar(self) -> WorkingCalendar:
        """Return the copy's calendar."""
        return self.world.calendar

    def get(self, cls: type[R], code: str) -> R | None:
        """Return one thing as this step has left it so far."""
        return self.world.get(cls, code)

    def put(self, thing: Record) -> None:
        """Make `thing` part of the next world."""
        of_kind = {**self.world.changed.get(thing.kind, {}), thing.code: thing}
        self.world = replace(self.world, changed={**self.world.changed, thing.kind: of_kind})

    def take(self, book: str) -> int:
        """Give out the next number of a book."""
        number = self.world.last_number(book) + 1
        self.world = replace(self.world, books={**self.world.books, book: number})
        return number

    def move_clock(self, at: datetime) -> None:
        """Set the simulated time; never backwards."""
        self.world = replace(self.world, now=max(at, self.now))

    def note(self, move: str, on: str, note: str = "") -> None:
        """Write down what has just happened."""
        happening = Happening(self.seq, self.now, self.actor, self.hat, move, on, self.by_colleague, note)
        self.world = replace(self.world, log=(*self.world.log, happening))

    def tell(self, event: str, facts: Args) -> tuple[str, ...]:
        """Let every system hear of `event` within this step; return the codes of what they made of it."""
        heard = (hear(self, facts) for hear in self.world.rules.hears.get(event, ()))
        return tuple(code for code in heard if code)

    def perform(self, actor: str, hat: str, move: str, args: Args) -> Refused | None:
        """Let a colleague do something within this step; a refusal leaves no trace and is returned."""
        before, me = self.world, (self.actor, self.hat, self.by_colleague)
        self.actor, self.hat, self.by_colleague = actor, hat, True
        verb = self.world.rules.verbs[move]
        try:
            on = verb.run(self, clean(verb, args))
            self.note(move, on)
        except Refused as refusal:
            self.world = before
            return refusal
        finally:
            self.actor, self.hat, self.by_colleague = me
        return None
