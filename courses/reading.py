"""How long a lesson takes and how easily it reads, from its words alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from courses.blocks import (
    Audio,
    BankQuestion,
    Block,
    Callout,
    Download,
    Heading,
    Link,
    LinkToActivity,
    Picture,
    SelfCheck,
    Steps,
    Table,
    Term,
    Text,
    Video,
)
from courses.types import Lesson

WORDS_PER_MINUTE = 180  # Vietnamese syllables, read calmly by someone new to the matter
SECONDS_PER_PICTURE = 20
SECONDS_PER_CHECK = 30
MEAN_SYLLABLES = 20  # a guide or lesson should stay at or below this a sentence
LONG_SENTENCE = 30  # at most one sentence in twenty may be longer

_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"”)*]*\s+|\n\s*\n|\n\s*[-*]\s+")
_WORD = re.compile(r"\w[\w.,:/@'’-]*")


@dataclass(frozen=True)
class Readability:
    """Syllables a sentence: the mean, and the share of sentences that are not too long (0..1)."""

    sentences: int
    mean: float
    short_share: float

    @property
    def easy(self) -> bool:
        """Say whether the text keeps to both limits."""
        return self.mean <= MEAN_SYLLABLES and self.short_share >= 0.95


def words(text: str) -> int:
    """Count written words; in Vietnamese these are syllables."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """Split running text or Markdown into sentences; list items and paragraphs end one too."""
    return [part for part in (piece.strip(" \n-*#") for piece in _SENTENCE_END.split(text)) if words(part)]


def prose(block: Block) -> list[str]:
    """Return every text of a block that the learner reads, in reading order."""
    match block:
        case Heading(text):
            return [text]
        case Text(md) | Callout(_, md):
            return [md]
        case Picture(_, _, caption):
            return [caption]
        case Steps(items):
            return list(items)
        case Table(caption, head, rows):
            return [caption, *head, *(cell for row in rows for cell in row)]
        case Term(word, meaning):
            return [f"{word}: {meaning}"]
        case SelfCheck(question, options):
            return [question, *(part for option in options for part in (option.text, option.feedback))]
        case LinkToActivity(_, label, note) | Link(_, label, note):
            return [label, note]
        case Video(_, title, _) | Audio(_, title, _):
            return [title]
        case Download(_, title, note):
            return [title, note]
        case BankQuestion():
            return []


def lesson_prose(lesson: Lesson) -> list[str]:
    """Return every text of a lesson, its goal first and its summary last."""
    return [lesson.goal, *(text for block in lesson.blocks for text in prose(block)), lesson.summary]


def reading_minutes(lesson: Lesson) -> int:
    """Return whole minutes, rounded up: words at a calm pace, plus time to look and to answer."""
    pictures = sum(isinstance(block, Picture) for block in lesson.blocks)
    checks = sum(isinstance(block, (SelfCheck, BankQuestion)) for block in lesson.blocks)
    reading = sum(map(words, lesson_prose(lesson))) / WORDS_PER_MINUTE
    return max(1, math.ceil(reading + (pictures * SECONDS_PER_PICTURE + checks * SECONDS_PER_CHECK) / 60))


def readability(texts: Iterable[str]) -> Readability:
    """Measure sentences; an empty text counts as easy."""
    lengths = [words(sentence) for text in texts for sentence in sentences(text)]
    if not lengths:
        return Readability(0, 0.0, 1.0)
    short = sum(length <= LONG_SENTENCE for length in lengths)
    return Readability(len(lengths), sum(lengths) / len(lengths), short / len(lengths))
