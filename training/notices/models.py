"""The table of notices."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint

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
