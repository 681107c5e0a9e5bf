"""What two versions of a course say differently, in words an author can read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.authoring import outline

TEXTS = ("title", "summary", "why", "for_whom", "sources")
LESSON_TEXTS = ("title", "goal", "summary")
Pieces = list[tuple[str, str]]
"""(text, "" | "added" | "gone") in reading order."""


@dataclass(frozen=True)
class Change:
    """One difference: `kind` is added, gone, changed or moved; `where` names the spot, `pieces` show the words."""

    kind: str
    where: str
    part: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


def between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what `new` says differently from `old`, head first, then lesson by lesson."""
    before, after = old["course"], new["course"]
    found = [
        Change("changed", "", name, tuple(words(before.get(name) or "", after.get(name) or "")))
        for name in TEXTS
        if (before.get(name) or "") != (after.get(name) or "")
    ]
    if _order(before) != _order(after):
        lines = ("\n".join(_order(before)), "\n".join(_order(after)))
        found.append(Change("changed", "", "outline", tuple(words(*lines))))
    if _rules(before) != _rules(after):
        lines = ("\n".join(_rules(before)), "\n".join(_rules(after)))
        found.append(Change("changed", "", "rules", tuple(words(*lines))))
    known, named = ({each["key"]: each for each in body["lessons"]} for body in (old, new))
    found += [Change("gone", lesson["title"], "lesson") for key, lesson in known.items() if key not in named]
    for key, lesson in named.items():
        found += _lesson(known[key], lesson) if key in known else [Change("added", lesson["title"], "lesson")]
    return found


def words(old: str, new: str) -> Pieces:
    """Return both texts as one, with what was added and what is gone marked, word by word."""
    one, two = re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)
    found: Pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("".join(one[a:b]), ""))
        else:
            found += [("".join(part), kind) for part, kind in ((one[a:b], "gone"), (two[c:d], "added")) if part]
    return found


def said(block: Mapping[str, Any]) -> str:
    """Return what a block says, as text."""
    return "\n".join(_texts({name: value for name, value in block.items() if name not in ("id", "type")}))


def _lesson(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    title = new["title"]
    found = [
        Change("changed", title, name, tuple(words(old.get(name) or "", new.get(name) or "")))
        for name in LESSON_TEXTS
        if (old.get(name) or "") != (new.get(name) or "")
    ]
    known, named = ({block.get("id"): block for block in lesson["blocks"]} for lesson in (old, new))
    for name, block in known.items():
        if name not in named:
            found.append(Change("gone", title, block["type"], ((said(block), "gone"),)))
    for name, block in named.items():
        if name not in known:
            found.append(Change("added", title, block["type"], ((said(block), "added"),)))
        elif block != known[name]:
            found.append(Change("changed", title, block["type"], tuple(words(said(known[name]), said(block)))))
    both = [name for name in named if name in known]
    if both != [name for name in known if name in named]:
        found.append(Change("moved", title, "blocks"))
    return found


def _order(head: Mapping[str, Any]) -> list[str]:
    lines = []
    for section in head["sections"]:
        lines.append(section["title"])
        lines += [f"  {each.get('title') or each['activity'].rpartition('/')[2]}" for each in section["activities"]]
    conditions = [
        f"{step['activity']}: {name} {step[name]}" for _s, _p, step in outline.steps(head) for name in outline.RELEASE
        if step.get(name)
    ]  # fmt: skip
    return lines + conditions


def _rules(head: Mapping[str, Any]) -> list[str]:
    rules = [" ".join(str(value) for value in rule.values() if value) for rule in head["completion"]]
    return [*rules, *([f"least {head['least']}"] if head.get("least") else [])]


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) and value else []
