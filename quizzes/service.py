"""The verbs of quizzes: start, answer, flag, hand in; put questions into the bank."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from quizzes import queries, rules
from quizzes.formats.question import Read
from quizzes.models import AnswerStep, Attempt, Mark, Question, QuestionVersion, Quiz, Slot
from quizzes.types import TYPES
from training.core import audit, clock, events, richtext
from training.core.activities import ActivityRef
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import Finished, PeopleWithdrawn, Started, Stuck, UnitMerged
from training.core.jobs import queue

KIND = "quiz"


def start(quiz: Quiz, learner_id: int) -> Attempt:
    """Return the learner's open attempt, begun now if there is none.

    Raises RuleBroken once all attempts are used, or where the quiz has no questions.
    """
    locked(Quiz, quiz.id)
    before = queries.attempts_of(learner_id, quiz.id)
    if before and before[0].submitted_at is None:
        return before[0]
    if quiz.attempts_most is not None and len(before) >= quiz.attempts_most:
        raise RuleBroken(_("All attempts at this quiz are used. Ask your trainer for another."), code="quiz.used_up")
    versions = queries.current_versions(quiz.question_ids)
    chosen = [versions[each] for each in quiz.question_ids if each in versions]
    if not chosen:
        raise RuleBroken(_("This quiz has no questions yet."), code="quiz.empty")
    now = clock.now()
    due = now + timedelta(minutes=quiz.limit_minutes) if quiz.limit_minutes else None
    attempt = Attempt(quiz_id=quiz.id, learner_id=learner_id, number=len(before) + 1, started_at=now, due_at=due)
    attempt.quiz = quiz
    db.session.add(attempt)
    db.session.flush()
    dice = random.Random(f"{quiz.id}/{learner_id}/{attempt.number}")  # noqa: S311  (an order, not a secret)
    if quiz.shuffle:
        dice.shuffle(chosen)
    for place, version in enumerate(chosen, start=1):
        options = [str(each["id"]) for each in version.settings.get("options", ())]
        if quiz.shuffle:
            dice.shuffle(options)
        db.session.add(Slot(attempt_id=attempt.id, place=place, version_id=version.id, order=options))
    db.session.flush()
    if due is not None:
        queue.enqueue("quizzes.hand_in_late", run_at=due + rules.GRACE, attempt_id=attempt.id)
    events.publish(Started(learner_id, ActivityRef(KIND, quiz.id)))
    return attempt


def flag(attempt: Attempt, place: int, on: bool) -> None:
    """Mark a question to come back to, or take the mark away."""
    query = update(Slot).where(Slot.attempt_id == attempt.id, Slot.place == place)
    db.session.execute(query.values(flagged=on))


def submit_attempt(attempt: Attempt) -> None:
    """Grade what was saved, close `attempt`, and tell the house it is finished.

    Safe to repeat: a closed attempt stays as it is.
    """
    once = update(Attempt).where(Attempt.id == attempt.id, Attempt.submitted_at.is_(None))
    if db.session.execute(once.values(submitted_at=clock.now()).returning(Attempt.id)).first() is None:
        return
    db.session.refresh(attempt)
    now, pairs, right = clock.now(), list[tuple[float, float]](), 0
    shown = queries.asked(attempt)
    for each in shown:
        version = each.slot.version
        fraction = TYPES[version.kind].grade(version.settings, each.response)
        db.session.add(Mark(slot_id=each.slot.id, fraction=fraction, at=now))
        pairs.append((each.slot.weight, fraction))
        right += fraction >= 0.999
    attempt.fraction = rules.total(pairs)
    outcome = rules.outcome(attempt.fraction, attempt.quiz.pass_percent)
    attempt.passed = outcome == "passed"
    ref = ActivityRef(KIND, attempt.quiz_id)
    minutes = max(1, round((now - attempt.started_at).total_seconds() / 60))
    evidence = {"attempt": attempt.id, "number": attempt.number, "right": f"{right}/{len(shown)}", "minutes": minutes}
    events.publish(Finished(attempt.learner_id, ref, outcome, attempt.fraction, evidence))
    failed = sum(not one.passed for one in queries.attempts_of(attempt.learner_id, attempt.quiz_id) if one.submitted_at)
    if outcome == "failed" and failed >= 2:
        worst = next((each for each in shown if (each.fraction or 0) < 1), shown[0])
        events.publish(Stuck(attempt.learner_id, ref, richtext.plain(worst.slot.version.text)[:120], failed))


def hand_in_late(attempt_id: int) -> None:
    """Close an attempt whose time is over: a job, so that nobody waits for a browser."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is not None and attempt.submitted_at is None and rules.is_late(attempt.due_at, clock.now()):
        submit_attempt(attempt)


