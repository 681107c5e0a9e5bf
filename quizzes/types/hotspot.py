"""Pointing at a place in a picture; every place has a number and words: nobody needs eyes or a mouse for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.types.base import Editor, Field, Problem, Rows, Settings, number, texts
from quizzes.types.base import say as _l
from quizzes.types.choice import Multiple

OWN = ("/", "@@PLUGINFILE@@/")
"""Where a picture may stand: in this house, or beside the question in its file."""


class Hotspot(Multiple):
    """`image` is {"src", "alt", "width", "height"} (pixels); `options` are the places.

    Each is {"id", "text", "fraction", "feedback", "x", "y", "w", "h"}: a box in pixels of the picture, and the words by
    which the place is known without seeing it. `many` allows several; a right one alone is the rule.
    """

    name = "hotspot"
    label = _l("Place in a picture")
    template = "hotspot"
    editor: Editor = (
        Field("src", _l("Address of the picture"), hint=_l("Filled in when a picture is uploaded.")),
        Field("alt", _l("What the picture shows, in words")),
        Field("width", _l("Width of the picture (pixels)"), "number"),
        Field("height", _l("Height of the picture (pixels)"), "number"),
        Rows(
            "options",
            _l("Places"),
            (
                Field("text", _l("What is there, in words")), Field("fraction", _l("Earns, in percent"), "percent"),
                Field("x", _l("Left"), "number"), Field("y", _l("Top"), "number"), Field("w", _l("Width"), "number"),
                Field("h", _l("Height"), "number"), Field("feedback", _l("Said to whoever chooses it")),
            ),
            2,
            _l("Boxes in pixels from the left upper corner; each is numbered on the picture."),
        ),
        Field("many", _l("Several places may be chosen"), "yes"),
    )  # fmt: skip

    def parts(self, settings: Settings) -> list[str]:
        """Return nothing: places stay where they are."""
        return []

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the picture and its places without what they earn."""
        boxes = [
            {name: each.get(name) for name in ("id", "text", "x", "y", "w", "h")}
            for each in settings.get("options", ())
        ]
        return {"image": dict(settings.get("image") or {}), "many": bool(settings.get("many")), "options": boxes}

    def read(self, values: Sequence[str]) -> list[str] | None:
        """Take the places that were chosen."""
        return super().read(values)

    def grade(self, settings: Settings, response: list[str] | None) -> float:
        """Return what the places earn; more than one earns nothing where only one is asked for."""
        if not settings.get("many") and len(set(texts(response))) > 1:
            return 0.0
        return super().grade(settings, response)

    def key(self, settings: Settings) -> list[str] | None:
        """Return the right places."""
        found = super().key(settings) or []
        if settings.get("many") or not found:
            return found
        best = max(settings["options"], key=lambda each: number(each["fraction"]))
        return [str(best["id"])]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for a picture with words, boxes inside it, and a right place."""
        image = settings.get("image") or {}
        wide, high = number(image.get("width")), number(image.get("height"))
        found: list[str] = []
        if not str(image.get("src") or "").startswith(OWN) or not wide or not high:
            found.append(Problem(_l("Choose a picture, and say how wide and high it is."), "src"))
        if not str(image.get("alt") or "").strip():
            found.append(Problem(_l("Say in words what the picture shows."), "alt"))
        outside = [
            each for each in settings.get("options", ())
            if number(each.get("w")) <= 0 or number(each.get("h")) <= 0
            or number(each.get("x")) + number(each.get("w")) > wide + 1
            or number(each.get("y")) + number(each.get("h")) > high + 1
        ]  # fmt: skip
        if outside:
            found.append(Problem(_l("A place lies outside the picture or has no size."), "options"))
        if settings.get("many"):
            return found + super().problems(settings)
        right = [each for each in settings.get("options", ()) if number(each["fraction"]) >= 0.999]
        return found if right else [*found, Problem(_l("One option must be wholly right."), "options")]

    def to_editor(self, settings: Settings) -> dict[str, Any]:
        """Lay the picture out as fields."""
        return {**settings, **(settings.get("image") or {})}

    def from_editor(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Gather the picture."""
        image = {name: data.get(name) for name in ("src", "alt", "width", "height")}
        return {"image": image, "options": data.get("options", []), "many": bool(data.get("many"))}


HOTSPOT = Hotspot()
