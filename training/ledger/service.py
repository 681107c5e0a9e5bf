"""The verbs of the ledger: ask, follow, and write down what is finished."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts.models import Grant, Membership, Person, UnitPath
from training.core import activities, audit, clock
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.db import chunks, db, on_sqlite
from training.core.errors import RuleBroken
from training.core.events import (
    Finished,
    PeopleWithdrawn,
    PostChanged,
    PostsImported,
    Progressed,
    Regraded,
    Started,
    Stuck,
    UnitMerged,
)
from training.ledger.models import Assignment, Completion, Duty, ExtensionRequest, Progress
from training.notices import service as notices


def assign(
    ref: ActivityRef,
    *,
    by: int | None,
    unit_id: int | None = None,
    person_ids: Sequence[int] = (),
    position_id: int | None = None,
    role: str = "",
    due_on: date | None = None,
    days: int | None = None,
    working: bool = True,
    wave: str = "",
) -> Assignment:
    """Ask for `ref`; who is asked already keeps the earlier day. The same request again changes nothing.

    Raises RuleBroken for an activity that cannot be begun, or a day that has passed.
    """
    if not activities.exists(ref):
        raise RuleBroken(_("This cannot be begun any more. Choose something else."), field="ref", code="assign.closed")
    if due_on is not None and due_on < clock.today():
        raise RuleBroken(_("This day has passed. Choose a later one."), field="due_on", code="assign.past")
    same = select(Assignment).filter_by(
        ref_kind=ref.kind, ref_id=ref.id, unit_id=unit_id, position_id=position_id, role=role, due_on=due_on,
        days=days,
    )  # fmt: skip
    found = db.session.scalars(same.where(Assignment.ended_at.is_(None))).first()
    if found is not None and sorted(found.listed) == sorted(person_ids):
        return found
    row = Assignment(
        ref_kind=ref.kind, ref_id=ref.id, unit_id=unit_id, position_id=position_id, role=role,
        listed=list(person_ids), due_on=due_on, days=days, working=working, wave=wave, given_by=by,
        given_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.note("assignment.give", ("assignment", row.id), unit=unit_id, ref=str(ref))
    _ask(row, addressed(row))
    return row


def addressed(row: Assignment, among: Iterable[int] | None = None) -> list[int]:
    """Return the ids of the people an assignment speaks to now, of all or only of those `among`."""
    query = select(Membership.person_id).join(Person, Person.id == Membership.person_id).distinct()
    query = query.where(Membership.until.is_(None), Person.status.in_(("active", "waiting")))
    if among is not None:
        query = query.where(Membership.person_id.in_(list(among)))
    if row.listed:
        query = query.where(Membership.person_id.in_(row.listed))
    if row.unit_id is not None:
        query = query.join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        query = query.where(UnitPath.ancestor_id == row.unit_id)
    if row.position_id is not None:
        query = query.where(Membership.position_id == row.position_id)
    if row.role:
        held = select(Grant.person_id).where(Grant.role == row.role, Grant.until.is_(None))
        query = query.where(Membership.person_id.in_(held))
    return list(db.session.scalars(query))


def due_day(row: Assignment) -> date | None:
    """Return the day by which someone asked today is to be done."""
    if row.due_on is not None or row.days is None:
        return row.due_on
    if row.working:
        return store.current().add_working_days(clock.today(), row.days)
    return clock.today() + timedelta(days=row.days)


def extend(person_id: int, ref: ActivityRef, due_on: date) -> None:
    """Give one person more time; raise RuleBroken for a day that has passed."""
    if due_on < clock.today():
        raise RuleBroken(_("This day has passed. Choose a later one."), field="due_on", code="assign.past")
    query = update(Duty).where(Duty.person_id == person_id, Duty.ref_kind == ref.kind, Duty.ref_id == ref.id)
    db.session.execute(query.values(due_on=due_on))
    audit.note("assignment.extend", ("person", person_id), ref=str(ref), due=due_on.isoformat())


def correct(old: Completion, outcome: str, reason: str, by: int) -> Completion:
    """Set a completion right by a new row that says why; the old one stays.

    Raises RuleBroken without a reason.
    """
    if not reason.strip():
        raise RuleBroken(_("Write the reason: it stands beside the correction."), field="reason", code="correct.why")
    row = Completion(
        person_id=old.person_id, ref_kind=old.ref_kind, ref_id=old.ref_id, activity_version=old.activity_version,
        outcome=outcome, fraction=old.fraction, evidence=old.evidence, unit_id=old.unit_id, assisted=old.assisted,
        self_reported=False, at=clock.now(), replaces_id=old.id, reason=reason.strip(), by=by,
    )  # fmt: skip
    db.session.add(row)
    audit.note("completion.correct", ("completion", old.id), outcome=outcome)
    return row


def note_started(event: Started) -> None:
    """Hear that somebody opened something for the first time."""
    _progress(event.person_id, event.ref, {})


def note_progress(event: Progressed) -> None:
    """Hear that somebody got further, or came back to an earlier place."""
    _progress(
        event.person_id, event.ref, {"fraction": event.fraction, "place": event.place},
        seconds=event.seconds, cleared=True,
    )  # fmt: skip


def note_stuck(event: Stuck) -> None:
    """Hear that somebody tried again and failed."""
    stuck = {"stuck_where": event.where[:300], "stuck_at": clock.now(), "tries": event.tries}
    _progress(event.person_id, event.ref, stuck)


def note_finished(event: Finished | Regraded) -> None:
    """Write down that something is finished, with its evidence and the unit of that day."""
    found = activities.describe([event.ref]).get(event.ref)
    unit_id = db.session.scalar(
        select(Membership.unit_id)
        .filter_by(person_id=event.person_id, primary=True)
        .where(Membership.until.is_(None))
        .limit(1)
    )
    db.session.add(
        Completion(
            person_id=event.person_id, ref_kind=event.ref.kind, ref_id=event.ref.id, outcome=event.outcome,
            activity_version=found.version if found else 1, fraction=event.fraction, evidence=event.evidence,
            unit_id=unit_id, assisted=getattr(event, "assisted", False), at=clock.now(),
            self_reported=getattr(event, "self_reported", False),
        )
    )  # fmt: skip
    db.session.flush()
    done = event.outcome != "failed"
    _progress(event.person_id, event.ref, {"fraction": 1.0} if done else {}, cleared=done)


def note_posts(event: PostChanged | PostsImported) -> None:
    """Ask newcomers for what their unit is asked for."""
    if isinstance(event, PostChanged) and event.change != "joined":
        return
    newcomers = set(event.person_ids if isinstance(event, PostsImported) else (event.person_id,))
    for row in db.session.scalars(select(Assignment).where(Assignment.ended_at.is_(None))):
        if not row.listed:
            _ask(row, addressed(row, newcomers))


def hear_merged(event: UnitMerged) -> None:
    """Hand assignments and requests of a unit over to the one it was merged into."""
    for model in (Assignment, ExtensionRequest):
        moved = update(model).where(model.unit_id == event.unit_id).values(unit_id=event.into_id)
        db.session.execute(moved, execution_options={"synchronize_session": False})
    for row in db.session.scalars(select(Assignment).filter_by(unit_id=event.into_id, ended_at=None)):
        _ask(row, addressed(row))


def forget(event: PeopleWithdrawn) -> None:
    """Drop every row about people whose import is taken back."""
    for model in (Duty, Progress, Completion, ExtensionRequest):
        db.session.execute(delete(model).where(model.person_id.in_(event.person_ids)))


def _ask(row: Assignment, people: Iterable[int]) -> None:
    due = due_day(row)
    found = activities.describe([row.ref]).get(row.ref)
    title, url = (found.title, _path(found.url)) if found else ("", "")
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    for part in chunks(people, 400):
        values = [
            {
                "person_id": each, "ref_kind": row.ref_kind, "ref_id": row.ref_id, "assignment_id": row.id,
                "due_on": due, "given_at": clock.now(),
            }
            for each in part
        ]  # fmt: skip
        notices.tell(part, "asked", f"asked:{row.id}", url=url, about={"title": title, "due": _iso(due)})
        query = insert(Duty).values(values)
        db.session.execute(query.on_conflict_do_nothing(index_elements=["person_id", "ref_kind", "ref_id"]))


def remind() -> dict[str, int]:
    """Tell people what is due within three working days, or overdue this week: a job of each day, never twice."""
    today = clock.today()
    soon = store.current().add_working_days(today, 3)
    done = select(Completion.id).where(
        Completion.person_id == Duty.person_id, Completion.ref_kind == Duty.ref_kind, Completion.ref_id == Duty.ref_id,
        Completion.outcome.in_(("completed", "passed")),
    )  # fmt: skip
    query = select(Duty).where(Duty.due_on <= soon, Duty.due_on > today - timedelta(days=60), ~done.exists())
    rows = db.session.scalars(query).all()
    about = activities.describe({row.ref for row in rows})
    groups: dict[tuple[str, str, ActivityRef, date | None], list[int]] = {}
    for row in rows:
        late = row.due_on is not None and row.due_on < today
        kind = "overdue" if late else "due_soon"
        week = f":{today.isocalendar().week}" if late else ""
        groups.setdefault((kind, f"{kind}:{row.ref}:{row.due_on}{week}", row.ref, row.due_on), []).append(row.person_id)
    for (kind, key, ref, due), people in groups.items():
        if ref in about:
            told = {"title": about[ref].title, "due": _iso(due)}
            notices.tell(people, kind, key, url=_path(about[ref].url), about=told)
    return {"told": len(rows)}


def _iso(due: date | None) -> str | None:
    return due.isoformat() if due else None


def _path(url: str) -> str:
    return urlsplit(url).path


def _progress(
    person_id: int, ref: ActivityRef, values: dict[str, Any], *, seconds: int = 0, cleared: bool = False
) -> None:
    """Write how far a person is: one statement, whether it is the first news of this activity or not."""
    now, insert = clock.now(), sqlite_insert if on_sqlite() else pg_insert
    changed = values | ({"stuck_where": "", "stuck_at": None} if cleared else {}) | {"last_at": now}
    fresh = {"fraction": 0.0, "place": "", "tries": 0, "stuck_where": "", "stuck_at": None, "started_at": now}
    named = {"person_id": person_id, "ref_kind": ref.kind, "ref_id": ref.id, "seconds": seconds}
    query: Any = insert(Progress).values(fresh | changed | named)
    query = query.on_conflict_do_update(
        index_elements=["person_id", "ref_kind", "ref_id"],
        set_={name: query.excluded[name] for name in changed} | {"seconds": Progress.seconds + seconds},
    )
    db.session.execute(query)
