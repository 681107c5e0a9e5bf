"""What a trainer does for people on a course beside reminding and giving time: sign off, take a sign-off back."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from courses import editions, service
from courses.models import CourseRow, SignOff
from courses.queries import Line
from courses.types import SIGNOFF
from training.core import audit, clock
from training.core.db import db
from training.core.errors import RuleBroken


def sign_off(row: CourseRow, person_id: int, activity: str, why: str, *, by: int) -> SignOff:
    """Let a step count for somebody: who, when and why stand beside it. The same twice is one.

    Raises RuleBroken without a reason, for a step that the course does not have, and for one's own step.
    """
    course = editions.content(row)
    if person_id == by:
        raise RuleBroken(_("Nobody signs off their own steps. Ask another trainer of your unit, or one above it."),
                         code="signoff.own")  # fmt: skip
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
