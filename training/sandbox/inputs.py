"""From the fields of a verb to a form, and from what was typed back to a verb's arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from training.sandbox.world.facts import ComponentFacts, ProcedureFacts
from training.sandbox.world.play import choices
from training.sandbox.world.rulebook import Field
from training.sandbox.world.world import World

PERSON = (
    ("name", "Họ và tên"), ("number", "Số định danh cá nhân"), ("phone", "Điện thoại"), ("address", "Địa chỉ"),
    ("commune", "Nơi cư trú"),
)  # fmt: skip
ROW = ("pages", "copies")


@dataclass(frozen=True)
class Input:
    """One field as a page draws it: what was typed stays, what was wrong is said beside it."""

    field: Field
    value: Any = ""
    error: str = ""
    options: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[ComponentFacts, Mapping[str, str]], ...] = ()

    @property
    def id(self) -> str:
        """Return the name under which it is posted."""
        return f"a-{self.field.name}"


def draw(
    world: World,
    fields: tuple[Field, ...],
    typed: MultiDict[str, str],
    *,
    facts: ProcedureFacts | None = None,
    wrong: tuple[str, str] = ("", ""),
) -> list[Input]:
    """Return the fields as inputs, holding what was `typed`; `wrong` is (field, sentence)."""
    return [_input(world, field, typed, facts, wrong) for field in fields]


def read(fields: tuple[Field, ...], typed: MultiDict[str, str], facts: ProcedureFacts | None = None) -> dict[str, Any]:
    """Return the arguments that a posted form holds."""
    return {field.name: _value(field, typed, facts) for field in fields}


def _input(
    world: World, field: Field, typed: MultiDict[str, str], facts: ProcedureFacts | None, wrong: tuple[str, str]
) -> Input:
    error = wrong[1] if wrong[0].partition(".")[0] == field.name else ""
    if field.kind == "papers" and facts is not None:
        return Input(field, "", error, (), tuple((one, _typed_row(typed, one.code)) for one in facts.components))
    if field.kind == "person":
        value = {part: typed.get(f"a-{field.name}-{part}", "") for part, _label in PERSON}
        return Input(field, value, error, _communes(world))
    options = tuple(choices(world, field))
    if field.options == "limits" and facts is not None:
        options = tuple((str(n), f"{one.amount} {one.unit} {one.condition}") for n, one in enumerate(facts.limits, 1))
    if field.options == "components" and facts is not None:
        options = tuple((one.code, one.name) for one in facts.components)
    return Input(field, typed.get(f"a-{field.name}", ""), error, options)


def _value(field: Field, typed: MultiDict[str, str], facts: ProcedureFacts | None) -> Any:
    if field.kind == "person":
        found = {part: typed.get(f"a-{field.name}-{part}", "").strip() for part, _label in PERSON}
        return found if found["name"] or field.required else {}
    if field.kind == "papers":
        rows = [_posted_row(typed, one.code) for one in (facts.components if facts else ())]
        return [row for row in rows if row]
    return typed.get(f"a-{field.name}", "")


def _typed_row(typed: MultiDict[str, str], code: str) -> dict[str, str]:
    return {part: typed.get(f"a-papers-{code}-{part}", "") for part in ("there", "checked", "source", *ROW)}


def _posted_row(typed: MultiDict[str, str], code: str) -> dict[str, Any]:
    row = _typed_row(typed, code)
    if not row["there"] and row["source"] != "database":
        return {}
    found: dict[str, Any] = {"code": code, "present": bool(row["there"]), "checked": bool(row["checked"])}
    if row["source"] == "database" and not row["there"]:
        found["source"] = "database"
    return found | {part: row[part] for part in ROW if row[part].strip()}


def _communes(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((place.code, place.name) for place in world.snapshot.places if place.level == "commune")
