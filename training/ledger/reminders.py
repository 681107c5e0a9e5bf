"""What people are told about days: soon due, overdue. Nobody is told twice, and whoever left is not told at all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import String, cast, literal, select
from sqlalchemy.sql import ColumnElement

from training.accounts.models import Membership, Person
from training.core import activities, clock
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.db import db
from training.ledger import reach
from training.ledger.models import Duty
from training.ledger.service import path_of
from training.notices import service as notices
from training.notices.models import Notice

SOON = 3
"""Working days before a day at which people are reminded of it."""
LATEST = timedelta(days=60)
"""After so long, an overdue duty is a matter for people, not for reminders."""


def remind() -> dict[str, int]:
    """Tell people what is due within three working days, or overdue this week: a job of each day, never twice.

    Whom a trainer reminded of the same thing today is told by the next run. What was asked anew until yesterday waits
    a day: whoever asked, such as a certificate that has now ended, may take it back first.
    """
    today = clock.today()
    soon = store.current().add_working_days(today, SOON)
    query = (
        select(Duty.person_id, Duty.ref_kind, Duty.ref_id, Duty.due_on)
        .join(Person, Person.id == Duty.person_id)
        .where(Duty.due_on <= soon, Duty.due_on > today - LATEST, ~reach.duty_done())
        .where(Person.status.in_(("active", "waiting")), in_post(), ~_reminded_on(today))
        .where(Duty.anew_since.is_(None) | (Duty.due_on != today - timedelta(days=1)))
    )
    groups: dict[tuple[str, ActivityRef, date], list[int]] = defaultdict(list)
    for person_id, kind, number, due in db.session.execute(query):
        if due is not None:
            groups["overdue" if due < today else "due_soon", ActivityRef(kind, number), due].append(person_id)
    about = activities.describe({ref for _kind, ref, _due in groups})
    year, week, _day = today.isocalendar()
    for (kind, ref, due), people in groups.items():
        if ref in about:
            again = f":{year}-{week:02}" if kind == "overdue" else ""
            told = {"title": about[ref].title, "due": due.isoformat()}
            notices.tell(people, kind, f"{kind}:{ref}:{due}{again}", url=path_of(about[ref].url), about=told)
    return {"told": sum(map(len, groups.values()))}


def in_post() -> ColumnElement[bool]:
    """Return the condition that `Person` holds a post now: whoever left is not reminded."""
    return select(Membership.id).where(Membership.person_id == Person.id, Membership.until.is_(None)).exists()


def _reminded_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a trainer reminded of `Duty` on `day`."""
    key = literal("reminded:") + Duty.ref_kind + ":" + cast(Duty.ref_id, String) + f":{day.isoformat()}"
    return select(Notice.id).where(Notice.person_id == Duty.person_id, Notice.key == key).correlate(Duty).exists()
