"""The verbs of learning: join, open, read to the end, keep a note, and know when a course is finished."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from courses import editions, queries, references
from courses.access import BEGUN
from courses.models import CourseRow, LearningGoal, LessonReading, SignOff, TrainerVisit
from courses.types import Course, Lesson
from training.core import clock, events, transaction
from training.core.activities import ActivityRef
from training.core.db import chunks, db
from training.core.errors import RuleBroken
from training.core.events import Finished, PeopleWithdrawn, PersonErased, Progressed, Started, UnitMerged
from training.core.fold import nfc
from training.ledger import queries as ledger
from training.ledger.models import Completion, Progress

KIND = "course"
NOTED_EVERY = timedelta(minutes=1)
"""Leafing back and forth is one reading."""
LONGEST_LOOK = timedelta(minutes=20)
"""A lesson left open over lunch was not read for three hours."""
LONGEST_NOTE = 5000


def join(person_id: int, row: CourseRow) -> None:
    """Put a course onto one's own list; safe to repeat."""
    ref = ActivityRef(KIND, row.id)
    if ledger.standing(person_id, [ref])[ref].state == "new":
        events.publish(Started(person_id, ref))


def open_lesson(person_id: int, row: CourseRow, lesson: Lesson) -> LessonReading:
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
        db.session.flush()
    elif clock.now() - held.last_at > NOTED_EVERY:
        _count(held, came_back=True)
        db.session.flush()
    return held


def finish_lesson(person_id: int, row: CourseRow, course: Course, lesson: Lesson) -> LessonReading:
    """Note that a person read a lesson to its end, once they gave it the time that is asked; safe to repeat."""
    known = queries.readings(person_id, row.id).get(lesson.key)
    held = known if known is not None else open_lesson(person_id, row, lesson)
    _count(held)
    if held.finished_at is None and held.seconds >= 60 * course.least_minutes.get(lesson.reference(course.key), 0):
        held.finished_at, held.version = clock.now(), lesson.version
    db.session.flush()
    settle(person_id, row, course)
    return held


def keep_note(person_id: int, row: CourseRow, lesson: Lesson, text: str) -> LessonReading:
    """Keep what a person wrote for themselves beside a lesson; raise RuleBroken for too much of it."""
    text = nfc(text).strip()
    if len(text) > LONGEST_NOTE:
        raise RuleBroken(_("A note holds at most %(num)s letters.", num=LONGEST_NOTE), field="note", code="note.long")
    held = open_lesson(person_id, row, lesson)
    held.note = text
    db.session.flush()
    return held


def settle(person_id: int, row: CourseRow, course: Course) -> queries.Way:
    """See how far a person is, and finish the course once every rule is met: at once, and for good."""
    ref = ActivityRef(KIND, row.id)
    way = queries.way(person_id, row, course)
    if way.stand.state == "finished":
        return way
    if way.met_at is None or (way.stand.since is not None and way.met_at < way.stand.since):
        place = way.next.step.activity if way.next else ""
        if way.stand.state == "started" or way.fraction:
            events.publish(Progressed(person_id, ref, way.fraction, place))
        return way
    proof = {"version": row.version} | {each.rule.activity: each.at.isoformat() for each in way.rules if each.at}
    with clock.at(max(clock.now(), way.met_at)):  # never before the last thing that finished it
        events.publish(Finished(person_id, ref, "completed", 1.0, proof))
    return queries.way(person_id, row, course)


def settle_if_met(person_id: int, row: CourseRow, course: Course, way: queries.Way) -> queries.Way:
    """Finish a course whose last rule was met elsewhere, before anybody asks."""
    due = way.stand.state != "finished" and way.met_at is not None
    return settle(person_id, row, course) if due else way


def hear_finished(event: Finished) -> None:
    """Move on in every course that holds what was just finished."""
    if event.ref.kind == KIND:
        return
    held = references.holding(event.ref)
    for row in db.session.scalars(BEGUN, {"person_id": event.person_id, "held": held}).all() if held else ():
        settle(event.person_id, row, editions.content(row))


def settle_everyone(course_id: int) -> None:
    """Look again at everybody who has begun a course: a job after its rules were made easier."""
    row = db.session.get(CourseRow, course_id)
    if row is None or row.archived_at is not None or not row.digest:
        return
    course = editions.content(row)
    done = select(Completion.person_id).filter_by(ref_kind=KIND, ref_id=course_id)
    begun = select(Progress.person_id).filter_by(ref_kind=KIND, ref_id=course_id).where(~Progress.person_id.in_(done))
    for part in chunks(db.session.scalars(begun).all(), 200):
        for person_id in part:
            settle(person_id, row, course)
        transaction.commit()


def forget(event: PeopleWithdrawn | PersonErased) -> None:
    """Drop what only concerns people who are gone; of the erased, readings stay, and what they wrote goes."""
    if isinstance(event, PeopleWithdrawn):
        tables: tuple[Any, ...] = (LessonReading, SignOff, LearningGoal, TrainerVisit)
        for model in tables:
            db.session.execute(delete(model).where(model.person_id.in_(event.person_ids)))
        return
    db.session.execute(update(LessonReading).where(LessonReading.person_id == event.person_id).values(note=""))
    db.session.execute(delete(LearningGoal).where(LearningGoal.person_id == event.person_id))


def hear_merged(event: UnitMerged) -> None:
    """Hand the courses of a unit over to the one it was merged into."""
    db.session.execute(update(CourseRow).where(CourseRow.unit_id == event.unit_id).values(unit_id=event.into_id))


def _count(held: LessonReading, *, came_back: bool = False) -> None:
    """Count the time since somebody was last seen in a lesson; who was away for long was not reading it."""
    spent = clock.now() - held.last_at
    if not came_back or spent <= LONGEST_LOOK:
        held.seconds += max(0, round(min(spent, LONGEST_LOOK).total_seconds()))
    held.last_at = clock.now()
