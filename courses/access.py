"""Courses and lessons I may open, or 404."""

from __future__ import annotations

from flask import abort
from sqlalchemy import bindparam, select

from courses import shipped
from courses.models import CourseRow
from courses.types import Course, Lesson
from training.core.db import db

OPEN = select(CourseRow).where(CourseRow.id == bindparam("id"), CourseRow.archived_at.is_(None))
"""Asked whenever a course or a lesson is opened, hence built once."""


def access_course(course_id: int) -> tuple[CourseRow, Course]:
    """Return a course that can be taken: its row, and what it says."""
    found = db.session.scalars(OPEN, {"id": course_id}).first()
    if found is None or found.key not in shipped.course_keys():
        abort(404)
    return found, shipped.shipped_course(found.key)


def access_lesson(course: Course, number: int) -> Lesson:
    """Return the `number`-th lesson of a course, from 1."""
    if not 1 <= number <= len(course.lessons):
        abort(404)
    return course.lessons[number - 1]
