"""The mailbox of a snapshot, read from its data file into messages of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from training.core.calendar.rules import WorkingCalendar
from training.office.mail.catalogue import check
from training.office.mail.cues import Anchor, Cue, Place
from training.office.mail.message import (
    Address,
    Attachment,
    Checks,
    Inline,
    Link,
    Message,
    Paragraph,
    Text,
    Verdict,
    to_dict,
)
from training.office.plain import to_plain as office_plain
from training.sandbox.template.library import read
from training.sandbox.world.axis import Sheet
from training.sandbox.world.mailbox import NEW, Letter
from training.sandbox.world.plain import to_plain

BOX = Address("vanthu.cuasen@haitram.vidu.invalid", "Văn thư UBND phường Cửa Sen")


def letters(template: str, calendar: WorkingCalendar) -> dict[str, Any]:
    """Return the letters of a template as plain records; raise for a cue that is not in its message."""
    rows = (letter(row, calendar) for row in read(template, "letters"))
    return {one.code: to_plain(one) for one in rows}


def letter(row: Mapping[str, Any], calendar: WorkingCalendar) -> Letter:
    """Return one letter of the data file."""
    local = datetime.fromisoformat(row["at"])
    at = calendar.moment(local.date(), local.time())
    message = Message(
        _address(row["from"]), (BOX,), row["subject"], at, tuple(Paragraph(_parts(one)) for one in row["body"]),
        reply_to=_address(row["reply_to"]) if row.get("reply_to") else None,
        attachments=tuple(Attachment(*one) for one in row.get("files", ())),
        checks=Checks(*(Verdict(one) for one in row["checks"])),
    )  # fmt: skip
    cues = tuple(
        Cue(one["kind"], Anchor(Place(one["place"]), one.get("index", 0), one.get("quote", "")), one["why"])
        for one in row["cues"]
    )
    check(message, cues)
    sheet = Sheet(**row["sheet"]) if row.get("sheet") else None
    return Letter(
        row["id"], NEW, at, to_dict(message), row["genuine"], tuple(office_plain(one) for one in cues), row["why"],
        to_plain(sheet) if sheet else None,
    )  # fmt: skip


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(address, name)


def _parts(line: str | list[Any]) -> tuple[Inline, ...]:
    pieces = line if isinstance(line, list) else [line]
    return tuple(Link(one["link"], one["to"]) if isinstance(one, dict) else Text(one) for one in pieces)
