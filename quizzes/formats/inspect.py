"""Which format a file is, found by what it holds; and what is in it, told before anything is kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from quizzes.formats import aiken, gift, moodlexml, table
from quizzes.formats.question import FileRefused, Read
from training.core import encoding

NAMES = {"short": "shortanswer"}
HEADS = re.compile(r"(?i)^[\"']?(question|type|title|category|right|câu hỏi|loại|tên|nhóm|đúng)\b[^\n{]*[,;\t|]")
REFUSED = {
    "tcvn3": "The text is in the old font encoding TCVN3. Save it as UTF-8.",
    "vni": "The text is in the old font encoding VNI. Save it as UTF-8.",
    "binary": "This is no text file.",
}


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
    """Return everything that a file holds; raise FileRefused."""
    if data.startswith(b"PK"):
        return Found("xlsx", table.read(data))
    try:
        text = encoding.decode_text(data)[0].replace("\r\n", "\n").replace("\r", "\n")
        if text.lstrip("\ufeff \n\t").startswith(("<?xml", "<quiz", "<!DOCTYPE", "<!--")):
            return Found("moodlexml", *moodlexml.read(data))
    except encoding.TextRefused as error:
        raise FileRefused(REFUSED.get(error.code, "The encoding of the text is not known.")) from error
    if not text.strip():
        raise FileRefused("The file is empty.")
    if HEADS.match(text.lstrip()):
        return Found("csv", table.read(data))
    if aiken.looks_like(text):
        return Found("aiken", aiken.read(text))
    found = gift.read(text)
    if not _is_gift(text, found):
        raise FileRefused("The format of this file is not known.")
    return Found("gift", found)


def _is_gift(text: str, found: list[Read]) -> bool:
    """Say whether a text is GIFT: it has a title, category or comment of that format, or most of it reads as such."""
    if re.search(r"^\s*(::|\$CATEGORY|//)", text, re.MULTILINE):
        return True
    good = sum(not each.problem and each.kind not in ("", "description") for each in found)
    return "{" in text and 2 * good >= len(found)


def told(name: str, found: list[Read]) -> dict[str, Any]:
    """Return the preview as plain data: how many, of which types, and each problem with its line."""
    good = [each for each in found if not each.problem]
    types = Counter(each.named or NAMES.get(each.kind, each.kind) for each in good)
    problems = [{"line": each.line, "message": each.problem} for each in found if each.problem]
    problems += [{"line": each.line, "message": f"Not kept: {what}"} for each in found for what in each.lost]
    return {"format": name, "questions": len(good), "types": dict(types), "problems": problems}
