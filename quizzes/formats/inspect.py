"""Which format a file is, found by what it holds; and what is in it, told before anything is kept."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.formats import aiken, gift, moodlexml, pictures, table
from quizzes.formats.question import ASIDES, FileRefused, Read
from quizzes.types import TYPES
from training.core import encoding, sniff

NAMES = {"short": "shortanswer"}
REFUSED = {
    "tcvn3": "The text is in the old font encoding TCVN3. Save it as UTF-8.",
    "vni": "The text is in the old font encoding VNI. Save it as UTF-8.",
    "binary": "This is no text file.",
}
LARGEST = 20_000_000
"""Bytes; pictures inside Moodle XML make files large."""
DAMAGED = "Some letters of this file are damaged. Save it as UTF-8 again where it was written."
MACROS = "The workbook holds macros. Save it as XLSX without macros."
OLE = b"\xd0\xcf\x11\xe0"
"""How old workbooks begin, and new ones under a password."""
OLD = "This is an old workbook, or one with a password. Save it as XLSX without a password."
MOST_LINES = 500_000
TOO_MANY_LINES = "The file has far too many lines. Cut it into parts."
LONGEST_BROKEN = 60
"""Lines of a question that cannot be read; what is longer is no question, but other writing that holds braces."""
NOTHING = "The file holds no question."
TOO_LARGE = "The file is larger than 20 MB. Cut it into parts."
XML = ("<?", "<quiz", "<!DOCTYPE", "<!--", "<question")
UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True)
class Found:
    """What a file holds: its format, its questions in order, and what it says of its categories, by their path."""

    format: str
    questions: list[Read]
    categories: dict[str, str] = field(default_factory=dict)

    @property
    def good(self) -> list[Read]:
        """Return the questions that can be read."""
        return [each for each in self.questions if not each.problem]


def read(data: bytes) -> tuple[str, list[Read]]:
    """Return the format (gift, aiken, moodlexml, csv, xlsx) and its questions; raise FileRefused."""
    found = look(data)
    return found.format, found.questions


def look(data: bytes) -> Found:
    """Return everything that a file holds, each question judged by its type; raise FileRefused."""
    found = _look(data)
    return replace(found, questions=[_judged(each) for each in found.questions])


def _judged(each: Read) -> Read:
    """Return a question with the reason why its type would not take it, if there is one."""
    if each.problem or each.kind not in TYPES:
        return each
    try:
        wrong = TYPES[each.kind].problems(each.settings)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        wrong = ["The settings of this question cannot be read."]
    return replace(each, problem=str(wrong[0])) if wrong else each


def _look(data: bytes) -> Found:
    if len(data) > LARGEST:
        raise FileRefused(TOO_LARGE)
    if data.startswith(b"PK"):
        if sniff.sniff(data).mime == "application/vnd.ms-office.macro":
            raise FileRefused(MACROS)
        return Found("xlsx", table.read(data))
    if data.startswith(OLE):
        raise FileRefused(OLD)
    data = _whole(data)
    try:
        text = encoding.decode_text(data)[0].replace("\r\n", "\n").replace("\r", "\n")
        if text.lstrip("\ufeff \n\t").startswith(XML):
            return Found("moodlexml", *moodlexml.read(data))
    except encoding.TextRefused as error:
        raise FileRefused(REFUSED.get(error.code, "The encoding of the text is not known.")) from error
    if not text.strip():
        raise FileRefused("The file is empty.")
    if text.count("\n") > MOST_LINES:
        raise FileRefused(TOO_MANY_LINES)
    columns = table.named(text)
    if "question" in columns and len(columns) > 1:
        return Found("csv", table.read(data))
    if aiken.looks_like(text):
        return Found("aiken", aiken.read(text))
    found = gift.read(text)
    if not _is_gift(text, found):
        if len(columns) > 1:
            return Found("csv", table.read(data))
        raise FileRefused("The format of this file is not known.")
    return Found("gift", found)


def _is_gift(text: str, found: list[Read]) -> bool:
    """Say whether a text is GIFT: titles, categories, formats or answers as only that format has them.

    A file of comments alone is GIFT, too, and one that begins with a comment and then only says something; a comment
    in the midst of other writing, or braces of which no question comes, are not.
    """
    start = text.lstrip("\ufeff \n\t")
    if start.startswith(("{", "[")) and _is_json(text):
        return False
    if gift.BEGINS_FORMAT.search(text) or any(map(gift.BEGINS.match, text.split("\n"))):
        return True
    if start.startswith("//") and "{" not in gift.COMMENT.sub("", text):
        return True
    asked = sum(map(_asks, found, [each.line for each in found[1:]] + [text.count("\n") + 2]))
    marks = [mark[1:].lstrip()[0] for mark in gift.MARKED.findall(gift.COMMENT.sub("", text))]
    if not set(marks) - {"}"} and any(each.kind not in ("essay", "description") for each in found):
        return False  # empty braces beside others may be a program
    return 2 * min(asked, len(marks)) >= max(len(found), 1)


def _asks(each: Read, following: int) -> bool:
    """Say whether a piece of a text is a question, or could have been meant as one by its few lines."""
    return following - each.line <= LONGEST_BROKEN if each.problem else each.kind != "description"


def _is_json(text: str) -> bool:
    """Say whether a text is data of another program, in which braces and slashes mean something else."""
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _whole(data: bytes) -> bytes:
    """Return the bytes of UTF-32 as UTF-8; raise FileRefused where a text in Unicode was damaged on its way."""
    try:
        if data.startswith(UTF32):
            return data.decode("utf-32").encode()
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        strange = sum(letter > "\x7f" for letter in text)
        if data.startswith(UTF32) or 5 * text.count("\ufffd") < strange:
            raise FileRefused(DAMAGED, data[: error.start].count(b"\n") + 1) from error
    return data


def told(name: str, found: list[Read]) -> dict[str, Any]:
    """Return the preview as plain data: how many, of which types, and each problem with its line.

    What the file itself lacks, such as a picture that it only names, or any question at all, is no problem of reading,
    nor is a setting that changes neither words nor marks: both stand under `notes`.
    """
    good = [each for each in found if not each.problem]
    types = Counter(each.named or NAMES.get(each.kind, each.kind) for each in good)
    problems = [{"line": each.line, "message": each.problem} for each in found if each.problem]
    lost = [(each.line, what) for each in found for what in each.lost]
    told = [{"line": line, "message": f"Not kept: {what}"} for line, what in lost]
    lacking = [what in ASIDES or what.startswith(pictures.MISSING) for _line, what in lost]
    problems += [each for each, absent in zip(told, lacking, strict=True) if not absent]
    notes = [each for each, absent in zip(told, lacking, strict=True) if absent]
    if not found:
        notes = [{"line": 1, "message": NOTHING}]  # comments and categories alone: all of it was read
    preview = {"format": name, "questions": len(good), "types": dict(types), "problems": problems}
    return preview | ({"notes": notes} if notes else {})
