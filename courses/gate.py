"""The door of whatever a course releases step by step: its quizzes, exercises and mailboxes keep closed till then."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from courses import editions, queries, references
from courses.access import OPEN_TO_ME, PUBLISHED
from courses.models import CourseRow
from courses.queries import Line, Way
from courses.types import ALWAYS, Course
from training.core import shelf
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.gates import Shut
from training.ledger import offers
from training.ledger import queries as ledger

MOST = 10
"""Of so many courses at most that hold one activity, the rules are looked at."""
HOLDING = OPEN_TO_ME.where(CourseRow.id.in_(bindparam("held", expanding=True))).order_by(CourseRow.id).limit(MOST)
FEW = 2
"""So many courses are named as what an activity is a part of."""


def shut(person_id: int, ref: ActivityRef) -> Shut | None:
    """Say what a person's courses still want before `ref` opens; nothing where it is open to them in another way.

    Another way is: it was asked of them, is offered to them, or is done already; or a course of theirs that has it
    open. No query where no course sets a condition on it.
    """
    holding = shelf.keep(("released", str(ref)), lambda: _releasing(ref))
    if not holding or _in_another_way(person_id, ref):
        return None
    names, found = references.names_of(ref), None
    for row in db.session.scalars(OPEN_TO_ME.where(CourseRow.id.in_(holding)), {"person_id": person_id}).all():
        way = queries.way(person_id, row, editions.content(row))
        line = next((each for each in way.lines if each.step.activity in names), None)
        if line is not None and line.lock is None:
            return None
        found = found or _told(row, way, line)
    return found


def part_of(person_id: int, ref: ActivityRef) -> list[tuple[str, str]]:
    """Return title and page of the courses that hold `ref` and that a person is asked to take or has begun."""
    held = references.holding(ref)
    rows = db.session.scalars(HOLDING, {"person_id": person_id, "held": held}).all() if held else ()
    stands = ledger.standing(person_id, [ActivityRef("course", row.id) for row in rows])
    mine = [row for row in rows if _taken(stands[ActivityRef("course", row.id)])]
    return [(row.title, url_for("courses.show", course_id=row.id)) for row in mine[:FEW]]


def _taken(stand: ledger.Standing) -> bool:
    return stand.asked or stand.state != "new"


def _in_another_way(person_id: int, ref: ActivityRef) -> bool:
    stand = ledger.standing(person_id, [ref])[ref]
    return stand.asked or stand.state == "finished" or offers.is_open_to(person_id, ref)


def _releasing(ref: ActivityRef) -> tuple[int, ...]:
    """Return the open courses that hold `ref`, or none where none of them sets a condition on it."""
    names, held = references.names_of(ref), references.holding(ref)
    rows = db.session.scalars(select(CourseRow).where(CourseRow.id.in_(held), *PUBLISHED).limit(MOST)).all()
    return tuple(row.id for row in rows) if any(_conditional(editions.content(row), names) for row in rows) else ()


def _conditional(course: Course, names: list[str]) -> bool:
    return any(
        section.release != ALWAYS or step.release != ALWAYS
        for section in course.sections for step in section.steps if step.activity in names
    )  # fmt: skip


def _told(row: CourseRow, way: Way, line: Line | None) -> Shut:
    """Say why, and lead to the step that opens it where there is one, else to the course."""
    page = url_for("courses.show", course_id=row.id)
    if line is None or line.lock is None:
        return Shut(_("This part of the course “%(title)s” is meant for other units or posts.", title=row.title), page,
                    row.title)  # fmt: skip
    reason = _("This belongs to the course “%(title)s” and is not open yet.", title=row.title)
    first = way.line_of(line.lock.activity) if line.lock.activity else None
    there = (first.url, first.step.title) if first and first.url and first.lock is None else (page, row.title)
    return Shut(f"{reason} {way.why_closed(line.lock)}", *there)
