"""A sentence about the state of a copy: what goals and invariants are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.model import Case
from training.sandbox.world.world import World


class Finding(NamedTuple):
    """Whether a sentence holds, and the Vietnamese evidence for it."""

    holds: bool
    evidence: str


class Sight(NamedTuple):
    """What a sentence looks at: the copy now, the copy when the run began, and what was made in between."""

    world: World
    before: World

    def case(self, code: str) -> Case:
        """Return a case by key or case code; raise Refused where there is none."""
        return case_in(self.world, code)

    def new_cases(self) -> list[Case]:
        """Return the cases made since the run began, without the children of linked files."""
        old = set(self.before.new_codes(Case.kind))
        made = (self.world.get(Case, code) for code in self.world.new_codes(Case.kind) if code not in old)
        return [case for case in made if case and not case.parent]

    def made(self, kind: str) -> list[str]:
        """Return the codes of what was made since the run began; of cases without children of linked files."""
        old = set(self.before.new_codes(kind))
        if kind == Case.kind:
            return [case.code for case in self.new_cases()]
        return [code for code in self.world.new_codes(kind) if code not in old]

    def clock(self, at: Any) -> str:
        """Return a moment as the evidence tells it."""
        return self.world.calendar.local(at).strftime("%H:%M, %d/%m/%Y") if at else "chưa có"


Check = Callable[..., Finding]


class Example(NamedTuple):
    """A named example world, and arguments for which the sentence is true or false there."""

    world: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class Sentence:
    """One sentence: its arguments by kind, its Vietnamese message, and an example of each truth value.

    Kinds of argument: those of records (case, parcel, incoming, outgoing, folder, task, letter), and state, status,
    money, count, date, time, place, text, words, form, light, procedure, component, move; of documents doc_state,
    code, type, urgency, flow, book, way.
    """

    name: str
    args: Mapping[str, str]
    message: str
    true: Example
    false: Example
    check: Check

    def holds(self, sight: Sight, **args: Any) -> Finding:
        """Say whether the sentence holds; a case that does not exist makes it false."""
        return self.check(sight, **args)

    def words(self, args: Mapping[str, Any]) -> str:
        """Return the message with its arguments in place."""
        shown = {name: "; ".join(value) if isinstance(value, list) else value for name, value in args.items()}
        shown |= {name: dong(value) for name, value in args.items() if self.args.get(name) == "money"}
        return self.message.format_map(shown)


def sentence(
    name: str,
    message: str,
    true: tuple[str, Mapping[str, Any]],
    false: tuple[str, Mapping[str, Any]],
    /,
    **args: str,
) -> Callable[[Check], Sentence]:
    """Make a check into a sentence of the registry; `args` maps each argument to its kind."""

    def made(check: Check) -> Sentence:
        return Sentence(name, args, message, Example(*true), Example(*false), check)

    return made


def dong(amount: int) -> str:
    """Return an amount as it is written: 12.000 đ."""
    return f"{amount:,} đ".replace(",", ".")


NEW: Mapping[str, Any] = {"case": "@new"}


def new(**args: Any) -> dict[str, Any]:
    """Return arguments about the case made in the run."""
    return {**NEW, **args}
