"""The mailboxes that come with the house: YAML that is read, held against the message, and refused if not whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from training.awareness import rules
from training.office.mail import catalogue, scale
from training.office.mail.cues import Anchor, Cue, Place
from training.office.mail.labels import OFFICE_ZONE
from training.office.mail.message import (
    Address,
    Attachment,
    Block,
    Checks,
    Inline,
    Link,
    Message,
    Paragraph,
    Text,
    Verdict,
)

LIBRARY = Path(__file__).parent / "library"


class InboxError(ValueError):
    """A shipped mailbox that is not whole; the text names the file and the message."""


@dataclass(frozen=True)
class Letter:
    """One message of a mailbox with what it teaches."""

    key: str
    phish: bool
    message: Message
    cues: tuple[Cue, ...]
    advice: str
    alignment: scale.Alignment | None


@dataclass(frozen=True)
class Mailbox:
    """A whole mailbox."""

    key: str
    version: int
    title: str
    why: str
    minutes: int
    owner: Address
    now: datetime
    letters: tuple[Letter, ...]


def names() -> list[str]:
    """Return the keys of the shipped mailboxes."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


@cache
def mailbox(key: str) -> Mailbox:
    """Read one shipped mailbox; raise InboxError where it is not whole."""
    raw = yaml.safe_load((LIBRARY / f"{key}.yaml").read_text("utf-8"))
    owner = _address(raw["owner"])
    letters = tuple(_letters(key, raw["messages"], owner))
    if rules.too_much_phish(sum(letter.phish for letter in letters), len(letters)):
        raise InboxError(f"{key}: more than {rules.MOST_PHISH:.0%} phishing")
    texts = (raw["title"], raw["why"].strip(), int(raw["minutes"]))
    return Mailbox(key, int(raw["version"]), *texts, owner, _moment(raw["now"]), letters)


def _letters(key: str, raw: list[Mapping[str, Any]], owner: Address) -> Iterator[Letter]:
    for each in raw:
        try:
            yield _letter(each, owner)
        except (KeyError, TypeError, ValueError, LookupError) as fault:
            raise InboxError(f"{key}, {each.get('key', '?')}: {fault!r}") from fault


def _letter(raw: Mapping[str, Any], owner: Address) -> Letter:
    message = Message(
        sender=_address(raw["from"]),
        to=tuple(_address(each) for each in raw.get("to", ())) or (owner,),
        subject=raw["subject"],
        sent_at=_moment(raw["sent"]),
        body=tuple(_block(each) for each in raw["body"]),
        reply_to=_address(raw["reply_to"]) if "reply_to" in raw else None,
        return_path=raw.get("return_path", ""),
        attachments=tuple(Attachment(*each) for each in raw.get("files", ())),
        checks=Checks(*(Verdict(each) for each in raw["checks"])),
    )
    cues = tuple(_cue(each) for each in raw["cues"])
    catalogue.check(message, cues)
    if bool(raw["phish"]) == any(catalogue.is_trust(cue) for cue in cues):
        raise ValueError("a phishing message has cues, a legitimate one has signs to trust")
    alignment = scale.Alignment(*raw["alignment"]) if "alignment" in raw else None
    return Letter(raw["key"], bool(raw["phish"]), message, cues, raw["advice"].strip(), alignment)


def _block(raw: Any) -> Block:
    parts = raw if isinstance(raw, list) else [raw]
    return Paragraph(tuple(_part(part) for part in parts))


def _part(raw: Any) -> Inline:
    if isinstance(raw, str):
        return Text(raw)
    return Link(raw["link"], raw["to"]) if "link" in raw else Text(raw["strong"], strong=True)


def _cue(raw: Mapping[str, Any]) -> Cue:
    place, _, index = str(raw["at"]).partition(" ")
    return Cue(raw["kind"], Anchor(Place(place), int(index or 0), raw.get("quote", "")), raw["why"])


def _address(raw: str) -> Address:
    name, address = parseaddr(raw)
    return Address(address, name)


def _moment(raw: str | datetime) -> datetime:
    moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)
