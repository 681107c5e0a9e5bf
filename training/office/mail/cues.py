"""Signs in a message: the 23 cues of the NIST Phish Scale (TN 2276), and signs that speak for a message.

How often a cue counts is our rater's reading of the worksheet: what can stand in
several places counts each time, what is true of the message as a whole counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from training.office.mail.message import Message


class Category(StrEnum):
    """The five families of cues, and the family of good signs."""

    ERROR = "error"
    TECHNICAL = "technical"
    VISUAL = "visual"
    LANGUAGE = "language"
    TACTIC = "tactic"
    TRUST = "trust"


CATEGORIES: dict[Category, tuple[str, str]] = {
    Category.ERROR: ("Sai sót", "Errors"),
    Category.TECHNICAL: ("Dấu hiệu kỹ thuật", "Technical indicators"),
    Category.VISUAL: ("Hình thức trình bày", "Visual presentation"),
    Category.LANGUAGE: ("Ngôn ngữ và nội dung", "Language and content"),
    Category.TACTIC: ("Thủ đoạn thường gặp", "Common tactics"),
    Category.TRUST: ("Dấu hiệu tin được", "Signs to trust"),
}


@dataclass(frozen=True, slots=True)
class CueKind:
    """One kind of sign: label and explanation in both languages; `repeatable` ones count each time."""

    code: str
    category: Category
    repeatable: bool
    label_vi: str
    label_en: str
    why_vi: str
    why_en: str


class Place(StrEnum):
    """Where in a message a sign is."""

    SENDER = "sender"
    REPLY_TO = "reply_to"
    RETURN_PATH = "return_path"
    TO = "to"
    SUBJECT = "subject"
    SENT_AT = "sent_at"
    CHECKS = "checks"
    HEADER = "header"
    BODY = "body"
    LINK = "link"
    ATTACHMENT = "attachment"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a message.

    `index` numbers the block, link, header or attachment; `quote` narrows it to exact words, the
    `occurrence`-th time they stand there (0 is the first).
    """

    place: Place
    index: int = 0
    quote: str = ""
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign in one message: its kind by code, where it is, and why it matters here."""

    kind: str
    anchor: Anchor
    why: str


class AnchorError(ValueError):
    """A cue points at something the message does not have."""


def text_at(message: Message, anchor: Anchor) -> str:
    """Return the words a quote is looked for in; raises AnchorError where the place is not there."""
    try:
        return _text_at(message, anchor)
    except IndexError:
        raise AnchorError(f"there is no {anchor.place} number {anchor.index}") from None


def _text_at(message: Message, anchor: Anchor) -> str:
    if anchor.index < 0:
        raise IndexError(anchor.index)
    listed = {
        Place.TO: [str(one) for one in message.to],
        Place.HEADER: [one.value for one in message.headers],
        Place.BODY: [block.plain for block in message.body],
        Place.LINK: [f"{link.text} {link.target}" for link in message.links],
        Place.ATTACHMENT: [one.name for one in message.attachments],
        Place.REPLY_TO: [str(message.reply_to)] if message.reply_to else [],
        Place.RETURN_PATH: [message.return_path] if message.return_path else [],
        Place.SENDER: [str(message.sender)],
        Place.SUBJECT: [message.subject],
        Place.CHECKS: ["", "", ""],
    }
    return listed.get(anchor.place, [""])[anchor.index]


def span(text: str, anchor: Anchor) -> tuple[int, int]:
    """Return where the quote begins and ends in `text`, all of it for no quote; raises AnchorError."""
    if not anchor.quote:
        return 0, len(text)
    at = -1
    for _ in range(anchor.occurrence + 1):
        at = text.find(anchor.quote, at + 1)
        if at < 0:
            raise AnchorError(f"{anchor.quote!r} does not stand there {anchor.occurrence + 1} times")
    return at, at + len(anchor.quote)
