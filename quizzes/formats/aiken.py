"""The Aiken format, read: a question on one line, options A to Z, and `ANSWER: B`; everything is plain text."""

from __future__ import annotations

import re

from quizzes.formats.question import MOST, TOO_MANY, FileRefused, Read

OPTION = re.compile(r"^\s*([A-Z])[.)]\s+(.*\S)\s*$|^\s*([A-Z])[.)]\s*$")
ANSWER = re.compile(r"^\s*(?:ANSWER|ĐÁP ÁN)\s*:\s*([A-Za-z])\s*[.)]?\s*$", re.IGNORECASE)


def looks_like(text: str) -> bool:
    """Say whether some line gives an answer the way of this format, and an option stands before it."""
    lines = text.split("\n")
    return any(ANSWER.match(line) for line in lines) and any(OPTION.match(line) for line in lines)


def read(source: str) -> list[Read]:
    """Return every question of the file in order; raise FileRefused only for one that holds far too many."""
    found: list[Read] = []
    start, asked, options = 0, list[str](), dict[str, str]()
    for number, line in enumerate(source.split("\n"), start=1):
        if len(found) >= MOST:
            raise FileRefused(TOO_MANY, number)
        if answer := ANSWER.match(line):
            found.append(_question(start or number, asked, options, answer[1].upper()))
            start, asked, options = 0, [], {}
        elif (option := OPTION.match(line)) and asked:
            options[option[1] or option[3]] = option[2] or ""
        elif line.strip() and options:
            found.append(_broken(start, asked, "The question has no line that says ANSWER."))
            start, asked, options = number, [line.strip()], {}
        elif line.strip():
            start = start or number
            asked.append(line.strip())
    if asked:
        found.append(_broken(start, asked, "The question has no line that says ANSWER."))
    return found


def _question(line: int, asked: list[str], options: dict[str, str], right: str) -> Read:
    if not asked:
        return _broken(line, asked, "An answer stands here without its question.")
    if len(options) < 2:
        return _broken(line, asked, "At least two options are needed.")
    if right not in options:
        return _broken(line, asked, "The answer names an option that is not there.")
    listed = [
        {"id": str(number), "text": text, "fraction": float(letter == right), "feedback": ""}
        for number, (letter, text) in enumerate(options.items(), start=1)
    ]
    text = "\n".join(asked)
    return Read(line, text[:60], text, "single", {"options": listed}, text_format="plain")


def _broken(line: int, asked: list[str], problem: str) -> Read:
    text = "\n".join(asked)
    return Read(line, text[:60], text, text_format="plain", problem=problem)
