"""Tables of the quizzes: a bank of immutable question versions, attempts, and answers that are only ever added."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import relationship

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class Question(Base):
    """A question of the bank; what it says stands in its versions."""

    __tablename__ = "question"

    id: Mapped[pk]
    key: Mapped[str | None] = mapped_column(unique=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    category: Mapped[str] = mapped_column(default="", index=True)
    competency: Mapped[str] = mapped_column(default="", index=True)
    current_id: Mapped[int | None]
    archived_at: Mapped[moment | None]


class QuestionVersion(Base):
    """One wording of a question; never edited, so an old attempt shows what was asked then."""

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "version"),)

    id: Mapped[pk]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    version: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]  # clean HTML
    settings: Mapped[json]
    feedback: Mapped[str] = mapped_column(default="")
    made_at: Mapped[moment]
    made_by: Mapped[int | None]


class Quiz(Base):
    """Questions put together, with the rules of an attempt."""

    __tablename__ = "quiz"

    id: Mapped[pk]
    key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    title: Mapped[str]
    intro: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int] = mapped_column(default=10)
    limit_minutes: Mapped[int | None]
    pass_percent: Mapped[int] = mapped_column(default=70)
    attempts_most: Mapped[int | None]
    shuffle: Mapped[bool] = mapped_column(default=True)
    competency: Mapped[str] = mapped_column(default="")
    relearn: Mapped[str] = mapped_column(default="")
    question_ids: Mapped[json] = mapped_column(default=list)
    published_at: Mapped[moment | None]
    archived_at: Mapped[moment | None]
    edited: Mapped[bool] = mapped_column(default=False)


class Attempt(Base):
    """One go at a quiz."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (
        Index("ix_quiz_attempt_learner_id", "learner_id", "quiz_id", "id"),
        Index("ix_quiz_attempt_due_at", "submitted_at", "due_at"),
    )

    id: Mapped[pk]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    learner_id: Mapped[int]
    number: Mapped[int]
    started_at: Mapped[moment]
    due_at: Mapped[moment | None]
    submitted_at: Mapped[moment | None]
    fraction: Mapped[float | None]
    passed: Mapped[bool | None]

    quiz: Mapped[Quiz] = relationship(lazy="joined", innerjoin=True)


class Slot(Base):
    """One question of an attempt: which version, in which order its options stand."""

    __tablename__ = "quiz_slot"
    __table_args__ = (UniqueConstraint("attempt_id", "place"),)

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"))
    place: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    order: Mapped[json] = mapped_column(default=list)
    weight: Mapped[float] = mapped_column(default=1.0)
    flagged: Mapped[bool] = mapped_column(default=False)

    version: Mapped[QuestionVersion] = relationship(lazy="joined", innerjoin=True)


class AnswerStep(Base):
    """One change of one answer; never edited, so autosave, dispute and regrade are replay."""

    __tablename__ = "quiz_answer_step"
    __table_args__ = (UniqueConstraint("slot_id", "seq"),)

    id: Mapped[pk]
    slot_id: Mapped[int] = mapped_column(ForeignKey("quiz_slot.id"))
    seq: Mapped[int]
    client_uuid: Mapped[str] = mapped_column(unique=True)  # a repeated request is the same step
    response: Mapped[json | None]
    at: Mapped[moment]


class Mark(Base):
    """What an answer earned; a regrade adds a row."""

    __tablename__ = "quiz_mark"
    __table_args__ = (Index("ix_quiz_mark_slot_id", "slot_id", "id"),)

    id: Mapped[pk]
    slot_id: Mapped[int] = mapped_column(ForeignKey("quiz_slot.id"))
    fraction: Mapped[float]
    at: Mapped[moment]
