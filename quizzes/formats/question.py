"""What every reader of a file hands over: one question, or the line and the reason why it cannot be read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

MOST = 10_000
"""Questions of one file; more are a mistake, or meant to keep the house busy."""
MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
TOO_MANY = "The file holds more than 10,000 questions. Cut it into parts."

NUMBERED, HIDDEN = "its own numbering of options", "that it was hidden"
FIXED, HELPING = "that its order stays: here the quiz says so", "what hints count or clear"
ASIDES = (NUMBERED, HIDDEN, FIXED, HELPING)
"""Settings of other systems that change neither words nor marks: not kept, told in passing."""


@dataclass(frozen=True)
class Attached:
    """A file inside a file: its own name (as the text refers to it) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Read:
    """One question of a file: readable (`problem` ""), or named with the reason, as an English msgid.

    `kind` is a type of ours; `named` is what the file itself calls the type where that differs and matters.
    `category` is a path with ` / ` between names. `lost` names what the question carries and we do not keep.
    """

    line: int
    title: str
    text: str
    kind: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    feedback: str = ""
    text_format: str = "moodle"
    category: str = ""
    problem: str = ""
    tags: tuple[str, ...] = ()
    idnumber: str = ""
    lost: tuple[str, ...] = ()
    feedback_format: str = ""
    files: tuple[Attached, ...] = ()
    hints: tuple[str, ...] = ()
    penalty: float | None = None
    weight: float = 1.0
    said: dict[str, str] = field(default_factory=dict)
    named: str = ""
    info: str = ""


SCALED = "marks that did not add up: they are brought to 100 percent"


def settled(options: list[dict[str, Any]], single: bool) -> tuple[list[dict[str, Any]], str]:
    """Return options whose right ones earn exactly everything, and a note ("" if they did); raise ValueError.

    Files in the world hold questions whose shares miss 100 percent; the relation of the shares is kept.
    """
    worth = [each["fraction"] for each in options if each["fraction"] > 0]
    whole = max(worth, default=0.0) if single else sum(worth)
    if whole <= 0:
        raise ValueError("One option must be wholly right.")
    if abs(whole - 1) <= (0.001 if single else 0.02):
        return options, ""
    return [
        {**each, "fraction": round(each["fraction"] / whole, 7) if each["fraction"] > 0 else each["fraction"]}
        for each in options
    ], SCALED


def headline(text: str) -> str:
    """Return what a question without a title is called: its first words, without markup."""
    return " ".join(html.unescape(MARKUP.sub(" ", text[:4000])).split())[:60]


def percent(fraction: float) -> str:
    """Return a share of 1 as files write it: a third is 33.33333."""
    return f"{fraction * 100:.5f}".rstrip("0").rstrip(".")


def plainly(number: float) -> str:
    """Return a number as files write it, every digit kept: 12, 0.5."""
    return repr(float(number)).removesuffix(".0")


class FileRefused(ValueError):
    """The whole file is refused; the message is an English msgid, `line` is where (0: the file as a whole)."""

    def __init__(self, message: str, line: int = 0) -> None:
        """Remember where and why."""
        super().__init__(message)
        self.line = line
