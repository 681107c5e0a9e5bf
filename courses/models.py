"""Tables of the courses: which there are, what they say in each version, and who read which lesson when."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, true

from training.core.db import Base, Mapped, json, mapped_column, moment, pk


class CourseRow(Base):
    """A course other rooms can refer to; what it says stands in its versions, what it will say in its pieces.

    `digest` names the published content. `edited` says that the house changed what came with the package.
    """

    __tablename__ = "course"
    __table_args__ = (
        Index("ix_course_open", "archived_at", "sort_key", "id"),
        Index("ix_course_publish_at", "publish_at"),
    )

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    title: Mapped[str]
    minutes: Mapped[int]
    archived_at: Mapped[moment | None]
    sort_key: Mapped[str] = mapped_column(default="", server_default="")
    summary: Mapped[str] = mapped_column(default="", server_default="")
    lessons: Mapped[int] = mapped_column(default=0, server_default="0")
    competencies: Mapped[json] = mapped_column(default=list, server_default="[]")
    self_enrol: Mapped[bool] = mapped_column(default=True, server_default=true())
    unit_id: Mapped[int | None] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(default="", server_default="")
    published_at: Mapped[moment | None]
    edited: Mapped[bool] = mapped_column(default=False, server_default=false())
    changed_at: Mapped[moment | None]
    changed_by: Mapped[int | None]
    review_at: Mapped[moment | None]
    review_by: Mapped[int | None]
    review_note: Mapped[str] = mapped_column(default="", server_default="")
    publish_at: Mapped[moment | None]


class CourseVersion(Base):
    """What a course said at one time; never edited. `published_at` is empty for one that was only set aside."""

    __tablename__ = "course_version"
    __table_args__ = (UniqueConstraint("course_id", "number"), Index("ix_course_version_digest", "digest"))

    id: Mapped[pk]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    digest: Mapped[str]
    body: Mapped[json]
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[moment]
    made_by: Mapped[int | None]
    published_at: Mapped[moment | None]


class CoursePiece(Base):
    """One part of a draft: `course` (head, outline, rules) or `lesson/<key>`; `seq` counts its changes."""

    __tablename__ = "course_piece"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[pk]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    name: Mapped[str]
    body: Mapped[json]
    seq: Mapped[int] = mapped_column(default=1)


class CourseEdit(Base):
    """One change of a draft: how the piece was before (null: it was not there), so that any change can be undone."""

    __tablename__ = "course_edit"
    __table_args__ = (Index("ix_course_edit_course_id", "course_id", "id"),)

    id: Mapped[pk]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    batch: Mapped[str]
    piece: Mapped[str]
    spot: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    before: Mapped[json | None]
    at: Mapped[moment]
    by: Mapped[int | None]
    undone_at: Mapped[moment | None]


class CourseStep(Base):
    """One activity of a published course, for whoever asks which courses hold it."""

    __tablename__ = "course_step"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    activity: Mapped[str] = mapped_column(primary_key=True, index=True)


class LessonReading(Base):
    """One person's reading of one lesson; finished once they say so at its end. `note` is theirs alone."""

    __tablename__ = "lesson_reading"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "lesson"),
        Index("ix_lesson_reading_person_id", "person_id", "finished_at"),
    )

    id: Mapped[pk]
    person_id: Mapped[int]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    lesson: Mapped[str]
    version: Mapped[int]
    opened_at: Mapped[moment]
    last_at: Mapped[moment]
    finished_at: Mapped[moment | None]
    seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    note: Mapped[str] = mapped_column(default="", server_default="")


class SignOff(Base):
    """A trainer saw somebody do a step, or decided that it counts: who, when and why. Taken back, it stays."""

    __tablename__ = "course_sign_off"
    __table_args__ = (Index("ix_course_sign_off_person_id", "person_id", "course_id", "activity"),)

    id: Mapped[pk]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    person_id: Mapped[int]
    activity: Mapped[str]
    why: Mapped[str]
    by: Mapped[int]
    at: Mapped[moment]
    withdrawn_at: Mapped[moment | None]
    withdrawn_by: Mapped[int | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")


class TrainerVisit(Base):
    """When a trainer last looked at the progress of a course, so that the page can say what is new."""

    __tablename__ = "course_visit"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    seen_at: Mapped[moment]
    before_at: Mapped[moment | None]


class LearningGoal(Base):
    """How many minutes a week somebody wants to learn, and the days on which they are away."""

    __tablename__ = "learning_goal"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minutes: Mapped[int]
    since: Mapped[moment]
    away: Mapped[json] = mapped_column(default=list)
