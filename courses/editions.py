"""What a course says in each version: made once, never edited, and read from the process where it can be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import delete, func, insert, select

from courses import plain
from courses.blocks import Heading
from courses.models import CourseRow, CourseStep, CourseVersion
from courses.reading import lesson_prose
from courses.types import SIGNOFF, Course
from training.core import audit, clock, search, sortkey
from training.core.db import db

Body = Mapping[str, Any]
"""A whole course as plain data: `course` (head, outline, rules) and `lessons`."""
KEPT = 1000


def content(row: CourseRow) -> Course:
    """Return what a published course says; raise KeyError for one that never was published."""
    known: dict[str, Course] = current_app.extensions.setdefault("courses_read", {})
    found = known.get(row.digest)
    if found is None:
        body = db.session.scalar(
            select(CourseVersion.body).filter_by(course_id=row.id, digest=row.digest).order_by(CourseVersion.id.desc())
        )
        if body is None:
            raise KeyError(row.key)
        if len(known) >= KEPT:
            known.clear()
        found = known[row.digest] = read(body)
    return found


def read(body: Body) -> Course:
    """Return the course that a version holds; raise CourseError for one that is not whole."""
    return plain.read(body["course"], body["lessons"])


def digest_of(body: Body) -> str:
    """Return the name of a content, the same for the same words whatever their version."""
    course = {name: value for name, value in body["course"].items() if name != "version"}
    text = json.dumps([course, body["lessons"]], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def as_json(value: Any) -> Any:
    """Return plain data with its days written out, as a column of JSON takes it."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


def versions(course_id: int) -> Sequence[CourseVersion]:
    """Return every version of a course, newest first."""
    query = select(CourseVersion).filter_by(course_id=course_id).order_by(CourseVersion.number.desc())
    return db.session.scalars(query).all()


def set_aside(row: CourseRow, body: Body, *, by: int | None, note: str = "", published: bool = False) -> CourseVersion:
    """Keep `body` as the next version of a course."""
    last = db.session.scalar(select(func.max(CourseVersion.number)).filter_by(course_id=row.id)) or 0
    body = {"course": {**body["course"], "version": last + 1}, "lessons": list(body["lessons"])}
    found = CourseVersion(
        course_id=row.id, number=last + 1, digest=digest_of(body), body=as_json(body), note=note, made_at=clock.now(),
        made_by=by, published_at=clock.now() if published else None,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    return found


def bring_out(row: CourseRow, body: Body, *, by: int | None, note: str = "") -> CourseVersion:
    """Publish `body`: from now on learners read it, and other rooms find it under its title."""
    course = read(body)
    made = set_aside(row, body, by=by, note=note, published=True)
    row.version, row.digest, row.published_at = made.number, made.digest, made.made_at
    row.title, row.summary, row.minutes = course.title, course.summary, course.minutes
    row.sort_key, row.lessons, row.self_enrol = sortkey.sort_key(course.title), len(course.lessons), course.self_enrol
    row.competencies = [[key, level] for key, level in course.competencies]
    row.review_at = row.review_by = row.publish_at = row.archived_at = None
    row.review_note = ""
    db.session.flush()
    _list_steps(row.id, course)
    search.index("course", row.id, course.title, "\n".join(_words(course)))
    audit.note("course.publish", ("course", row.id), version=made.number)
    return made


def _list_steps(course_id: int, course: Course) -> None:
    db.session.execute(delete(CourseStep).where(CourseStep.course_id == course_id))
    others = [step.activity for step in course.steps if step.kind not in ("lesson", SIGNOFF)]
    if others:
        rows = [{"course_id": course_id, "activity": each} for each in others]
        db.session.execute(insert(CourseStep), rows)


def _words(course: Course) -> list[str]:
    """Return what a course can be found by: its head, its lessons and their headings."""
    heads = [block.text for lesson in course.lessons for block in lesson.blocks if isinstance(block, Heading)]
    firsts = [lesson_prose(lesson)[0] for lesson in course.lessons]
    titles = [step.title for step in course.steps]
    return [course.summary, course.why, course.for_whom, *titles, *firsts, *heads]
