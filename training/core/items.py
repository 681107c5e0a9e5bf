"""Items: one renderable, answerable, gradable question or message, for whoever repeats them later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup


@dataclass(frozen=True)
class ItemRef:
    """The name of an item across rooms; `version` keeps old answers as they were."""

    source: str
    id: int
    version: int


@dataclass(frozen=True)
class Grade:
    """How right a response was (0..1), and what the learner is told."""

    fraction: float
    feedback: Markup


class ItemSource(Protocol):
    """A room that offers items."""

    name: str

    def choose(self, competency: str, limit: int) -> list[ItemRef]:
        """Return ready items that train `competency`."""

    def words(self, ref: ItemRef) -> str:
        """Return what the item asks, in plain words, without its answers."""

    def render(self, ref: ItemRef, response: Any = None) -> Markup:
        """Return the item's fields as safe HTML, answered with `response` if given."""

    def read(self, ref: ItemRef, form: Mapping[str, str]) -> Any:
        """Return the response that a form holds, or None."""

    def grade(self, ref: ItemRef, response: Any) -> Grade:
        """Grade a response; never raise on a strange one."""

    def exist(self, refs: Iterable[ItemRef]) -> set[ItemRef]:
        """Return those that may still be asked."""


def sources() -> dict[str, ItemSource]:
    """Return the item sources of this house, by name."""
    from training.core.feature import house

    return house().items
