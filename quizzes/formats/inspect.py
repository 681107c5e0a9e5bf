"""Which format a file is, found by what it holds; and what is in it, told before anything is kept."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from quizzes.formats import aiken, gift, moodlexml, table
from quizzes.formats.question import FileRefused, Read
from quizzes.types import TYPES
from training.core import encoding

NAMES = {"short": "shortanswer"}
REFUSED = {
    "tcvn3": "The text is in the old font encoding TCVN3. Save it as UTF-8.",
    "vni": "The text is in the old font encoding VNI. Save it as UTF-8.",
    "binary": "This is no text file.",
}
LARGEST = 20_000_000
"""Bytes; pictures inside Moodle XML make files large."""
DAMAGED = "Some letters of this file are damaged. Save it as UTF-8 again where it was written."
MOST_LINES = 500_000
TOO_MANY_LINES = "The file has far too many lines. Cut it into parts."
TOO_LARGE = "The file is larger than 20 MB. Cut it into parts."
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
        return Found("xlsx", table.read(data))
    data = _whole(data)
    try:
        text = encoding.decode_text(data)[0].replace("\r\n", "\n").replace("\r", "\n")
        if text.lstrip("\ufeff \n\t").startswith(("<?xml", "<quiz", "<!DOCTYPE", "<!--")):
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
    """Say whether a text is GIFT: a title, category, comment or answer block as only that format has them."""
    if text.lstrip("\ufeff \n\t").startswith(("{", "[")) and _is_json(text):
        return False
    if re.search(r"^\s*(::|\$CATEGORY|//)", text, re.MULTILINE):
        return True
    asked = sum(bool(each.problem) or each.kind not in ("", "description") for each in found)
    return gift.MARKED.search(text) is not None and 2 * asked >= len(found)


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
    """Return the preview as plain data: how many, of which types, and each problem with its line."""
    good = [each for each in found if not each.problem]
    types = Counter(each.named or NAMES.get(each.kind, each.kind) for each in good)
    problems = [{"line": each.line, "message": each.problem} for each in found if each.problem]
    problems += [{"line": each.line, "message": f"Not kept: {what}"} for each in found for what in each.lost]
    return {"format": name, "questions": len(good), "types": dict(types), "problems": problems}
