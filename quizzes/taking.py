"""The verbs of whoever takes a quiz: start, flag, turn the page, hand in; and what the clock does when nobody does."""

from __future__ import annotations

import hmac
import random
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from quizzes import composing, grading, queries, rules
from quizzes.marking_models import Appeal, Judgement, Override
from quizzes.models import AnswerStep, Attempt, Mark, Quiz, Slot
from quizzes.terms import Terms, terms_for
from quizzes.types import TYPES
from training.accounts.models import Person
from training.core import clock, events, gates, words
from training.core.activities import ActivityRef
from training.core.db import add_rows, db, hold
from training.core.errors import RuleBroken
from training.core.events import PeopleWithdrawn, Started
from training.core.jobs import queue

KIND = "quiz"
_attempt: Any = Attempt.__table__
GIVEN = {"quiz_id", "learner_id", "number", "started_at", "due_at", "behaviour", "forward"}
BEGUN = insert(_attempt).returning(*(each for each in _attempt.c if each.name not in GIVEN))
CLOSE = (
    update(_attempt)
    .where(_attempt.c.id == bindparam("attempt_id"), _attempt.c.submitted_at.is_(None))
    .returning(_attempt.c.id)
)
"""Closes an attempt once: whoever comes second finds nothing to close."""


def start(quiz: Quiz, learner_id: int, code: str = "") -> Attempt:
    """Return the learner's open attempt, begun now if there is none.

    Raises RuleBroken before the opening, after the closing, while a course keeps it closed, without the entry code, too
    soon after the last attempt, once all attempts are used, or where the quiz has no questions.
    """
    hold(Person, learner_id)  # one start of one person at a time; a whole class does not queue for the quiz
    before = queries.attempts_of(learner_id, quiz.id)
    if before and before[0].submitted_at is None:
        return db.session.get_one(Attempt, before[0].id)
    terms = terms_for(quiz, learner_id)
    check_start(quiz, terms, before)
    gates.check(learner_id, ActivityRef(KIND, quiz.id))
    if quiz.entry_code and not hmac.compare_digest(_kindly(quiz.entry_code), _kindly(code)):
        raise RuleBroken(_("This is not the entry code. Ask whoever runs the exam."), field="code", code="quiz.code")
    attempt = _begun(quiz, learner_id, len(before) + 1, terms)
    _lay_out(quiz, attempt)
    watch(attempt)
    events.publish(Started(learner_id, ActivityRef(KIND, quiz.id)))
    return attempt


def _begun(quiz: Quiz, learner_id: int, number: int, terms: Terms) -> Attempt:
    """Write a new attempt in one plain statement, and return it as if it were just read."""
    now = clock.now()
    values = {
        "quiz_id": quiz.id, "learner_id": learner_id, "number": number, "started_at": now, "due_at": terms.due(now),
        "behaviour": quiz.behaviour, "forward": not quiz.free,
    }  # fmt: skip
    db.session.flush()
    row = db.session.connection().execute(BEGUN, values).one()
    attempt = Attempt(**values, **row._mapping)
    make_transient_to_detached(attempt)
    db.session.add(attempt)
    set_committed_value(attempt, "quiz", quiz)
    return attempt


def _kindly(code: str) -> bytes:
    """Return an entry code without what nobody can hear: capitals, spaces, the way in which a letter is composed."""
    return " ".join(unicodedata.normalize("NFC", code).casefold().split()).encode()


def check_start(quiz: Quiz, terms: Terms, before: Sequence[queries.Past]) -> None:
    """Raise RuleBroken where no attempt may begin now."""
    now = clock.now()
    if terms.opens_at is not None and now < terms.opens_at:
        raise RuleBroken(_("The quiz opens %(moment)s.", moment=words.moment(terms.opens_at)), code="quiz.early")
    if terms.closes_at is not None and now >= terms.closes_at:
        raise RuleBroken(_("The quiz closed %(moment)s.", moment=words.moment(terms.closes_at)), code="quiz.over")
    if terms.attempts_most is not None and len(before) >= terms.attempts_most:
        raise RuleBroken(_("All attempts at this quiz are used. Ask your trainer for another."), code="quiz.used_up")
    last = before[0].submitted_at if before else None
    again = last + timedelta(minutes=quiz.delay_minutes) if last else None
    if again is not None and now < again:
        raise RuleBroken(_("You can try again from %(moment)s.", moment=words.moment(again)), code="quiz.soon")


