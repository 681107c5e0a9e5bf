"""Tables of the bank beside the questions themselves: labels, what is said of a category, files brought in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class QuestionTag(Base):
    """One label of one question."""

    __tablename__ = "question_tag"
    __table_args__ = (UniqueConstraint("question_id", "tag"),)

    id: Mapped[pk]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    tag: Mapped[str] = mapped_column(index=True)


class QuestionCategory(Base):
    """What is said of a category of a unit; a category without words needs no row."""

    __tablename__ = "question_category"
    __table_args__ = (UniqueConstraint("unit_id", "path"),)

    id: Mapped[pk]
    unit_id: Mapped[int | None]
    path: Mapped[str]
    info: Mapped[str] = mapped_column(default="")  # clean HTML


class QuestionImport(Base):
    """One file that was looked at, and perhaps brought in: the whole of it can be taken back."""

    __tablename__ = "question_import"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    category: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    format: Mapped[str]
    file_id: Mapped[int]
    counts: Mapped[json] = mapped_column(default=dict)
    made_by: Mapped[int]
    made_at: Mapped[moment]
    kept_at: Mapped[moment | None]
    taken_back_at: Mapped[moment | None]
