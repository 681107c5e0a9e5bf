"""A number typed in: right within a tolerance, with a decimal comma or point, and a unit where there are some."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from quizzes.types.base import Field, Problem, QuestionType, Response, Rows, Settings, share, texts
from quizzes.types.base import number as stored
from quizzes.types.base import say as _l

TYPED = re.compile(r"^\s*([-+−]?(?:\d[\d ]*(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?)\s*(.{0,30}?)\s*$")
THOUSANDS = re.compile(r"^[-+−]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|^[-+−]?\d{1,3}(?:\.\d{3})+,\d+$")


class Numerical(QuestionType):
    """`settings["accept"]` lists {"number" (None: any), "tolerance", "fraction", "feedback"}.

    `units` lists {"name", "multiplier"}: what was typed is divided by the factor of its unit; with `unit_needed` an
    answer without a unit earns nothing.
    """

    name = "numerical"
    label = _l("Number")
    template = "line"
    editor = (
        Rows(
            "accept",
            _l("Accepted numbers"),
            (
                Field("number", _l("Number"), "number"), Field("tolerance", _l("Give or take"), "number", least=0),
                Field("fraction", _l("Earns, in percent"), "percent"), Field("feedback", _l("Said to it")),
            ),
            1,
            _l("12,5 and 12.5 are the same number."),
        ),
        Rows(
            "units",
            _l("Units"),
            (Field("name", _l("Unit")), Field("multiplier", _l("How many make one of the number above"), "number")),
            2,
            _l("Leave them empty where no unit is typed."),
        ),
        Field("unit_needed", _l("The unit must be typed, too"), "yes"),
    )  # fmt: skip

    def read(self, values: Sequence[str]) -> Response:
        """Take what was typed."""
        text = values[0].strip()[:60] if values else ""
        return [text] if text else None

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the units that may be typed."""
        return {"number": True, "units": [str(each["name"]) for each in settings.get("units", ())]}

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the first answer that fits."""
        found = self._fitting(settings, response)
        return share(stored(found["fraction"])) if found else 0.0

    def key(self, settings: Settings) -> Response:
        """Return the number that earns most."""
        known = [each for each in settings.get("accept", ()) if each["number"] is not None]
        if not known:
            return None
        best = max(known, key=lambda each: stored(each["fraction"]))
        value, units = stored(best["number"]), list(settings.get("units", ()))
        if settings.get("unit_needed") and units:
            return [f"{value * (stored(units[0]['multiplier']) or 1.0):.15g} {units[0]['name']}"]
        return [f"{value:.15g}"]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for one number that earns everything."""
        accept = list(settings.get("accept", ()))
        right = [each for each in accept if each["number"] is not None and stored(each["fraction"]) >= 0.999]
        found: list[str] = [] if right else [Problem(_l("One accepted answer must be wholly right."), "accept")]
        if settings.get("unit_needed") and not settings.get("units"):
            found.append(Problem(_l("Name the unit that must be typed."), "units"))
        return found

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the answer that fits."""
        found = self._fitting(settings, response)
        return [str(found["feedback"])] if found and found.get("feedback") else []

    def _fitting(self, settings: Settings, response: Response) -> dict[str, Any] | None:
        value = _number(settings, (texts(response) or [""])[0])
        if value is None:
            return None
        for each in settings.get("accept", ()):
            if each["number"] is None:
                return dict(each)
            wanted = stored(each["number"])
            if abs(value - wanted) <= abs(stored(each.get("tolerance"))) + 1e-9 * max(1.0, abs(wanted)):
                return dict(each)
        return None


def _number(settings: Settings, typed: str) -> float | None:
    found = TYPED.match(_ungrouped(typed))
    if not found:
        return None
    value, unit = float(found[1].replace("−", "-").replace(" ", "").replace(",", ".")), found[2].casefold()
    factors = {str(each["name"]).casefold(): stored(each["multiplier"]) for each in settings.get("units", ())}
    if (unit and unit not in factors) or (not unit and settings.get("unit_needed")):
        return None
    value = value / (factors.get(unit, 1.0) or 1.0) if unit else value
    return value if math.isfinite(value) else None


def _ungrouped(typed: str) -> str:
    """Take the points out of 1.200.000 and 1.200,5, as officials write amounts."""
    head, blank, unit = typed.strip().partition(" ")
    return (head.replace(".", "") if THOUSANDS.match(head) else head) + blank + unit


NUMERICAL = Numerical()
