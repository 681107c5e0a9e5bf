"""Questions about an activity, asked by who learns it and answered by who trains the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts import grants, units
from training.accounts.access import scope
from training.accounts.models import Credential, Grant, Identity, Membership, Unit, UnitPath
from training.accounts.rights import RIGHTS, Permission
from training.core import activities, audit, clock
from training.core.activities import ActivityRef, Spot
from training.core.db import db, locked, on_sqlite
from training.core.errors import RuleBroken
from training.core.events import UnitMerged
from training.core.fold import nfc
from training.notices import service
from training.notices.models import Thread, ThreadMessage

LONGEST = 4000
ANSWERS = Permission.TEACH
OPEN_BELOW = select(func.count(Thread.id)).where(
    Thread.unit_id.in_(units.below_roots()), Thread.asked_by != bindparam("person_id"), Thread.answered_at.is_(None)
)
"""Asked on every trainer's first page, hence built once."""


@dataclass(frozen=True)
class Shown:
    """One thread in a list: what it is about, who asked (None where the name is hidden), and its first words."""

    thread: Thread
    title: str
    url: str
    name: str | None
    unit: str
    first: str
    spot: Spot | None = None


def ask(person_id: int, ref: ActivityRef, body: str, client_uuid: str, spot: str = "") -> Thread:
    """Ask about an activity and tell the unit's trainers; the same uuid again is the same question.

    `spot` names the lesson in which it is asked; one that does not exist is forgotten.
    Raises RuleBroken for an empty question or an activity that does not exist.
    """
    about = activities.describe([ref]).get(ref)
    if about is None:
        raise RuleBroken(_("This cannot be asked about any more."), code="thread.unknown")
    text = _worded(body)
    locked(Credential, person_id)  # two clicks at once are one question
    same = select(Thread).join(ThreadMessage, ThreadMessage.thread_id == Thread.id)
    known = db.session.scalars(
        same.where(ThreadMessage.client_uuid == client_uuid, ThreadMessage.written_by == person_id)
    ).first()
    if known is not None:
        return known
    unit_id = db.session.scalar(
        select(Membership.unit_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .order_by(Membership.primary.desc(), Membership.id)
        .limit(1)
    )
    thread = Thread(ref_kind=ref.kind, ref_id=ref.id, asked_by=person_id, unit_id=unit_id, asked_at=clock.now())
    place = activities.spots([(ref, spot)]).get((ref, spot))
    thread.spot = spot if place else ""
    db.session.add(thread)
    db.session.flush()
    _say(thread, person_id, text, client_uuid)
    told = {"title": f"{about.title}: {place.title}" if place else about.title}
    service.tell(trainers_of(unit_id), "question", f"question:{thread.id}", url=_url(thread), about=told)
    return thread


def reply(thread: Thread, person_id: int, body: str, client_uuid: str) -> None:
    """Write in a thread: a trainer's words answer it, the asker's open it again. Raises RuleBroken for empty words."""
    if not _say(thread, person_id, _worded(body), client_uuid):
        return
    about = activities.describe([ActivityRef(thread.ref_kind, thread.ref_id)])
    told = {"title": next((each.title for each in about.values()), "")}
    if person_id == thread.asked_by:
        thread.answered_at = None
        key = f"question:{thread.id}:{client_uuid}"
        service.tell(trainers_of(thread.unit_id), "question", key, url=_url(thread), about=told)
    else:
        thread.answered_at = clock.now()
        service.tell([thread.asked_by], "answer", f"answer:{thread.id}:{client_uuid}", url=_url(thread), about=told)


def share(thread: Thread, on: bool) -> None:
    """Show an answered thread to everyone of the activity, without the asker's name, or hide it again."""
    if on and thread.answered_at is None:
        raise RuleBroken(_("Answer the question first, then show it to everyone."), code="thread.open")
    thread.shared = on
    audit.note("thread.share", ("thread", thread.id), on=on)


def hear_merged(event: UnitMerged) -> None:
    """Hand the questions of a unit over to the one it was merged into."""
    db.session.execute(update(Thread).where(Thread.unit_id == event.unit_id).values(unit_id=event.into_id))


def access_thread(person_id: int, thread_id: int) -> tuple[Thread, str]:
    """Return a thread and what I am to it (asker, trainer, or reader of an activity open to me), or 404."""
    found = db.session.get(Thread, thread_id)
    if found is None:
        abort(404)
    if found.asked_by == person_id:
        return found, "asker"
    mine = select(Unit.id).where(Unit.id == found.unit_id, Unit.id.in_(scope(person_id, ANSWERS)))
    if db.session.scalar(mine) is not None:
        return found, "trainer"
    if not found.shared or not activities.open_to(person_id, ActivityRef(found.ref_kind, found.ref_id)):
        abort(404)
    return found, "reader"


def trainers_of(unit_id: int | None) -> Sequence[int]:
    """Return the people who run classes over a unit."""
    roles = [role.value for role, rights in RIGHTS.items() if ANSWERS in rights and role.value != "admin"]
    query = (
        select(Grant.person_id)
        .join(UnitPath, UnitPath.ancestor_id == Grant.unit_id)
        .where(UnitPath.descendant_id == unit_id, Grant.role.in_(roles), Grant.until.is_(None))
        .distinct()
    )
    return db.session.scalars(query).all()


def mine(person_id: int) -> Select[*tuple[Any, ...]]:
    """Return the query for my own questions, newest first."""
    return _listed().where(Thread.asked_by == person_id)


def to_answer(person_id: int, state: str = "") -> Select[*tuple[Any, ...]]:
    """Return the query for questions of the units I train; `state` is "", open or answered."""
    query = _listed().where(Thread.unit_id.in_(scope(person_id, ANSWERS)), Thread.asked_by != person_id)
    if state == "open":
        return query.where(Thread.answered_at.is_(None))
    return query.where(Thread.answered_at.is_not(None)) if state == "answered" else query


def count_open(person_id: int) -> int:
    """Return how many questions of the units I train wait for an answer."""
    roots = grants.roots(person_id, ANSWERS)
    return db.session.scalar(OPEN_BELOW, {"roots": roots, "person_id": person_id}) or 0 if roots else 0


def asked_by_others(person_id: int, ref: ActivityRef) -> Select[*tuple[Any, ...]]:
    """Return the query for what others asked about an activity and everyone may read."""
    query = _listed().where(Thread.ref_kind == ref.kind, Thread.ref_id == ref.id)
    return query.where(Thread.shared.is_(True), Thread.asked_by != person_id)


def shown(rows: Sequence[Any], *, named: bool) -> list[Shown]:
    """Put what a list needs to each thread, in a fixed number of queries."""
    about = activities.describe({ActivityRef(row[0].ref_kind, row[0].ref_id) for row in rows})
    places = activities.spots((ActivityRef(row[0].ref_kind, row[0].ref_id), row[0].spot) for row in rows)
    found = []
    for thread, name, unit, first in rows:
        ref = ActivityRef(thread.ref_kind, thread.ref_id)
        title, url = (about[ref].title, about[ref].url) if ref in about else ("", "")
        who, place = (name if named else None), places.get((ref, thread.spot))
        found.append(Shown(thread, title, url, who, unit or "", first or "", place))
    return found


def messages(thread: Thread) -> Sequence[Any]:
    """Return (message, name) of a thread, oldest first."""
    query = select(ThreadMessage, Identity.full_name).outerjoin(
        Identity, Identity.person_id == ThreadMessage.written_by
    )
    return db.session.execute(query.where(ThreadMessage.thread_id == thread.id).order_by(ThreadMessage.id)).all()


def _listed() -> Select[*tuple[Any, ...]]:
    first = (
        select(ThreadMessage.thread_id, func.min(ThreadMessage.id).label("first"))
        .group_by(ThreadMessage.thread_id)
        .subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(Thread, Identity.full_name, Unit.name, ThreadMessage.body)
        .join(first, first.c.thread_id == Thread.id)
        .join(ThreadMessage, ThreadMessage.id == first.c.first)
        .outerjoin(Identity, Identity.person_id == Thread.asked_by)
        .outerjoin(Unit, Unit.id == Thread.unit_id)
        .order_by(Thread.id.desc())
    )
    return query


def _say(thread: Thread, person_id: int, body: str, client_uuid: str) -> bool:
    """Append words; say whether they are new."""
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    row = {"thread_id": thread.id, "written_by": person_id, "client_uuid": client_uuid, "body": body, "at": clock.now()}
    query = insert(ThreadMessage).values(row).on_conflict_do_nothing(index_elements=["thread_id", "client_uuid"])
    return db.session.scalar(query.returning(ThreadMessage.id)) is not None


def _worded(body: str) -> str:
    text = nfc(body).strip()
    if not text:
        raise RuleBroken(_("Write a few words first."), field="body", code="thread.empty")
    return text[:LONGEST]


def _url(thread: Thread) -> str:
    return f"/questions/{thread.id}"
