"""Bring the shipped mailboxes into the house."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from training.awareness import reading
from training.awareness.models import InboxMessage, InboxSet
from training.core import clock
from training.core.content import Shipped
from training.core.db import db
from training.office.mail import message as mail
from training.office.plain import to_plain


class Mailboxes:
    """Shipped mailboxes; a new version brings new messages, and old runs keep theirs."""

    name = "inbox"
    order = 30

    def shipped(self) -> Iterator[Shipped]:
        """Read the mailboxes of the package."""
        for key in reading.names():
            box = reading.mailbox(key)
            yield Shipped(key, box.version, box)

    def edited(self, key: str) -> bool:
        """Say that no mailbox is edited in the house."""
        return False

    def write(self, piece: Shipped) -> None:
        """Create or renew a mailbox."""
        box: reading.Mailbox = piece.body
        row = db.session.scalars(select(InboxSet).filter_by(key=box.key)).first()
        if row is None:
            row = InboxSet(key=box.key, version=0, title="", why="", minutes=0, mailbox={}, now=clock.now())
            db.session.add(row)
        row.version, row.title, row.why, row.minutes = box.version, box.title, box.why, box.minutes
        row.mailbox, row.now = {"name": box.owner.name, "address": box.owner.address}, box.now
        db.session.flush()
        row.order = [_message(row.id, box.version, letter) for letter in box.letters]


def _message(set_id: int, version: int, letter: reading.Letter) -> int:
    found = db.session.scalars(select(InboxMessage).filter_by(set_id=set_id, key=letter.key, version=version)).first()
    if found is not None:
        return found.id
    row = InboxMessage(
        set_id=set_id, key=letter.key, version=version, phish=letter.phish, data=mail.to_dict(letter.message),
        cues=[to_plain(cue) for cue in letter.cues], advice=letter.advice,
        alignment=to_plain(letter.alignment) if letter.alignment else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id
