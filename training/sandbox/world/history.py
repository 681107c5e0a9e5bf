"""Going back: undo, save points and reset as a tree of epochs over steps that are never deleted.

A step is stored once, under (copy, epoch, seq). Every jump back opens a new epoch that continues from a mark
(epoch, seq) of an older one; the jump itself stores no step. The live line of the head (e, s) is the line of
e's parent mark, followed by e's own steps up to s. So the numbers a dead branch had given out return with its
steps: the world is folded from the live line alone, and dead branches stay readable for replay and research.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from training.sandbox.world.steps import Refused


class Mark(NamedTuple):
    """A place in the history: after step `seq` of the line of `epoch`."""

    epoch: int
    seq: int


START = Mark(0, 0)


@dataclass(frozen=True)
class History:
    """Where a copy stands; `parents[e - 1]` is the mark epoch `e` continues from (epoch 0 has none)."""

    head: Mark = START
    parents: tuple[Mark, ...] = ()

    def next_step(self) -> Mark:
        """Return under which epoch and seq the next step is stored."""
        return Mark(self.head.epoch, self.head.seq + 1)

    def appended(self) -> History:
        """Return the history after one more step."""
        return History(self.next_step(), self.parents)

    def undone(self) -> History:
        """Return the history without the last step; raise Refused at the start."""
        if self.head.seq == 0:
            raise Refused("nothing_to_undo", "Chưa có thao tác nào để hoàn tác.")
        return self.back_to(Mark(self.head.epoch, self.head.seq - 1))

    def reset(self) -> History:
        """Return the history at the beginning again."""
        return self.back_to(START)

    def back_to(self, mark: Mark) -> History:
        """Return the history continued from `mark`, on whatever branch; raise Refused if it is unknown."""
        if not (0 <= mark.epoch <= len(self.parents) and mark.seq >= 0):
            raise Refused("unknown_mark", "Không còn điểm lưu này.")
        return History(Mark(len(self.parents) + 1, mark.seq), (*self.parents, Mark(*mark)))

    def line(self, mark: Mark | None = None) -> list[Mark]:
        """Return where the steps that lead to `mark` (None: the head) are stored, in order."""
        epoch, seq = mark or self.head
        pieces: list[list[Mark]] = []
        while True:
            fork = self.parents[epoch - 1] if epoch else START
            pieces.append([Mark(epoch, number) for number in range(fork.seq + 1, seq + 1)])
            if not epoch:
                return [place for piece in reversed(pieces) for place in piece]
            epoch, seq = fork.epoch, min(seq, fork.seq)

    def plain(self) -> dict[str, Any]:
        """Return the history as JSON data for the copy's row."""
        return {"head": list(self.head), "parents": [list(parent) for parent in self.parents]}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> History:
        """Rebuild a history from its JSON data."""
        return cls(Mark(*data["head"]), tuple(Mark(*parent) for parent in data["parents"]))


def live(history: History, steps: Iterable[tuple[Mark, Any]]) -> list[Any]:
    """Return the live line's steps out of all that are stored; raise LookupError where one is missing."""
    stored = dict(steps)
    return [stored[place] for place in history.line()]
