"""A key was wrong: look at what a new grading would change, then apply exactly that, in one audited step."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from quizzes import grading, queries, rules
from quizzes.marking.access import learners_of
from quizzes.marking_models import Regrade
from quizzes.models import Attempt, Mark, QuestionVersion, Quiz, Slot
from training.accounts.models import Identity
from training.core import audit, clock
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.notices import service as notices


@dataclass(frozen=True)
class Change:
    """One answer whose mark would change, by the newest version of its question."""

    slot_id: int
    attempt_id: int
    place: int
    version_id: int
    before: float
    after: float
    raw: float | None


@dataclass(frozen=True)
class Result:
    """One attempt before and after."""

    attempt: Attempt
    name: str
    before: float
    after: float

    @property
    def turns(self) -> bool:
        """Say whether passing changes."""
        mark = self.attempt.quiz.pass_percent
        return rules.outcome(self.before, mark) != rules.outcome(self.after, mark)


@dataclass(frozen=True)
class Preview:
    """What a regrade would do, and the digest under which it is agreed to."""

    questions: list[QuestionVersion]
    changes: list[Change]
    results: list[Result]
    digest: str


def preview(quiz: Quiz, viewer_id: int) -> Preview:
    """Return what grading by the newest versions would change in closed attempts of the viewer's learners.

    Marks that a person gave stay as they are.
    """
    attempts = _attempts(quiz.id, viewer_id)
    slots = _slots([each.id for each in attempts])
    newest = queries.current_versions({slot.version.question_id for slot in slots})
    marks, steps = _marks(slots), grading.steps_of(slots)
    by_id, changes = {each.id: each for each in attempts}, list[Change]()
    for slot in slots:
        new, mark = newest.get(slot.version.question_id), marks.get(slot.id)
        if new is None or mark is None or mark.why in ("marker", "appeal") or new.kind != slot.version.kind:
            continue
        if new.id == (mark.version_id or slot.version_id):
            continue
        stands = grading.standing(by_id[slot.attempt_id], new, steps[slot.id], slot.version)
        if stands.fraction is not None:
            changes.append(
                Change(slot.id, slot.attempt_id, slot.place, new.id, mark.fraction, stands.fraction, stands.raw)
            )
    if all(each.before == each.after for each in changes):
        changes = []  # a newer wording alone is nothing to agree to
    touched = {each.version_id for each in changes}
    shown = [version for version in newest.values() if version.id in touched]
    return Preview(shown, changes, _results(by_id, slots, marks, changes), _digest(quiz.id, changes))


def apply(quiz: Quiz, viewer_id: int, digest: str, reason: str) -> Regrade:
    """Append the marks of a preview that was agreed to, and tell the house; agreed to twice, it is done once.

    Raises RuleBroken without a reason, or where the preview no longer holds.
    """
    if not reason.strip():
        raise RuleBroken(_("Write the reason: it stands beside the correction."), field="reason", code="regrade.why")
    locked(Quiz, quiz.id)
    known = db.session.scalars(select(Regrade).filter_by(digest=digest)).first()
    if known is not None:
        return known
    found = preview(quiz, viewer_id)
    if not found.changes or found.digest != digest:
        raise RuleBroken(_("Something has changed meanwhile. Look at the preview again."), code="regrade.stale")
    now = clock.now()
    for each in found.changes:
        db.session.add(
            Mark(slot_id=each.slot_id, fraction=each.after, raw=each.raw, version_id=each.version_id, by=viewer_id,
                 why="regrade", at=now)
        )  # fmt: skip
    db.session.flush()
    for result in found.results:
        grading.settle(result.attempt, again=True, reason=reason.strip())
    row = Regrade(
        quiz_id=quiz.id, made_by=viewer_id, made_at=now, reason=reason.strip(), digest=digest,
        changed=sum(each.before != each.after for each in found.changes),
        found=[[each.attempt.id, each.before, each.after] for each in found.results],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    for result in found.results:
        told, key = {"title": quiz.title}, f"regraded:{row.id}:{result.attempt.id}"
        url = f"/attempts/{result.attempt.id}/review"
        notices.tell([result.attempt.learner_id], "marked", key, url=url, about=told)
    audit.note("quiz.regrade", ("quiz", quiz.id), answers=len(found.changes), attempts=len(found.results))
    return row


def _attempts(quiz_id: int, viewer_id: int) -> list[Attempt]:
    query = select(Attempt).where(
        Attempt.quiz_id == quiz_id, Attempt.submitted_at.is_not(None), Attempt.abandoned_at.is_(None),
        Attempt.learner_id.in_(learners_of(viewer_id)),
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(Attempt.id)))


def _slots(attempt_ids: list[int]) -> list[Slot]:
    return list(db.session.scalars(select(Slot).where(Slot.attempt_id.in_(attempt_ids)).order_by(Slot.id)))


def _marks(slots: list[Slot]) -> dict[int, Mark]:
    query = select(Mark).where(Mark.slot_id.in_([slot.id for slot in slots])).order_by(Mark.id)
    return {mark.slot_id: mark for mark in db.session.scalars(query)}


def _results(
    attempts: dict[int, Attempt], slots: list[Slot], marks: dict[int, Mark], changes: list[Change]
) -> list[Result]:
    new = {each.slot_id: each.after for each in changes}
    pairs: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for slot in slots:
        mark = marks.get(slot.id)
        pairs[slot.attempt_id].append((slot.weight, new.get(slot.id, mark.fraction if mark else 0.0)))
    touched = sorted({each.attempt_id for each in changes})
    learners = {attempts[each].learner_id for each in touched}
    named = select(Identity.person_id, Identity.full_name).where(Identity.person_id.in_(learners))
    names = {row.person_id: row.full_name for row in db.session.execute(named)}
    return [
        Result(row, names.get(row.learner_id, ""), row.fraction or 0.0, rules.total(pairs[row.id]))
        for row in (attempts[each] for each in touched) if not row.waiting
    ]  # fmt: skip


def _digest(quiz_id: int, changes: list[Change]) -> str:
    told = [[each.slot_id, each.version_id, each.before, each.after] for each in changes]
    return hashlib.sha256(json.dumps([quiz_id, told]).encode()).hexdigest()

