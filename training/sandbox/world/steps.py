"""One act in a copy, and why the system would not do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Args = Mapping[str, Any]


class Refused(Exception):
    """The system in use would not do this either; nothing has changed.

    `code` is for counting, `message` is the Vietnamese sentence to show, `field` the input it belongs to
    (None: the whole form).
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        """Remember the reason, its words, and where it belongs on the form."""
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field


class StepOutOfOrder(ValueError):
    """This step does not follow its world: somebody else was faster, or the store is wrong."""


@dataclass(frozen=True)
class Step:
    """One act of one person under one hat; `args` is plain JSON data.

    `seq` counts from 1 along the live line. `at_simulated` is the copy's own time when the act was made
    (None: take the world's), `at_real` is for measuring how long the learner took and never decides anything.
    """

    seq: int
    actor: str
    hat: str
    move: str
    args: Args
    at_simulated: datetime | None = None
    at_real: datetime | None = None


@dataclass(frozen=True)
class Happening:
    """What came to pass: a step, or the act of a simulated colleague while the clock moved.

    `on` is the code of what it was done to, `by_colleague` tells that nobody at the keyboard did it.
    """

    seq: int
    at: datetime
    actor: str
    hat: str
    move: str
    on: str = ""
    by_colleague: bool = False
    note: str = ""
