"""Who takes a course in my units, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, and_, case, func, or_, select, union

from courses.models import CourseRow, CourseVersion, LessonReading
from courses.types import Course
from training.accounts import grants
from training.accounts.access import scope
from training.accounts.models import Identity, Membership, Person, Unit, UnitPath
from training.accounts.rights import Permission
from training.core import clock, fold
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import stuck
from training.ledger.models import Assignment, Completion, Duty, Progress
from training.ledger.queries import DONE
from training.ledger.reach import counts

KIND = "course"
SEE = Permission.COMPLETION_SEE


def taught(viewer_id: int) -> Select[CourseRow]:
    """Return the query for the published courses that concern somebody's units, archived ones too."""
    near = scope(viewer_id, SEE)
    above = select(UnitPath.ancestor_id).where(UnitPath.descendant_id.in_(grants.roots(viewer_id, SEE)))
    asked = select(Assignment.ref_id).where(Assignment.ref_kind == KIND, Assignment.unit_id.in_(near))
    mine = or_(
        CourseRow.unit_id.is_(None), CourseRow.unit_id.in_(near), CourseRow.unit_id.in_(above), CourseRow.id.in_(asked)
    )
    return select(CourseRow).where(CourseRow.digest != "", mine)


def access_taught_course(viewer_id: int, course_id: int) -> CourseRow:
    """Return a course that concerns the viewer's units, or 404."""
    found = db.session.scalars(taught(viewer_id).where(CourseRow.id == course_id)).first()
    if found is None:
        abort(404)
    return found


def figures(roots: Sequence[int], course_ids: Sequence[int]) -> dict[int, Any]:
    """Return (asked, done, begun, late) of each course below the units `roots`, in one grouped query.

    `+ 0` keeps the database from looking each of many thousand people up in each course: it reads the courses' duties
    from the index and asks of each whether the person is near. For one course, only those of whom it is asked are
    looked up at all.
    """
    near = (Duty.person_id + 0).in_(below(roots))
    if len(course_ids) == 1:
        near = _stands(Duty.person_id, roots)
    best, begun = _best(course_ids), _begun(course_ids)
    late = and_(best.c.person_id.is_(None), Duty.due_on < clock.today())
    query = (
        select(
            Duty.ref_id, func.count(Duty.id), func.count(best.c.person_id),
            func.count(case((best.c.person_id.is_(None), begun.c.person_id))), func.count(case((late, 1))),
        )
        .where(Duty.ref_kind == KIND, Duty.ref_id.in_(course_ids), near)
        .outerjoin(best, (best.c.person_id == Duty.person_id) & (best.c.ref_id == Duty.ref_id) & _counts(best))
        .outerjoin(begun, (begun.c.person_id == Duty.person_id) & (begun.c.ref_id == Duty.ref_id))
        .group_by(Duty.ref_id)
    )  # fmt: skip
    return {row[0]: tuple(row[1:]) for row in db.session.execute(query)}


