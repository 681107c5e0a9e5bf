"""What every type of question can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Settings = Mapping[str, Any]
Response = list[str] | None


class QuestionType(Protocol):
    """What a question is and how right a response is; a type never asks when feedback is shown."""

    name: str

    def read(self, values: Sequence[str]) -> Response:
        """Return the response that posted values hold, or None for no answer."""

    def grade(self, settings: Settings, response: Response) -> float:
        """Return 0..1; never raise on a strange response."""

    def key(self, settings: Settings) -> Response:
        """Return one response that earns everything."""

    def problems(self, settings: Settings) -> list[str]:
        """Return what keeps these settings from being a question, as English msgids."""

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return what the author says to this response, beside the general feedback."""
