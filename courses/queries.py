"""How far a person is in a course, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from courses.completion import Evidence, Explained, explain, progress
from courses.models import CourseRow, LessonReading
from courses.references import split
from courses.types import Course, Lesson, Step
from training.core import activities
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries as ledger
from training.ledger.queries import Standing


@dataclass(frozen=True)
class Line:
    """One step of a course as its page shows it: where it leads, and how it stands."""

    step: Step
    url: str | None
    state: str
    number: int | None


@dataclass(frozen=True)
class Way:
    """A person's way through a course: every line, every rule explained, and where to go on."""

    lines: tuple[Line, ...]
    rules: tuple[Explained, ...]
    stand: Standing

    @property
    def fraction(self) -> float:
        """Return the share of rules that are met."""
        return progress(self.rules)

    @property
    def next(self) -> Line | None:
        """Return the first line that is not finished."""
        return next((line for line in self.lines if line.state != "finished"), None)

    def line_of(self, activity: str) -> Line | None:
        """Return the line of an activity."""
        return next((line for line in self.lines if line.step.activity == activity), None)


def open_courses() -> Sequence[CourseRow]:
    """Return the courses that can be taken."""
    return db.session.scalars(select(CourseRow).where(CourseRow.archived_at.is_(None)).order_by(CourseRow.id)).all()


READ = select(LessonReading).where(
    LessonReading.person_id == bindparam("person_id"), LessonReading.course_id == bindparam("course_id")
)
"""Asked whenever a lesson or a course is opened, hence built once."""


def readings(person_id: int, course_id: int) -> dict[str, LessonReading]:
    """Return a person's readings of a course by lesson key."""
    rows = db.session.scalars(READ, {"person_id": person_id, "course_id": course_id})
    return {row.lesson: row for row in rows}


def readings_of(person_id: int) -> Sequence[LessonReading]:
    """Return every reading of a person."""
    return db.session.scalars(select(LessonReading).filter_by(person_id=person_id).order_by(LessonReading.id)).all()


def way(person_id: int, row: CourseRow, course: Course) -> Way:
    """Return a person's way through a course, in a fixed number of queries."""
    read = readings(person_id, row.id)
    others = {each: activities.by_key(*split(each)) for each in outside(course)}
    whole = ActivityRef("course", row.id)
    stands = ledger.standing(person_id, [whole, *(found.ref for found in others.values() if found)])
    known = {each: (found, stands[found.ref]) for each, found in others.items() if found}
    evidence = [*_from_readings(course, read), *_from_ledger(known)]
    lines = tuple(_line(row, course, step, read, known) for step in course.steps)
    return Way(lines, tuple(explain(course.completion, evidence)), stands[whole])


def outside(course: Course) -> list[str]:
    """Return the activities of a course that other rooms bring."""
    return [step.activity for step in course.steps if course.lesson(step.activity) is None]


def _from_readings(course: Course, read: dict[str, LessonReading]) -> list[Evidence]:
    found = []
    for lesson in course.lessons:
        row = read.get(lesson.key)
        if row is not None:
            done = row.finished_at is not None
            found.append(Evidence(lesson.reference(course.key), row.finished_at or row.opened_at, float(done), done))
    return found


def _from_ledger(known: dict[str, tuple[Description, Standing]]) -> list[Evidence]:
    return [
        Evidence(each, stand.finished_at, 1.0, True)
        for each, (_found, stand) in known.items()
        if stand.finished_at is not None
    ]


def _line(
    row: CourseRow, course: Course, step: Step, read: dict[str, LessonReading],
    known: dict[str, tuple[Description, Standing]],
) -> Line:  # fmt: skip
    from flask import url_for

    lesson: Lesson | None = course.lesson(step.activity)
    if lesson is not None:
        number = course.lessons.index(lesson) + 1
        held = read.get(lesson.key)
        state = "finished" if held and held.finished_at else "started" if held else "new"
        return Line(step, url_for("courses.lesson", course_id=row.id, number=number), state, number)
    if step.activity not in known:
        return Line(step, None, "new", None)
    found, stand = known[step.activity]
    return Line(step, found.url, stand.state, None)
