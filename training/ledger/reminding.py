"""Reminding everybody of one thing at once: whom it reaches, whom it leaves out and why, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select

from training.accounts.access import in_scope
from training.accounts.models import Person
from training.accounts.rights import Permission
from training.core import audit, clock
from training.core.activities import ActivityRef
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.ledger import helping, queries
from training.notices.models import Notice

WHO = ("new", "late")
"""Who can be reminded at once: those who have not begun, and those whose day has passed."""
OPEN = ("active", "waiting")
HOUSE_TELLS = ("due_soon", "overdue")
DEED = "assignment.remind"


@dataclass(frozen=True)
class Call:
    """One reminder to many: who sends it, below which unit, of what, to those in which state (one of `WHO`)."""

    by: int
    unit_id: int
    ref: ActivityRef
    who: str


@dataclass(frozen=True)
class Words:
    """What some of them will read, and how many; the words differ only by the day."""

    due_on: date | None
    text: str
    people: int


@dataclass(frozen=True)
class Sent:
    """A reminder to everybody that went out today: when last, and to how many in all."""

    at: datetime
    people: int


def looked(call: Call, fate: str) -> Select[*tuple[Any, ...]]:
    """Return the query for (id, name, unit, due, status, last reminded) of those who meet one fate, by name.

    Fates: "reached"; "told" (reminded of it today), "closed" (no account), "self", "other" (of units that the sender
    only sees).
    """
    base, what = _base(call)
    last = (
        select(func.max(Notice.at))
        .where(
            Notice.person_id == Person.id, Notice.kind == "reminded",
            Notice.key.startswith(helping.key_of(call.ref), autoescape=True),
        )
        .scalar_subquery()
    )  # fmt: skip
    columns = list(base.c)
    query = select(*columns[:4], Person.status, last).join(Person, Person.id == columns[0])
    return query.where(what == fate).order_by(Person.name_key, Person.id)


def counted(call: Call) -> dict[str, int]:
    """Return how many people meet each fate."""
    base, what = _base(call)
    inner = select(what.label("fate")).select_from(base).join(Person, Person.id == base.c[0]).subquery()
    rows = db.session.execute(select(inner.c.fate, func.count()).group_by(inner.c.fate))
    return {str(fate): int(count) for fate, count in rows}


def wordings(call: Call) -> Sequence[Words]:
    """Return the very words that will be read, those of most people first."""
    reached = looked(call, "reached").order_by(None).subquery()
    due = list(reached.c)[3]
    rows = db.session.execute(select(due, func.count()).group_by(due).order_by(func.count().desc(), due)).all()
    title, _url = helping.about(call.ref)
    return [Words(day, helping.words(title, day), many) for day, many in rows]


def notes(call: Call) -> tuple[int, int]:
    """Return how many of those reached never signed in, and how many the house told of their day today."""
    reached = looked(call, "reached").order_by(None).subquery()
    columns = list(reached.c)
    told = (
        select(Notice.id)
        .where(
            Notice.person_id == columns[0], Notice.kind.in_(HOUSE_TELLS),
            Notice.key.contains(f":{call.ref}:", autoescape=True), Notice.at >= clock.at_office(clock.today(), 0, 0),
        )
        .exists()
    )  # fmt: skip
    waiting = func.count(case((columns[4] == "waiting", 1)))
    row = db.session.execute(select(waiting, func.count(case((told, 1))))).one()
    return int(row[0]), int(row[1])


def send(call: Call) -> int:
    """Remind everybody who is reached and return how many; pressed again on the same day it reaches nobody."""
    rows = db.session.execute(looked(call, "reached").order_by(None)).all()
    fresh = helping.tell(call.ref, {row[0]: row[3] for row in rows})
    if fresh:
        audit.note(
            DEED, ("activity", call.ref.id), ref=str(call.ref), people=fresh, unit=call.unit_id,
            who=call.who,
        )  # fmt: skip
    return fresh


def today(unit_id: int) -> dict[tuple[str, str], Sent]:
    """Return what was sent to everybody of a unit today, by (reference, who), whoever sent it."""
    query = select(AuditEvent.at, AuditEvent.details).where(
        AuditEvent.action == DEED, AuditEvent.outcome == "done", AuditEvent.at >= clock.at_office(clock.today(), 0, 0)
    )
    found: dict[tuple[str, str], Sent] = {}
    for at, details in db.session.execute(query.order_by(AuditEvent.at)):
        if details.get("unit") == unit_id:
            key = str(details["ref"]), str(details["who"])
            before = found[key].people if key in found else 0
            found[key] = Sent(at, before + int(details["people"]))
    return found


def _base(call: Call) -> tuple[Any, Any]:
    """Return everybody in the state below the unit, and what becomes of each `Person` of them."""
    base = queries.people_of(call.unit_id, call.ref, call.who).order_by(None).subquery()
    today = and_(Notice.person_id == Person.id, Notice.key == helping.key_of(call.ref, clock.today()))
    what = case(
        (Person.id == call.by, literal("self")),
        (Person.status.not_in(OPEN), literal("closed")),
        (~in_scope(call.by, Permission.TEACH), literal("other")),
        (select(Notice.id).where(today).exists(), literal("told")),
        else_=literal("reached"),
    )
    return base, what
