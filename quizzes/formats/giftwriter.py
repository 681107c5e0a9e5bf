"""Questions written as Moodle's GIFT; what the format cannot carry is named beforehand by `writing.lost`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from quizzes.formats import paths
from quizzes.formats.gift import FORMAT, WEIGHT
from quizzes.formats.question import Read, percent, plainly

ARROW = "->"


def write(questions: Iterable[Read]) -> str:
    """Return the text of a GIFT file."""
    pieces, category = list[str](), ""
    for each in questions:
        if each.kind not in ANSWERS:
            continue
        if each.category != category:
            category = each.category
            pieces.append(f"$CATEGORY: {paths.written(category)}")
        pieces.append(_question(each))
    return "\n\n".join(pieces) + "\n"


def _question(each: Read) -> str:
    noted = [f"[id:{each.idnumber}]"] if each.idnumber else []
    noted += [f"[tag:{tag}]" for tag in each.tags]
    head = f"// {' '.join(noted)}\n" if noted else ""
    answers = ANSWERS[each.kind](each.settings)
    general = _feedback(each)
    braces = "" if answers is None else f" {{{answers}{'####' + general if general else ''}}}"
    return f"{head}::{_safe(each.title)}::[{each.text_format}]{_safe(each.text)}{braces}"


def _feedback(each: Read) -> str:
    if not each.feedback:
        return ""
    told = each.feedback_format
    mark = f"[{told}]" if (told and told != each.text_format) or FORMAT.match(each.feedback) else ""
    return f"{mark or ''}{_safe(each.feedback)}"


def _single(settings: dict[str, Any]) -> str:
    first, pieces = True, []
    for each in settings["options"]:
        right = first and float(each["fraction"]) >= 0.9999999
        pieces.append(_option("=" if right else "~", each))
        first = first and not right
    return "\n" + "\n".join(pieces) + "\n"


def _multiple(settings: dict[str, Any]) -> str:
    return "\n" + "\n".join(_option("~", each) for each in settings["options"]) + "\n"


def _short(settings: dict[str, Any]) -> str:
    return " ".join(_option("=", each) for each in settings["accept"])


def _numerical(settings: dict[str, Any]) -> str:
    return "#" + "\n".join(_number(each) for each in settings["accept"])


def _number(each: dict[str, Any]) -> str:
    number, feedback = each["number"], f"#{_safe(each['feedback'])}" if each.get("feedback") else ""
    mark = "~" if not each["fraction"] else _mark("=", float(each["fraction"]), "")
    said = "*" if number is None else f"{plainly(number)}:{plainly(each.get('tolerance') or 0)}"
    return f"{mark}{said}{feedback}"


def _true_false(settings: dict[str, Any]) -> str:
    right, wrong = ("true", "false") if settings["answer"] else ("false", "true")
    said = settings.get("said") or {}
    told = [_safe(str(said.get(wrong, ""))), _safe(str(said.get(right, "")))]
    rest = "#" + "#".join(told) if told[1] else "#" + told[0] if told[0] else ""
    return ("TRUE" if settings["answer"] else "FALSE") + rest


def _matching(settings: dict[str, Any]) -> str:
    rows = [(_plainly(each["text"].replace(ARROW, "→")), each["answer"]) for each in settings["pairs"]]
    rows += [("", each) for each in settings.get("extra", ())]
    return "\n" + "\n".join(f"={left} {ARROW} {_safe(right)}" for left, right in rows) + "\n"


def _option(mark: str, each: dict[str, Any]) -> str:
    feedback = f"#{_plainly(each['feedback'])}" if each.get("feedback") else ""
    return f"{_mark(mark, float(each['fraction']), each['text'])}{_plainly(each['text'])}{feedback}"


def _mark(mark: str, fraction: float, text: str) -> str:
    usual = 1.0 if mark == "=" else 0.0
    if abs(fraction - usual) < 1e-9 and not WEIGHT.match(text):
        return mark
    return f"{mark}%{percent(fraction)}%"


def _plainly(text: str) -> str:
    return ("[plain]" if FORMAT.match(text) else "") + _safe(text)


def _safe(text: str) -> str:
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n")


ANSWERS: dict[str, Callable[[dict[str, Any]], str | None]] = {
    "single": _single, "multiple": _multiple, "truefalse": _true_false, "short": _short, "numerical": _numerical,
    "matching": _matching, "essay": lambda _settings: "", "description": lambda _settings: None,
}  # fmt: skip
