"""Courses as activities, and how the shipped ones come into the house."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from courses import drafts, editions, queries, shipped
from courses.access import opened_by
from courses.models import CourseRow
from courses.references import resolve
from training.core import fold
from training.core.activities import ActivityRef, Description, Spot
from training.core.content import Shipped
from training.core.db import db


class CourseKind:
    """Courses."""

    name = "course"
    label = _l("Course")
    icon = "book"
    tables: tuple[str, ...] = ("course", "course_step")

    def describe(self, ids: Iterable[int]) -> Mapping[int, Description]:
        """Describe courses by id."""
        rows = db.session.scalars(select(CourseRow).where(CourseRow.id.in_(list(ids))))
        return {row.id: _described(row) for row in rows}

    def find(
        self, *, about: tuple[str, str] | None = None, competency: str = "", key: str = "", text: str = ""
    ) -> list[Description]:
        """Return open courses that match."""
        found = [] if about is not None else [_described(row) for row in queries.open_courses()]
        return [
            each
            for each in found
            if key in ("", each.key)
            and (not competency or competency in each.competencies)
            and fold.fold(text) in fold.fold(each.title)
        ]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return the quizzes, exercises and mailboxes that a published course asks for."""
        row = db.session.get(CourseRow, id)
        if row is None or not row.digest:
            return []
        found = (resolve(each) for each in queries.outside(editions.content(row)))
        return [each.ref for each in found if each]

    def open_to(self, person_id: int, id: int) -> bool:
        """Say whether a person takes or writes this course."""
        return opened_by(person_id, id)

    def spots(self, keys: Mapping[int, Collection[str]]) -> dict[tuple[int, str], Spot]:
        """Return the lessons of published courses, by course and key."""
        rows = db.session.scalars(select(CourseRow).where(CourseRow.id.in_(list(keys)), CourseRow.digest != ""))
        return {
            (row.id, lesson.key): Spot(lesson.title, url_for("courses.lesson", course_id=row.id, number=number))
            for row in rows
            for number, lesson in enumerate(editions.content(row).lessons, start=1)
            if lesson.key in keys[row.id]
        }


class ShippedCourses:
    """The courses of the package, brought in as versions of the house's own."""

    name = "course"
    order = 40

    def shipped(self) -> Iterator[Shipped]:
        """Read the courses of the package."""
        for course in shipped.shipped_courses():
            yield Shipped(course.key, course.version, course.key)

    def edited(self, key: str) -> bool:
        """Say whether the house has changed its copy."""
        return bool(db.session.scalar(select(CourseRow.edited).filter_by(key=key)))

    def write(self, piece: Shipped) -> None:
        """Bring a shipped course in as the next version; what the house changed before is set aside, not lost."""
        row = db.session.scalars(select(CourseRow).filter_by(key=piece.key)).first()
        if row is None:
            row = CourseRow(key=piece.key, version=0, title="", minutes=0)
            db.session.add(row)
            db.session.flush()
        elif row.edited and drafts.waiting(row):
            editions.set_aside(row, drafts.body(row), by=None)
        course, lessons = shipped.raw_course(shipped.LIBRARY / piece.key)
        body = {"course": course, "lessons": [_with_pictures(piece.key, each) for each in lessons]}
        editions.bring_out(row, editions.as_json(body), by=None)
        drafts.replace(row, editions.as_json(body), by=None)
        row.edited = False


def _with_pictures(key: str, lesson: Mapping[str, Any]) -> dict[str, Any]:
    """Return a lesson whose files are named for the whole house, and whose blocks have names."""
    blocks = []
    for number, block in enumerate(lesson["blocks"], start=1):
        found = {"id": f"b{number}", **block}
        if "file" in found and ":" not in found["file"]:
            found["file"] = f"lib:{key}/{found['file']}"
        blocks.append(found)
    return {**lesson, "blocks": blocks}


def _described(row: CourseRow) -> Description:
    taught = tuple(key for key, _level in row.competencies)
    level = max((level for _key, level in row.competencies), default=1)
    return Description(
        ActivityRef("course", row.id), row.title, url_for("courses.show", course_id=row.id), row.minutes, taught,
        row.unit_id, version=row.version, key=row.key, open=row.archived_at is None and bool(row.digest), level=level,
    )  # fmt: skip
