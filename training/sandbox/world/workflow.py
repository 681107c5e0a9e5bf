"""Records that go their way by a machine: find one, ask whether this may be done now and by whom, do it, keep it.

The one-stop and the document system hand in their own records; the frame of every act is here, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from training.core.machine import Machine, Move
from training.sandbox.world.draft import Draft
from training.sandbox.world.hats import hat_name, hat_names
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.snapshot import Record
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

R = TypeVar("R", bound=Record)


def _as_it_is(_draft: Draft, _before: R | None, after: R, _move: str) -> R:
    return after


@dataclass(frozen=True)
class Workflow(Generic[R]):
    """How records of one kind go their way.

    `find` gets one by what it is called (raises Refused), `noun` names such a thing in a refusal, `kept` returns
    what is stored after an act (with a row on a slip, say); `words` are the moves' labels by name.
    """

    kind: type[R]
    machine: Machine
    noun: str
    find: Callable[[World, str], R]
    words: dict[str, str]
    kept: Callable[[Draft, R | None, R, str], R] = field(default=_as_it_is)

    def opening(self, name: str, fields: tuple[Field, ...], act: Callable[[Draft, Args], R], on: str = "") -> Verb:
        """Return the verb of a move that begins a record; `on` is the kind it is made from, if any."""
        move = self.machine.find(name, self.machine.start)
        if move is None:
            raise ValueError(f"{name} begins nothing")

        def run(draft: Draft, args: Args) -> str:
            made = self.kept(draft, None, act(draft, args), name)
            draft.put(made)
            return made.code

        return Verb(name, self.words[name], move.by, run, fields, on)

    def acting(self, name: str, fields: tuple[Field, ...], act: Callable[[Draft, R, Args], R]) -> Verb:
        """Return the verb of a move that carries a record on; the machine decides from where and by whom."""
        by = frozenset(hat for move in self.machine.moves if move.name == name for hat in move.by)

        def run(draft: Draft, args: Args) -> str:
            found = self.find(draft.world, str(args[self.kind.kind]))
            move = self._allowed(draft, found, name)
            after = act(draft, found, args)
            if after.state not in move.targets:
                raise RuntimeError(f"{name} led to {after.state}")
            draft.put(self.kept(draft, found, after, name))
            return found.code

        return Verb(name, self.words[name], by, run, fields, on=self.kind.kind)

    def beside(
        self,
        name: str,
        label: str,
        by: frozenset[str],
        states: tuple[str, ...],
        fields: tuple[Field, ...],
        act: Callable[[Draft, R, Args], R],
    ) -> Verb:
        """Return a verb that changes what a record carries but not where it stands."""

        def run(draft: Draft, args: Args) -> str:
            found = self.find(draft.world, str(args[self.kind.kind]))
            if found.state not in states:
                raise self.not_now(label, found)
            draft.put(act(draft, found, args))
            return found.code

        return Verb(name, label, by, run, fields, on=self.kind.kind)

    def _allowed(self, draft: Draft, found: R, name: str) -> Move:
        move = self.machine.find(name, found.state)
        if move is None:
            raise self.not_now(self.words[name], found)
        if draft.hat not in move.by:
            mine, whose = hat_name(draft.hat), hat_names(move.by)
            raise Refused("wrong_hat", f"Ở bước này, “{self.words[name]}” là việc của {whose}, không phải {mine}.")
        return move

    def not_now(self, label: str, found: R) -> Refused:
        """Return the refusal of an act that the record's state does not allow."""
        why = f"{self.noun} đã kết thúc" if found.state in self.machine.ends else self.noun
        state = self.machine.label(found.state)
        return Refused("wrong_state", f"{why} ở trạng thái “{state}”, không thực hiện được “{label}”.")

    def moves(self, found: R, hat: str) -> tuple[str, ...]:
        """Return the moves that carry `found` on under `hat`."""
        return tuple(move.name for move in self.machine.moves_from(found.state, hat))
