"""Numbers that a page may hold: authors write what is right first, so a place in their list would give it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LISTS = ("options", "items", "pairs", "choices")


def neutral(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a new question, its parts numbered by their letters and still in the author's order.

    For new questions and new versions only: the answers to one that was asked already hold its numbers.
    """
    made = dict(settings)
    for name in (one for one in LISTS if isinstance(made.get(one), list)):
        made[name], new = _numbered(made[name])
        if name == "choices" and "gaps" in made:
            made["gaps"] = [each | {"right": new.get(str(each.get("right")), "")} for each in made["gaps"]]
    if isinstance(made.get("pairs"), list):
        made["listed"] = _listed(made)
    if "choices" not in made and "gaps" in made:
        made["gaps"] = [neutral(each) for each in made["gaps"]]
    return made


def _listed(settings: Mapping[str, Any]) -> list[str]:
    """Return the answers of pairs in the order of their letters: in that of the pairs, what matches nothing is last."""
    every = {str(each.get("answer", "")) for each in settings["pairs"]}
    every |= {str(each) for each in settings.get("extra", ())}
    return sorted(every, key=lambda each: (each.casefold(), each))


def _numbered(rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    ranked = sorted(rows, key=lambda each: str(each.get("text", "")).casefold())
    new = {str(each["id"]): str(number) for number, each in enumerate(ranked, start=1)}
    return [{**each, "id": new[str(each["id"])]} for each in rows], new
