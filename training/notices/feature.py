"""What the notices bring into the house."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_login import current_user
from sqlalchemy import delete, or_, select

from training.core.db import db
from training.core.events import AccountChanged, PeopleWithdrawn, PersonErased, UnitMerged
from training.core.feature import Feature, Periodic
from training.notices import demo, letters, mail, questions, service, threads, views
from training.notices.models import MailChoice, MailLetter, Thread, ThreadMessage

DOORS = (questions.my_questions,)
"""Importing that module hangs its doors into the blueprint."""


def context() -> Mapping[str, Any]:
    """Give the shells the number of unread notices, counted only where a shell shows it."""
    return {"unread_count": lambda: service.unread(current_user.id)}


def own(person_id: int) -> Mapping[str, Any]:
    """Return a person's notices, letters and questions, for their own export."""
    rows = db.session.scalars(service.mine(person_id)).all()
    sent = db.session.scalars(select(MailLetter).filter_by(person_id=person_id).order_by(MailLetter.id)).all()
    written = db.session.scalars(select(ThreadMessage).filter_by(written_by=person_id).order_by(ThreadMessage.id)).all()
    return {
        "notices": [{"kind": row.kind, "about": row.about, "at": row.at, "read": row.read_at} for row in rows],
        "letters": [
            {"subject": row.subject, "body": row.body, "sent": None if row.problem else row.sent_at} for row in sent
        ],
        "messages": [{"thread": row.thread_id, "body": row.body, "at": row.at} for row in written],
    }


def forget(event: PeopleWithdrawn | PersonErased) -> None:
    """Drop the notices, letters and words of people who are gone."""
    service.forget(event)
    gone = event.person_ids if isinstance(event, PeopleWithdrawn) else (event.person_id,)
    theirs = select(Thread.id).where(Thread.asked_by.in_(gone)).scalar_subquery()
    in_theirs = or_(ThreadMessage.written_by.in_(gone), ThreadMessage.thread_id.in_(theirs))
    db.session.execute(delete(ThreadMessage).where(in_theirs))
    db.session.execute(delete(Thread).where(Thread.asked_by.in_(gone)))
    for model in (MailLetter, MailChoice):
        db.session.execute(delete(model).where(model.person_id.in_(gone)))


NOTICES = Feature(
    "notices",
    blueprints=(views.bp,),
    listeners={
        PeopleWithdrawn: forget,
        PersonErased: forget,
        AccountChanged: mail.hear_account,
        UnitMerged: threads.hear_merged,
    },
    letters=letters.LETTERS,
    jobs={"notices.gather": mail.gather, "notices.post": mail.post},
    periodic=(Periodic("notices.gather", timedelta(minutes=10)), Periodic("notices.post", timedelta(minutes=1))),
    context=context,
    personal=own,
    demo=demo.play,
)
