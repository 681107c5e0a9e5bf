"""Tables of the mailbox. A message is never edited, so an old run shows what was seen then."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import relationship

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class InboxSet(Base):
    """A mailbox to practise in: `mailbox` whose it is, `now` its simulated time, `order` its present messages."""

    __tablename__ = "inbox_set"

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    title: Mapped[str]
    why: Mapped[str]
    minutes: Mapped[int]
    mailbox: Mapped[json]
    now: Mapped[moment]
    order: Mapped[json] = mapped_column(default=list)
    archived_at: Mapped[moment | None]


class InboxMessage(Base):
    """One message in one version: `data` as the office vocabulary writes it, `cues` likewise."""

    __tablename__ = "inbox_message"
    __table_args__ = (UniqueConstraint("set_id", "key", "version"),)

    id: Mapped[pk]
    set_id: Mapped[int] = mapped_column(ForeignKey("inbox_set.id"))
    key: Mapped[str]
    version: Mapped[int]
    phish: Mapped[bool]
    data: Mapped[json]
    cues: Mapped[json]
    advice: Mapped[str]
    alignment: Mapped[json | None]


class InboxRun(Base):
    """One person's way through a mailbox; the counts are filled when it is handed in, and are theirs alone."""

    __tablename__ = "inbox_run"
    __table_args__ = (Index("ix_inbox_run_person_id", "person_id", "set_id"),)

    id: Mapped[pk]
    set_id: Mapped[int] = mapped_column(ForeignKey("inbox_set.id"), index=True)
    person_id: Mapped[int]
    number: Mapped[int]
    message_ids: Mapped[json]
    started_at: Mapped[moment]
    finished_at: Mapped[moment | None]
    hits: Mapped[int | None]
    phish: Mapped[int | None]
    false_alarms: Mapped[int | None]
    legitimate: Mapped[int | None]

    inbox: Mapped[InboxSet] = relationship(lazy="joined", innerjoin=True)


class InboxAnswer(Base):
    """One step with one message: a verdict, a slip owned up to, or the explanation opened. Never edited."""

    __tablename__ = "inbox_answer"
    __table_args__ = (Index("ix_inbox_answer_run_id", "run_id", "id"),)

    id: Mapped[pk]
    run_id: Mapped[int] = mapped_column(ForeignKey("inbox_run.id"))
    message_id: Mapped[int]
    step: Mapped[str]  # report, keep, slipped, explained
    client_uuid: Mapped[str] = mapped_column(unique=True)
    at: Mapped[moment]
