"""Choosing among options: one, or several.

`settings["options"]` is a list of {"id", "text", "fraction", "feedback"}; fractions of right options sum to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzes.types.base import Response, Settings


class Single:
    """One option is chosen; it earns its own fraction."""

    name = "single"

    def read(self, values: Sequence[str]) -> Response:
        """Take the first value."""
        return [values[0]] if values and values[0] else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the chosen option."""
        chosen = {str(each) for each in response or ()}
        found = [float(each["fraction"]) for each in _options(settings) if each["id"] in chosen]
        return min(1.0, max(0.0, found[0])) if len(found) == 1 else 0.0

    def key(self, settings: Settings) -> Response:
        """Return the option that earns most."""
        best = max(_options(settings), key=lambda each: float(each["fraction"]))
        return [str(best["id"])]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for two options, and one that is wholly right."""
        options = _options(settings)
        found = [] if len(options) >= 2 else ["At least two options are needed."]
        right = [each for each in options if float(each["fraction"]) >= 0.999]
        return found if right else [*found, "One option must be wholly right."]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the chosen options."""
        chosen = {str(each) for each in response or ()}
        return [str(each["feedback"]) for each in _options(settings) if each["id"] in chosen and each.get("feedback")]


class Multiple(Single):
    """Several options are chosen; wrong ones take away what they say, never below nothing."""

    name = "multiple"

    def read(self, values: Sequence[str]) -> Response:
        """Take every value once."""
        return list(dict.fromkeys(value for value in values if value)) or None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the sum of the chosen fractions, held between 0 and 1."""
        chosen = {str(each) for each in response or ()}
        total = sum(float(each["fraction"]) for each in _options(settings) if each["id"] in chosen)
        return min(1.0, max(0.0, round(total, 5)))

    def key(self, settings: Settings) -> Response:
        """Return every option that earns something."""
        return [str(each["id"]) for each in _options(settings) if float(each["fraction"]) > 0]

    def problems(self, settings: Settings) -> list[str]:
        """Ask that the right options together earn everything."""
        options = _options(settings)
        found = [] if len(options) >= 2 else ["At least two options are needed."]
        right = sum(float(each["fraction"]) for each in options if float(each["fraction"]) > 0)
        return found if abs(right - 1) < 0.02 else [*found, "The right options must add up to 100 percent."]


def _options(settings: Settings) -> list[dict[str, Any]]:
    return list(settings.get("options", ()))


SINGLE, MULTIPLE = Single(), Multiple()
