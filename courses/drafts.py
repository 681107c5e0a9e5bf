"""What a course will say: pieces that are changed one at a time, every change kept so that it can be undone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from courses import editions
from courses.models import CourseEdit, CoursePiece, CourseRow, CourseVersion
from training.core import clock, settings
from training.core.db import db
from training.core.errors import RuleBroken

HEAD = "course"
LESSON = "lesson/"
SECOND_READER = "courses.second_reader"
"""The setting that asks for a second pair of eyes before a course is published."""
TOGETHER = timedelta(minutes=10)
"""Typing in one spot without a longer pause is one change to undo."""
Raw = dict[str, Any]


def pieces(row: CourseRow) -> dict[str, CoursePiece]:
    """Return the pieces of a course's draft by name."""
    found = db.session.scalars(select(CoursePiece).filter_by(course_id=row.id).order_by(CoursePiece.id))
    return {each.name: each for each in found}


def body(row: CourseRow) -> Raw:
    """Return a course's draft as one body, its lessons in the order of the outline."""
    known = pieces(row)
    head = deepcopy(known[HEAD].body)
    named = [each["activity"].rpartition("/")[2] for each in activities_of(head) if is_lesson(each)]
    lessons = [deepcopy(known[LESSON + key].body) for key in named if LESSON + key in known]
    return {"course": head, "lessons": lessons}


def activities_of(head: Mapping[str, Any]) -> list[Raw]:
    """Return every activity of an outline, in order."""
    return [each for section in head["sections"] for each in section["activities"]]


def is_lesson(activity: Mapping[str, Any]) -> bool:
    """Say whether an activity of an outline is one of the course's own lessons."""
    return str(activity["activity"]).startswith("lesson:")


def change(
    row: CourseRow, name: str, body: Raw | None, what: str, *, by: int | None, spot: str = "", seq: int | None = None,
    batch: str = "",
) -> CoursePiece | None:  # fmt: skip
    """Write one piece of a draft, or take it away (None); the piece as it was stays beside the change.

    Raises RuleBroken when somebody else changed it since `seq`.
    """
    held = db.session.scalars(select(CoursePiece).filter_by(course_id=row.id, name=name)).first()
    if held is not None and seq is not None and held.seq != seq:
        raise RuleBroken(_("Somebody else has changed this meanwhile. Look at it anew, then change it."),
                         code="course.conflict")  # fmt: skip
    before = deepcopy(held.body) if held else None
    if before == body:
        return held
    if not _goes_on(row, name, spot, by):
        db.session.add(CourseEdit(
            course_id=row.id, batch=batch or secrets.token_hex(8), piece=name, spot=spot, what=what, before=before,
            at=clock.now(), by=by,
        ))  # fmt: skip
    found = _write(row, held, name, body)
    _touch(row, by)
    return found


def replace(row: CourseRow, body: Mapping[str, Any], *, by: int | None, what: str = "") -> None:
    """Put another body in place of the whole draft; with `what`, as one change that can be undone."""
    wanted = {HEAD: body["course"]} | {LESSON + each["key"]: each for each in body["lessons"]}
    known, batch = pieces(row), secrets.token_hex(8)
    for name in [*wanted, *(name for name in known if name not in wanted)]:
        new = deepcopy(wanted.get(name))
        if what:
            change(row, name, new, what, by=by, batch=batch)
        else:
            _write(row, known.get(name), name, new)
    if not what:
        db.session.execute(delete(CourseEdit).where(CourseEdit.course_id == row.id))


def last_change(row: CourseRow) -> CourseEdit | None:
    """Return the change that would be undone next."""
    query = select(CourseEdit).filter_by(course_id=row.id, undone_at=None).order_by(CourseEdit.id.desc()).limit(1)
    return db.session.scalars(query).first()


def changes(row: CourseRow, limit: int = 30) -> Sequence[CourseEdit]:
    """Return the newest changes of a draft, those undone too; a change of several pieces stands once."""
    whole = select(func.min(CourseEdit.id)).filter_by(course_id=row.id).group_by(CourseEdit.batch)
    query = select(CourseEdit).where(CourseEdit.id.in_(whole)).order_by(CourseEdit.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def undo(row: CourseRow, *, by: int | None, edit_id: int | None = None) -> CourseEdit | None:
    """Undo the last change (only if it is still `edit_id`, where given), and return it; None if there is none."""
    last = last_change(row)
    if last is None or (edit_id is not None and last.id != edit_id):
        return None
    same = select(CourseEdit).filter_by(course_id=row.id, batch=last.batch, undone_at=None)
    known = pieces(row)
    for each in db.session.scalars(same.order_by(CourseEdit.id.desc())).all():
        _write(row, known.get(each.piece), each.piece, deepcopy(each.before))
        each.undone_at = clock.now()
    _touch(row, by)
    return last


def waiting(row: CourseRow) -> bool:
    """Say whether the draft says something else than what is published."""
    return not row.digest or editions.digest_of(editions.as_json(body(row))) != row.digest


def restore(row: CourseRow, version: CourseVersion, what: str, *, by: int | None) -> None:
    """Bring an old version back as the draft; it is published like any other change."""
    replace(row, version.body, by=by, what=what)


def _goes_on(row: CourseRow, name: str, spot: str, by: int | None) -> bool:
    """Say whether this change only goes on with the last one: the same spot, by the same hand, without a pause."""
    last = last_change(row)
    if not spot or last is None or (last.piece, last.spot, last.by) != (name, spot, by):
        return False
    if clock.now() - last.at > TOGETHER:
        return False
    db.session.execute(update(CourseEdit).where(CourseEdit.id == last.id).values(at=clock.now()))
    return True


def _write(row: CourseRow, held: CoursePiece | None, name: str, body: Raw | None) -> CoursePiece | None:
    if body is None:
        if held is not None:
            db.session.delete(held)
            db.session.flush()
        return None
    if held is None:
        held = CoursePiece(course_id=row.id, name=name, body=body, seq=1)
        db.session.add(held)
    else:
        held.body, held.seq = body, held.seq + 1
    db.session.flush()
    return held


def _touch(row: CourseRow, by: int | None) -> None:
    row.changed_at, row.changed_by, row.edited = clock.now(), by, True
    row.review_at = row.review_by = None
    row.review_note = ""
    if settings.get(SECOND_READER):
        row.publish_at = None  # the day was set for what had been read
