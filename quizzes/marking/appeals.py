"""“Please look at this question again”: asked once a question, answered with words, and with points where due."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select, update

from quizzes import grading, queries
from quizzes.marking.access import learners_of
from quizzes.marking_models import Appeal
from quizzes.models import Attempt, Mark, QuestionVersion, Quiz, Slot
from training.accounts.models import Identity, Membership
from training.core import audit, clock
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.notices import service as notices
from training.notices import threads

SHORTEST = 10
"""Letters of a reason that says something."""


def ask(attempt: Attempt, slot: Slot, reason: str) -> Appeal:
    """Ask to look at a question again and tell the trainers; asked twice it stays one request.

    Raises RuleBroken before the result is known, or without a reason.
    """
    if attempt.abandoned_at is not None:
        raise RuleBroken(_("This attempt is kept and does not count."), code="appeal.nothing")
    if attempt.submitted_at is None or attempt.waiting:
        raise RuleBroken(_("Wait until the result is there."), code="appeal.early")
    if len(reason.strip()) < SHORTEST:
        raise RuleBroken(_("Write in a sentence what you think is not right."), field="reason", code="appeal.reason")
    locked(Slot, slot.id)
    known = db.session.scalars(select(Appeal).filter_by(slot_id=slot.id)).first()
    if known is not None:
        return known
    unit_id = db.session.scalar(
        select(Membership.unit_id)
        .where(Membership.person_id == attempt.learner_id, Membership.until.is_(None))
        .order_by(Membership.primary.desc(), Membership.id)
        .limit(1)
    )
    row = Appeal(
        slot_id=slot.id, learner_id=attempt.learner_id, unit_id=unit_id, reason=reason.strip(), asked_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    told = {"title": attempt.quiz.title}
    notices.tell(threads.trainers_of(unit_id), "appeal", f"appeal:{row.id}", url="/quizzes/appeals", about=told)
    return row


def decide(row: Appeal, by: int, answer: str, fraction: float | None) -> bool:
    """Answer a request, with other points (0..1) where they are due, and tell the learner; say whether it was open.

    Raises RuleBroken without words.
    """
    if not answer.strip():
        said = _("Say why, in a few words: they are shown to the learner.")
        raise RuleBroken(said, field="answer", code="appeal.why")
    once = update(Appeal).where(Appeal.id == row.id, Appeal.decided_at.is_(None))
    values = {"decided_at": clock.now(), "decided_by": by, "answer": answer.strip(), "granted": fraction is not None}
    if db.session.execute(once.values(**values).returning(Appeal.id)).first() is None:
        return False
    attempt = db.session.get_one(Attempt, row.slot.attempt_id)
    if fraction is not None:
        mark = Mark(slot_id=row.slot_id, fraction=min(1.0, max(0.0, fraction)), at=clock.now(), by=by, why="appeal")
        db.session.add(mark)
        db.session.flush()
        grading.settle(attempt, again=True, reason="appeal")
    audit.note("appeal.decide", ("appeal", row.id), granted=fraction is not None)
    url = f"/attempts/{attempt.id}/review#q-{row.slot.place}"
    told = {"title": attempt.quiz.title}
    notices.tell([row.learner_id], "appeal_answered", f"appeal_answered:{row.id}", url=url, about=told)
    return True


def listed(viewer_id: int, *, decided: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for (request, name, quiz, version, number of the question), oldest open ones first."""
    done = Appeal.decided_at.is_not(None) if decided else Appeal.decided_at.is_(None)
    return (
        select(Appeal, Identity.full_name, Quiz, QuestionVersion, queries.NUMBER)
        .select_from(Appeal)
        .join(Slot, Slot.id == Appeal.slot_id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .outerjoin(Identity, Identity.person_id == Appeal.learner_id)
        .where(done, Appeal.learner_id.in_(learners_of(viewer_id)))
        .order_by(Appeal.decided_at.desc() if decided else Appeal.id)
    )
