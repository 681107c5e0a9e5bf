"""The table of notices."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Notice(Base):
    """One thing one person is told; `key` keeps it from being told twice. Words are made when it is shown."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_notice_person_id", "person_id", "read_at", "id"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    kind: Mapped[str]
    key: Mapped[str]
    about: Mapped[json] = mapped_column(default=dict)
    url: Mapped[str] = mapped_column(default="")
    at: Mapped[moment]
    read_at: Mapped[moment | None]


class MailLetter(Base):
    """One letter to one person; `key` keeps it from being written twice, a claim from being sent twice at once.

    `upto` is the newest notice that a daily letter told of.
    """

    __tablename__ = "mail_letter"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_mail_letter_waiting", "sent_at", "send_after"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    kind: Mapped[str]
    key: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    urgent: Mapped[bool] = mapped_column(default=False)
    upto: Mapped[int | None]
    queued_at: Mapped[moment]
    send_after: Mapped[moment]
    claimed_until: Mapped[moment | None]
    sent_at: Mapped[moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")


class MailChoice(Base):
    """Whether a person wants the daily letter, and in which language letters to them are written."""

    __tablename__ = "mail_choice"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    daily: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[str] = mapped_column(default="vi")


class Thread(Base):
    """A question about an activity; `shared` shows it, without the asker's name, to everyone of the activity.

    `spot` is the key of the lesson in which it was asked, where it was asked in one.
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_ref", "ref_kind", "ref_id", "shared"),
        Index("ix_thread_unit_id", "unit_id", "answered_at", "id"),
        Index("ix_thread_asked_by", "asked_by", "id"),
    )

    id: Mapped[pk]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    asked_by: Mapped[int]
    unit_id: Mapped[int | None]
    asked_at: Mapped[moment]
    answered_at: Mapped[moment | None]
    shared: Mapped[bool] = mapped_column(default=False)
    spot: Mapped[str] = mapped_column(default="", server_default="")


class ThreadMessage(Base):
    """What somebody wrote in a thread, as plain text; the browser's own uuid keeps a repeat from being said twice."""

    __tablename__ = "thread_message"
    __table_args__ = (UniqueConstraint("thread_id", "client_uuid"),)

    id: Mapped[pk]
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    written_by: Mapped[int]
    client_uuid: Mapped[str]
    body: Mapped[str]
    at: Mapped[moment]
