"""Blocks read strictly from plain data: YAML that ships, rows that authors write, files that come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, get_args
from urllib.parse import urlsplit

from courses.blocks import (
    Audio,
    BankQuestion,
    Block,
    BlockError,
    Callout,
    Download,
    Heading,
    Link,
    LinkToActivity,
    Option,
    Picture,
    SelfCheck,
    Steps,
    Table,
    Term,
    Text,
    Video,
)
from courses.references import is_reference
from courses.types import CalloutKind

STORED = re.compile(r"up:[A-Za-z0-9_-]{16,64}")
"""How a block names what was uploaded here."""
SHIPPED = re.compile(r"lib:[a-z0-9-]+/[\w./-]+")
"""How a block names a picture of the package."""
ID = re.compile(r"[a-z0-9-]{1,24}")


def read_blocks(raw: Any, where: str) -> tuple[Block, ...]:
    """Read a list of blocks; raise BlockError naming the first one that cannot be shown."""
    return tuple(read_block(each, f"{where}[{number}]") for number, each in enumerate(_list(raw, where), start=1))


def read_block(raw: Any, where: str) -> Block:
    """Read one block from `{type: …, fields…}`; raise BlockError for an unknown type, field or value."""
    if not isinstance(raw, Mapping):
        raise BlockError(where, "A block needs a type and its fields.")
    reader = READERS.get(str(raw.get("type")))
    if reader is None:
        raise BlockError(where, "This block type is not known.")
    read, fields = reader
    if unknown := set(raw) - {"type", "id", *fields}:
        raise BlockError(f"{where}.{min(map(str, unknown))}", "This field does not belong to the block.")
    found = read(raw, where)
    name = str(raw.get("id") or "")
    return replace(found, id=name) if ID.fullmatch(name) else found


def _heading(raw: Mapping[str, Any], where: str) -> Block:
    return Heading(_string(raw, "text", where))


def _text(raw: Mapping[str, Any], where: str) -> Block:
    return Text(_string(raw, "md", where))


def _callout(raw: Mapping[str, Any], where: str) -> Block:
    kind = _string(raw, "kind", where)
    for known in get_args(CalloutKind):
        if kind == known:
            return Callout(known, _string(raw, "md", where))
    raise BlockError(f"{where}.kind", "A callout is to remember, to be careful about, a tip or a reference.")


def _picture(raw: Mapping[str, Any], where: str) -> Block:
    return Picture(_file(raw, where), _string(raw, "alt", where), _maybe(raw, "caption"))


def _video(raw: Mapping[str, Any], where: str) -> Block:
    captions = _file(raw, where, "captions") if raw.get("captions") else ""
    return Video(_file(raw, where), _string(raw, "title", where), _string(raw, "transcript", where), captions)


def _audio(raw: Mapping[str, Any], where: str) -> Block:
    return Audio(_file(raw, where), _string(raw, "title", where), _string(raw, "transcript", where))


def _download(raw: Mapping[str, Any], where: str) -> Block:
    return Download(_file(raw, where), _string(raw, "title", where), _maybe(raw, "note"))


def _way_out(raw: Mapping[str, Any], where: str) -> Block:
    url = _string(raw, "url", where)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise BlockError(f"{where}.url", "An address begins with https:// and holds no spaces.")
    return Link(url, _string(raw, "label", where), _maybe(raw, "note"))


def _bank_question(raw: Mapping[str, Any], where: str) -> Block:
    item, version = raw.get("item"), raw.get("version")
    if not isinstance(item, int) or not isinstance(version, int):
        raise BlockError(f"{where}.item", "Choose a question of the bank.")
    return BankQuestion(_string(raw, "source", where), item, version)


def _steps(raw: Mapping[str, Any], where: str) -> Block:
    return Steps(_strings(raw.get("items"), f"{where}.items", least=2))


def _table(raw: Mapping[str, Any], where: str) -> Block:
    head = _strings(raw.get("head"), f"{where}.head", least=1)
    if len(head) < 2 or not raw.get("rows"):
        raise BlockError(f"{where}.rows", "A table needs a header of two cells or more, and a row below it.")
    rows = tuple(_strings(row, f"{where}.rows", least=1) for row in _list(raw.get("rows"), f"{where}.rows"))
    if any(len(row) != len(head) for row in rows):
        raise BlockError(f"{where}.rows", "Every row needs as many cells as the header.")
    return Table(_string(raw, "caption", where), head, rows)


def _term(raw: Mapping[str, Any], where: str) -> Block:
    return Term(_string(raw, "word", where), _string(raw, "meaning", where))


def _self_check(raw: Mapping[str, Any], where: str) -> Block:
    options = tuple(
        _option(each, f"{where}.options[{n}]") for n, each in enumerate(_list(raw.get("options"), where), 1)
    )
    if len(options) < 2 or sum(option.right for option in options) != 1:
        raise BlockError(f"{where}.options", "A self-check needs two or more answers, exactly one of them right.")
    return SelfCheck(_string(raw, "question", where), options)


def _option(raw: Any, where: str) -> Option:
    if not isinstance(raw, Mapping) or set(raw) - {"text", "right", "feedback"}:
        raise BlockError(where, "An answer has a text, whether it is right, and its feedback.")
    if not isinstance(raw.get("right", False), bool):
        raise BlockError(f"{where}.right", "An answer is either right or not.")
    return Option(_string(raw, "text", where), raw.get("right", False), _string(raw, "feedback", where))


def _link(raw: Mapping[str, Any], where: str) -> Block:
    to = _string(raw, "to", where)
    if not is_reference(to):
        raise BlockError(f"{where}.to", "An activity is named by its kind and key.")
    return LinkToActivity(to, _string(raw, "label", where), _maybe(raw, "note"))


Reader = Callable[[Mapping[str, Any], str], Block]
READERS: Mapping[str, tuple[Reader, tuple[str, ...]]] = {
    "heading": (_heading, ("text",)),
    "text": (_text, ("md",)),
    "callout": (_callout, ("kind", "md")),
    "picture": (_picture, ("file", "alt", "caption")),
    "steps": (_steps, ("items",)),
    "table": (_table, ("caption", "head", "rows")),
    "term": (_term, ("word", "meaning")),
    "self_check": (_self_check, ("question", "options")),
    "link_to_activity": (_link, ("to", "label", "note")),
    "video": (_video, ("file", "title", "transcript", "captions")),
    "audio": (_audio, ("file", "title", "transcript")),
    "file": (_download, ("file", "title", "note")),
    "link": (_way_out, ("url", "label", "note")),
    "bank_question": (_bank_question, ("source", "item", "version")),
}


def _file(raw: Mapping[str, Any], where: str, field: str = "file") -> str:
    """Return the name of a file: a path beside shipped data, or one that this house gave."""
    file = _string(raw, field, where)
    path = PurePosixPath(file)
    beside = not path.is_absolute() and ".." not in path.parts and ":" not in file and "\\" not in file
    if beside or STORED.fullmatch(file) or (SHIPPED.fullmatch(file) and ".." not in path.parts):
        return file
    raise BlockError(f"{where}.{field}", "A picture lies beside its lesson.")


def _maybe(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name) or ""
    return value.strip() if isinstance(value, str) else ""


def _string(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BlockError(f"{where}.{name}", "This field needs a text.")
    return value.strip()


def _strings(raw: Any, where: str, *, least: int) -> tuple[str, ...]:
    values = _list(raw, where)
    if len(values) < least or not all(isinstance(value, str) and value.strip() for value in values):
        raise BlockError(where, "This list needs more texts, none of them empty.")
    return tuple(str(value).strip() for value in values)


def _list(raw: Any, where: str) -> Sequence[Any]:
    if not isinstance(raw, list) or not raw:
        raise BlockError(where, "This field needs a list.")
    return raw
