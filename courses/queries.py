"""How far a person is in a course, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from courses import release
from courses.completion import Evidence, Explained, explain, finished_at, progress
from courses.models import CourseRow, LessonReading, SignOff
from courses.references import resolve
from courses.release import Learner, Lock
from courses.types import SIGNOFF, Course, Section, Step
from training.accounts.models import Membership, Position, Unit, UnitPath
from training.core import activities, clock, words
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries as ledger
from training.ledger.models import Completion
from training.ledger.queries import DONE, Standing


@dataclass(frozen=True)
class Line:
    """One step of a course as its page shows it: where it leads, how it stands, and what still keeps it closed."""

    step: Step
    url: str | None
    state: str
    number: int | None
    lock: Lock | None = None


@dataclass(frozen=True)
class Way:
    """A person's way through a course: every part of theirs, every rule explained, and where to go on."""

    parts: tuple[tuple[Section, tuple[Line, ...]], ...]
    rules: tuple[Explained, ...]
    stand: Standing
    least: int | None = None
    titles: dict[str, str] = field(default_factory=dict)
    read: dict[str, LessonReading] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every step of theirs, in order."""
        return tuple(line for _section, lines in self.parts for line in lines)

    @property
    def fraction(self) -> float:
        """Return the share of what is asked that is met."""
        return progress(self.rules, self.least)

    @property
    def minutes_left(self) -> int:
        """Return the minutes that the unfinished steps of theirs are said to take."""
        return sum(line.step.minutes for line in self.lines if line.state != "finished")

    @property
    def met_at(self) -> Any:
        """Return the moment everything asked was met, or None."""
        return finished_at(self.rules, self.least)

    @property
    def next(self) -> Line | None:
        """Return the first open line that is not finished."""
        waiting = (line for line in self.lines if line.state != "finished" and line.lock is None and line.url)
        return next(waiting, None)

    def why_closed(self, lock: Lock) -> str:
        """Say what still keeps a step closed, in a sentence."""
        title = self.titles.get(lock.activity, "")
        match lock.why:
            case "date":
                return str(_("Opens on %(day)s.", day=words.day(lock.on)))
            case "after":
                return str(_("Opens after “%(title)s” is done.", title=title))
            case "score":
                return str(_("Opens with at least %(num)s %% in “%(title)s”.", num=lock.percent, title=title))

    def line_of(self, activity: str) -> Line | None:
        """Return the line of an activity."""
        return next((line for line in self.lines if line.step.activity == activity), None)


def open_courses() -> Sequence[CourseRow]:
    """Return the courses that can be taken."""
    query = select(CourseRow).where(CourseRow.archived_at.is_(None), CourseRow.digest != "")
    return db.session.scalars(query.order_by(CourseRow.sort_key, CourseRow.id)).all()


READ = select(LessonReading).where(
    LessonReading.person_id == bindparam("person_id"), LessonReading.course_id == bindparam("course_id")
)
"""Asked whenever a lesson or a course is opened, hence built once."""
SIGNED = select(SignOff).where(
    SignOff.person_id == bindparam("person_id"), SignOff.course_id == bindparam("course_id"),
    SignOff.withdrawn_at.is_(None),
)  # fmt: skip
_proof = Completion.__table__.c
PROOFS = (
    select(
        _proof.id, _proof.ref_kind, _proof.ref_id, _proof.outcome, _proof.fraction, _proof.at, _proof.by,
        _proof.reason, _proof.replaces_id,
    )
    .where(
        _proof.person_id == bindparam("person_id"), _proof.ref_kind.in_(bindparam("kinds", expanding=True)),
        _proof.ref_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(_proof.id)
)  # fmt: skip
POSTS = (
    select(Unit.code, Position.name)
    .select_from(Membership)
    .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
    .join(Unit, Unit.id == UnitPath.ancestor_id)
    .outerjoin(Position, Position.id == Membership.position_id)
    .where(Membership.person_id == bindparam("person_id"), Membership.until.is_(None))
)


def readings(person_id: int, course_id: int) -> dict[str, LessonReading]:
    """Return a person's readings of a course by lesson key."""
    rows = db.session.scalars(READ, {"person_id": person_id, "course_id": course_id})
    return {row.lesson: row for row in rows}


def readings_of(person_id: int) -> Sequence[LessonReading]:
    """Return every reading of a person."""
    return db.session.scalars(select(LessonReading).filter_by(person_id=person_id).order_by(LessonReading.id)).all()


def signed(person_id: int, course_id: int) -> Sequence[SignOff]:
    """Return what trainers signed off for a person in a course, and did not take back."""
    return db.session.scalars(SIGNED, {"person_id": person_id, "course_id": course_id}).all()


