"""From answers to marks, from marks to a result: marks are only ever added, weights stand apart from fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from quizzes import queries, rules, slots
from quizzes.behaviours import BEHAVIOURS, RIGHT, Rules, Standing, Try
from quizzes.models import AnswerStep, Attempt, Mark, Quiz, Slot
from quizzes.slots import Placed
from quizzes.types import TYPES
from training.core import clock, events, richtext
from training.core.activities import ActivityRef
from training.core.db import add_rows, db
from training.core.events import Finished, Regraded, Stuck

KIND = "quiz"
COUNTED = update(Attempt.__table__).where(Attempt.__table__.c.id == bindparam("attempt_id"))  # type: ignore[arg-type]
"""Built once, because a whole class ends at once."""


def rules_of(quiz: Quiz) -> Rules:
    """Return what a quiz says about tries and their cost."""
    return Rules(max(1, quiz.tries), min(1.0, max(0.0, quiz.penalty)))


def standing(
    attempt: Attempt, version: queries.Wording, steps: Iterable[queries.Step], asked: queries.Wording | None = None
) -> Standing:
    """Return where one answer stands under the behaviour of its attempt; `asked` is the wording it was given to."""
    kind = TYPES[version.kind]
    tries = [
        Try(
            one.response if asked is None else kind.moved(asked.settings, version.settings, one.response),
            one.checked, one.certainty,
        )
        for one in steps
    ]  # fmt: skip
    behaviour = BEHAVIOURS[attempt.behaviour]
    return behaviour.stand(kind, version.settings, tries, rules_of(attempt.quiz))


def steps_of(found: Sequence[Slot | Placed]) -> dict[int, list[AnswerStep]]:
    """Return the steps of each slot in order, in one query."""
    steps: dict[int, list[AnswerStep]] = defaultdict(list)
    query = select(AnswerStep).where(AnswerStep.slot_id.in_([slot.id for slot in found])).order_by(AnswerStep.seq)
    for step in db.session.scalars(query):
        steps[step.slot_id].append(step)
    return steps


def grade(attempt: Attempt) -> list[queries.Asked]:
    """Mark every answer of an attempt that was just closed, count what waits for a person; return all as it stands."""
    now = clock.now()
    steps: dict[int, list[queries.Step]] = defaultdict(list)
    for step in queries.steps_of(attempt.id):
        steps[step.slot_id].append(step)
    waiting, marks = 0, list[dict[str, Any]]()
    shown = list[queries.Asked]()
    for slot in slots.of(attempt.id):
        stands = standing(attempt, slot.version, steps[slot.id])
        last = steps[slot.id][-1] if steps[slot.id] else None
        answered = last is not None and last.response is not None
        if stands.fraction is not None:
            marks.append({"slot_id": slot.id, "fraction": stands.fraction, "raw": stands.raw, "at": now})
        elif answered and slot.weight:
            waiting += 1
        else:
            marks.append({"slot_id": slot.id, "fraction": 0.0, "raw": 0.0, "at": now})
        raw = None if stands.fraction is None else stands.raw
        shown.append(queries.standing_of(slot, last, stands.fraction, raw))
    attempt.waiting = waiting
    add_rows(Mark.__table__, marks)
    return shown


def settle(
    attempt: Attempt, *, shown: Sequence[queries.Asked] | None = None, again: bool = False, reason: str = ""
) -> None:
    """Add the marks up once nothing waits for a marker, and tell the house what counts now.

    `shown` is the attempt as it stands, where that was just read.
    """
    if attempt.waiting or attempt.abandoned_at is not None:
        return
    alone = attempt.number == 1 and shown is not None  # marked or graded anew later, others may have come after it
    shown = queries.asked(attempt) if shown is None else shown
    share = rules.total((each.slot.weight, each.fraction or 0.0) for each in shown)
    counts = {"fraction": share, "passed": rules.outcome(share, attempt.quiz.pass_percent) == "passed"}
    db.session.flush()
    db.session.connection().execute(COUNTED, {"attempt_id": attempt.id, **counts})
    for name, value in counts.items():
        set_committed_value(attempt, name, value)
    every = [attempt] if alone else queries.attempts_of(attempt.learner_id, attempt.quiz_id)
    _tell(attempt, every, shown, again=again, reason=reason)


def _tell(
    attempt: Attempt, every: Sequence[Attempt | queries.Past], shown: Sequence[queries.Asked], *, again: bool,
    reason: str,
) -> None:
    quiz, ref = attempt.quiz, ActivityRef(KIND, attempt.quiz_id)
    before = [each for each in reversed(every) if each.fraction is not None]
    counts = rules.counted(quiz.grade_method, [each.fraction or 0.0 for each in before])
    outcome = rules.outcome(counts, quiz.pass_percent)
    evidence = _evidence(attempt, shown) | {"method": quiz.grade_method, "own": attempt.fraction}
    if again:
        events.publish(Regraded(attempt.learner_id, ref, outcome, counts, evidence | {"reason": reason}))
        return
    events.publish(Finished(attempt.learner_id, ref, outcome, counts, evidence))
    failed = sum(not each.passed for each in before)
    if not attempt.passed and failed >= 2:
        worst = next((each for each in shown if each.slot.weight and (each.worth or 0) < RIGHT), shown[0])
        events.publish(Stuck(attempt.learner_id, ref, richtext.plain(worst.slot.version.text)[:120], failed))


def _evidence(attempt: Attempt, shown: Sequence[queries.Asked]) -> dict[str, Any]:
    asked = [each for each in shown if each.slot.weight]
    right = sum((each.worth or 0) >= RIGHT for each in asked)
    took = ((attempt.submitted_at or clock.now()) - attempt.started_at).total_seconds()
    return {
        "attempt": attempt.id, "number": attempt.number, "right": f"{right}/{len(asked)}",
        "minutes": max(1, round(took / 60)),
    }  # fmt: skip
