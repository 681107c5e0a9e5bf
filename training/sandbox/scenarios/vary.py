"""The same exercise with other people, numbers and amounts: what lets neighbours practise side by side.

A scenario's people get other names, numbers, telephones and addresses wherever its text speaks of them, and its
`vary` rows fill the `$placeholders` of the text. Variant 0 is the text as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from string import Template
from typing import Any

from training.sandbox.template.library import read as library
from training.sandbox.template.variant import VARIANTS

PROVINCE = "hai-tram"
_PLACEHOLDER = re.compile(r"\$\{?([a-z_]+)\}?")


def varied(data: Mapping[str, Any], variant: int) -> dict[str, Any]:
    """Return a scenario's data in one of its variants (0 to 63); raise ValueError for any other."""
    if not 0 <= variant < VARIANTS:
        raise ValueError(f"variants run from 0 to {VARIANTS - 1}, not {variant}")
    told = _people(str(data["slug"]), data.get("people", {}), variant) if variant else {}
    renamed: dict[str, Any] = _renamed(filled(data, variant), told)
    return renamed


def filled(data: Any, variant: int) -> Any:
    """Return the data with a row of its own `vary` in place of the placeholders; what has no rows stays as it is."""
    rows = data.get("vary") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        return data
    row = rows[variant % len(rows)]
    return {key: value if key == "vary" else _filled(value, row) for key, value in data.items()}


def _filled(part: Any, row: Mapping[str, Any]) -> Any:
    if isinstance(part, str):
        whole = _PLACEHOLDER.fullmatch(part)
        return row.get(whole[1], part) if whole else Template(part).safe_substitute(row)
    if isinstance(part, Mapping):
        return {key: _filled(value, row) for key, value in part.items()}
    return [_filled(value, row) for value in part] if isinstance(part, list) else part


def _renamed(part: Any, told: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        for old, new in told.items():
            if old in part:
                part = part.replace(old, new)
        return part
    if isinstance(part, Mapping):
        return {key: _renamed(value, told) for key, value in part.items()}
    return [_renamed(value, told) for value in part] if isinstance(part, list) else part


def _people(slug: str, people: Mapping[str, Mapping[str, str]], variant: int) -> dict[str, str]:
    """Return what to write instead of what: longest first, so that a full name goes before its last words."""
    told, taken = dict[str, str](), set[str]()
    for number, (key, person) in enumerate(people.items()):
        dice = Random(f"{slug}/{variant}/{key}")  # noqa: S311 - a seed, no secret
        told |= _person(person, dice, number, taken)
    return dict(sorted(told.items(), key=lambda one: -len(one[0])))


def _person(person: Mapping[str, str], dice: Random, number: int, taken: set[str]) -> dict[str, str]:
    """Return another person of the same sex and century; two people of one exercise never share a name."""
    old = person["name"].split()
    middle = "Thị" if "Thị" in old[:2] else dice.choice(["Văn", "Hữu"])
    given = dice.choice([name for name in library(PROVINCE, "province")["given"] if name not in taken])
    taken.add(given)
    name = f"{dice.choice(library(PROVINCE, 'province')['families'])} {middle} {given}"
    told = {person["name"]: name, person["name"].lower(): name.lower(), " ".join(old[-2:]): given}
    if digits := person.get("number", ""):
        told[digits] = f"{digits[:6]}{dice.randrange(10**4):04}{number:02}"
    if phone := person.get("phone", ""):
        told[phone] = f"{phone[:4]}{dice.randrange(10**4):04}{number:02}"
    if house := re.search(r"Số \d+", person.get("address", "")):
        told[house[0]] = f"Số {dice.randint(1, 240)}"
        told[house[0].lower()] = told[house[0]].lower()
    return told
