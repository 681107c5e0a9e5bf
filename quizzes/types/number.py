"""A number typed in: right within a tolerance, with a decimal comma or point, and a unit where there are some."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from quizzes.types.base import Response, Settings

TYPED = re.compile(r"^\s*([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?)\s*(.{0,30}?)\s*$")


class Numerical:
    """`settings["accept"]` lists {"number" (None: any), "tolerance", "fraction", "feedback"}; `units` names factors."""

    name = "numerical"

    def read(self, values: Sequence[str]) -> Response:
        """Take what was typed."""
        text = values[0].strip()[:60] if values else ""
        return [text] if text else None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the first answer that fits."""
        found = self._fitting(settings, response)
        return min(1.0, max(0.0, float(found["fraction"]))) if found else 0.0

    def key(self, settings: Settings) -> Response:
        """Return the number that earns most."""
        known = [each for each in settings["accept"] if each["number"] is not None]
        best = max(known, key=lambda each: float(each["fraction"]))
        return [f"{best['number']:.15g}"]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for one number that earns everything."""
        right = [
            each for each in settings.get("accept", ()) if each["number"] is not None and each["fraction"] >= 0.999
        ]
        return [] if right else ["One accepted answer must be wholly right."]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the answer that fits."""
        found = self._fitting(settings, response)
        return [str(found["feedback"])] if found and found.get("feedback") else []

    def _fitting(self, settings: Settings, response: Response) -> dict[str, Any] | None:
        number = _number(settings, str(response[0])) if response else None
        if number is None:
            return None
        for each in settings.get("accept", ()):
            wanted = each["number"]
            if wanted is None or abs(number - wanted) <= float(each["tolerance"]) + 1e-9 * max(1.0, abs(wanted)):
                return dict(each)
        return None


def _number(settings: Settings, typed: str) -> float | None:
    found = TYPED.match(typed)
    if not found:
        return None
    number, unit = float(found[1].replace(",", ".")), found[2]
    factors = {str(each["name"]): float(each["multiplier"]) for each in settings.get("units", ())}
    if unit and unit not in factors:
        return None
    number = number / (factors.get(unit, 1.0) or 1.0)
    return number if math.isfinite(number) else None


NUMERICAL = Numerical()
