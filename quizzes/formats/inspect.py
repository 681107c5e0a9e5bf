"""Which format a file is, found by what it holds; and what is in it, told before anything is kept."""

from __future__ import annotations

import re
from collections import Counter
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


def read(data: bytes) -> tuple[str, list[Read]]:
    """Return the format (gift, aiken, moodlexml, csv, xlsx) and its questions; raise FileRefused."""
    if data.startswith(b"PK"):
        return "xlsx", table.read(data)
    try:
        text = encoding.decode_text(data)[0].replace("\r\n", "\n").replace("\r", "\n")
        if text.lstrip().startswith(("<?xml", "<quiz", "<!DOCTYPE", "<!--")):
            return "moodlexml", moodlexml.read(data)
    except encoding.TextRefused as error:
        raise FileRefused(REFUSED.get(error.code, "The encoding of the text is not known.")) from error
    if not text.strip():
        raise FileRefused("The file is empty.")
    if HEADS.match(text.lstrip()):
        return "csv", table.read(data)
    if aiken.looks_like(text):
        return "aiken", aiken.read(text)
    found = gift.read(text)
    if not _is_gift(text, found):
        raise FileRefused("The format of this file is not known.")
    return "gift", found


def _is_gift(text: str, found: list[Read]) -> bool:
    """Say whether a text is GIFT: it has a title, category or comment of that format, or most of it reads as such."""
    if re.search(r"^\s*(::|\$CATEGORY|//)", text, re.MULTILINE):
        return True
    good = sum(not each.problem and each.kind not in ("", "description") for each in found)
    return "{" in text and 2 * good >= len(found)


def told(name: str, found: list[Read]) -> dict[str, Any]:
    """Return the preview as plain data: how many, of which types, and each problem with its line."""
    good = [each for each in found if not each.problem]
    types = Counter(NAMES.get(each.kind, each.kind) for each in good)
    problems = [{"line": each.line, "message": each.problem} for each in found if each.problem]
    problems += [{"line": each.line, "message": f"Not kept: {what}"} for each in found for what in each.lost]
    return {"format": name, "questions": len(good), "types": dict(types), "problems": problems}
