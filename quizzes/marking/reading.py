"""Answers that a person marks: the queue, points by rubric, a second marker where the quiz wants one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, func, select, update

from quizzes import grading
from quizzes.marking.access import learners_of
from quizzes.marking_models import Judgement
from quizzes.models import AnswerStep, Attempt, Mark, QuestionVersion, Quiz, Slot
from quizzes.types.base import number, share
from training.accounts.models import Identity
from training.core import audit, clock
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.notices import service as notices

AGREE = 0.1
"""Two markers whose fractions differ by no more agree; their mean counts."""
WHOLE = "whole"
COMMENTS = (
    select(Judgement.slot_id, Judgement.comment).join(Slot, Slot.id == Judgement.slot_id)
    .where(Slot.attempt_id == bindparam("attempt_id"), Judgement.comment != "").order_by(Judgement.id)
)  # fmt: skip


def criteria(version: QuestionVersion) -> list[dict[str, Any]]:
    """Return the rubric of a question; without one, the whole answer out of ten."""
    rows = [dict(each) for each in version.settings.get("rubric", ())]
    return rows or [{"id": WHOLE, "text": "", "points": 10, "hint": ""}]


def waiting(viewer_id: int) -> Select[*tuple[Any, ...]]:
    """Return the query for (slot, attempt, version, quiz, name, markers so far) of unmarked answers, oldest first.

    Where a second marker is wanted, what the viewer has judged already waits for somebody else.
    """
    own = select(Judgement.id).where(Judgement.slot_id == Slot.id, Judgement.marker_id == viewer_id).exists()
    marked = select(Mark.id).where(Mark.slot_id == Slot.id).exists()
    answered = select(AnswerStep.id).where(AnswerStep.slot_id == Slot.id, AnswerStep.response.is_not(None)).exists()
    judges = select(func.count(Judgement.marker_id.distinct())).where(Judgement.slot_id == Slot.id).scalar_subquery()
    return (
        select(Slot, Attempt, QuestionVersion, Quiz, Identity.full_name, judges)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .outerjoin(Identity, Identity.person_id == Attempt.learner_id)
        .where(Attempt.waiting > 0, Attempt.submitted_at.is_not(None), Slot.weight > 0, answered, ~marked)
        .where(Attempt.learner_id.in_(learners_of(viewer_id)), ~own | (judges > 1))
        .order_by(Attempt.submitted_at, Slot.id)
    )


def judgements(slot_id: int) -> Sequence[Judgement]:
    """Return the newest judgement of each marker, the first marker's first."""
    found: dict[int, Judgement] = {}
    for row in db.session.scalars(select(Judgement).filter_by(slot_id=slot_id).order_by(Judgement.id)):
        found[row.marker_id] = row
    return list(found.values())


def points_of(version: QuestionVersion, typed: Mapping[str, str]) -> tuple[dict[str, float], float]:
    """Return the points by criterion and the fraction they are; raise RuleBroken for points that cannot be."""
    points, most = dict[str, float](), 0.0
    for each in criteria(version):
        name, limit = str(each["id"]), number(each["points"])
        text = typed.get(name, "").strip().replace(",", ".")
        try:
            points[name] = float(text)
        except ValueError:
            raise _outside(name, limit) from None
        if not 0 <= points[name] <= limit:
            raise _outside(name, limit)
        most += limit
    return points, share(sum(points.values()) / most)


def judge(slot: Slot, attempt: Attempt, marker_id: int, typed: Mapping[str, str], comment: str, *, final: bool) -> str:
    """Keep what a marker gives; return `done`, `second` (another marker is wanted) or `differ` (the two disagree).

    Raises RuleBroken for points that cannot be, or for a mark that is there already.
    """
    points, fraction = points_of(slot.version, typed)
    locked(Slot, slot.id)
    if db.session.scalar(select(Mark.id).filter_by(slot_id=slot.id).limit(1)) is not None:
        raise RuleBroken(_("Somebody has just marked this answer."), code="marking.done")
    row = Judgement(slot_id=slot.id, marker_id=marker_id, points=points, fraction=fraction, comment=comment.strip())
    row.at, row.final = clock.now(), final
    db.session.add(row)
    db.session.flush()
    audit.note("answer.mark", ("slot", slot.id), fraction=fraction)
    if not attempt.quiz.second_marker:
        return _mark(slot, attempt, marker_id, fraction)
    given = judgements(slot.id)
    if len(given) < 2:
        return "second"
    if final:
        return _mark(slot, attempt, marker_id, fraction)
    if abs(given[0].fraction - given[1].fraction) <= AGREE:
        return _mark(slot, attempt, marker_id, share((given[0].fraction + given[1].fraction) / 2))
    return "differ"


def comments_on(attempt_id: int) -> dict[int, str]:
    """Return the last words of a marker to each answer of an attempt, by slot."""
    return {row[0]: row[1] for row in db.session.execute(COMMENTS, {"attempt_id": attempt_id})}


def _mark(slot: Slot, attempt: Attempt, marker_id: int, fraction: float) -> str:
    db.session.add(Mark(slot_id=slot.id, fraction=fraction, raw=fraction, at=clock.now(), by=marker_id, why="marker"))
    left = update(Attempt).where(Attempt.id == attempt.id, Attempt.waiting > 0).values(waiting=Attempt.waiting - 1)
    db.session.execute(left)
    db.session.flush()
    db.session.refresh(attempt)
    if not attempt.waiting:
        grading.settle(attempt)
        told = {"title": attempt.quiz.title}
        url = f"/attempts/{attempt.id}/review"
        notices.tell([attempt.learner_id], "marked", f"marked:{attempt.id}", url=url, about=told)
    return "done"


def _outside(name: str, limit: float) -> RuleBroken:
    said = _("Give from 0 to %(most)s points.", most=f"{limit:g}")
    return RuleBroken(said, field=f"points-{name}", code="marking.points")
