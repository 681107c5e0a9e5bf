"""The blocks a lesson is made of: one frozen shape per kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from courses.types import CalloutKind


class BlockError(ValueError):
    """A block that cannot be shown: `message` is an English msgid, `where` the place in the author's data."""

    def __init__(self, where: str, message: str) -> None:
        """Keep the place and the untranslated message apart, so that a form can show both."""
        super().__init__(f"{where}: {message}")
        self.where = where
        self.message = message


@dataclass(frozen=True)
class Heading:
    """A section heading; a lesson's own title stands above all of them."""

    type: ClassVar[str] = "heading"
    text: str
    id: str = ""


@dataclass(frozen=True)
class Text:
    """Running text in Markdown, cleaned by the kernel's rich text when it is shown."""

    type: ClassVar[str] = "text"
    md: str
    id: str = ""


@dataclass(frozen=True)
class Callout:
    """A short remark set apart; `kind` decides its icon and word."""

    type: ClassVar[str] = "callout"
    kind: CalloutKind
    md: str
    id: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture; `alt` carries everything it says. `file` lies beside shipped data, or names what was uploaded."""

    type: ClassVar[str] = "picture"
    file: str
    alt: str
    caption: str
    id: str = ""


@dataclass(frozen=True)
class Steps:
    """Numbered steps, each one action."""

    type: ClassVar[str] = "steps"
    items: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class Table:
    """A small table with one header row; the first cell of each row names the row."""

    type: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    id: str = ""


@dataclass(frozen=True)
class Term:
    """One word of the office explained; the glossary is the sum of these."""

    type: ClassVar[str] = "term"
    word: str
    meaning: str
    id: str = ""


@dataclass(frozen=True)
class Option:
    """One answer of a self-check and what the learner is told after choosing it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class SelfCheck:
    """A question for oneself inside a lesson: nothing is stored, every answer is explained."""

    type: ClassVar[str] = "self_check"
    question: str
    options: tuple[Option, ...]
    id: str = ""


@dataclass(frozen=True)
class LinkToActivity:
    """A way into another activity, named by kind and stable key."""

    type: ClassVar[str] = "link_to_activity"
    to: str
    label: str
    note: str
    id: str = ""


@dataclass(frozen=True)
class Video:
    """A film from this house, with captions for those who cannot hear it and its words for those who cannot play it."""

    type: ClassVar[str] = "video"
    file: str
    title: str
    transcript: str
    captions: str = ""
    id: str = ""


@dataclass(frozen=True)
class Audio:
    """A recording from this house, with its words beside it."""

    type: ClassVar[str] = "audio"
    file: str
    title: str
    transcript: str
    id: str = ""


@dataclass(frozen=True)
class Download:
    """A file to take along."""

    type: ClassVar[str] = "file"
    file: str
    title: str
    note: str = ""
    id: str = ""


@dataclass(frozen=True)
class Link:
    """A way out of the house; it says so."""

    type: ClassVar[str] = "link"
    url: str
    label: str
    note: str = ""
    id: str = ""


@dataclass(frozen=True)
class BankQuestion:
    """A self-check taken from the house's bank of questions: `source` and `item` name one version of it."""

    type: ClassVar[str] = "bank_question"
    source: str
    item: int
    version: int
    id: str = ""


Block = (
    Heading | Text | Callout | Picture | Steps | Table | Term | SelfCheck | LinkToActivity | Video | Audio | Download
    | Link | BankQuestion
)  # fmt: skip
MEDIA = (Picture, Video, Audio, Download)
"""The blocks that show or hand out a file."""
