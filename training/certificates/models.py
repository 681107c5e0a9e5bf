"""Tables of certificates. The holder's name is never copied: it stands in the one erasable row."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from training.core.activities import ActivityRef
from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class CertificateRule(Base):
    """Which activity is certified, in which words, for how many months (0: for ever), and what renews it.

    `renewal_kind` and `renewal_id` name the shorter way that counts inside the renewal window; without them it is
    the activity itself.
    """

    __tablename__ = "certificate_rule"
    __table_args__ = (UniqueConstraint("ref_kind", "ref_id"),)

    id: Mapped[pk]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    unit_id: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    body: Mapped[str]
    issuer: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    signatory_post: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    months: Mapped[int] = mapped_column(default=0)
    window_days: Mapped[int] = mapped_column(default=60)
    renewal_kind: Mapped[str] = mapped_column(default="")
    renewal_id: Mapped[int | None]
    notice_days: Mapped[json] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[moment]
    changed_by: Mapped[int | None]

    @property
    def ref(self) -> ActivityRef:
        """Return what is certified."""
        return ActivityRef(self.ref_kind, self.ref_id)

    @property
    def renewal(self) -> ActivityRef:
        """Return what renews it."""
        return ActivityRef(self.renewal_kind, self.renewal_id) if self.renewal_id is not None else self.ref


class Certificate(Base):
    """One certificate of one person; never edited but to be revoked, a renewal is the next `round`.

    `printed` keeps the words of the day of issue; `renew_from` is the first day of the renewal window.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("rule_id", "person_id", "round"),
        Index("ix_certificate_person_id", "person_id", "issued_on"),
        Index("ix_certificate_renewal", "asked_at", "renew_from"),
        Index("ix_certificate_valid_until", "valid_until"),
    )

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("certificate_rule.id"))
    person_id: Mapped[int]
    round: Mapped[int]
    ref_kind: Mapped[str]
    ref_id: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(index=True)
    issued_on: Mapped[date]
    valid_until: Mapped[date | None]
    renew_from: Mapped[date | None]
    asked_at: Mapped[moment | None]
    printed: Mapped[json]
    revoked_at: Mapped[moment | None]
    revoked_by: Mapped[int | None]
    revoke_reason: Mapped[str] = mapped_column(default="")

    @property
    def number(self) -> str:
        """Return the number that stands on it."""
        return f"{self.issued_on.year}/{self.id:06}"
