"""What may happen to a thing next: states and moves declared once, checked at once, drawn for the learner.

Pure. A machine is wrong at construction or not at all, so a workflow with a dead end never starts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType


class MachineBroken(ValueError):
    """This declaration is not a usable machine.

    `code`: dead_end, unreachable, unknown_state, duplicate, move_out_of_end, no_hat, no_move.
    """

    def __init__(self, code: str, what: str) -> None:
        """Remember what is wrong with which state or move."""
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what


def _tuple(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True, init=False)
class Move:
    """One named way from a state to another: who may make it, and what has to be said to make it.

    A move with several targets leaves the choice among them to the rule that carries it out.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: frozenset[str]
    needs: tuple[str, ...]

    def __init__(
        self,
        name: str,
        source: str | Iterable[str],
        target: str | Iterable[str],
        *,
        by: str | Collection[str],
        needs: Iterable[str] = (),
    ) -> None:
        """Declare a move; `by` are the hats that may make it, `needs` the names of its fields."""
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "sources", _tuple(source))
        object.__setattr__(self, "targets", _tuple(target))
        object.__setattr__(self, "by", frozenset(_tuple(by)))
        object.__setattr__(self, "needs", tuple(needs))


def _no_labels() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Machine:
    """States and the moves between them; raise MachineBroken for a declaration that cannot work."""

    start: str
    ends: frozenset[str]
    moves: tuple[Move, ...]
    labels: Mapping[str, str] = field(default_factory=_no_labels, hash=False)

    def __init__(
        self,
        start: str,
        ends: Iterable[str],
        moves: Sequence[Move],
        labels: Mapping[str, str] | None = None,
    ) -> None:
        """Declare the machine; `labels` puts states (and moves) into words for drawings and tables."""
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "ends", frozenset(ends))
        object.__setattr__(self, "moves", tuple(moves))
        object.__setattr__(self, "labels", MappingProxyType(dict(labels or {})))
        _check(self)
        object.__setattr__(self, "_by_place", {(m.name, s): m for m in moves for s in m.sources})

    @property
    def states(self) -> tuple[str, ...]:
        """Return every state, in the order in which the declaration mentions them."""
        named = [self.start, *(state for move in self.moves for state in (*move.sources, *move.targets))]
        return tuple(dict.fromkeys(named))

    def label(self, name: str) -> str:
        """Return the words for a state or move."""
        return self.labels.get(name, name)

    def moves_from(self, state: str, hat: str | None = None) -> tuple[Move, ...]:
        """Return what may be done in `state`, by `hat` where one is given."""
        return tuple(move for move in self.moves if state in move.sources and (hat is None or hat in move.by))

    def find(self, name: str, state: str) -> Move | None:
        """Return the move called `name` that leaves `state`, if there is one."""
        places: Mapping[tuple[str, str], Move] = self.__dict__["_by_place"]
        return places.get((name, state))

    def as_table(self) -> list[tuple[str, str, str, tuple[str, ...]]]:
        """Return rows (from, move, to, hats) in words: the text alternative of the drawing.

        Hats are keys in alphabetical order, for the caller to put into words.
        """
        return [
            (self.label(source), self.label(move.name), self.label(target), tuple(sorted(move.by)))
            for move in self.moves
            for source in move.sources
            for target in move.targets
        ]


def reach(starts: Iterable[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    """Return every state that can be reached from `starts` along `arrows`."""
    after: dict[str, list[str]] = {}
    for source, target in arrows:
        after.setdefault(source, []).append(target)
    found, waiting = set(starts), list(starts)
    while waiting:
        for state in after.get(waiting.pop(), ()):
            if state not in found:
                found.add(state)
                waiting.append(state)
    return found


def arrows(machine: Machine) -> list[tuple[str, str]]:
    """Return the machine's (from, to) pairs, each once, in the order of declaration."""
    pairs = ((s, t) for move in machine.moves for s in move.sources for t in move.targets)
    return list(dict.fromkeys(pairs))


def _check(machine: Machine) -> None:
    _check_moves(machine)
    mentioned = {state for pair in arrows(machine) for state in pair}
    names = {move.name for move in machine.moves}
    for state in (machine.start, *sorted(machine.ends), *machine.labels):
        if state not in mentioned and state not in names:
            raise MachineBroken("unknown_state", state)
    reached = reach([machine.start], arrows(machine))
    finishing = reach(machine.ends, ((target, source) for source, target in arrows(machine)))
    for state in machine.states:
        if state not in reached:
            raise MachineBroken("unreachable", state)
        if state not in finishing:
            raise MachineBroken("dead_end", state)


def _check_moves(machine: Machine) -> None:
    seen: set[tuple[str, str]] = set()
    if not machine.moves:
        raise MachineBroken("no_move", machine.start)
    for move in machine.moves:
        if not move.by:
            raise MachineBroken("no_hat", move.name)
        if not move.sources or not move.targets:
            raise MachineBroken("unknown_state", move.name)
        for source in move.sources:
            if source in machine.ends:
                raise MachineBroken("move_out_of_end", f"{move.name} from {source}")
            if (move.name, source) in seen:
                raise MachineBroken("duplicate", f"{move.name} from {source}")
            seen.add((move.name, source))
