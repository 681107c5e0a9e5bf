"""Plain text as Word and spreadsheets give it: lines parted by tabs are a table, marks before a tab are a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

_QUOTED = re.compile(r'(?:(?<=\t)"((?:[^"]|"")*)"(?=\t|$)|^"((?:[^"]|"")*)"(?=\t))', re.MULTILINE)
"""A cell in quotes: a spreadsheet sets them where it holds a new line or quotes of its own."""
_POINT = re.compile(r"^[ \t]*(?:[·•▪◦§o–-]|(\d{1,3})[.)])\t+")
_MARKED = re.compile(r"^\s+(?:[-*+]|\d+[.)])\s")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$")


def unquoted(text: str) -> str:
    """Return a spreadsheet's text with each cell on one line and without the quotes around it."""
    return _QUOTED.sub(_on_one_line, text)


def as_markdown(text: str) -> str:
    """Return plain text in which lines of cells stand as a table apart from their neighbours; code stays as it is."""
    found: list[str] = []
    for kind, group in groupby(_kinds(unquoted(text.replace("\r\n", "\n")).split("\n")), key=lambda each: each[0]):
        lines = [line for _kind, line in group]
        rows = [line for line in lines if line.strip()]
        if kind == "cells" and len(rows) > 1 and "\t" in "".join(map(str.strip, rows)) and not _POINT.match(rows[0]):
            found += table([line.split("\t") for line in rows])
        else:
            found += lines if kind == "code" else [_listed(line) for line in lines]
    return "\n".join(_apart(found)).strip("\n")


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table: every row as wide as the widest, so that no cell is dropped."""
    every = [[cell.strip().replace("\\|", "|").replace("|", "\\|") for cell in row] for row in rows]
    width = max((len(row) for row in every), default=0)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in every if any(row)]
    return [*lines[:1], "|" + " --- |" * width, *lines[1:]] if lines else []


def _on_one_line(found: re.Match[str]) -> str:
    words = found[1] if found[1] is not None else found[2]
    return " ".join(words.replace('""', '"').split("\n")) if "\n" in words or '""' in words else found[0]


def _kinds(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    inside = False
    for line in lines:
        fence = _FENCE.match(line) is not None
        cells = "\t" in line and not line.lstrip(" ").startswith("|")
        yield "code" if inside or fence else "cells" if cells else "words", line
        inside = inside != fence


def _listed(line: str) -> str:
    """Return a line of a list with the mark of this house; a tab before other words would make code of them."""
    if found := _POINT.match(line):
        return f"{found[1]}. {line[found.end() :]}" if found[1] else f"- {line[found.end() :]}"
    return line if _MARKED.match(line) else line.lstrip("\t")


def _apart(lines: Sequence[str]) -> list[str]:
    """Return lines with an empty one before a table and after it: glued to a list, its bars would be read as words."""
    found, inside, code = [*lines[:1]], False, bool(lines and _FENCE.match(lines[0]))
    for number, (before, line) in enumerate(pairwise(lines), start=1):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        begins = not code and not inside and "|" in line and _RULE.match(after) is not None
        ends = inside and "|" not in line
        if before.strip() and line.strip() and (begins or ends):
            found.append("")
        code = code != (_FENCE.match(line) is not None)
        inside = begins or (inside and not ends and bool(line.strip()))
        found.append(line)
    return found
