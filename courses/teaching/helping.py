"""What a trainer does for people on a course: remind, give more time, sign off, take a sign-off back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from courses import editions, service
from courses.models import CourseRow, SignOff
from courses.queries import Line
from courses.types import SIGNOFF
from training.core import audit, clock
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import service as ledger
from training.ledger.models import Completion, Duty
from training.ledger.queries import DONE
from training.notices import service as notices

KIND = "course"


def remind(row: CourseRow, person_ids: Iterable[int]) -> int:
    """Remind those who are not done, once a day at most, and return how many."""
    duty = and_(Duty.person_id == Completion.person_id, Duty.ref_kind == KIND, Duty.ref_id == row.id)
    done = (
        select(Completion.person_id)
        .outerjoin(Duty, duty)
        .where(
            Completion.ref_kind == KIND, Completion.ref_id == row.id, Completion.outcome.in_(DONE),
            or_(Duty.anew_since.is_(None), Completion.at >= Duty.anew_since),
        )
    )  # fmt: skip
    finished, asked = set(db.session.scalars(done)), list(dict.fromkeys(person_ids))
    people = [each for each in asked if each not in finished]
    dues = dict(
        db.session.execute(
            select(Duty.person_id, Duty.due_on).where(
                Duty.ref_kind == KIND, Duty.ref_id == row.id, Duty.person_id.in_(people)
            )
        ).all()
    )
    for person_id in people:
        due = dues.get(person_id)
        told = {"title": row.title, "due": due.isoformat() if due else None}
        key = f"reminded:{KIND}:{row.id}:{clock.today().isoformat()}"
        notices.tell([person_id], "reminded", key, url=f"/courses/{row.id}", about=told)
    audit.note("course.remind", ("course", row.id), people=len(people))
    return len(people)


def extend(row: CourseRow, person_ids: Iterable[int], due_on: date) -> int:
    """Give those of whom the course is asked a new day, and return how many; raise RuleBroken for a past day."""
    wanted = select(Duty.person_id).where(
        Duty.ref_kind == KIND, Duty.ref_id == row.id, Duty.person_id.in_(list(person_ids))
    )
    people = db.session.scalars(wanted).all()
    for person_id in people:
        ledger.extend(person_id, ActivityRef(KIND, row.id), due_on)
        told = {"title": row.title, "due": due_on.isoformat()}
        key = f"extended:{KIND}:{row.id}:{due_on.isoformat()}"
        notices.tell([person_id], "extended", key, url=f"/courses/{row.id}", about=told)
    return len(people)


def sign_off(row: CourseRow, person_id: int, activity: str, why: str, *, by: int) -> SignOff:
    """Let a step count for somebody: who, when and why stand beside it. The same twice is one.

    Raises RuleBroken without a reason, or for a step that the course does not have.
    """
    course = editions.content(row)
    if activity not in {step.activity for step in course.steps}:
        raise RuleBroken(_("Choose a step of this course."), field="activity", code="signoff.step")
    if not why.strip():
        raise RuleBroken(_("Write what you saw, or why it counts: it stands beside the sign-off."), field="why",
                         code="signoff.why")  # fmt: skip
    held = select(SignOff).filter_by(course_id=row.id, person_id=person_id, activity=activity, withdrawn_at=None)
    found = db.session.scalars(held).first()
    if found is not None:
        return found
    made = SignOff(
        course_id=row.id, person_id=person_id, activity=activity, why=why.strip()[:1000], by=by, at=clock.now()
    )
    db.session.add(made)
    db.session.flush()
    audit.note("course.sign_off", ("person", person_id), course=row.id, activity=activity)
    service.join(person_id, row)
    service.settle(person_id, row, course)
    return made


def take_back(sign: SignOff, why: str, *, by: int) -> None:
    """Take a sign-off back with a reason; a course that was finished by it stays finished."""
    if not why.strip():
        raise RuleBroken(_("Write the reason: it stands beside the correction."), field="why", code="signoff.why")
    if sign.withdrawn_at is None:
        sign.withdrawn_at, sign.withdrawn_by, sign.withdrawn_why = clock.now(), by, why.strip()[:1000]
        audit.note("course.sign_off_back", ("person", sign.person_id), course=sign.course_id, activity=sign.activity)


def open_steps(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Return the steps that could still be signed off, (name, title): those done beside a trainer first.

    Where there is none of these, a line that chooses nothing comes first: nobody signs off a lesson by mistake.
    """
    waiting = [line.step for line in lines if line.state != "finished"]
    beside = [step for step in waiting if step.kind == SIGNOFF]
    found = [(step.activity, step.title) for step in (*beside, *(each for each in waiting if each.kind != SIGNOFF))]
    return found if beside or not found else [("", _("Choose the step")), *found]
