"""Tables of the courses: which there are, and who read which lesson when."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint

from training.core.db import Base, Mapped, mapped_column, moment, pk


class CourseRow(Base):
    """A course other rooms can refer to; what it says stands in the data files of its key."""

    __tablename__ = "course"

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    title: Mapped[str]
    minutes: Mapped[int]
    archived_at: Mapped[moment | None]


class LessonReading(Base):
    """One person's reading of one lesson; finished once they say so at its end."""

    __tablename__ = "lesson_reading"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "lesson"),)

    id: Mapped[pk]
    person_id: Mapped[int]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    lesson: Mapped[str]
    version: Mapped[int]
    opened_at: Mapped[moment]
    last_at: Mapped[moment]
    finished_at: Mapped[moment | None]
