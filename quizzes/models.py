"""Tables of the quizzes: a bank of immutable question versions, attempts, and answers that are only ever added."""

from __future__ import annotations

import re

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import relationship

from training.core.db import Base, Mapped, json, mapped_column, moment, pk

GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def read_out(text: str) -> str:
    """Return a text in which each gap is read as its number."""
    return GAP.sub(r"[\1]", text) if "[[" in text else text


class Question(Base):
    """A question of the bank; what it says stands in its versions."""

    __tablename__ = "question"

    id: Mapped[pk]
    key: Mapped[str | None] = mapped_column(unique=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    category: Mapped[str] = mapped_column(default="", index=True)
    competency: Mapped[str] = mapped_column(default="", index=True)
    current_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="ready", server_default="ready", index=True)
    """draft, ready or retired; only ready ones are drawn, and `archived_at` says since when one is retired."""
    level: Mapped[int] = mapped_column(default=0, server_default="0")
    """1 knows it, 2 does it, 3 judges a case; 0: not said."""
    source: Mapped[str] = mapped_column(default="", server_default="")
    idnumber: Mapped[str] = mapped_column(default="", server_default="")
    fingerprint: Mapped[str] = mapped_column(default="", server_default="", index=True)
    import_id: Mapped[int | None] = mapped_column(index=True)
    edited: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A shipped question that the house has changed; a newer shipped one leaves it alone."""
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

    @property
    def reading_text(self) -> str:
        """Return the text where nothing is filled in: a gap `[[1]]` is read as [1]."""
        return read_out(self.text)


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
    pass_percent: Mapped[int] = mapped_column(default=70)
    competency: Mapped[str] = mapped_column(default="")
    relearn: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many questions an attempt asks; kept with the parts."""
    behaviour: Mapped[str] = mapped_column(default="deferred", server_default="deferred")
    tries: Mapped[int] = mapped_column(default=3, server_default="3")
    penalty: Mapped[float] = mapped_column(default=0.33333, server_default="0.33333")
    per_page: Mapped[int] = mapped_column(default=1, server_default="1")
    """Questions on one page; 0: all on one."""
    free: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Learners go to and fro; otherwise only forward."""
    shuffle: Mapped[bool] = mapped_column(default=True)
    shuffle_options: Mapped[bool] = mapped_column(default=True, server_default=true())
    opens_at: Mapped[moment | None]
    closes_at: Mapped[moment | None]
    limit_minutes: Mapped[int | None]
    time_up: Mapped[str] = mapped_column(default="submit", server_default="submit")
    """When time is up: `submit`, `grace` (hand in only, for `grace_minutes`), `abandon`."""
    grace_minutes: Mapped[int] = mapped_column(default=5, server_default="5")
    attempts_most: Mapped[int | None]
    delay_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    grade_method: Mapped[str] = mapped_column(default="highest", server_default="highest")
    entry_code: Mapped[str] = mapped_column(default="", server_default="")
    review: Mapped[json] = mapped_column(default=dict, server_default="{}")
    """Phase to what is shown then; empty: as `quizzes.reviewing` says for the behaviour."""
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    second_marker: Mapped[bool] = mapped_column(default=False, server_default=false())
    published_at: Mapped[moment | None]
    archived_at: Mapped[moment | None]
    edited: Mapped[bool] = mapped_column(default=False)


class Part(Base):
    """One place in a quiz: a question, or `count` drawn from the bank by the filter `draw`."""

    __tablename__ = "quiz_part"
    __table_args__ = (UniqueConstraint("quiz_id", "place"),)

    id: Mapped[pk]
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    place: Mapped[int]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    draw: Mapped[json | None]
    count: Mapped[int] = mapped_column(default=1)
    weight: Mapped[float] = mapped_column(default=1.0)


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
    behaviour: Mapped[str] = mapped_column(default="deferred", server_default="deferred")
    forward: Mapped[bool] = mapped_column(default=False, server_default=false())
    reached: Mapped[int] = mapped_column(default=1, server_default="1")
    """The page one has come to; where only forward is allowed, earlier ones take nothing new."""
    grace_until: Mapped[moment | None]
    abandoned_at: Mapped[moment | None]
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    """Answers that wait for a marker; until then the result is not final."""
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
    page: Mapped[int] = mapped_column(default=1, server_default="1")
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    order: Mapped[json] = mapped_column(default=list)
    weight: Mapped[float] = mapped_column(default=1.0)
    flagged: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[moment | None]
    """Checked and finished during the attempt: it takes no further answer."""

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
    certainty: Mapped[int | None]
    checked: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The learner asked how right this is."""
    at: Mapped[moment]


class Mark(Base):
    """What an answer earned; a regrade adds a row."""

    __tablename__ = "quiz_mark"
    __table_args__ = (Index("ix_quiz_mark_slot_id", "slot_id", "id"),)

    id: Mapped[pk]
    slot_id: Mapped[int] = mapped_column(ForeignKey("quiz_slot.id"))
    fraction: Mapped[float]
    raw: Mapped[float | None]
    """How right the answer is by its type alone (0..1), whatever the behaviour made of it."""
    version_id: Mapped[int | None]
    """The version by which it was graded, where that is a later one."""
    by: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[moment]
