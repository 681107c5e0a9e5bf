"""A mail message as data: who sends it to whom, what it says, where its links lead, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from training.office.plain import BadShape, from_plain, to_plain

SHAPE = 1


class Verdict(StrEnum):
    """What a receiving server found about one check."""

    PASS = "pass"  # noqa: S105  (a verdict, not a password)
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: the name a reader sees first, and the address that counts."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """Return what follows the last @, in lower case."""
        return self.address.rpartition("@")[2].lower()

    def __str__(self) -> str:
        """Return Name <address>, or the bare address."""
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, slots=True)
class Text:
    """Plain running text; `strong` is what the sender wants to shout."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: what is shown, and the real target."""

    text: str
    target: str

    @property
    def domain(self) -> str:
        """Return the host the target leads to, "" where it has none or cannot be read."""
        try:
            return urlsplit(self.target if "//" in self.target else f"//{self.target}").hostname or ""
        except ValueError:
            return ""


Inline = Text | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line break is a newline inside a Text."""

    parts: tuple[Inline, ...]

    @property
    def plain(self) -> str:
        """Return the words alone; anchors of cues are found in them."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is never fetched: its description, and whether it came from outside."""

    alt: str
    remote: bool = False

    @property
    def plain(self) -> str:
        """Return the description."""
        return self.alt


Block = Paragraph | Image


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by name, size in bytes and media type; there is never any content."""

    name: str
    size: int
    media_type: str = "application/octet-stream"

    @property
    def extension(self) -> str:
        """Return the last extension in lower case without the dot, "" for none."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


@dataclass(frozen=True, slots=True)
class Checks:
    """SPF, DKIM and DMARC as plain facts of this message."""

    spf: Verdict = Verdict.NONE
    dkim: Verdict = Verdict.NONE
    dmarc: Verdict = Verdict.NONE


@dataclass(frozen=True, slots=True)
class Header:
    """One further header line as it arrived."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message. Raises ValueError where `sent_at` has no zone or there is no recipient."""

    sender: Address
    to: tuple[Address, ...]
    subject: str
    sent_at: datetime
    body: tuple[Block, ...]
    reply_to: Address | None = None
    return_path: str = ""
    cc: tuple[Address, ...] = ()
    headers: tuple[Header, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    checks: Checks = Checks()

    def __post_init__(self) -> None:
        if self.sent_at.tzinfo is None:
            raise ValueError("the time of sending needs a zone")
        if not self.to:
            raise ValueError("a message has at least one recipient")

    @property
    def links(self) -> tuple[Link, ...]:
        """Return every link in reading order; its place is the number used to inspect it."""
        return tuple(_links(self.body))


def _links(body: tuple[Block, ...]) -> Iterator[Link]:
    for block in body:
        if isinstance(block, Paragraph):
            yield from (part for part in block.parts if isinstance(part, Link))


def to_dict(message: Message) -> dict[str, Any]:
    """Return `message` as a plain dict that JSON can hold."""
    return {"shape": SHAPE, **to_plain(message)}


def from_dict(data: Mapping[str, Any]) -> Message:
    """Rebuild a message; raises BadShape naming the path of the first slip."""
    if data.get("shape", SHAPE) != SHAPE:
        raise BadShape("shape", f"must be {SHAPE}")
    return from_plain(Message, {name: part for name, part in data.items() if name != "shape"})