def hear_merged(event: UnitMerged) -> None:
    """Hand quizzes and questions of a unit over to the one it was merged into."""
    for model in (Quiz, Question):
        db.session.execute(update(model).where(model.unit_id == event.unit_id).values(unit_id=event.into_id))


def add_question(
    kind: str, text: str, settings: dict[str, Any], *, feedback: str = "", key: str | None = None,
    by: int | None = None, unit_id: int | None = None, category: str = "", competency: str = "",
) -> Question:  # fmt: skip
    """Put a question into the bank, or a new version of the one with this `key`; raise RuleBroken for a broken one."""
    if problems := TYPES[kind].problems(settings):
        raise RuleBroken(_(problems[0]), code="question.broken")
    held = select(Question).filter_by(key=key)
    question = db.session.scalars(held).first() if key else None
    if question is None:
        question = Question(key=key, unit_id=unit_id)
        db.session.add(question)
    question.category, question.competency, question.archived_at = category, competency, None
    db.session.flush()
    last = db.session.scalar(select(func.max(QuestionVersion.version)).filter_by(question_id=question.id)) or 0
    row = QuestionVersion(
        question_id=question.id, version=last + 1, kind=kind, text=text, settings=settings, feedback=feedback,
        made_at=clock.now(), made_by=by,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    question.current_id = row.id
    return question


def import_quiz(title: str, read: Iterable[Read], *, unit_id: int | None, by: int | None) -> Quiz:
    """Make a quiz (not published yet) of everything readable in a file; what could not be read is left out."""
    ids = []
    for each in read:
        if each.problem or each.kind not in TYPES or TYPES[each.kind].problems(each.settings):
            continue
        question = add_question(
            each.kind, _html(each.text, each.text_format), _clean(each.settings),
            feedback=_html(each.feedback, "plain"), unit_id=unit_id, by=by, category=each.category[:200],
        )  # fmt: skip
        ids.append(question.id)
    if not ids:
        raise RuleBroken(_("The file holds no question that can be read."), field="file", code="import.nothing")
    quiz = Quiz(title=title.strip()[:200], unit_id=unit_id, question_ids=ids, minutes=max(3, len(ids)))
    quiz.intro, quiz.competency, quiz.relearn, quiz.version, quiz.edited = "", "", "", 1, False
    db.session.add(quiz)
    db.session.flush()
    audit.note("quiz.import", ("quiz", quiz.id), questions=len(ids))
    return quiz


def publish(quiz: Quiz, on: bool) -> None:
    """Open a quiz to learners, or close it."""
    quiz.published_at = clock.now() if on else None
    audit.note("quiz.publish" if on else "quiz.close", ("quiz", quiz.id))


def forget(event: PeopleWithdrawn) -> None:
    """Drop every attempt of people whose import is taken back."""
    gone = select(Attempt.id).where(Attempt.learner_id.in_(event.person_ids))
    slots = select(Slot.id).where(Slot.attempt_id.in_(gone))
    for model in (AnswerStep, Mark):
        db.session.execute(delete(model).where(model.slot_id.in_(slots)))
    db.session.execute(delete(Slot).where(Slot.attempt_id.in_(gone)))
    db.session.execute(delete(Attempt).where(Attempt.learner_id.in_(event.person_ids)))


def _html(text: str, text_format: str) -> str:
    if text_format == "markdown":
        return richtext.markdown(text)
    if text_format in ("html", "moodle") and "<" in text:
        return richtext.clean_html(text)
    from markupsafe import escape

    return richtext.clean_html("<br>".join(str(escape(line)) for line in text.split("\n")))


def _clean(settings: dict[str, Any]) -> dict[str, Any]:
    options = [{**each, "text": richtext.plain(each["text"])} for each in settings.get("options", ())]
    return {**settings, "options": options} if options else settings
