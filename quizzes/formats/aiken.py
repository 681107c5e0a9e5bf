"""The Aiken format, read: a question, options by letters, and `ANSWER: B`; everything is plain text.

Letters as people write them: `A.`, `A)`, `A:`, `(A)`, small ones too, as long as they follow one another. An option may
run over several lines; `ANSWER: A, C` makes a question of several right options.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from quizzes.formats.question import MOST, TOO_MANY, FileRefused, Read

OPTION = re.compile(r"^\s*(?:([A-Z])\s?[.)](?=\s|$)|([A-Za-z])[.):]|\(([A-Za-z])\))\s*(.*?)\s*$")
ANSWER = re.compile(
    r"^\s*(?:ANSWERS?|ĐÁP\s+ÁN(?:\s+ĐÚNG)?)(?:\s*[:：=]|\s)\s*((?:\(?[A-Z]\)?)(?:\s*(?:,|;|&|\+|\s|AND|VÀ)\s*\(?[A-Z]\)?)*)\s*[.)]?\s*$",
    re.IGNORECASE,
)
MEANT = re.compile(r"^\s*(?:ANSWERS?|ĐÁP\s+ÁN(?:\s+ĐÚNG)?)\s*[:：]", re.IGNORECASE)
"""A line that was to give the answer."""
BEYOND = re.compile(r"^\(?[A-Z]{2}[.):]")
"""An option after the 26th."""
LETTERS = 26
NO_QUESTION = "An answer stands here without its question."
NO_LETTER = "The line that says ANSWER names no letter of an option."
NO_ANSWER = "The question has no line that says ANSWER."


@dataclass
class _Open:
    """The question that is being read."""

    start: int = 0
    asked: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    loose: list[tuple[int, str]] = field(default_factory=list)
    """Lines after an option: they belong to it, unless a question begins with them."""
    beyond: bool = False
    """There are more options than letters."""
    apart: bool = False
    """An empty line stands before the loose ones, or after the options."""


def looks_like(text: str) -> bool:
    """Say whether some line gives an answer the way of this format, and an option stands before it."""
    lines = text.split("\n")
    return any(ANSWER.match(line) for line in lines) and any(OPTION.match(line) for line in lines)


def read(source: str) -> list[Read]:
    """Return every question of the file in order; raise FileRefused only for one that holds far too many."""
    found: list[Read] = []
    now = _Open()
    for number, line in enumerate(source.split("\n"), start=1):
        if len(found) >= MOST:
            raise FileRefused(TOO_MANY, number)
        if answer := ANSWER.match(line):
            _settle(now)
            found.append(_question(now.start or number, now, re.findall(r"(?i)\b[A-Z]\b", answer[1].upper())))
            now = _Open()
        elif meant := MEANT.match(line):
            found.append(_meant(now, number, line[meant.end() :].strip()))
            now = _Open()
        elif not line.strip():
            now.apart = bool(now.options) and not now.loose
        elif not now.options and not (now.asked and _option(now, line)):
            now.start = now.start or number
            now.asked.append(line.strip())
        else:
            now = _next(now, number, line.strip(), found)
    if now.asked:
        found.append(_broken(now.start, now.asked, NO_ANSWER))
    return found


def _meant(now: _Open, number: int, said: str) -> Read:
    """Return the question whose answer is a letter with words behind it, `B. hai`; else what is wrong."""
    _settle(now)
    if not now.options:
        return _broken(now.start or number, now.asked, NO_QUESTION)
    spelled = OPTION.match(said)
    if spelled is None:
        return _broken(now.start or number, now.asked, NO_LETTER)
    letter, words = _letter(spelled), spelled[4]
    each = _question(now.start or number, now, [letter])
    same = words.casefold() == now.options.get(letter, "").casefold()
    return each if same or each.problem else replace(each, lost=(f"text beside the answer: {words[:60]}",))


def _next(now: _Open, number: int, line: str, found: list[Read]) -> _Open:
    """Take a line below the first option: a further option, more of the last one, or the start of another question."""
    option = _option(now, line)
    again = OPTION.match(line)
    if option:
        _settle(now)
        now.options[option[0]] = option[1]
        return now
    if now.loose and again and _letter(again) == "A":
        found.append(_broken(now.start, now.asked, NO_ANSWER))
        return _Open(now.loose[0][0], [each for _line, each in now.loose], {"A": again[4]})
    if len(now.options) == LETTERS and BEYOND.match(line):
        now.beyond = True
        return now
    if now.apart and not now.loose:
        found.append(_broken(now.start, now.asked, NO_ANSWER))
        return _Open(number, [line])
    now.loose.append((number, line))
    return now


def _option(now: _Open, line: str) -> tuple[str, str] | None:
    """Return letter and words of an option: `B. words` always, other spellings only where their letter is next."""
    match = OPTION.match(line)
    if match is None:
        return None
    letter = _letter(match)
    expected = chr(ord("A") + len(now.options))
    sure = match[1] is not None and letter not in now.options
    return (letter, match[4]) if sure or letter == expected else None


def _letter(match: re.Match[str]) -> str:
    return (match[1] or match[2] or match[3]).upper()


def _settle(now: _Open) -> None:
    if now.loose and now.options:
        last = next(reversed(now.options))
        now.options[last] = " ".join([now.options[last], *(line for _number, line in now.loose)]).strip()
    now.loose = []


def _question(line: int, now: _Open, right: list[str]) -> Read:
    if not now.asked:
        return _broken(line, now.asked, NO_QUESTION)
    if now.beyond:
        return _broken(line, now.asked, "The question has more answers than anybody could read.")
    first = OPTION.match(now.asked[-1]) if "A" not in now.options else None
    if first and _letter(first) == "A" and "B" in now.options:
        return _broken(line, now.asked, NO_QUESTION)
    if len(now.options) < 2:
        return _broken(line, now.asked, "At least two options are needed.")
    if not set(right) <= set(now.options):
        return _broken(line, now.asked, "The answer names an option that is not there.")
    several = len(set(right)) > 1
    worth, lost = (round(1 / len(set(right)), 7), -round(1 / len(set(right)), 7)) if several else (1.0, 0.0)
    listed = [
        {"id": str(number), "text": text, "fraction": worth if letter in right else lost, "feedback": ""}
        for number, (letter, text) in enumerate(now.options.items(), start=1)
    ]
    text = "\n".join(now.asked)
    kind = "multiple" if several else "single"
    return Read(line, text[:60], text, kind, {"options": listed}, text_format="plain")


def _broken(line: int, asked: list[str], problem: str) -> Read:
    text = "\n".join(asked)
    return Read(line, text[:60], text, text_format="plain", problem=problem)
