"""Tables around an attempt: exceptions for some, marks that people give, requests to look again, regrades."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import relationship

from quizzes.models import Quiz, Slot
from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Override(Base):
    """Other times or tries for one person, or for a unit and all below it; empty fields leave the quiz's own."""

    __tablename__ = "quiz_override"
    __table_args__ = (UniqueConstraint("quiz_id", "person_id"), UniqueConstraint("quiz_id", "unit_id"))

    id: Mapped[pk]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    person_id: Mapped[int | None] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    opens_at: Mapped[moment | None]
    closes_at: Mapped[moment | None]
    time_percent: Mapped[int] = mapped_column(default=100)
    attempts_most: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[int]
    made_at: Mapped[moment]

    quiz: Mapped[Quiz] = relationship()


class Judgement(Base):
    """What one marker gave one answer; a change is a further row."""

    __tablename__ = "quiz_judgement"
    __table_args__ = (Index("ix_quiz_judgement_slot_id", "slot_id", "id"),)

    id: Mapped[pk]
    slot_id: Mapped[int] = mapped_column(ForeignKey("quiz_slot.id"))
    marker_id: Mapped[int]
    points: Mapped[json]
    fraction: Mapped[float]
    comment: Mapped[str] = mapped_column(default="")
    final: Mapped[bool] = mapped_column(default=False)
    at: Mapped[moment]

    slot: Mapped[Slot] = relationship()


class Appeal(Base):
    """A learner asks to look at a question again; the trainer answers with words."""

    __tablename__ = "quiz_appeal"
    __table_args__ = (UniqueConstraint("slot_id"), Index("ix_quiz_appeal_open", "decided_at", "id"))

    id: Mapped[pk]
    slot_id: Mapped[int] = mapped_column(ForeignKey("quiz_slot.id"))
    learner_id: Mapped[int] = mapped_column(index=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    reason: Mapped[str]
    asked_at: Mapped[moment]
    answer: Mapped[str] = mapped_column(default="")
    granted: Mapped[bool | None]
    decided_at: Mapped[moment | None]
    decided_by: Mapped[int | None]

    slot: Mapped[Slot] = relationship()


class Regrade(Base):
    """One step in which answers to a quiz were graded anew: by whom, why, and what changed."""

    __tablename__ = "quiz_regrade"

    id: Mapped[pk]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    made_by: Mapped[int]
    made_at: Mapped[moment]
    reason: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    """Of the preview that was agreed to; the same agreement twice changes nothing."""
    changed: Mapped[int]
    found: Mapped[json]
