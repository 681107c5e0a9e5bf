"""Courses as activities, and how the shipped ones come into the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from courses import queries, shipped
from courses.models import CourseRow
from courses.references import split
from training.core import activities
from training.core.activities import ActivityRef, Description
from training.core.content import Shipped
from training.core.db import db


class CourseKind:
    """Courses."""

    name = "course"
    label = _l("Course")
    icon = "book"
    tables: tuple[str, ...] = ("course",)

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
            and text.casefold() in each.title.casefold()
        ]

    def parts(self, id: int) -> list[ActivityRef]:
        """Return the quiz, the exercise and the mailbox that a course asks for."""
        row = db.session.get(CourseRow, id)
        if row is None or row.key not in shipped.course_keys():
            return []
        found = (activities.by_key(*split(each)) for each in queries.outside(shipped.shipped_course(row.key)))
        return [each.ref for each in found if each]


class ShippedCourses:
    """The courses of the package."""

    name = "course"
    order = 40

    def shipped(self) -> Iterator[Shipped]:
        """Read the courses of the package."""
        for course in shipped.shipped_courses():
            yield Shipped(course.key, course.version, course)

    def edited(self, key: str) -> bool:
        """Say that shipped courses are not edited in the house."""
        return False

    def write(self, piece: Shipped) -> None:
        """Create or renew a course's row."""
        row = db.session.scalars(select(CourseRow).filter_by(key=piece.key)).first() or CourseRow(key=piece.key)
        row.version, row.title, row.minutes = piece.version, piece.body.title, piece.body.minutes
        row.archived_at = None
        db.session.add(row)
        db.session.flush()


def _described(row: CourseRow) -> Description:
    known = row.key in shipped.course_keys()
    taught = tuple(key for key, _level in shipped.shipped_course(row.key).competencies) if known else ()
    return Description(
        ActivityRef("course", row.id), row.title, url_for("courses.show", course_id=row.id), row.minutes, taught,
        version=row.version, key=row.key, open=known and row.archived_at is None,
    )  # fmt: skip