def listed(
    unit_id: int, course_id: int, *, state: str = "", words: str = "", since: datetime | None = None,
    steps: Iterable[ActivityRef] = (),
) -> Any:  # fmt: skip
    """Return the query for (id, name, unit, due, asked, done at, fraction, seen) below a unit.

    Everybody of whom the course is asked, and everybody who began it of themselves; who is stuck in one of `steps`
    is stuck in the course, also where only that step was asked of them.
    """
    held = stuck.people([ActivityRef(KIND, course_id), *steps])
    taking = takers(course_id, *([held] if state == "stuck" else []))
    best = _best([course_id])
    duty = and_(Duty.person_id == Person.id, Duty.ref_kind == KIND, Duty.ref_id == course_id)
    progress = and_(Progress.person_id == Person.id, Progress.ref_kind == KIND, Progress.ref_id == course_id)
    query = (
        select(
            Person.id, Identity.full_name, func.min(Unit.name), Duty.due_on, Duty.id, best.c.at, Progress.fraction,
            Progress.last_at,
        )
        .select_from(taking)
        .join(Person, Person.id == taking.c.person_id)
        .join(Identity, Identity.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(UnitPath, (UnitPath.descendant_id == Membership.unit_id) & (UnitPath.ancestor_id == unit_id))
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(Duty, duty)
        .outerjoin(best, (best.c.person_id == Person.id) & or_(Duty.id.is_(None), _counts(best)))
        .outerjoin(Progress, progress)
        .group_by(
            Person.id, Person.name_key, Identity.full_name, Duty.due_on, Duty.id, best.c.at, Progress.fraction,
            Progress.last_at,
        )
        .order_by(Person.name_key, Person.id)
    )  # fmt: skip
    for word in fold.tokens(words):
        query = query.where(Identity.folded.contains(word, autoescape=True))
    return _narrowed(query, best, state, since, held)


def many(unit_id: int, course_id: int, *, state: str = "", words: str = "") -> Select[int] | None:
    """Return the query for how many people `listed` finds, where nothing narrows it; None where something does."""
    if state or fold.tokens(words):
        return None
    taking = takers(course_id)
    known = select(Identity.person_id).where(Identity.person_id == taking.c.person_id)
    return select(func.count()).select_from(taking).where(_stands(taking.c.person_id, [unit_id]), known.exists())


def where_they_are(unit_id: int, course: Course, row: CourseRow, refs: dict[str, ActivityRef]) -> dict[str, int]:
    """Return how many people below a unit have done each step, by its name, in two grouped queries."""
    read = (
        select(LessonReading.lesson, func.count())
        .where(
            LessonReading.course_id == row.id, LessonReading.finished_at.is_not(None),
            _stands(LessonReading.person_id, [unit_id]),
        )
        .group_by(LessonReading.lesson)
    )  # fmt: skip
    by_key = {lesson.key: name for name, lesson in course.by_reference.items()}
    found = {by_key[key]: count for key, count in db.session.execute(read) if key in by_key}
    if refs:
        names = {ref: name for name, ref in refs.items()}
        same = or_(*(and_(Completion.ref_kind == ref.kind, Completion.ref_id == ref.id) for ref in names))
        done = (
            select(Completion.ref_kind, Completion.ref_id, func.count(func.distinct(Completion.person_id)))
            .where(same, Completion.outcome.in_(DONE), _stands(Completion.person_id, [unit_id]))
            .group_by(Completion.ref_kind, Completion.ref_id)
        )
        found |= {names[ActivityRef(kind, number)]: count for kind, number, count in db.session.execute(done)}
    return found


def names_of(person_ids: set[int]) -> dict[int, str]:
    """Return the names of people."""
    query = select(Identity.person_id, Identity.full_name).where(Identity.person_id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def titles_of(course_ids: Iterable[int]) -> dict[int, str]:
    """Return the titles of courses."""
    query = select(CourseRow.id, CourseRow.title).where(CourseRow.id.in_(list(course_ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def version_at(course_id: int, number: int) -> CourseVersion | None:
    """Return one version of a course."""
    return db.session.scalars(select(CourseVersion).filter_by(course_id=course_id, number=number)).first()


def _narrowed(query: Any, best: Any, state: str, since: datetime | None, held: Select[int]) -> Any:
    """Keep only those in a state; `held` are those who are stuck."""
    open_ = best.c.person_id.is_(None)
    wanted = {
        "done": best.c.person_id.is_not(None), "started": and_(open_, Progress.id.is_not(None)),
        "new": and_(open_, Progress.id.is_(None)), "late": and_(open_, Duty.due_on < clock.today()),
        "stuck": and_(open_, Person.id.in_(held)),
    }  # fmt: skip
    if since is not None and state == "changed":
        fresh = and_(open_, Person.id.in_(held.where(Progress.stuck_at > since)))
        late = and_(open_, Duty.due_on >= clock.local(since).date(), Duty.due_on < clock.today())
        return query.where(or_(best.c.at > since, Progress.last_at > since, fresh, late))
    return query.where(wanted[state]) if state in wanted else query


def finished(course_id: int) -> Select[int]:
    """Return the query for the ids of those who finished a course, and since it was last asked anew."""
    duty = and_(Duty.person_id == Completion.person_id, Duty.ref_kind == KIND, Duty.ref_id == course_id)
    done = select(Completion.person_id).outerjoin(Duty, duty)
    return done.where(
        Completion.ref_kind == KIND, Completion.ref_id == course_id, Completion.outcome.in_(DONE), counts()
    )


def takers(course_id: int, *more: Select[int]) -> Any:
    """Return everybody of whom a course is asked, and everybody who began it of themselves; and `more`."""
    return union(
        select(Duty.person_id).where(Duty.ref_kind == KIND, Duty.ref_id == course_id),
        select(Progress.person_id).where(Progress.ref_kind == KIND, Progress.ref_id == course_id),
        *more,
    ).subquery()


def _stands(person: Any, roots: Sequence[int]) -> Any:
    """Return the condition that `person` stands below one of the units `roots`: looked up for each."""
    return (
        select(Membership.id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(Membership.person_id == person, Membership.until.is_(None), UnitPath.ancestor_id.in_(roots))
        .exists()
    )


def below(roots: Sequence[int]) -> Select[int]:
    """Return the query for the ids of those who stand below the units `roots`."""
    return (
        select(Membership.person_id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(UnitPath.ancestor_id.in_(roots), Membership.until.is_(None))
    )


def _best(course_ids: Sequence[int]) -> Any:
    return (
        select(Completion.ref_id, Completion.person_id, func.max(Completion.at).label("at"))
        .where(Completion.ref_kind == KIND, Completion.ref_id.in_(course_ids), Completion.outcome.in_(DONE))
        .group_by(Completion.ref_id, Completion.person_id)
        .subquery()
    )


def _counts(best: Any) -> Any:
    """Return the condition that a completion counts for `Duty`: nothing was asked anew since."""
    return or_(Duty.anew_since.is_(None), best.c.at >= Duty.anew_since)


def _begun(course_ids: Sequence[int]) -> Any:
    return (
        select(Progress.ref_id, Progress.person_id)
        .where(Progress.ref_kind == KIND, Progress.ref_id.in_(course_ids))
        .subquery()
    )
