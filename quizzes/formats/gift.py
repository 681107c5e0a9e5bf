"""Moodle's GIFT text format, read: each question, or the line and the reason why it cannot be read yet.

After the format's published description: `::title::`, `[markdown]`, `{…}` with = right, ~ wrong, %weights%, #feedback,
####general feedback, T/F, escapes by backslash, // comments, $CATEGORY. Essay, numerical, matching and missing word
questions are recognised and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["single", "multiple", "truefalse", "short", ""]
ESCAPED = re.compile(r"\\([\\~=#{}:])")
FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TITLE = re.compile(r"^::(.*?)(?<!\\)::", re.DOTALL)
WEIGHT = re.compile(r"^%(-?\d+(?:[.,]\d+)?)%")
HOLD = {char: chr(0xE000 + number) for number, char in enumerate("\\~=#{}:")}
BACK = {held: char for char, held in HOLD.items()}


@dataclass(frozen=True)
class Read:
    """One question of a file: readable (`problem` ""), or named with the reason, as an English msgid."""

    line: int
    title: str
    text: str
    kind: Kind = ""
    settings: dict[str, Any] = field(default_factory=dict)
    feedback: str = ""
    text_format: str = "moodle"
    category: str = ""
    problem: str = ""


def read(source: str) -> list[Read]:
    """Return every question of a GIFT file in order; never raises, whatever the file holds."""
    category, found = "", list[Read]()
    for line, block in _blocks(source):
        if block.startswith("$"):
            category = block.partition(":")[2].strip() if block.upper().startswith("$CATEGORY") else category
            continue
        found.append(_question(line, block, category))
    return found


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of each block between empty lines, comments gone; braces keep a block together."""
    kept: list[str] = []
    start, depth = 0, 0
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("//"):
            continue
        if not line.strip() and depth == 0:
            yield from _block(start, kept)
            kept = []
            continue
        if not kept and line.strip().startswith("$"):
            yield number, line.strip()
            continue
        if not kept:
            start, depth = number, 0
        kept.append(line)
        held = _hold(line)
        depth = max(0, depth + held.count("{") - held.count("}"))
    yield from _block(start, kept)


def _block(start: int, lines: list[str]) -> Iterator[tuple[int, str]]:
    if text := "\n".join(lines).strip():
        yield start, text


def _question(line: int, block: str, category: str) -> Read:
    held = _hold(block)
    title, held = _title(held)
    text_format, held = _format(held)
    opening, closing = held.find("{"), held.rfind("}")
    if opening < 0 or closing < opening:
        said = _plain(held)
        return Read(line, title or said[:60], said, text_format=text_format, category=category,
                    problem="This is a description without an answer; there is nothing to ask.")  # fmt: skip
    before, inside, after = held[:opening], held[opening + 1 : closing], held[closing + 1 :]
    text = _plain(before + (" _____ " + after if after.strip() else ""))
    about = Read(line, title or text[:60], text, text_format=text_format, category=category)
    if "{" in inside:
        return _named(about, "It has more than one answer block, which cannot be read yet.")
    return _answers(about, inside)


def _answers(about: Read, inside: str) -> Read:
    inside, _mark, general = inside.partition("####")
    body, general = inside.strip(), _plain(general)
    if not body:
        return _named(about, "An essay question cannot be read yet.")
    if body.startswith("#"):
        return _named(about, "A numerical question cannot be read yet.")
    if found := re.match(r"^(TRUE|FALSE|T|F)(?=$|[\s#])", body, re.IGNORECASE):
        return _true_false(about, found[1].upper().startswith("T"), body[found.end() :], general)
    parts = _parts(body)
    if not parts:
        return _named(about, "No answer begins with = or ~.")
    if all(mark == "=" for mark, _text in parts) and all("->" in text for _mark, text in parts):
        return _named(about, "A matching question cannot be read yet.")
    if all(mark == "=" for mark, _text in parts):
        accept = [_option(mark, text) for mark, text in parts]
        return _done(about, "short", {"accept": accept}, general)
    return _choices(about, parts, general)


def _choices(about: Read, parts: list[tuple[str, str]], general: str) -> Read:
    options = [{"id": str(number), **_option(mark, text)} for number, (mark, text) in enumerate(parts, start=1)]
    right = [each for each in options if each["fraction"] >= 0.999]
    kind: Kind = "single" if right else "multiple"
    total = sum(each["fraction"] for each in options if each["fraction"] > 0)
    if kind == "multiple" and abs(total - 1) > 0.02:
        return _named(about, "The right options do not add up to 100 percent.")
    if len(options) < 2:
        return _named(about, "At least two options are needed.")
    return _done(about, kind, {"options": options}, general)


def _true_false(about: Read, answer: bool, rest: str, general: str) -> Read:
    said = [_plain(each) for each in rest.split("#")[1:]]
    right, wrong = ("true", "false") if answer else ("false", "true")
    told = {name: words for name, words in zip((wrong, right), said, strict=False) if words}
    return _done(about, "truefalse", {"answer": answer, "said": told}, general)


def _parts(body: str) -> list[tuple[str, str]]:
    pieces = re.split(r"([=~])", body)
    return [(mark, text) for mark, text in zip(pieces[1::2], pieces[2::2], strict=True) if text.strip()]


def _option(mark: str, text: str) -> dict[str, Any]:
    answer, _mark, feedback = text.strip().partition("#")
    fraction = 1.0 if mark == "=" else 0.0
    if found := WEIGHT.match(answer):
        fraction, answer = float(found[1].replace(",", ".")) / 100, answer[found.end() :]
    return {"text": _plain(_format(answer)[1]), "fraction": round(fraction, 5), "feedback": _plain(feedback)}


def _title(held: str) -> tuple[str, str]:
    found = TITLE.match(held)
    return (_plain(found[1]), held[found.end() :].lstrip()) if found else ("", held)


def _format(held: str) -> tuple[str, str]:
    found = FORMAT.match(held.lstrip())
    return (found[1].lower(), held.lstrip()[found.end() :]) if found else ("moodle", held)


def _done(about: Read, kind: Kind, settings: dict[str, Any], general: str) -> Read:
    return Read(about.line, about.title, about.text, kind, settings, general, about.text_format, about.category)


def _named(about: Read, problem: str) -> Read:
    return Read(
        about.line, about.title, about.text, text_format=about.text_format, category=about.category, problem=problem
    )


def _hold(text: str) -> str:
    """Put escaped characters out of the way of the format's own."""
    return ESCAPED.sub(lambda found: HOLD[found[1]], text)


def _plain(held: str) -> str:
    """Return text with what was put away back in its place, and written line breaks as real ones."""
    for mark, char in BACK.items():
        held = held.replace(mark, char)
    return held.replace("\\n", "\n").strip()
