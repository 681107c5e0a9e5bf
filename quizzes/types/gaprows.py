"""One gap as one row of the editor, and back: `right answer # what is said | %50%nearly`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from quizzes.types.base import number

WORTH = re.compile(r"^%(-?\d+(?:[.,]\d+)?)%\s*")
RIGHT = 0.999


def row(gap: Mapping[str, Any]) -> dict[str, Any]:
    """Return a gap as the editor shows it, with all it carries."""
    kind = str(gap.get("kind") or "short")
    found: dict[str, Any] = {"id": gap["id"], "kind": kind, "weight": gap.get("weight", 1), "wrong": ""}
    if kind in ("choice", "several"):
        options, least = list(gap.get("options", ())), RIGHT if kind == "choice" else 1e-6
        right = [each for each in options if number(each["fraction"]) >= least]
        wrong = [each for each in options if number(each["fraction"]) < least]
        usual = 1.0 if kind == "choice" else 1 / max(1, len(right))
        return found | {"right": _line(right, usual), "wrong": _line(wrong, 0.0)}
    accept = list(gap.get("accept", ()))
    if kind != "numerical":
        return found | {"right": _line(accept)}
    usual = number(accept[0].get("tolerance")) or 0.0 if accept else 0.0
    return found | {"right": _line([each | {"text": _number(each, usual)} for each in accept]), "tolerance": usual}


def gap(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the gap that a row of the editor describes."""
    kind, right = str(row.get("kind") or "short"), _answers(row.get("right"), 1.0)
    made: dict[str, Any] = {"id": str(row["id"]), "kind": kind, "weight": number(row.get("weight")) or 1.0}
    if kind in ("choice", "several"):
        if kind == "several":
            right = _answers(row.get("right"), round(1 / max(1, len(right)), 7))
        every = sorted(right + _answers(row.get("wrong"), 0.0), key=_text)  # by name: the right one is not always first
        return made | {"options": [{"id": str(n), **each} for n, each in enumerate(every, start=1)]}
    if kind == "numerical":
        usual = number(row.get("tolerance")) or 0.0
        return made | {"accept": [_accepted(each, usual) for each in right]}
    return made | {"accept": right}


def _text(answer: Mapping[str, Any]) -> str:
    return str(answer["text"])


def _line(answers: Sequence[Mapping[str, Any]], usual: float = 1.0) -> str:
    """Return answers as one line; one that earns what is usual there carries no mark."""
    written = []
    for each in answers:
        worth, said = number(each["fraction"]) or 0.0, str(each.get("feedback") or "")
        mark = "" if abs(worth - usual) < 1 - RIGHT else f"%{worth * 100:.7g}%"
        written.append(f"{mark}{each['text']}" + (f" # {said}" if said else ""))
    return " | ".join(written)


def _answers(line: Any, usual: float) -> list[dict[str, Any]]:
    found = []
    for each in str(line or "").split("|"):
        words, _mark, said = each.strip().partition(" # ")
        mark = WORTH.match(words)
        worth = float(mark[1].replace(",", ".")) / 100 if mark else usual
        if words := words[mark.end() if mark else 0 :].strip():
            found.append({"text": words, "fraction": round(worth, 7), "feedback": said.strip()})
    return found


def _number(answer: Mapping[str, Any], usual: float) -> str:
    """Return an accepted number, with its own give or take where that is not the usual one; * is any number."""
    if answer.get("number") is None:
        return "*"
    tolerance = number(answer.get("tolerance")) or 0.0
    return f"{answer['number']:.15g}" + (f":{tolerance:.15g}" if tolerance != usual else "")


def _accepted(answer: Mapping[str, Any], usual: float) -> dict[str, Any]:
    words, _mark, own = str(answer["text"]).partition(":")
    value = None if words.strip() == "*" else number(words.replace(",", "."))
    tolerance = number(own.replace(",", ".")) if own.strip() else usual
    return {
        "number": value, "tolerance": abs(tolerance or 0.0) if value is not None else 0.0,
        "fraction": answer["fraction"], "feedback": answer["feedback"],
    }  # fmt: skip
