"""People × steps of a course: what each did of each step, when and how, in a fixed number of queries a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from courses import queries, release
from courses.models import CourseRow, LessonReading, SignOff
from courses.references import resolve
from courses.release import Learner
from courses.types import Course, Step
from training.accounts.models import Membership, Position, Unit, UnitPath
from training.core import clock, words
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger.models import Completion, Duty, Progress
from training.ledger.queries import DONE


@dataclass(frozen=True)
class Cell:
    """How one person stands to one step: `state` is done, begun, new or none (it is not meant for them)."""

    state: str
    at: datetime | None = None
    percent: int | None = None
    by_hand: bool = False

    @property
    def text(self) -> str:
        """Say it as the screen and the files write it."""
        if self.state == "none":
            return str(_("not asked"))
        if self.state == "new":
            return str(_("not begun"))
        how = _("signed off") if self.by_hand else _("done") if self.state == "done" else _("begun")
        day = f" {words.short_day(self.at)}" if self.at else ""
        score = f", {self.percent} %" if self.percent is not None and self.state == "done" else ""
        return f"{how}{day}{score}"


@dataclass
class _Known:
    """What the tables hold of some people: each by (person, step)."""

    read: dict[tuple[int, str], Any] = field(default_factory=dict)
    done: dict[tuple[int, str], Any] = field(default_factory=dict)
    share: dict[tuple[int, str], float | None] = field(default_factory=dict)
    """What counts now (0..1): a further attempt or a new grading moves it, the day it was done stays."""
    begun: dict[tuple[int, str], datetime] = field(default_factory=dict)
    signed: dict[tuple[int, str], datetime] = field(default_factory=dict)
    posts: dict[int, Learner] = field(default_factory=dict)


def cells(row: CourseRow, course: Course, people: Sequence[int]) -> dict[int, list[Cell]]:
    """Return, for each of `people`, a cell for every step of the course, in order."""
    refs = {found.ref: each for each in queries.outside(course) if (found := resolve(each))}
    known = _known(row, course, refs, people)
    asked = {step.activity: (section.release, step.release) for section in course.sections for step in section.steps}
    everybody = Learner(clock.today())

    def cell(person_id: int, step: Step) -> Cell:
        who = known.posts.get(person_id, everybody)
        if not all(release.is_for(each, who) for each in asked[step.activity]):
            return Cell("none")
        return _cell(known, (person_id, step.activity))

    return {each: [cell(each, step) for step in course.steps] for each in people}


def _cell(known: _Known, at: tuple[int, str]) -> Cell:
    read, done = known.read.get(at), known.done.get(at)
    if done is not None:
        share = known.share.get(at)
        return Cell("done", done.at, None if share is None else round(share * 100), done.by is not None)
    if read is not None and read.finished_at is not None:
        return Cell("done", read.finished_at)
    if at in known.signed:
        return Cell("done", known.signed[at], by_hand=True)
    if read is not None:
        return Cell("begun", read.last_at)
    return Cell("begun", known.begun[at]) if at in known.begun else Cell("new")


def _known(row: CourseRow, course: Course, refs: dict[ActivityRef, str], people: Sequence[int]) -> _Known:
    found, names = _Known(), {lesson.key: name for name, lesson in course.by_reference.items()}
    since = _anew(row, refs, people)
    reading = select(LessonReading).where(LessonReading.course_id == row.id, LessonReading.person_id.in_(people))
    for each in db.session.scalars(reading):
        if each.lesson in names:
            found.read[each.person_id, names[each.lesson]] = each
    signing = select(SignOff.person_id, SignOff.activity, SignOff.at).where(
        SignOff.course_id == row.id, SignOff.person_id.in_(people), SignOff.withdrawn_at.is_(None)
    )
    for person_id, activity, at in db.session.execute(signing):
        if _counts(at, since.get((person_id, f"course:{row.id}"))):
            found.signed[person_id, activity] = at
    if refs:
        _from_ledger(found, refs, people, since)
    if release.asks_who(course):
        found.posts = _posts(people)
    return found


def _from_ledger(found: _Known, refs: dict[ActivityRef, str], people: Sequence[int], since: dict[Any, Any]) -> None:
    done = select(
        Completion.person_id, Completion.ref_kind, Completion.ref_id, Completion.fraction, Completion.at,
        Completion.by, Completion.outcome, Completion.id, Completion.replaces_id,
    ).where(Completion.person_id.in_(people), _one_of(Completion, refs)).order_by(Completion.id)  # fmt: skip
    rows = db.session.execute(done).all()
    replaced = {each.replaces_id for each in rows}
    for each in rows:
        ref = ActivityRef(each.ref_kind, each.ref_id)
        here = (each.person_id, refs[ref])
        if each.id in replaced or not _counts(each.at, since.get((each.person_id, str(ref)))):
            continue
        found.share[here] = each.fraction
        if each.outcome in DONE:
            found.done.setdefault(here, each)
        else:
            found.begun[here] = each.at
    begun = select(Progress.person_id, Progress.ref_kind, Progress.ref_id, Progress.last_at).where(
        Progress.person_id.in_(people), _one_of(Progress, refs)
    )
    for person_id, kind, number, at in db.session.execute(begun):
        found.begun[person_id, refs[ActivityRef(kind, number)]] = at


def _anew(row: CourseRow, refs: Iterable[ActivityRef], people: Sequence[int]) -> dict[tuple[int, str], datetime]:
    """Return since when something was asked anew of somebody: what was done before does not count."""
    query = select(Duty.person_id, Duty.ref_kind, Duty.ref_id, Duty.anew_since).where(
        Duty.person_id.in_(people), Duty.anew_since.is_not(None),
        _one_of(Duty, [ActivityRef("course", row.id), *refs]),
    )  # fmt: skip
    return {(person_id, f"{kind}:{number}"): at for person_id, kind, number, at in db.session.execute(query) if at}


def _counts(at: datetime, since: datetime | None) -> bool:
    return since is None or at >= since


def _one_of(model: Any, refs: Iterable[ActivityRef]) -> Any:
    kinds: dict[str, list[int]] = {}
    for ref in refs:
        kinds.setdefault(ref.kind, []).append(ref.id)
    return or_(*(((model.ref_kind == kind) & model.ref_id.in_(ids)) for kind, ids in kinds.items()))


def _posts(people: Sequence[int]) -> dict[int, Learner]:
    query = (
        select(Membership.person_id, Unit.code, Position.name)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .join(Unit, Unit.id == UnitPath.ancestor_id)
        .outerjoin(Position, Position.id == Membership.position_id)
        .where(Membership.person_id.in_(people), Membership.until.is_(None))
    )
    units: dict[int, set[str]] = {}
    posts: dict[int, set[str]] = {}
    for person_id, code, post in db.session.execute(query):
        units.setdefault(person_id, set()).add(code)
        posts.setdefault(person_id, set()).update({post} if post else ())
    today = clock.today()
    return {each: Learner(today, frozenset(units[each]), frozenset(posts[each])) for each in units}
