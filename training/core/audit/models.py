"""Tables of the audit trail. They hold ids and keyed digests, never names, so erasure leaves the chain valid."""

from __future__ import annotations

from sqlalchemy import Index

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class AuditEvent(Base):
    """One security event or decision; never edited."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_action_at", "action", "at"),
        Index("ix_audit_event_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[pk]
    at: Mapped[moment] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="done")
    subject_kind: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[str] = mapped_column(default="")
    details: Mapped[json] = mapped_column(default=dict)
    request_id: Mapped[str] = mapped_column(default="")


class AuditSeal(Base):
    """The place of one event in the chain: its running number and the digest over it and all before it."""

    __tablename__ = "audit_seal"

    seq: Mapped[pk]
    event_id: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[str]
    sealed_at: Mapped[moment]
