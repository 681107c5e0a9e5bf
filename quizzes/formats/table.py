"""Questions in a table (CSV or XLSX): one row a question, with the columns that docs/questions.md describes."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, time
from typing import Any

from quizzes.formats import paths, tablenames, workbook
from quizzes.formats.question import FileRefused, Read, plainly
from training.core import sheet

TRUE, FALSE = ("true", "đúng", "dung", "t", "đ"), ("false", "sai", "f", "s")
ARROW = "->"
NO_HEAD = "A cell stands in a column without a name."
UNUSED = "answers that this type does not have"
NOT_THERE = "The answer names an option that is not there."
NUMBER = re.compile(r"^([-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)(?:\s*:\s*(\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?))?$")


def read(data: bytes) -> list[Read]:
    """Return every row as a question; raise FileRefused where the file is no such table."""
    try:
        table = sheet.read(data)
    except sheet.SheetRefused as error:
        raise FileRefused("The table cannot be read.") from error
    columns = [tablenames.column(each) for each in table.headings]
    if not {"question", "right"} <= set(columns):
        raise FileRefused("The table needs the columns question and right.", 1)
    bad = workbook.without_value(data) if data.startswith(b"PK") else {}
    found = [_row(line, columns, bad.pop(line.number, "")) for line in table.lines]
    found += [Read(number, "", "", problem=problem) for number, problem in bad.items()]
    strange = next((head for head, name in zip(table.headings, columns, strict=True) if head and not name), "")
    if strange:
        found.append(Read(1, strange, "", problem="A column of the table is not known."))
    loose = next((line for line in table.lines if _loose(line, table.headings)), None)
    if loose:
        found.append(Read(loose.number, _loose(loose, table.headings)[:60], "", problem=NO_HEAD))
    out = workbook.left_out(data) if data.startswith(b"PK") else []
    return found + [Read(1, "", "", problem=each) for each in out]


def _loose(line: sheet.Line, headings: tuple[str, ...]) -> str:
    """Return the first text of a row that stands in a column without a heading."""
    heads = (*headings, *[""] * (len(line.row) - len(headings)))
    return next((said for head, cell in zip(heads, line.row, strict=False) if not head and (said := _said(cell))), "")


def named(text: str) -> set[str]:
    """Return the columns of such a table that the first line of a text names."""
    first = next((line for line in text.split("\n") if line.strip() and not sheet.MARK.match(line)), "")[:4000]
    return {tablenames.column(sheet.heading(each)) for each in re.split(r"[,;\t|]", first)} - {""}


def as_text(data: bytes) -> str:
    """Return the same table as CSV, so that a page can carry it."""
    table, out = sheet.read(data), io.StringIO()
    rows = [[sheet.text(line.cells.get(each)) for each in table.headings] for line in table.lines]
    csv.writer(out).writerows([list(table.headings), *rows])
    return out.getvalue()


def _row(line: sheet.Line, columns: list[str], bad: str) -> Read:
    cells: dict[str, list[str]] = {}
    for name, cell in zip(columns, line.row, strict=False):
        if name and (said := _said(cell)):
            cells.setdefault(name, []).append(said)
    one = {name: values[0] for name, values in cells.items()}
    named, wrong, text = cells.get("right", []), cells.get("wrong", []), one.get("question", "")
    options = {name[7:]: said for name, said in one.items() if name.startswith("option ")}
    right, more = _chosen(options, named) if options else (named, [])
    kind, settings, problem = _settings(tablenames.kind(one.get("type", ""), len(right)), right, more + wrong)
    problem = NOT_THERE if options and named and not right else problem
    problem = bad or (problem if text else "The question has no text.")
    labels = ",".join(cells.get("tags", ())).split(",")
    return Read(
        line.number, one.get("title") or text[:60], text, "" if problem else kind, settings,
        "\n".join(cells.get("feedback", ())), "plain", paths.joined(paths.names(one.get("category", ""))), problem,
        tuple(tag for each in labels if (tag := each.strip())),
        lost=() if problem else _unused(kind, named, more + wrong),
    )  # fmt: skip


def _unused(kind: str, right: list[str], wrong: list[str]) -> tuple[str, ...]:
    """Name the answers that a type does not ask for."""
    if kind in ("essay", "description"):
        return (UNUSED,) if right or wrong else ()
    odd = [each for each in wrong if kind != "truefalse" or each.lower() not in TRUE + FALSE]
    return (UNUSED,) if odd and kind in ("truefalse", "numerical", "ordering", "short") else ()


def _chosen(options: dict[str, str], named: list[str]) -> tuple[list[str], list[str]]:
    """Part options into right and wrong ones, by what names the right: `B`, `2`, `A, C` or their words."""
    by_words = {words.lower(): place for place, words in options.items()}
    twins = str.maketrans("abcdefgh12345678", "12345678abcdefgh")
    signs = {sign: place for place in options for sign in (place, place.translate(twins))}
    found = set[str]()
    for said in named:
        listed = [said] if said.lower() in by_words else re.split(r"[\s,;.+&()]+", said)
        places = [by_words.get(each, signs.get(each, "")) for each in map(str.lower, listed) if each]
        if "" in places:
            return [], list(options.values())
        found.update(places)
    right = [words for place, words in options.items() if place in found]
    return right, [words for place, words in options.items() if place not in found]


def _said(cell: Any) -> str:
    """Return a cell with its own line breaks: a question may have several paragraphs."""
    if isinstance(cell, date) and not (isinstance(cell, datetime) and cell.time() != time()):
        return f"{cell:%d/%m/%Y}"
    if not isinstance(cell, str):
        return sheet.text(cell)
    return sheet.bare("\n".join(sheet.text(line) for line in cell.strip().splitlines()))


def _settings(kind: str, right: list[str], wrong: list[str]) -> tuple[str, dict[str, Any], str]:
    if kind in ("description", "essay"):
        return kind, {}, ""
    if not right:
        return "", {}, "No right answer is given."
    if kind == "truefalse" or (not kind and not wrong and right[0].lower() in ("true", "false", "đúng", "sai")):
        said = right[0].lower()
        problem = "" if said in TRUE + FALSE else "Say whether the sentence is true."
        return "truefalse", {"answer": said in TRUE}, problem
    if kind == "numerical":
        return _numbers(right)
    if kind == "matching":
        return _pairs(right, wrong)
    if kind == "ordering":
        items = [{"id": str(n), "text": each} for n, each in enumerate(right, start=1)]
        return kind, {"items": items}, "" if len(items) > 1 else "At least two things to put in order are needed."
    if kind == "short" or (not kind and not wrong):
        return "short", {"accept": [{"text": each, "fraction": 1.0, "feedback": ""} for each in right]}, ""
    if kind not in ("", "single", "multiple"):
        return "", {}, "The type of this question is not known."
    return _options(kind or ("single" if len(right) == 1 else "multiple"), right, wrong)


def _options(kind: str, right: list[str], wrong: list[str]) -> tuple[str, dict[str, Any], str]:
    worth = 1.0 if kind == "single" else round(1 / len(right), 7)
    lost = 0.0 if kind == "single" else -worth
    pairs = [(each, worth) for each in right] + [(each, lost) for each in wrong]
    if len(pairs) < 2:
        return "", {}, "At least two options are needed."
    listed = [{"id": str(n), "text": text, "fraction": f, "feedback": ""} for n, (text, f) in enumerate(pairs, start=1)]
    return kind, {"options": listed}, ""


def _pairs(right: list[str], wrong: list[str]) -> tuple[str, dict[str, Any], str]:
    split = [each.partition(ARROW) for each in right]
    pairs = [
        {"id": str(n), "text": left.strip(), "answer": answer.strip()}
        for n, (left, _arrow, answer) in enumerate(split, start=1)
    ]
    whole = len(pairs) > 1 and all(each["text"] and each["answer"] for each in pairs)
    return "matching", {"pairs": pairs, "extra": wrong}, "" if whole else "At least two pairs are needed."


def number_said(number: float | None, tolerance: float) -> str:
    """Return a number as a cell of the table holds it: `12` or `12:0.5`; `*` stands for any."""
    if number is None:
        return "*"
    return f"{plainly(number)}:{plainly(tolerance)}" if tolerance else plainly(number)


def _numbers(right: list[str]) -> tuple[str, dict[str, Any], str]:
    found = [NUMBER.match(each) for each in right]
    accept = [
        {"number": float(each[1].replace(",", ".")), "tolerance": float((each[2] or "0").replace(",", ".")),
         "fraction": 1.0, "feedback": ""}
        for each in found if each
    ]  # fmt: skip
    whole = len(accept) == len(right)
    return "numerical", {"accept": accept}, "" if whole else "The number or its range cannot be read."
