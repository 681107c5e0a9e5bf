"""A copy that an earlier version left behind and this one cannot read any more: said plainly, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from training.sandbox.models import Copy
from training.sandbox.world.steps import Refused

UNREADABLE = (Refused, LookupError, TypeError, ValueError, AttributeError)
"""What reading stored steps, records and starting points raises where their form has changed."""


class Outdated(Exception):
    """This copy cannot be opened or replayed; what was made of it before, results among it, stays as it is."""

    def __init__(self, copy: Copy) -> None:
        """Remember which copy it is."""
        super().__init__(f"copy {copy.id}")
        self.copy = copy


@contextmanager
def reading(copy: Copy) -> Iterator[None]:
    """Read what is stored of a copy; raise Outdated where this version cannot."""
    try:
        yield
    except UNREADABLE as error:
        raise Outdated(copy) from error
