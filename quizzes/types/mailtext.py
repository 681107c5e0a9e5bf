"""A message as an author types it, and back: addresses as `Name <address>`, links as `[words](address)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from quizzes.types.base import Problem
from quizzes.types.base import say as _l
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
    from_dict,
    to_dict,
)
from training.office.plain import BadShape

LINK = re.compile(r"\[([^\]\n]{1,300})\]\(([^)\n]{0,500})\)")
NEEDED = {
    "from": _l("Write the sender as Name <address>."), "to": _l("Write the recipient as Name <address>."),
    "subject": _l("Write a subject."), "sent": _l("Choose day and time."), "text": _l("Write the text of the message."),
}  # fmt: skip
CHECKS = ("spf", "dkim", "dmarc")
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
        return_path=str(data.get("return_path") or "").strip(),
        checks=Checks(*(_verdict(data.get(name)) for name in CHECKS)),
    )  # fmt: skip
    return to_dict(message)


def lacking(data: Mapping[str, Any]) -> list[Problem]:
    """Return what the fields lack to be a message."""
    there: dict[str, Any] = {name: _address(data.get(name)).address for name in ("from", "to")}
    there |= {name: str(data.get(name) or "").strip() for name in ("subject", "text")}
    there["sent"] = _moment(data.get("sent"))
    return [Problem(words, name) for name, words in NEEDED.items() if not there[name]]


def carried(held: Mapping[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """Return a message made from fields with what the held one says and no field shows."""
    try:
        before, after = from_dict(held), from_dict(made)
    except (BadShape, ValueError, TypeError):
        return made
    kinds = {each.name: each for each in before.attachments}
    files = tuple(
        kinds[each.name] if each.name in kinds and kinds[each.name].size == each.size else each
        for each in after.attachments
    )
    body = before.body if to_text(before)["text"] == to_text(after)["text"] else after.body
    to = before.to if before.to and before.to[0] == after.to[0] else after.to
    kept = replace(after, to=to, cc=before.cc, headers=before.headers, attachments=files, body=body)
    return to_dict(kept)


def to_text(message: Message | None) -> dict[str, Any]:
    """Return a message as the fields hold it."""
    if message is None:
        return {}
    return {
        "from": str(message.sender), "to": str(message.to[0]), "reply_to": str(message.reply_to or ""),
        "subject": message.subject, "sent": message.sent_at.astimezone(OFFICE_ZONE).strftime("%Y-%m-%dT%H:%M"),
        "text": "\n\n".join(_block(each) for each in message.body),
        "files": "\n".join(f"{each.name} {each.size}" for each in message.attachments),
        "return_path": message.return_path, **{name: getattr(message.checks, name).value for name in CHECKS},
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


def _verdict(said: Any) -> Verdict:
    return Verdict(said) if said in set(Verdict) else Verdict.NONE


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_ZONE)