def way(person_id: int, row: CourseRow, course: Course) -> Way:
    """Return a person's way through a course, in a fixed number of queries."""
    read = readings(person_id, row.id)
    others = {each: found for each in outside(course) if (found := resolve(each))}
    whole = ActivityRef("course", row.id)
    stands = ledger.standing(person_id, [whole, *(found.ref for found in others.values())])
    evidence = [
        *_from_readings(course, read), *_from_ledger(person_id, others, stands),
        *_from_trainers(person_id, row.id, stands[whole]),
    ]  # fmt: skip
    explained = explain(course.completion, evidence)
    learner = _learner(person_id, course, evidence, explained)
    parts = tuple(
        (section, tuple(_line(row, course, step, shut, read, others, stands, evidence) for step, shut in steps))
        for section, steps in release.mine(course, learner)
    )
    theirs = {line.step.activity for _section, lines in parts for line in lines}
    asked = tuple(each for each in explained if each.rule.activity in theirs)
    titles = {step.activity: step.title for step in course.steps}
    return Way(parts, asked, stands[whole], course.least, titles, read)


def outside(course: Course) -> list[str]:
    """Return the activities of a course that other rooms bring."""
    return [step.activity for step in course.steps if step.kind not in ("lesson", SIGNOFF)]


def withheld(person_id: int, course: Course) -> set[str]:
    """Return the activities of a course whose result the person may not know yet."""
    refs = {found.ref: each for each in outside(course) if (found := resolve(each))}
    return {refs[ref] for ref in activities.withheld(person_id, refs)}


def _learner(person_id: int, course: Course, evidence: Iterable[Evidence], rules: Iterable[Explained]) -> Learner:
    if not course.opens_later:
        return Learner(clock.today())
    posts = db.session.execute(POSTS, {"person_id": person_id}).all() if release.asks_who(course) else []
    scores: dict[str, float] = {}
    for each in evidence:
        scores[each.activity] = max(each.fraction, scores.get(each.activity, 0.0))
    done = {each.activity for each in evidence if each.finished or each.by is not None}
    met = {each.rule.activity for each in rules if each.met}
    return Learner(
        clock.today(), frozenset(code for code, _post in posts), frozenset(post for _code, post in posts if post),
        done | met, scores,
    )  # fmt: skip


def _from_readings(course: Course, read: dict[str, LessonReading]) -> list[Evidence]:
    found = []
    for lesson in course.lessons:
        row = read.get(lesson.key)
        if row is not None:
            done = row.finished_at is not None
            at = row.finished_at or row.opened_at
            found.append(Evidence(lesson.reference(course.key), at, float(done), done, row.seconds // 60))
    return found


def _counts(at: datetime, stand: Standing) -> bool:
    """Say whether something done at `at` still counts: nothing was asked anew since."""
    return stand.since is None or at >= stand.since


def _from_ledger(person_id: int, others: dict[str, Description], stands: dict[ActivityRef, Standing]) -> list[Evidence]:
    if not others:
        return []
    names = {about.ref: each for each, about in others.items()}
    known = {"kinds": sorted({ref.kind for ref in names}), "ids": sorted({ref.id for ref in names})}
    rows = db.session.execute(PROOFS, {"person_id": person_id, **known}).all()
    found, tries = [], dict.fromkeys(names.values(), 0)
    replaced = {row.replaces_id for row in rows}
    for row in rows:
        ref = ActivityRef(row.ref_kind, row.ref_id)
        if row.id in replaced or ref not in names or not _counts(row.at, stands[ref]):
            continue
        name, done = names[ref], row.outcome in DONE
        tries[name] += 1
        fraction = row.fraction if row.fraction is not None else float(done)
        by = row.by if done else None
        found.append(Evidence(name, row.at, fraction, done, 0, tries[name], by, row.reason, row.id))
    return found


def _from_trainers(person_id: int, course_id: int, stand: Standing) -> list[Evidence]:
    return [
        Evidence(row.activity, row.at, 1.0, True, by=row.by, why=row.why) for row in signed(person_id, course_id)
        if _counts(row.at, stand)
    ]  # fmt: skip


def _line(
    row: CourseRow, course: Course, step: Step, shut: Lock | None, read: dict[str, LessonReading],
    others: dict[str, Description], stands: dict[ActivityRef, Standing], evidence: Sequence[Evidence],
) -> Line:  # fmt: skip
    lesson = course.lesson(step.activity)
    by_hand = any(each.by is not None and each.activity == step.activity for each in evidence)
    if lesson is not None:
        number, held = course.numbers[lesson.key], read.get(lesson.key)
        enough = held is not None and held.seconds >= 60 * course.least_minutes.get(step.activity, 0)
        state = "finished" if by_hand or (held and held.finished_at and enough) else "started" if held else "new"
        return Line(step, url_for("courses.lesson", course_id=row.id, number=number), state, number, shut)
    if step.activity not in others:
        return Line(step, None, "finished" if by_hand else "new", None, shut)
    about = others[step.activity]
    return Line(step, about.url, "finished" if by_hand else stands[about.ref].state, None, shut)
