"""Courses and lessons I may open, or 404."""

from __future__ import annotations

from typing import Any

from flask import abort
from sqlalchemy import Select, bindparam, or_, select

from courses import editions
from courses.models import CourseRow
from courses.types import Course, Lesson
from training.accounts.access import scope
from training.accounts.models import Membership, UnitPath
from training.accounts.rights import Permission
from training.core.db import db
from training.ledger.models import Duty, Progress

KIND = "course"


def _reachable() -> Any:
    """Return the condition that a course is the house's own, comes from a unit above me, or was asked of me."""
    me: Any = bindparam("person_id")
    home = (
        select(Membership.id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(Membership.person_id == me, Membership.until.is_(None), UnitPath.ancestor_id == CourseRow.unit_id)
        .exists()
    )
    asked = _known(Duty)
    return or_(CourseRow.unit_id.is_(None), home, asked)


def _known(model: Any) -> Any:
    mine = (model.person_id == bindparam("person_id")) & (model.ref_kind == KIND) & (model.ref_id == CourseRow.id)
    return select(model.id).where(mine).exists()


PUBLISHED = (CourseRow.archived_at.is_(None), CourseRow.digest != "")
OPEN_TO_ME = select(CourseRow).where(
    *PUBLISHED, _reachable(), CourseRow.self_enrol.is_(True) | _known(Duty) | _known(Progress)
)
"""The courses that somebody may open."""
OPEN = OPEN_TO_ME.where(CourseRow.id == bindparam("id"))
"""Asked whenever a course or a lesson is opened, hence built once."""
BEGUN = select(CourseRow).where(
    *PUBLISHED, _known(Progress) | _known(Duty), CourseRow.id.in_(bindparam("held", expanding=True))
)
"""Those of `held` that somebody has begun or is asked to take."""
LISTED = select(CourseRow).where(*PUBLISHED, _reachable(), CourseRow.self_enrol.is_(True) | _known(Duty))
"""The courses that somebody finds in the catalogue."""


def access_course(person_id: int, course_id: int) -> tuple[CourseRow, Course]:
    """Return a course that a person can take: its row, and what it says."""
    found = db.session.scalars(OPEN, {"id": course_id, "person_id": person_id}).first()
    if found is None:
        abort(404)
    return found, editions.content(found)


def opened_by(person_id: int, course_id: int) -> bool:
    """Say whether a person may open a course, as a learner or as one of its authors."""
    taken = db.session.scalars(OPEN, {"id": course_id, "person_id": person_id}).first()
    mine = written(person_id).where(CourseRow.id == course_id)
    return taken is not None or db.session.scalars(mine).first() is not None


def access_lesson(course: Course, number: int) -> Lesson:
    """Return the `number`-th lesson of a course, from 1."""
    if not 1 <= number <= len(course.lessons):
        abort(404)
    return course.lessons[number - 1]


def access_written_course(viewer_id: int, course_id: int) -> CourseRow:
    """Return a course of a unit for which the viewer writes, or one that came with the house."""
    query = written(viewer_id).where(CourseRow.id == course_id)
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def written(viewer_id: int) -> Select[CourseRow]:
    """Return the query for the courses that the viewer may write, archived ones too."""
    units = scope(viewer_id, Permission.CONTENT_WRITE)
    return select(CourseRow).where(CourseRow.unit_id.in_(units) | CourseRow.unit_id.is_(None))
