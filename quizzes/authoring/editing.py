"""The editor of a type as fields of a form, and back: pure, the same for every type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.types.base import Editor, Field, Problem, Rows
from quizzes.types.base import say as _l

MOST_ROWS, FEWEST_ROWS = 60, 4
NO_NUMBER = _l("Write a number here.")
LONGEST = 20_000
"""Letters of one field; a whole law is no question."""
TOO_LONG = _l("Too long: at most 20,000 letters.")
NO_SHARE = _l("Write a percentage from -100 to 100.")
TOO_LOW = _l("Write a number that is not below 0.")


@dataclass(frozen=True)
class Cell:
    """One field on the page: its name in the form, its value, what is wrong with it."""

    field: Field
    name: str
    value: str
    wrong: str = ""


@dataclass(frozen=True)
class Group:
    """A list on the page: its rows of fields."""

    rows: Rows
    lines: list[tuple[str, list[Cell]]]
    wrong: str = ""


def values_of(editor: Editor, data: Mapping[str, Any]) -> dict[str, str]:
    """Return settings as the values of a form."""
    found: dict[str, str] = {}
    for part in editor:
        if isinstance(part, Field):
            found[f"s-{part.name}"] = _written(part, data.get(part.name))
            continue
        for number, row in enumerate(data.get(part.name) or (), start=1):
            found[f"r-{part.name}-{number}-id"] = str(row.get("id", number))
            found |= {f"r-{part.name}-{number}-{one.name}": _written(one, row.get(one.name)) for one in part.fields}
    return found


def read(editor: Editor, values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the fields say, and what is wrong, by the name of the field."""
    data, wrong = dict[str, Any](), dict[str, str]()
    for part in editor:
        if isinstance(part, Field):
            data[part.name] = _read(part, values, f"s-{part.name}", wrong)
        else:
            data[part.name] = list(_rows(part, values, wrong))
    return data, wrong


def placed(editor: Editor, values: Mapping[str, str], problems: Iterable[Problem | str]) -> dict[str, str]:
    """Return problems by the name of the field or list of the page beside which each stands; the first of each."""
    found = dict[str, str]()
    for each in problems:
        name = _name_of(editor, values, getattr(each, "field", ""))
        found.setdefault(name, str(each))
    return found


def _name_of(editor: Editor, values: Mapping[str, str], field: str) -> str:
    listed, _dot, rest = field.partition(".")
    part = next((each for each in editor if each.name == listed), None)
    if part is None:
        return field or "text"
    if isinstance(part, Field):
        return f"s-{part.name}"
    number, _dot, name = rest.partition(".")
    rows = list(_filled(part, values))
    if not number.isdecimal() or not 1 <= int(number) <= len(rows):
        return part.name
    return f"r-{part.name}-{rows[int(number) - 1]}-{name}"


def cells(editor: Editor, values: Mapping[str, str], wrong: Mapping[str, str]) -> Iterator[Cell | Group]:
    """Yield the fields and lists of the page, spare rows included."""
    for part in editor:
        if isinstance(part, Field):
            name = f"s-{part.name}"
            yield Cell(part, name, values.get(name, ""), wrong.get(name, ""))
            continue
        lines = []
        filled = max(_filled(part, values), default=0)
        there = max(_last(part, values), filled + part.spare, FEWEST_ROWS)
        for number in range(1, min(MOST_ROWS, there) + 1):
            stem = f"r-{part.name}-{number}"
            named = [(one, f"{stem}-{one.name}") for one in part.fields]
            row = [Cell(one, name, values.get(name, ""), wrong.get(name, "")) for one, name in named]
            lines.append((values.get(f"{stem}-id", str(number)), row))
        yield Group(part, lines, wrong.get(part.name, ""))


def _rows(part: Rows, values: Mapping[str, str], wrong: dict[str, str]) -> Iterator[dict[str, Any]]:
    taken = set[str]()
    for number in _filled(part, values):
        stem = f"r-{part.name}-{number}"
        own = values.get(f"{stem}-id", "")[:12]
        own = own if re.fullmatch(r"[\w-]+", own) and own not in taken else _free(taken, number)
        taken.add(own)
        yield {"id": own} | {one.name: _read(one, values, f"{stem}-{one.name}", wrong) for one in part.fields}


def _filled(part: Rows, values: Mapping[str, str]) -> Iterator[int]:
    """Yield the numbers of the rows in which anything is typed."""
    typed = [one for one in part.fields if one.shape not in ("choice", "yes")]
    for number in range(1, _last(part, values) + 1):
        if any(values.get(f"r-{part.name}-{number}-{one.name}", "").strip() for one in typed):
            yield number


def _free(taken: set[str], number: int) -> str:
    while str(number) in taken:
        number += 1
    return str(number)


def _last(part: Rows, values: Mapping[str, str]) -> int:
    pattern = re.compile(rf"r-{re.escape(part.name)}-(\d{{1,3}})-")
    numbers = [int(found[1]) for name in values if (found := pattern.match(name))]
    return min(MOST_ROWS, max(numbers, default=0))


def _read(field: Field, values: Mapping[str, str], name: str, wrong: dict[str, str]) -> Any:
    text = unicodedata.normalize("NFC", values.get(name, "")).replace("\r\n", "\n").strip()
    if field.shape == "yes":
        return bool(text)
    if field.shape not in ("number", "percent"):
        if len(text) > LONGEST:
            wrong[name] = TOO_LONG
        return text[:LONGEST]
    if not text:
        return 0.0 if field.shape == "percent" else None
    try:
        value = float(text.replace(" ", "").replace("%", "").replace(",", "."))
    except ValueError:
        wrong[name] = NO_NUMBER
        return 0.0
    if value != value or abs(value) > 1e15:
        wrong[name] = NO_NUMBER
        return 0.0
    if field.shape == "percent" and abs(value) > 100:
        wrong[name] = NO_SHARE
    if field.least is not None and value < field.least:
        wrong[name] = TOO_LOW
    return round(value / 100, 7) if field.shape == "percent" else value


def _written(field: Field, value: Any) -> str:
    if value is None or value is False:
        return ""
    if field.shape == "yes":
        return "yes" if value else ""
    if field.shape == "percent":
        return f"{float(value) * 100:.7g}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
