"""The verbs of the mailbox: begin, judge, own up, look, hand in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update

from training.awareness import queries, rules
from training.awareness.models import InboxAnswer, InboxMessage, InboxRun, InboxSet
from training.core import clock, events, gates
from training.core.activities import ActivityRef
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import Finished, PeopleWithdrawn, PersonErased, Progressed, Started

KIND = "inbox"


def begin(inbox: InboxSet, person_id: int) -> InboxRun:
    """Return the person's open run through `inbox`, begun now if there is none.

    Raises RuleBroken while a course keeps it closed.
    """
    locked(InboxSet, inbox.id)
    mine = select(InboxRun).filter_by(person_id=person_id, set_id=inbox.id)
    run = db.session.scalars(mine.where(InboxRun.finished_at.is_(None))).first()
    if run is not None:
        return run
    gates.check(person_id, ActivityRef(KIND, inbox.id))
    number = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    run = InboxRun(
        set_id=inbox.id, person_id=person_id, number=number, message_ids=_chosen(inbox, number), started_at=clock.now()
    )
    run.inbox = inbox
    db.session.add(run)
    db.session.flush()
    events.publish(Started(person_id, ActivityRef(KIND, inbox.id)))
    return run


def note(run: InboxRun, message_id: int, step: str, client_uuid: str) -> None:
    """Keep one step with one message; the same `client_uuid` again changes nothing.

    Raises RuleBroken once the run is handed in, or for a verdict after the explanation was opened.
    """
    known = select(InboxAnswer.id).filter_by(client_uuid=client_uuid)
    if db.session.scalar(known) is not None:
        return
    locked(InboxRun, run.id)
    if run.finished_at is not None:
        raise RuleBroken(_("This run is handed in. Start a new one to practise again."), code="inbox.finished")
    item = next(each for each in queries.items(run) if each.row.id == message_id)
    if item.explained and step in rules.VERDICTS:
        raise RuleBroken(_("The explanation is open already, so this answer stays."), code="inbox.explained")
    if step == "explained" and not item.verdict:
        raise RuleBroken(_("Judge the message first; then its signs are shown."), code="inbox.not_judged")
    db.session.add(
        InboxAnswer(run_id=run.id, message_id=message_id, step=step, client_uuid=client_uuid, at=clock.now())
    )
    db.session.flush()
    if step in rules.VERDICTS and not item.verdict:
        _tell_progress(run)


def finish(run: InboxRun) -> None:
    """Hand in a run, count it for its owner, and tell the house only that it is done.

    Raises RuleBroken while a message waits for its verdict; a second time changes nothing.
    """
    if run.finished_at is not None:
        return
    items = queries.items(run)
    if waiting := sum(not item.verdict for item in items):
        raise RuleBroken(_("%(num)s messages still wait for your verdict.", num=waiting), code="inbox.unfinished")
    phish = [item for item in items if item.row.phish]
    others = [item for item in items if not item.row.phish]
    counts = {
        "hits": sum(item.right for item in phish), "phish": len(phish),
        "false_alarms": sum(not item.right for item in others), "legitimate": len(others),
    }  # fmt: skip
    now = clock.now()
    once = update(InboxRun).where(InboxRun.id == run.id, InboxRun.finished_at.is_(None))
    if db.session.execute(once.values(finished_at=now, **counts).returning(InboxRun.id)).first() is None:
        return
    db.session.refresh(run)
    minutes = max(1, round((now - run.started_at).total_seconds() / 60))
    evidence = {"run": run.id, "messages": len(items), "minutes": minutes}
    events.publish(Finished(run.person_id, ActivityRef(KIND, run.set_id), "completed", None, evidence))


def forget(event: PeopleWithdrawn | PersonErased) -> None:
    """Drop every run of people who are gone: a score means nothing without its owner."""
    gone: Sequence[int] = event.person_ids if isinstance(event, PeopleWithdrawn) else (event.person_id,)
    runs = select(InboxRun.id).where(InboxRun.person_id.in_(gone))
    db.session.execute(delete(InboxAnswer).where(InboxAnswer.run_id.in_(runs)))
    db.session.execute(delete(InboxRun).where(InboxRun.person_id.in_(gone)))


def _chosen(inbox: InboxSet, number: int) -> list[int]:
    rows = db.session.scalars(select(InboxMessage).where(InboxMessage.id.in_(inbox.order)))
    kinds = {row.id: row.phish for row in rows}
    phish = [each for each in inbox.order if kinds[each]]
    return rules.choose(phish, [each for each in inbox.order if not kinds[each]], number)


def _tell_progress(run: InboxRun) -> None:
    items = queries.items(run)
    done = sum(bool(item.verdict) for item in items)
    events.publish(Progressed(run.person_id, ActivityRef(KIND, run.set_id), done / len(items), str(run.id)))
