"""A message as an author types it, and back: addresses as `Name <address>`, links as `[words](address)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from training.office.mail.labels import OFFICE_ZONE
from training.office.mail.message import (
    Address,
    Attachment,
    Block,
    Inline,
    Link,
    Message,
    Paragraph,
    Text,
    to_dict,
)

LINK = re.compile(r"\[([^\]\n]{1,300})\]\(([^)\n]{0,500})\)")
FILE = re.compile(r"^(.*\S)\s+(\d{1,10})$")


def from_text(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the message that the fields say, as it is stored; None where it is not whole."""
    sender, to = _address(data.get("from")), _address(data.get("to"))
    sent = _moment(data.get("sent"))
    if not sender.address or not to.address or sent is None or not str(data.get("subject") or "").strip():
        return None
    reply = _address(data.get("reply_to"))
    message = Message(
        sender=sender, to=(to,), subject=str(data["subject"]).strip(), sent_at=sent,
        body=tuple(_paragraph(each) for each in re.split(r"\n\s*\n", str(data.get("text") or "")) if each.strip()),
        reply_to=reply if reply.address else None,
        attachments=tuple(_file(each) for each in str(data.get("files") or "").splitlines() if each.strip()),
    )  # fmt: skip
    return to_dict(message)


def to_text(message: Message | None) -> dict[str, Any]:
    """Return a message as the fields hold it."""
    if message is None:
        return {}
    return {
        "from": str(message.sender), "to": str(message.to[0]), "reply_to": str(message.reply_to or ""),
        "subject": message.subject, "sent": message.sent_at.astimezone(OFFICE_ZONE).strftime("%Y-%m-%dT%H:%M"),
        "text": "\n\n".join(_block(each) for each in message.body),
        "files": "\n".join(f"{each.name} {each.size}" for each in message.attachments),
    }  # fmt: skip


def _block(block: Block) -> str:
    if not isinstance(block, Paragraph):
        return block.plain
    return "".join(f"[{one.text}]({one.target})" if isinstance(one, Link) else one.text for one in block.parts)


def _paragraph(text: str) -> Paragraph:
    parts, place = list[Inline](), 0
    for found in LINK.finditer(text.strip()):
        if found.start() > place:
            parts.append(Text(text.strip()[place : found.start()]))
        parts.append(Link(found[1], found[2]))
        place = found.end()
    if rest := text.strip()[place:]:
        parts.append(Text(rest))
    return Paragraph(tuple(parts))


def _file(text: str) -> Attachment:
    found = FILE.match(text.strip())
    return Attachment(found[1], int(found[2])) if found else Attachment(text.strip(), 100_000)


def _address(text: Any) -> Address:
    name, address = parseaddr(str(text or ""))
    return Address(address, name)


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)
