"""What was typed into a form, made into what a verb expects, or refused with the reason beside the field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from training.sandbox.world.realness import check_words
from training.sandbox.world.rulebook import Field, Verb
from training.sandbox.world.steps import Args, Refused

LONGEST = 2000
MOST_ROWS = 40
MOST_NUMBER = 1_000_000_000
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def clean(verb: Verb, args: Args) -> dict[str, Any]:
    """Return the arguments of a verb, typed and in NFC; raise Refused naming the field that is wrong."""
    known = {field.name for field in verb.fields} | ({verb.on} if verb.on else set())
    if strange := set(map(str, args)) - known:
        raise Refused("unknown_field", f"Biểu mẫu không có ô “{min(strange)}”.")
    cleaned: dict[str, Any] = {verb.on: str(args.get(verb.on, ""))} if verb.on else {}
    for field in verb.fields:
        cleaned[field.name] = _clean_field(field, args.get(field.name))
    return cleaned


def _clean_field(field: Field, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()) or value == []:
        if field.required and field.kind != "yes":
            raise Refused("missing_field", f"Còn thiếu: {field.label}.", field.name)
        return _EMPTY.get(field.kind, "")
    return _READ.get(field.kind, _text)(field, value)


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(field)
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > LONGEST:
        raise Refused("too_long", f"{field.label}: dài quá {LONGEST} ký tự.", field.name)
    return check_words(text, field.name)


def _integer(field: Field, value: Any) -> int:
    if isinstance(value, str):
        digits = value.strip().replace(".", "").removesuffix("đ").strip()
        value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_NUMBER:
        raise Refused("not_a_number", f"{field.label}: cần một số từ 0 trở lên.", field.name)
    return value


def _date(field: Field, value: Any) -> str:
    """Read a day as people write it, 9/11/2026 or 09-11-2026, or as browsers send it; what it means the rules judge."""
    text = _text(field, value)
    found = DAY_FIRST.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _yes(_field: Field, value: Any) -> bool:
    return value in (True, "yes", "y", "on", "1", "true", 1)


def _items(field: Field, value: Any) -> list[str]:
    """Read one item a line, or a list."""
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
        raise _wrong(field)
    if len(lines) > MOST_ROWS:
        raise Refused("too_many", f"{field.label}: nhiều quá {MOST_ROWS} dòng.", field.name)
    kept = [_text(field, line) for line in lines if line.strip()]
    if not kept and field.required:
        raise Refused("missing_field", f"Còn thiếu: {field.label}.", field.name)
    return kept


def _picks(field: Field, value: Any) -> list[str]:
    """Read one choice or several, each once."""
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, list | tuple) or not all(isinstance(one, str) for one in chosen):
        raise _wrong(field)
    if len(chosen) > MOST_ROWS:
        raise Refused("too_many", f"{field.label}: chọn nhiều quá {MOST_ROWS} mục.", field.name)
    return list(dict.fromkeys(_text(field, one) for one in chosen if one.strip()))


def _rows(field: Field, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        raise _wrong(field)
    if len(value) > MOST_ROWS:
        raise Refused("too_many", f"{field.label}: nhiều quá {MOST_ROWS} dòng.", field.name)
    return [dict(row) for row in value]


def _person(field: Field, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(inner, str) for inner in value.values()):
        raise _wrong(field)
    return {str(key): unicodedata.normalize("NFC", inner).strip()[:LONGEST] for key, inner in value.items()}


def _wrong(field: Field) -> Refused:
    return Refused("bad_value", f"{field.label}: nội dung chưa đúng dạng.", field.name)


_READ = {
    "date": _date,
    "integer": _integer,
    "money": _integer,
    "yes": _yes,
    "items": _items,
    "picks": _picks,
    "verdicts": _picks,
    "papers": _rows,
    "person": _person,
}
_EMPTY: dict[str, Any] = {
    "integer": 0, "money": 0, "yes": False, "items": [], "picks": [], "verdicts": [], "papers": [], "person": {},
}  # fmt: skip
