"""Questions going out: which formats there are, and what each cannot carry, said before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from quizzes.formats import giftwriter, tablewriter, xmlwriter
from quizzes.formats.gift import TAG
from quizzes.formats.pictures import OWN
from quizzes.formats.question import Read

BARE = re.compile(r"</?p>|<br>")
"""Markup that a plain cell loses without loss."""
FORMATS = ("moodlexml", "gift", "csv", "xlsx")


def lost(name: str, each: Read) -> list[str]:
    """Return what the format cannot carry of a question, as English msgids."""
    if name == "moodlexml":
        return ["this type: other systems skip it, only this house reads it back"] * (each.kind in OWN)
    kinds = giftwriter.ANSWERS if name == "gift" else tablewriter.KINDS
    if each.kind not in kinds:
        return ["the whole question: the format does not know its type"]
    return _common(each) + (_by_gift(each) if name == "gift" else _by_table(each))


def _common(each: Read) -> list[str]:
    settings = each.settings
    found = ["pictures"] * bool(each.files) + ["hints"] * bool(each.hints)
    found += ["words for a right, partly right or wrong answer"] * bool(each.said)
    found += ["weight or penalty"] * (each.weight != 1 or each.penalty is not None)
    found += ["units"] * bool(settings.get("units"))
    found += ["rubric, limits and note to markers"] * (each.kind == "essay" and any(_essay(settings)))
    ruled = any(settings.get(one) for one in ("keep_order", "rule", "case", "bare", "strict_tones", "unit_needed"))
    return found + ["own rules of comparison, counting or order"] * ruled


def _by_gift(each: Read) -> list[str]:
    arrows = any("->" in str(pair["text"]) for pair in each.settings.get("pairs", ()))
    tags = any(TAG.sub("", f"[tag:{tag}]") for tag in each.tags)
    return ["an arrow (->) inside a pair"] * arrows + ["a label with a bracket"] * tags


def _by_table(each: Read) -> list[str]:
    settings = each.settings
    listed = list(settings.get("options", ())) + list(settings.get("accept", ()))
    told = any(one.get("feedback") for one in listed) or bool(settings.get("said"))
    return (
        ["words beside single answers"] * told
        + ["part marks"] * _uneven(each.kind, settings)
        + ["number in the other system"] * bool(each.idnumber)
        + ["pictures and layout of the text"] * any("<" in BARE.sub("", words) for words in (each.text, each.feedback))
    )


def _uneven(kind: str, settings: dict[str, Any]) -> bool:
    if kind in ("short", "numerical"):
        return any(float(one["fraction"]) < 0.999 for one in settings["accept"])
    if kind == "single":
        return any(0 != float(one["fraction"]) < 0.999 for one in settings["options"])
    if kind != "multiple":
        return False
    right = [float(one["fraction"]) for one in settings["options"] if float(one["fraction"]) > 0]
    rest = [float(one["fraction"]) for one in settings["options"] if float(one["fraction"]) <= 0]
    worth = 1 / max(1, len(right))
    return any(abs(one - worth) > 1e-4 for one in right) or any(abs(one + worth) > 1e-4 for one in rest)


def _essay(settings: dict[str, Any]) -> list[Any]:
    return [settings.get(one) for one in ("rubric", "least", "most", "start", "note")]


def text(name: str, questions: Sequence[Read], categories: dict[str, str] | None = None) -> str:
    """Return a file of the format moodlexml or gift."""
    return xmlwriter.write(questions, categories) if name == "moodlexml" else giftwriter.write(questions)
