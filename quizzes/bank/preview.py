"""A question of a file as its author checks it before it is kept: type, whole text, every answer, what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizzes.bank import dressing, importing
from quizzes.formats.question import Read, headline
from quizzes.formats.table import number_said
from quizzes.types import TYPES
from quizzes.types.base import Line, Picked, Settings, number

STRANGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What settings of a file may raise; a preview then shows the words alone."""
TYPED = ("short", "numerical")


@dataclass(frozen=True)
class Answer:
    """One answer of a question: its words, whether it is right, and what it earns (0..1) where that is only a part."""

    words: str
    right: bool
    share: float | None = None


@dataclass(frozen=True)
class Looked:
    """A question of a file, and what a page says of it; `problem` is in the language of the request, "" if good."""

    read: Read
    problem: str
    title: str
    text: str
    feedback: str
    answers: Sequence[Answer] = ()

    @property
    def by_hand(self) -> bool:
        """Say whether a person marks it."""
        return bool(self.read.kind in TYPES and TYPES[self.read.kind].asks and not TYPES[self.read.kind].machine)


def looked(each: Read) -> Looked:
    """Return a question with all that its author wants to check."""
    problem = importing.problem_of(each)
    text = dressing.words(each.text, each.text_format)
    title = dressing.words(each.title, each.text_format)
    title = "" if headline(title) == headline(text) else title
    feedback = dressing.words(each.feedback, each.feedback_format or each.text_format)
    return Looked(each, problem, title, text, feedback, () if problem else _read(each))


def _read(each: Read) -> Sequence[Answer]:
    try:
        return answers(each.kind, dressing.settings(each, {}))
    except STRANGE:
        return ()


def answers(name: str, settings: Settings) -> Sequence[Answer]:
    """Return the answers of a question of the type `name`, as the type itself reviews them when everything is right."""
    kind = TYPES[name]
    try:
        if name in TYPED:
            return [_typed(one) for one in settings["accept"]]
        if not kind.asks or not kind.machine:
            return ()
        lines = [_line(line) for line in kind.review(settings, kind.key(settings))]
    except STRANGE:
        return ()
    if len(lines) == len(settings.get("options", ())):
        lines = [_worth(line, one) for line, one in zip(lines, settings["options"], strict=True)]
    return lines + [Answer(str(one), False) for one in settings.get("extra", ())]


def _line(line: Line) -> Answer:
    if isinstance(line, Picked):
        return Answer(line.text, bool(line.right))
    return Answer(f"{line.text} → {line.right}" if line.text else line.right, True)


def _worth(line: Answer, option: dict[str, Any]) -> Answer:
    share = number(option.get("fraction"))
    return Answer(line.words, line.right, share if share not in (0, 1) else None)


def _typed(one: dict[str, Any]) -> Answer:
    share = number(one.get("fraction"))
    words = str(one["text"]) if "text" in one else number_said(one.get("number"), number(one.get("tolerance")))
    words = words if "text" in one else words.replace(":", " ± ")
    return Answer(words, share > 0, share if share not in (0, 1) else None)
