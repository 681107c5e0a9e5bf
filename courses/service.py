"""The verbs of courses: open a lesson, finish it, and hear when another room finished its part."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from courses import queries, shipped
from courses.completion import finished_at
from courses.models import CourseRow, LessonReading
from courses.types import Course, Lesson
from training.core import activities, clock, events
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.events import Finished, PeopleWithdrawn, Progressed, Started
from training.ledger import queries as ledger

KIND = "course"
NOTED_EVERY = timedelta(minutes=1)
"""Leafing back and forth is one reading."""


def open_lesson(person_id: int, row: CourseRow, course: Course, lesson: Lesson) -> LessonReading:
    """Note that a person opened a lesson; the first one starts the course."""
    known = queries.readings(person_id, row.id)
    held = known.get(lesson.key)
    if held is None:
        held = LessonReading(
            person_id=person_id,
            course_id=row.id,
            lesson=lesson.key,
            version=lesson.version,
            opened_at=clock.now(),
            last_at=clock.now(),
        )
        db.session.add(held)
        if not known:
            events.publish(Started(person_id, ActivityRef(KIND, row.id)))
    if clock.now() - held.last_at > NOTED_EVERY:
        held.last_at = clock.now()
    db.session.flush()
    return held


def finish_lesson(person_id: int, row: CourseRow, course: Course, lesson: Lesson) -> None:
    """Note that a person read a lesson to its end; safe to repeat."""
    held = open_lesson(person_id, row, course, lesson)
    if held.finished_at is None:
        held.finished_at, held.version = clock.now(), lesson.version
        db.session.flush()
        settle(person_id, row, course)


def settle(person_id: int, row: CourseRow, course: Course) -> None:
    """See how far a person is, and finish the course once every rule is met."""
    ref = ActivityRef(KIND, row.id)
    if ledger.standing(person_id, [ref])[ref].state == "finished":
        return
    way = queries.way(person_id, row, course)
    met = finished_at(way.rules)
    if met is None:
        place = way.next.step.activity if way.next else ""
        events.publish(Progressed(person_id, ref, way.fraction, place))
        return
    proof = {each.rule.activity: each.at.isoformat() for each in way.rules if each.at}
    events.publish(Finished(person_id, ref, "completed", 1.0, proof))


def hear_finished(event: Finished) -> None:
    """Move on in every course that holds what was just finished."""
    if event.ref.kind == KIND or event.outcome == "failed":
        return
    for row in queries.open_courses():
        course = shipped.shipped_course(row.key)
        begun = select(LessonReading.id).filter_by(person_id=event.person_id, course_id=row.id).limit(1)
        parts = [activities.by_key(*each.split(":", 1)) for each in queries.outside(course)]
        holds = any(found is not None and found.ref == event.ref for found in parts)
        if holds and db.session.scalar(begun) is not None:
            settle(event.person_id, row, course)


def forget(event: PeopleWithdrawn) -> None:
    """Drop the readings of people whose import is taken back."""
    db.session.execute(delete(LessonReading).where(LessonReading.person_id.in_(event.person_ids)))