def _lay_out(quiz: Quiz, attempt: Attempt) -> None:
    dice = random.Random(f"{quiz.id}/{attempt.learner_id}/{attempt.number}")  # noqa: S311  (an order, not a secret)
    chosen = composing.chosen(quiz, attempt.learner_id, dice)
    if not any(TYPES[version.kind].asks for version, _weight in chosen):
        raise RuleBroken(_("This quiz has no questions yet."), code="quiz.empty")
    if quiz.shuffle:
        dice.shuffle(chosen)
    size = quiz.per_page or len(chosen)
    rows = [
        {
            "attempt_id": attempt.id, "place": place, "page": (place - 1) // size + 1, "version_id": version.id,
            "order": _order(quiz, version, dice), "weight": weight if TYPES[version.kind].asks else 0.0,
            "flagged": False,
        }
        for place, (version, weight) in enumerate(chosen, start=1)
    ]  # fmt: skip
    add_rows(Slot.__table__, rows)


def _order(quiz: Quiz, version: queries.Wording, dice: random.Random) -> list[str]:
    kind = TYPES[version.kind]
    parts = kind.parts(version.settings)
    if quiz.shuffle_options or kind.mixed:
        dice.shuffle(parts)
        if kind.mixed and len(parts) > 1 and parts == kind.parts(version.settings):
            parts = parts[1:] + parts[:1]  # what stands in the right order already is no question
    return parts


def watch(attempt: Attempt) -> None:
    """Let a job look at an attempt when its time is up."""
    if attempt.due_at is not None:
        queue.enqueue("quizzes.time_up", run_at=attempt.due_at + rules.GRACE, attempt_id=attempt.id)


def flag(attempt: Attempt, place: int, on: bool) -> None:
    """Mark a question to come back to, or take the mark away."""
    query = update(Slot).where(Slot.attempt_id == attempt.id, Slot.place == place)
    db.session.execute(query.values(flagged=on))


def turn(attempt: Attempt, page: int) -> None:
    """Go on to `page`; where only forward is allowed, what lies behind takes nothing new from now on."""
    if attempt.forward and attempt.submitted_at is None and page > attempt.reached:
        attempt.reached = page


def last_call(attempt: Attempt) -> datetime | None:
    """Return until when an attempt whose time is over must be handed in to count; None where it goes in by itself."""
    if attempt.due_at is None or attempt.quiz.time_up == "submit":
        return None
    grace = timedelta(minutes=attempt.quiz.grace_minutes) if attempt.quiz.time_up == "grace" else rules.GRACE
    return attempt.due_at + max(grace, rules.GRACE)


def submit_attempt(attempt: Attempt) -> None:
    """Grade what was saved, close `attempt`, and tell the house it is finished.

    Safe to repeat: a closed attempt stays as it is.
    """
    if _close(attempt):
        grading.settle(attempt, shown=grading.grade(attempt))


def abandon(attempt: Attempt) -> None:
    """Close an attempt that was not handed in in time: it is kept and does not count."""
    if _close(attempt, abandoned_at=clock.now()):
        attempt.waiting = 0


def _close(attempt: Attempt, **more: object) -> bool:
    db.session.flush()
    values = {"submitted_at": clock.now(), **more}
    if db.session.connection().execute(CLOSE, {"attempt_id": attempt.id, **values}).first() is None:
        db.session.refresh(attempt)
        return False
    for name, value in values.items():
        set_committed_value(attempt, name, value)
    return True


def time_up(attempt_id: int) -> None:
    """Do what the quiz says for an attempt whose time is over: a job, so that nobody waits for a browser."""
    attempt = db.session.get(Attempt, attempt_id)
    now = clock.now()
    if attempt is None or attempt.submitted_at is not None or attempt.due_at is None:
        return
    if now < attempt.due_at + rules.GRACE:
        return
    until = attempt.due_at + timedelta(minutes=attempt.quiz.grace_minutes)
    if attempt.quiz.time_up == "submit":
        submit_attempt(attempt)
    elif attempt.quiz.time_up == "abandon" or now >= until:
        abandon(attempt)
    elif attempt.grace_until is None:
        attempt.grace_until = until
        queue.enqueue("quizzes.time_up", run_at=until, attempt_id=attempt.id)


def forget(event: PeopleWithdrawn) -> None:
    """Drop every attempt of people whose import is taken back."""
    gone = select(Attempt.id).where(Attempt.learner_id.in_(event.person_ids))
    slots = select(Slot.id).where(Slot.attempt_id.in_(gone))
    for model in (AnswerStep, Mark, Judgement, Appeal):
        db.session.execute(delete(model).where(model.slot_id.in_(slots)))
    db.session.execute(delete(Slot).where(Slot.attempt_id.in_(gone)))
    db.session.execute(delete(Attempt).where(Attempt.learner_id.in_(event.person_ids)))
    db.session.execute(delete(Override).where(Override.person_id.in_(event.person_ids)))
