"""The blocks a lesson is made of: one frozen shape per kind, read strictly from plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar, get_args

from courses.references import is_reference
from courses.types import CalloutKind


class BlockError(ValueError):
    """A block that cannot be shown: `message` is an English msgid, `where` the place in the author's data."""

    def __init__(self, where: str, message: str) -> None:
        """Keep the place and the untranslated message apart, so that a form can show both."""
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


@dataclass(frozen=True)
class Heading:
    """A section heading; a lesson's own title stands above all of them."""

    type: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Text:
    """Running text in Markdown, cleaned by the kernel's rich text when it is shown."""

    type: ClassVar[str] = "text"
    md: str


@dataclass(frozen=True)
class Callout:
    """A short remark set apart; `kind` decides its icon and word."""

    type: ClassVar[str] = "callout"
    kind: CalloutKind
    md: str


@dataclass(frozen=True)
class Picture:
    """A drawing beside the lesson's data; `alt` carries everything the drawing says."""

    type: ClassVar[str] = "picture"
    file: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Steps:
    """Numbered steps, each one action."""

    type: ClassVar[str] = "steps"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A small table with one header row; the first cell of each row names the row."""

    type: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Term:
    """One word of the office explained; the glossary is the sum of these."""

    type: ClassVar[str] = "term"
    word: str
    meaning: str


@dataclass(frozen=True)
class Option:
    """One answer of a self-check and what the learner is told after choosing it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class SelfCheck:
    """A question for oneself inside a lesson: nothing is stored, every answer is explained."""

    type: ClassVar[str] = "self_check"
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class LinkToActivity:
    """A way into another activity, named by kind and stable key."""

    type: ClassVar[str] = "link_to_activity"
    to: str
    label: str
    note: str


Block = Heading | Text | Callout | Picture | Steps | Table | Term | SelfCheck | LinkToActivity


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
    if unknown := set(raw) - {"type", *fields}:
        raise BlockError(f"{where}.{min(map(str, unknown))}", "This field does not belong to the block.")
    return read(raw, where)


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
    file = _string(raw, "file", where)
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or ":" in file or "\\" in file:
        raise BlockError(f"{where}.file", "A picture lies beside its lesson.")
    return Picture(file, _string(raw, "alt", where), _string(raw, "caption", where))


def _steps(raw: Mapping[str, Any], where: str) -> Block:
    return Steps(_strings(raw.get("items"), f"{where}.items", least=2))


def _table(raw: Mapping[str, Any], where: str) -> Block:
    head = _strings(raw.get("head"), f"{where}.head", least=2)
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
    return LinkToActivity(to, _string(raw, "label", where), _string(raw, "note", where))


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
}


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
