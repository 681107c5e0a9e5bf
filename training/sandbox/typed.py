"""The arguments of an act as they stand in its form: what to write where, and the way back from `fields.read`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from training.sandbox import fields
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import VERBS as CASE_VERBS
from training.sandbox.cases.rules.scanning import tray
from training.sandbox.documents.rules.arriving import CHECKS
from training.sandbox.world.endings import small
from training.sandbox.world.facts import ProcedureFacts
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.world import World

RIGHT, WRONG = "right", "wrong"
"""What stands in a form for the answer to one thing that is checked."""
MARKS = {"checked": "đã đối chiếu", "legible": "đọc được rõ", "signed": "đã ký số"}


ABOUT = ("reply_to", "replaces", "corrects")
"""What a draft is begun from: it is begun on the page of that document, and nowhere else."""
Values = dict[str, Any]
"""Values of a form by the names of its inputs; of boxes of one name, those that are ticked."""


@dataclass(frozen=True)
class Entry:
    """One thing to write: at which hook, under which label, what in words, and as values of inputs by name."""

    hook: str
    label: str
    words: str
    want: Mapping[str, str | list[str]] = field(default_factory=dict)


def values(verb: Verb, args: Mapping[str, Any]) -> Values:
    """Return the arguments of an act as values of its form."""
    found: Values = {}
    for each in verb.fields:
        found |= _values(each, args.get(each.name))
    return found


def _values(each: Field, value: Any) -> Values:
    if each.kind == "verdicts":
        return {f"{each.name}.{key}": WRONG if key in (value or ()) else RIGHT for key in CHECKS}
    if value in (None, "", [], {}, False):
        return {}
    if each.kind == "person":
        return {f"{each.name}.{key}": str(inner) for key, inner in value.items()}
    if each.kind == "papers":
        return {f"{each.name}.{row['code']}.{key}": text for row in value for key, text in _paper(row).items()}
    if each.kind == "yes":
        return {each.name: "1"}
    if each.kind == "picks":
        return {each.name: [value] if isinstance(value, str) else [str(one) for one in value]}
    if each.kind == "items":
        return {each.name: "\n".join(value) if isinstance(value, list) else str(value)}
    if each.kind == "money" and isinstance(value, int):
        return {each.name: f"{value:,}".replace(",", ".")}
    if each.kind == "date":
        return {each.name: day_words(str(value))}
    return {each.name: str(value)}


def _paper(row: Mapping[str, Any]) -> dict[str, str]:
    told = {"source": "database" if row.get("source") == "database" else "paper"}
    for key, value in row.items():
        if key not in ("code", "source", "present") and value not in (None, "", False, 0):
            told[key] = "1" if value is True else str(value)
    return told


def entries(
    verb: Verb, args: Mapping[str, Any], world: World, facts: ProcedureFacts | None, case: Case | None
) -> list[Entry]:
    """Return what to write into the form of an act, field by field."""
    found: list[Entry] = []
    hidden = fields.HIDDEN if verb.name in CASE_VERBS else ()
    for each in verb.fields:
        value = args.get(each.name)
        if not value and args.get("fee") and each.name in fields.LEFT_OPEN:
            found.append(Entry(f"{verb.name}.{each.name}", each.label, fields.LEFT_OPEN[each.name], {each.name: []}))
        if each.kind != "verdicts" and (value in (None, "", [], {}, False) or each.name in hidden):
            continue
        hook = f"{verb.name}.{each.name}"
        if each.kind == "papers" and value:
            found += _papers(hook, each, value, facts)
        else:
            choices = fields.options(world, each, facts, case) if each.options else []
            value = _scan(case, args, value) if each.options == "scans" and case and value else value
            told = _called(world, str(value)) if each.name in ABOUT else _words(each, value, choices)
            found.append(Entry(hook, each.label.replace(" (dòng số)", ""), told, _values(each, value)))
    return found


def _called(world: World, code: str) -> str:
    """Return how the document is called from which a draft is begun."""
    found = ((kind, world.get(cls, code)) for kind, cls in world.rules.kinds.items())
    return next((world.rules.faces[kind](one).called for kind, one in found if one and kind in world.rules.faces), code)


def _scan(case: Case, args: Mapping[str, Any], file: str) -> str:
    """Return the file that lies in the tray for what a route calls by a name of its own: the clear one."""
    lying = [scan for scan in tray(case) if scan.component == args.get("component")]
    return file if file in {scan.file for scan in lying} else next((s.file for s in lying if s.clear), file)


def _words(each: Field, value: Any, options: Collection[tuple[str, str]]) -> str:
    if each.kind == "yes":
        return "đánh dấu"
    if each.kind == "verdicts":
        return "; ".join(f"{name}: {'Có vấn đề' if key in (value or ()) else 'Đạt'}" for key, name in CHECKS.items())
    if each.kind == "person":
        return ", ".join(filter(None, (value.get(key) for key in ("name", "number", "phone", "address"))))
    if each.kind == "picks":
        chosen = [value] if isinstance(value, str) else value
        return "; ".join(dict(options).get(str(one), str(one)) for one in chosen)
    if each.kind == "items":  # as the field wants it, so that it can be copied: each on a line of its own
        return "\n".join(value) if isinstance(value, list) else str(value)
    if each.kind == "money" and isinstance(value, int):
        return fields.dong(value)
    return day_words(str(value)) if each.kind == "date" else dict(options).get(str(value), str(value))


def day_words(value: str) -> str:
    """Return a day as people write it, day first; anything else as it is."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def _papers(hook: str, each: Field, rows: Iterable[Mapping[str, Any]], facts: ProcedureFacts | None) -> list[Entry]:
    names = {one.code: one.name for one in facts.components} if facts else {}
    ways = {one.code: small(fields.given_words(one)) for one in facts.components} if facts else {}
    counts = (("pages", "trang"), ("copies", fields.counted_words(facts) if facts else "bản"))
    found = []
    for row in rows:
        code = str(row["code"])
        told = [ways.get(code, "nhận giấy")]
        if row.get("source") == "database":
            told = ["lấy từ cơ sở dữ liệu"]
        told += [f"{row[key]} {words}" for key, words in counts if row.get(key)]
        told += [f"tệp {row['file']}"] if row.get("file") else []
        told += [words for key, words in MARKS.items() if row.get(key)]
        want = {f"{each.name}.{code}.{key}": text for key, text in _paper(row).items()}
        found.append(Entry(hook, names.get(code, code), ", ".join(told), want))
    return found
