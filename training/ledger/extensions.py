"""More time: asked for by the learner with a reason, granted or declined by who trains the unit."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, delete, func, select, update

from training.accounts import grants, units
from training.accounts.access import scope
from training.accounts.models import Identity, Membership, Unit
from training.accounts.rights import Permission
from training.core import activities, audit, clock
from training.core.activities import ActivityRef
from training.core.db import db, locked
from training.core.errors import RuleBroken
from training.core.events import PersonErased
from training.ledger import service
from training.ledger.models import Duty, ExtensionRequest
from training.notices import service as notices

OPEN_BELOW = select(func.count(ExtensionRequest.id)).where(
    ExtensionRequest.unit_id.in_(units.below_roots()), ExtensionRequest.person_id != bindparam("person_id"),
    ExtensionRequest.decided_at.is_(None),
)  # fmt: skip
"""Asked on every trainer's first page, hence built once."""


def access_duty(person_id: int, ref: str) -> Duty:
    """Return my own duty, or 404."""
    try:
        wanted = ActivityRef.parse(ref)
    except ValueError:
        abort(404)
    query = select(Duty).filter_by(person_id=person_id, ref_kind=wanted.kind, ref_id=wanted.id)
    found = db.session.scalars(query).first()
    if found is None or found.due_on is None:
        abort(404)
    return found


def access_request(viewer_id: int, request_id: int) -> ExtensionRequest:
    """Return a request of the units I train, or 404; nobody decides their own."""
    query = select(ExtensionRequest).where(
        ExtensionRequest.id == request_id, ExtensionRequest.person_id != viewer_id,
        ExtensionRequest.unit_id.in_(scope(viewer_id, Permission.TEACH)),
    )  # fmt: skip
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    return found


def deciders(unit_id: int | None, asker_id: int) -> list[int]:
    """Return who may decide about somebody of a unit: its trainers, never the asker."""
    return [each for each in grants.holders(unit_id, Permission.TEACH) if each != asker_id]


def open_request(duty: Duty) -> ExtensionRequest | None:
    """Return the request for this duty that nobody has decided yet."""
    query = select(ExtensionRequest).filter_by(person_id=duty.person_id, ref_kind=duty.ref_kind, ref_id=duty.ref_id)
    return db.session.scalars(query.where(ExtensionRequest.decided_at.is_(None))).first()


def ask(duty: Duty, wished_on: date, reason: str, client_uuid: str) -> ExtensionRequest:
    """Ask for more time and tell the trainers; while one request is open, another changes nothing.

    Raises RuleBroken for a day that gives no more time.
    """
    if wished_on <= max(clock.today(), duty.due_on or date.min):
        raise RuleBroken(_("Choose a day after the present one."), field="wished_on", code="extension.day")
    locked(Duty, duty.id)  # two clicks at once are one request
    same = select(ExtensionRequest).filter_by(person_id=duty.person_id, client_uuid=client_uuid)
    known = open_request(duty) or db.session.scalars(same).first()
    if known is not None:
        return known
    unit_id = db.session.scalar(
        select(Membership.unit_id)
        .where(Membership.person_id == duty.person_id, Membership.until.is_(None))
        .order_by(Membership.primary.desc(), Membership.id)
        .limit(1)
    )
    row = ExtensionRequest(
        person_id=duty.person_id, client_uuid=client_uuid, ref_kind=duty.ref_kind, ref_id=duty.ref_id, unit_id=unit_id,
        wished_on=wished_on, reason=reason, asked_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    told = {"title": _about(row.ref)[0]}
    notices.tell(deciders(unit_id, duty.person_id), "extension", f"extension:{row.id}", url="/extensions", about=told)
    return row


def decide(row: ExtensionRequest, by: int, granted_on: date | None, answer: str) -> bool:
    """Grant until a day, or decline with words, and tell the learner; say whether it was still open.

    Raises RuleBroken where a refusal has no words, or the day gives no more time.
    """
    if granted_on is None and not answer.strip():
        raise RuleBroken(
            _("Say why, in a few words: they are shown to the learner."), field="answer", code="extension.why"
        )
    once = update(ExtensionRequest).where(ExtensionRequest.id == row.id, ExtensionRequest.decided_at.is_(None))
    values = {"decided_at": clock.now(), "decided_by": by, "granted_on": granted_on, "answer": answer.strip()}
    if db.session.execute(once.values(**values).returning(ExtensionRequest.id)).first() is None:
        return False
    title, url = _about(row.ref)
    told: dict[str, Any] = {"title": title}
    if granted_on is not None:
        _check_day(row, granted_on)
        service.extend(row.person_id, row.ref, granted_on, by)
        told["due"] = granted_on.isoformat()
    else:
        url = f"/duties/{row.ref}/more-time"
        audit.note("extension.decline", ("extension", row.id))
    kind = "extended" if granted_on is not None else "not_extended"
    notices.tell([row.person_id], kind, f"{kind}:{row.id}", url=url, about=told)
    return True


def requests(viewer_id: int, *, decided: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for (request, name, unit, present day) in my units, oldest open ones first."""
    done = ExtensionRequest.decided_at.is_not(None) if decided else ExtensionRequest.decided_at.is_(None)
    return (
        select(ExtensionRequest, Identity.full_name, Unit.name, Duty.due_on)
        .outerjoin(Identity, Identity.person_id == ExtensionRequest.person_id)
        .outerjoin(Unit, Unit.id == ExtensionRequest.unit_id)
        .outerjoin(
            Duty,
            (Duty.person_id == ExtensionRequest.person_id)
            & (Duty.ref_kind == ExtensionRequest.ref_kind)
            & (Duty.ref_id == ExtensionRequest.ref_id),
        )
        .where(ExtensionRequest.unit_id.in_(scope(viewer_id, Permission.TEACH)), done)
        .where(ExtensionRequest.person_id != viewer_id)
        .order_by(ExtensionRequest.id.desc() if decided else ExtensionRequest.id)
    )


def count_open(viewer_id: int) -> int:
    """Return how many requests of my units wait for a decision."""
    roots = grants.roots(viewer_id, Permission.TEACH)
    return db.session.scalar(OPEN_BELOW, {"roots": roots, "person_id": viewer_id}) or 0 if roots else 0


def history(duty: Duty) -> list[ExtensionRequest]:
    """Return every request for a duty, newest first."""
    query = select(ExtensionRequest).filter_by(person_id=duty.person_id, ref_kind=duty.ref_kind, ref_id=duty.ref_id)
    return list(db.session.scalars(query.order_by(ExtensionRequest.id.desc())))


def forget(event: PersonErased) -> None:
    """Drop the requests of somebody whose data is erased: their reasons are words about themselves."""
    db.session.execute(delete(ExtensionRequest).where(ExtensionRequest.person_id == event.person_id))


def _check_day(row: ExtensionRequest, granted_on: date) -> None:
    mine = select(Duty.due_on).filter_by(person_id=row.person_id, ref_kind=row.ref_kind, ref_id=row.ref_id)
    if granted_on <= (db.session.scalar(mine) or date.min):
        raise RuleBroken(_("Choose a day after the present one."), field="granted_on", code="extension.day")


def _about(ref: ActivityRef) -> tuple[str, str]:
    found = activities.describe([ref]).get(ref)
    return (found.title, urlsplit(found.url).path) if found else ("", "")
