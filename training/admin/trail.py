"""The audit trail as an administrator reads it: in words and names, filtered by area, person and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from sqlalchemy import Select, String, and_, cast, or_, select

from training.accounts import finding
from training.accounts.models import Identity, Unit
from training.accounts.rights import Permission
from training.admin.event_words import AREAS, KINDS, act_words
from training.admin.views import bp
from training.core import activities, clock, paging
from training.core.activities import ActivityRef
from training.core.audit import chain
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.core.permissions import requires


@bp.get("/audit")
@requires(Permission.AUDIT_SEE)
def audit() -> str:
    """See who decided what and when, and whether the chain is whole."""
    area, words = request.args.get("area", ""), request.args.get("who", "")[:100]
    first, last = _day("from"), _day("to")
    verdict = chain.verify() if request.args.get("verify") else None
    page = paging.paginate(events(area, words, first, last))
    return render_template(
        "admin/audit.html", page=page, area=area, words=words, first=first, last=last, areas=AREAS,
        act_words=act_words, kinds=KINDS, named=names(page.items), verdict=verdict,
    )  # fmt: skip


def events(area: str = "", words: str = "", first: date | None = None, last: date | None = None) -> Select[AuditEvent]:
    """Return the query for events, newest first: of one area, by or about one person, between two office days."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc())
    if area in AREAS:
        query = query.where(
            or_(*(or_(AuditEvent.action == each, AuditEvent.action.startswith(f"{each}.")) for each in AREAS[area][1]))
        )
    if words.strip():
        people = select(Identity.person_id).where(finding.called(words))
        about = select(cast(people.subquery().c.person_id, String))
        subject = and_(AuditEvent.subject_kind == "person", AuditEvent.subject_id.in_(about))
        query = query.where(or_(AuditEvent.actor_id.in_(people), subject))
    if first:
        query = query.where(AuditEvent.at >= clock.at_office(first))
    if last:
        query = query.where(AuditEvent.at < clock.at_office(last + timedelta(days=1)))
    return query


def names(found: Iterable[AuditEvent]) -> Mapping[tuple[str, str], Any]:
    """Return what each (kind, id) on a page is called: people, units and activities; one query a kind."""
    wanted: dict[str, set[int]] = {"person": set(), "unit": set()}
    for each in found:
        if each.actor_id:
            wanted["person"].add(each.actor_id)
        if each.subject_id.isdigit():
            wanted.setdefault(each.subject_kind, set()).add(int(each.subject_id))
    people = select(Identity.person_id, Identity.full_name).where(Identity.person_id.in_(wanted.pop("person")))
    units = select(Unit.id, Unit.name).where(Unit.id.in_(wanted.pop("unit")))
    said: dict[tuple[str, str], Any] = {("person", str(row[0])): row[1] for row in db.session.execute(people)}
    said |= {("unit", str(row[0])): row[1] for row in db.session.execute(units)}
    told = activities.describe(ActivityRef(kind, number) for kind, numbers in wanted.items() for number in numbers)
    return said | {(ref.kind, str(ref.id)): text.title for ref, text in told.items()}


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
