"""Tables of spaced review: one card for each thing a person repeats, and what was answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class ReviewCard(Base):
    """One item that a person repeats: how firmly it sits, and the local day on which it comes back."""

    __tablename__ = "review_card"
    __table_args__ = (
        UniqueConstraint("person_id", "source", "item_id"),
        Index("ix_review_card_due_on", "person_id", "retired_at", "due_on"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    source: Mapped[str]
    item_id: Mapped[int]
    competency: Mapped[str] = mapped_column(default="")
    state: Mapped[json]  # the scheduler's own card, as it writes it
    due_on: Mapped[date]
    last_at: Mapped[moment]
    seen: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[moment | None]


class ReviewAnswer(Base):
    """One answer to a card; never edited."""

    __tablename__ = "review_answer"
    __table_args__ = (Index("ix_review_answer_person_id", "person_id", "at"),)

    id: Mapped[pk]
    card_id: Mapped[int] = mapped_column(ForeignKey("review_card.id"))
    person_id: Mapped[int]
    client_uuid: Mapped[str] = mapped_column(unique=True)  # a repeated request is the same answer
    version: Mapped[int]
    rating: Mapped[int]
    fraction: Mapped[float]
    response: Mapped[json | None]
    at: Mapped[moment]


class ReviewIntake(Base):
    """Up to which moment handed-in attempts were looked through for things to repeat."""

    __tablename__ = "review_intake"

    id: Mapped[pk]
    until: Mapped[moment]
