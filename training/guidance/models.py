"""Tables of the public guides."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Guide(Base):
    """One guide; its addresses never change. `state`: draft, review, published, withdrawn."""

    __tablename__ = "guide"

    id: Mapped[pk]
    slug: Mapped[str] = mapped_column(unique=True)
    slug_en: Mapped[str] = mapped_column(unique=True)
    procedure_code: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="draft", index=True)
    published_version: Mapped[int | None]
    published_at: Mapped[moment | None]
    verified_on: Mapped[date]
    review_on: Mapped[date]
    edited: Mapped[bool] = mapped_column(default=False)
    withdrawn_why: Mapped[str] = mapped_column(default="")


class GuideVersion(Base):
    """One wording in both languages; never edited. `approved_by` is another person than `made_by`."""

    __tablename__ = "guide_version"
    __table_args__ = (UniqueConstraint("guide_id", "version"),)

    id: Mapped[pk]
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"))
    version: Mapped[int]
    body: Mapped[json]
    made_at: Mapped[moment]
    made_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
