"""Choosing among options: one, or several.

`settings["options"]` lists {"id", "text", "html", "fraction", "feedback"} (`html` and `feedback` may be missing).
`settings["rule"]` of a multiple choice says how parts are counted: see RULES. `settings["keep_order"]` keeps the
author's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzes.types.base import (
    Bucket,
    Editor,
    Field,
    Line,
    Picked,
    Problem,
    QuestionType,
    Response,
    Rows,
    Settings,
    in_order,
    number,
    renumbered,
    share,
    texts,
    worded,
)
from quizzes.types.base import say as _l

WEIGHTS, MINUS, ALL, EACH = "weights", "right_minus_wrong", "all_or_nothing", "each"
RULES = (
    (WEIGHTS, _l("Each option counts what it says below")),
    (MINUS, _l("Right ones count alike, each wrong one takes one away")),
    (ALL, _l("Only the whole set counts")),
    (EACH, _l("Each option counts alike: rightly ticked or rightly left")),
)
OPTION = (
    Field("text", _l("Option")),
    Field("fraction", _l("Earns, in percent"), "percent"),
    Field("feedback", _l("Said to whoever chooses it")),
)
KEEP = Field("keep_order", _l("Options stay in this order for everyone"), "yes")


class Single(QuestionType):
    """One option is chosen; it earns its own fraction."""

    name = "single"
    label = _l("Single choice")
    editor: Editor = (
        Rows(
            "options", _l("Options"), OPTION, 2, _l("100 for the right one, 0 for the others, between for half right.")
        ),
        KEEP,
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take the first value."""
        return [values[0]] if values and values[0] else None

    def parts(self, settings: Settings) -> list[str]:
        """Return the options, unless the author's order is to stay."""
        return [] if settings.get("keep_order") else [str(each["id"]) for each in _options(settings)]

    def shown(self, settings: Settings, order: Sequence[str]) -> dict[str, Any]:
        """Return the options without what they earn."""
        known = {str(each["id"]): each for each in _options(settings)}
        ids = in_order(list(known), order)
        return {
            "many": self.name == "multiple",
            "options": [{"id": one, "text": known[one]["text"], "html": known[one].get("html", "")} for one in ids],
        }

    def grade(self, settings: Settings, response: Response) -> float:
        """Return the fraction of the chosen option."""
        found = [each for each in _options(settings) if str(each["id"]) in texts(response)]
        return share(number(found[0]["fraction"])) if len(found) == 1 else 0.0

    def key(self, settings: Settings) -> Response:
        """Return the option that earns most."""
        best = max(_options(settings), key=lambda each: number(each["fraction"]))
        return [str(best["id"])]

    def moved(self, was: Settings, now: Settings, response: Response) -> Response:
        """Find each chosen option again by its words."""
        new = renumbered(worded(_options(was)), worded(_options(now)))
        return [new.get(each, each) for each in texts(response)] or None

    def guess(self, settings: Settings) -> float | None:
        """Return the mean of what the options earn."""
        options = _options(settings)
        return share(sum(max(0.0, number(each["fraction"])) for each in options) / len(options)) if options else 0.0

    def buckets(self, settings: Settings, response: Response) -> list[Bucket]:
        """Return one group for each chosen option."""
        chosen, part = texts(response), int(self.name != "single")
        return [
            Bucket(part * str(each["id"]), str(each["id"]), str(each["text"]), number(each["fraction"]))
            for each in _options(settings) if str(each["id"]) in chosen
        ] or [Bucket("", "", "", 0.0)]  # fmt: skip

    def said(self, settings: Settings, response: Response) -> str:
        """Return the words of the chosen options."""
        return "; ".join(str(each["text"]) for each in _options(settings) if str(each["id"]) in texts(response))

    def review(self, settings: Settings, response: Response, order: Sequence[str] = ()) -> list[Line]:
        """Return every option: chosen or not, right or not."""
        known, key = {str(each["id"]): each for each in _options(settings)}, self.key(settings) or []
        return [Picked(known[one]["text"], one in texts(response), one in key) for one in in_order(list(known), order)]

    def feedback(self, settings: Settings, response: Response) -> list[str]:
        """Return the words beside the chosen options."""
        chosen = texts(response)
        return [
            str(each["feedback"]) for each in _options(settings) if str(each["id"]) in chosen and each.get("feedback")
        ]

    def problems(self, settings: Settings) -> list[str]:
        """Ask for two options, and one that is wholly right."""
        options = _options(settings)
        found: list[str] = [] if len(options) >= 2 else [Problem(_l("At least two options are needed."), "options")]
        right = [each for each in options if number(each["fraction"]) >= 0.999]
        return found if right else [*found, Problem(_l("One option must be wholly right."), "options")]


class Multiple(Single):
    """Several options are chosen; wrong ones take away, never below nothing."""

    name = "multiple"
    label = _l("Multiple choice")
    editor: Editor = (
        Rows("options", _l("Options"), OPTION, 2, _l("Right ones add up to 100; a wrong one may take away, as -50.")),
        Field("rule", _l("How parts are counted"), "choice", choices=RULES),
        KEEP,
    )

    def read(self, values: Sequence[str]) -> Response:
        """Take every value once."""
        return list(dict.fromkeys(value for value in values if value)) or None

    def grade(self, settings: Settings, response: Response) -> float:
        """Return what the chosen options earn under the question's rule."""
        options, chosen = _options(settings), set(texts(response))
        right = {str(each["id"]) for each in options if number(each["fraction"]) > 0}
        picked = {str(each["id"]) for each in options if str(each["id"]) in chosen}
        rule = settings.get("rule") or WEIGHTS
        if not picked or not right:
            return 0.0
        if rule == ALL:
            return float(picked == right)
        if rule == MINUS:
            return share((len(picked & right) - len(picked - right)) / len(right))
        if rule == EACH:
            return share(1 - len(picked ^ right) / len(options))
        return share(_snapped(sum(number(each["fraction"]) for each in options if str(each["id"]) in picked)))

    def key(self, settings: Settings) -> Response:
        """Return every option that earns something."""
        return [str(each["id"]) for each in _options(settings) if number(each["fraction"]) > 0]

    def guess(self, settings: Settings) -> float | None:
        """Say that nobody knows: it depends on how many are ticked."""
        return None

    def problems(self, settings: Settings) -> list[str]:
        """Ask that the right options together earn everything."""
        options = _options(settings)
        found: list[str] = [] if len(options) >= 2 else [Problem(_l("At least two options are needed."), "options")]
        right = sum(number(each["fraction"]) for each in options if number(each["fraction"]) > 0)
        whole = abs(right - 1) < 0.02 or (right > 0 and settings.get("rule") not in (None, "", WEIGHTS))
        return found if whole else [*found, Problem(_l("The right options must add up to 100 percent."), "options")]


def _snapped(total: float) -> float:
    """Take three thirds for the whole."""
    return 1.0 if abs(total - 1) < 0.02 else total


def _options(settings: Settings) -> list[dict[str, Any]]:
    return list(settings.get("options", ()))


SINGLE, MULTIPLE = Single(), Multiple()
