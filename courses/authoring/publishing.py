"""From draft to published: what still is missing, a second pair of eyes, a day to come out on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from courses import drafts, editions, plain
from courses.authoring import outline
from courses.drafts import SECOND_READER
from courses.models import CourseRow
from courses.references import resolve
from courses.types import SIGNOFF
from training.accounts.models import Grant, Identity, UnitPath
from training.accounts.rights import RIGHTS, Permission
from training.core import audit, clock, jobs, settings
from training.core.db import db
from training.core.errors import RuleBroken
from training.notices import service as notices


@dataclass(frozen=True)
class Fault:
    """One thing that keeps a course from being published, and the lesson it concerns, if any."""

    text: str
    lesson: str = ""


def faults(row: CourseRow) -> list[Fault]:
    """Return what a draft still lacks, in the order in which one would mend it."""
    known = drafts.pieces(row)
    head = known[drafts.HEAD].body
    found = [] if head["title"].strip() else [Fault(_("The course needs a title."))]
    steps = [step for _section, _place, step in outline.steps(head)]
    if not steps:
        found.append(Fault(_("The course holds nothing yet. Add a lesson or an exercise.")))
    for step in steps:
        found += _step_faults(row, step, known)
    if steps and not head["completion"]:
        found.append(Fault(_("No rule says when the course is finished. Add at least one.")))
    if not found:
        try:
            editions.read(drafts.body(row))
        except plain.CourseError as fault:
            found.append(Fault(_("Something does not fit together: %(what)s", what=str(fault))))
    return found


def publish(row: CourseRow, note: str, *, by: int | None) -> None:
    """Let learners read the draft from now on; the same content again changes nothing.

    Raises RuleBroken for a draft that is not whole, or whose own writer is alone where two are wanted.
    """
    if found := faults(row):
        raise RuleBroken(found[0].text, code="course.not_whole")
    _read_by_another(row, by)
    asked_by = row.review_by
    if drafts.waiting(row):
        editions.bring_out(row, drafts.body(row), by=by, note=note)
        jobs.enqueue("courses.settle", course_id=row.id)
    row.review_at = row.review_by = row.publish_at = row.archived_at = None
    row.review_note = ""
    if asked_by is not None and asked_by != by:
        told = {"title": row.title}
        notices.tell([asked_by], "course_out", f"course_out:{row.id}:{row.version}", url=_desk(row), about=told)


def needs_another(row: CourseRow, by: int) -> bool:
    """Say whether `by` may not bring the draft out: two are wanted, and `by` wrote last or asked for the review."""
    return bool(settings.get(SECOND_READER)) and by in (row.review_by, row.changed_by)


def ask_review(row: CourseRow, *, by: int) -> None:
    """Ask the other authors of the course's unit to look at the draft.

    Raises RuleBroken for a draft that is not whole, or where nobody else writes for the unit.
    """
    if found := faults(row):
        raise RuleBroken(found[0].text, code="course.not_whole")
    others = [each for each in writers_of(row.unit_id) if each != by]
    if not others:
        raise RuleBroken(
            _("Nobody else writes for this unit, so nobody can review it. An administrator can name a second author."),
            code="course.no_reviewer",
        )
    row.review_at, row.review_by, row.review_note = clock.now(), by, ""
    audit.note("course.review", ("course", row.id))
    key = f"course_review:{row.id}:{row.review_at.isoformat()}"
    notices.tell(others, "course_review", key, url=_desk(row), about={"title": row.title})


def asker_of(row: CourseRow) -> str:
    """Return the name of whoever asked for the review, or nothing."""
    if row.review_by is None:
        return ""
    return db.session.scalar(select(Identity.full_name).filter_by(person_id=row.review_by)) or ""


def withdraw_review(row: CourseRow, *, by: int) -> bool:
    """Ask nobody any more to look at a draft; say whether `by` had asked. Safe to repeat."""
    if row.review_at is None or row.review_by != by:
        return False
    row.review_at = row.review_by = None
    audit.note("course.review_withdraw", ("course", row.id))
    return True


def send_back(row: CourseRow, words: str, *, by: int) -> None:
    """Give a draft back to whoever asked for the review, with words."""
    asked_by = row.review_by
    row.review_at = row.review_by = None
    row.review_note = words
    audit.note("course.send_back", ("course", row.id))
    if asked_by is not None and asked_by != by:
        key = f"course_back:{row.id}:{clock.now().isoformat()}"
        notices.tell([asked_by], "course_back", key, url=_desk(row), about={"title": row.title})


def schedule(row: CourseRow, at: datetime | None, *, by: int) -> None:
    """Let the draft come out by itself at a moment, or no more (None).

    Raises RuleBroken for a moment that has passed, or from its own writer where two are wanted.
    """
    if at is not None:
        _read_by_another(row, by)
        if at <= clock.now():
            raise RuleBroken(_("This moment has passed. Choose a later one."), field="at", code="course.past")
        if found := faults(row):
            raise RuleBroken(found[0].text, code="course.not_whole")
        jobs.enqueue("courses.publish_due", run_at=at, course_id=row.id)
    row.publish_at = at
    row.changed_by = row.changed_by or by
    audit.note("course.schedule", ("course", row.id), at=at.isoformat() if at else None)


def publish_due(course_id: int) -> None:
    """Bring out a course whose moment has come: a job. One that is not whole any more stays, and its writer is told."""
    row = db.session.get(CourseRow, course_id)
    if row is None or row.publish_at is None or row.publish_at > clock.now():
        return
    if faults(row):
        row.publish_at = None
        told = {"title": row.title}
        people = [row.changed_by] if row.changed_by else []
        notices.tell(people, "course_stuck", f"course_stuck:{row.id}:{clock.today()}", url=_desk(row), about=told)
        return
    publish(row, "", by=None)


def writers_of(unit_id: int | None) -> Sequence[int]:
    """Return the people who write for a unit; nobody in particular for what belongs to the whole house."""
    roles = [role.value for role, rights in RIGHTS.items() if Permission.CONTENT_WRITE in rights and role != "admin"]
    query = (
        select(Grant.person_id)
        .join(UnitPath, UnitPath.ancestor_id == Grant.unit_id)
        .where(UnitPath.descendant_id == unit_id, Grant.role.in_(roles), Grant.until.is_(None))
        .distinct()
    )
    return db.session.scalars(query).all() if unit_id is not None else []


def _read_by_another(row: CourseRow, by: int | None) -> None:
    if by is not None and needs_another(row, by):
        message = _("Somebody else than its writer publishes a course here. Send it for review.")
        raise RuleBroken(message, code="course.second_reader")


def _step_faults(row: CourseRow, step: Mapping[str, Any], known: Mapping[str, Any]) -> list[Fault]:
    kind, _colon, name = step["activity"].partition(":")
    if kind == "lesson":
        key = name.rpartition("/")[2]
        piece = known.get(drafts.LESSON + key)
        if piece is None or not piece.body["blocks"]:
            title = piece.body["title"] if piece else key
            return [Fault(_("The lesson “%(title)s” is empty.", title=title), key)]
    elif kind != SIGNOFF and resolve(step["activity"]) is None:
        return [Fault(_("“%(title)s” does not exist in this house. Take it out or choose another.",
                        title=step["title"]))]  # fmt: skip
    return []


def _desk(row: CourseRow) -> str:
    return f"/course-desk/{row.id}"
