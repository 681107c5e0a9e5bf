"""What a trainer does for people of whom something is asked: remind them, give them more time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from flask import abort
from flask_babel import gettext as _
from sqlalchemy import select

from training.accounts.access import access_person
from training.accounts.models import Person
from training.accounts.rights import Permission
from training.core import activities, audit, clock, i18n, letters, places
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import extensions, reach, service
from training.ledger.models import Completion, Duty, ExtensionRequest
from training.notices import service as notices
from training.notices.models import Notice
from training.notices.say import sentence


def access_duty_of(viewer_id: int, person_id: int, ref: str) -> tuple[Person, Duty]:
    """Return somebody of the units I train and what is asked of them, or 404; nobody gives themselves more time."""
    found = access_person(viewer_id, person_id, Permission.TEACH)
    try:
        wanted = ActivityRef.parse(ref)
    except ValueError:
        abort(404)
    query = select(Duty).filter_by(person_id=found.id, ref_kind=wanted.kind, ref_id=wanted.id)
    duty = db.session.scalars(query).first()
    if duty is None or found.id == viewer_id:
        abort(404)
    return found, duty


def remind(ref: ActivityRef, person_ids: Iterable[int]) -> int:
    """Remind those who are not done, once a day at most, and return how many were not reminded today before."""
    asked = set(person_ids)
    people = asked - _finished(ref, asked)
    dues = select(Duty.person_id, Duty.due_on).filter_by(ref_kind=ref.kind, ref_id=ref.id)
    days = {row[0]: row[1] for row in db.session.execute(dues.where(Duty.person_id.in_(people)))}
    fresh = tell(ref, {each: days.get(each) for each in people})
    if fresh:
        audit.note("assignment.remind", ("activity", ref.id), ref=str(ref), people=fresh)
    return fresh


def tell(ref: ActivityRef, days: Mapping[int, date | None]) -> int:
    """Put today's reminder of `ref` among the notices of people, each with their day, and return how many are new."""
    title, url = about(ref)
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for each in sorted(days):
        by_day[days[each]].append(each)
    key = key_of(ref, clock.today())
    return sum(
        len(notices.tell(part, "reminded", key, url=url, about=told(title, due))) for due, part in by_day.items()
    )


def last_reminded(person_id: int, ref: ActivityRef) -> Notice | None:
    """Return the last reminder of `ref` that somebody was sent by a trainer."""
    query = select(Notice).filter_by(person_id=person_id, kind="reminded")
    query = query.where(Notice.key.startswith(key_of(ref), autoescape=True))
    return db.session.scalars(query.order_by(Notice.id.desc()).limit(1)).first()


def extend(ref: ActivityRef, person_ids: Iterable[int], due_on: date, *, by: int) -> int:
    """Give time until `due_on` to those who have less, tell them, and return how many; an open request is granted.

    Raises RuleBroken for a day that has passed, or one that gives nobody more time.
    """
    if due_on < clock.today():
        raise RuleBroken(_("This day has passed. Choose a later one."), field="due_on", code="assign.past")
    people = list(person_ids)
    less = select(Duty.person_id).where(
        Duty.ref_kind == ref.kind, Duty.ref_id == ref.id, Duty.person_id.in_(people), Duty.due_on < due_on,
        ~reach.duty_done(),
    )  # fmt: skip
    gaining = db.session.scalars(less.order_by(Duty.person_id)).all()
    if not gaining:
        raise RuleBroken(
            _("This gives nobody more time. Choose a day after the present one."), field="due_on", code="extension.day"
        )
    asking = _asking(ref, gaining)
    title, url = about(ref)
    for each in gaining:
        if each in asking:
            extensions.decide(asking[each], by, due_on, "")
            continue
        service.extend(each, ref, due_on, by)
        key = f"extended:{ref}:{due_on.isoformat()}"
        notices.tell([each], "extended", key, url=url, about=told(title, due_on))
    return len(gaining)


def _asking(ref: ActivityRef, people: Iterable[int]) -> dict[int, ExtensionRequest]:
    query = select(ExtensionRequest).filter_by(ref_kind=ref.kind, ref_id=ref.id, decided_at=None)
    return {row.person_id: row for row in db.session.scalars(query.where(ExtensionRequest.person_id.in_(list(people))))}


def _finished(ref: ActivityRef, people: Iterable[int]) -> set[int]:
    """Return who of `people` is done with `ref`, asked or not."""
    mine = (Duty.person_id == Completion.person_id) & (Duty.ref_kind == ref.kind) & (Duty.ref_id == ref.id)
    done = (
        select(Completion.person_id)
        .outerjoin(Duty, mine)
        .where(
            Completion.ref_kind == ref.kind, Completion.ref_id == ref.id, Completion.outcome.in_(reach.DONE),
            reach.counts(), Completion.person_id.in_(people),
        )
    )  # fmt: skip
    return set(db.session.scalars(done))


def key_of(ref: ActivityRef, day: date | None = None) -> str:
    """Return the key of a reminder of `ref` on `day`: one a day is told; without a day, how all of them begin."""
    return f"reminded:{ref}:{day.isoformat() if day else ''}"


def told(title: str, due_on: date | None) -> dict[str, str | None]:
    """Return what a notice about something due holds."""
    return {"title": title, "due": due_on.isoformat() if due_on else None}


def words(title: str, due_on: date | None) -> str:
    """Return the very words of a reminder, as somebody would read them today."""
    return sentence(Notice(kind="reminded", about=told(title, due_on)))


def words_for_many(title: str) -> str:
    """Return the words of a reminder to people whose days differ."""
    body = letters.wording("notice.reminded", i18n.locale()).body
    return places.fill(body, {"title": title, "due": _("(each one's own day)")})


def reminded_today(ref: ActivityRef, person_ids: Iterable[int]) -> set[int]:
    """Return who of `person_ids`, one page of them, a trainer reminded of `ref` today."""
    query = select(Notice.person_id).where(Notice.person_id.in_(list(person_ids)))
    return set(db.session.scalars(query.where(Notice.key == key_of(ref, clock.today()))))


def about(ref: ActivityRef) -> tuple[str, str]:
    """Return the title of what is asked, and the path to it."""
    found = activities.describe([ref]).get(ref)
    return (found.title, service.path_of(found.url)) if found else ("", "")
