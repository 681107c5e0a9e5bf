"""An errand: somebody leaves one page to make something elsewhere; once it is made, the way leads back with it."""

from __future__ import annotations

from typing import NamedTuple

from flask import session

from training.core.activities import ActivityRef

_SLOT = "errand"


class Errand(NamedTuple):
    """The page that waits (a path of this house), what it is called, and where on it the thing is put."""

    path: str
    title: str
    spot: str = ""

    def back(self, found: ActivityRef | None = None) -> str:
        """Return the way back, with what was `found`."""
        return self.path + (f"?with={found}" if found else "") + self.spot


def begin(errand: Errand) -> None:
    """Remember where somebody goes back to; an earlier errand is forgotten."""
    session[_SLOT] = list(errand)


def current() -> Errand | None:
    """Return the errand somebody is on, or None."""
    kept = session.get(_SLOT)
    return Errand(*kept) if kept else None


def end() -> None:
    """Forget the errand: its page was reached again."""
    session.pop(_SLOT, None)
