"""The verbs of asking: give, take up, extend, ask anew, stop, and set a completion right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from training.accounts.models import Person
from training.core import activities, audit, clock, events
from training.core.activities import ActivityRef
from training.core.calendar import store
from training.core.db import chunks, db, on_sqlite
from training.core.errors import RuleBroken
from training.core.events import MoreTime, PeopleWithdrawn, PostChanged, PostsImported, UnitMerged, UnitsDropped
from training.ledger import reach
from training.ledger.models import Assignment, Completion, Duty, ExtensionRequest, Progress, Repeat, Rollout, Wave
from training.ledger.reach import DONE, Target
from training.ledger.rules import Span, due_day
from training.notices import service as notices


def assign(
    ref: ActivityRef,
    *,
    by: int | None,
    unit_id: int | None = None,
    person_ids: Sequence[int] = (),
    position_id: int | None = None,
    role: str = "",
    joined_since: date | None = None,
    due_on: date | None = None,
    days: int | None = None,
    working: bool = True,
    from_joining: bool = False,
    voluntary: bool = False,
    alone: bool = False,
    wave: str = "",
    wave_id: int | None = None,
) -> Assignment:
    """Ask for `ref`; who is asked already keeps their day. The same request again changes nothing.

    Raises RuleBroken for an activity that cannot be begun, or a day that has passed.
    """
    check(ref, due_on)
    wanted = {
        "ref_kind": ref.kind, "ref_id": ref.id, "unit_id": unit_id, "position_id": position_id, "role": role,
        "joined_since": joined_since, "due_on": due_on, "days": days, "from_joining": from_joining,
        "voluntary": voluntary, "alone": alone, "wave_id": wave_id,
    }  # fmt: skip
    same = select(Assignment).filter_by(**wanted).where(Assignment.ended_at.is_(None)).order_by(Assignment.id)
    for found in db.session.scalars(same):
        if sorted(found.listed) == sorted(person_ids):
            return found
    row = Assignment(**wanted, listed=list(person_ids), working=working, wave=wave, given_by=by, given_at=clock.now())
    db.session.add(row)
    db.session.flush()
    audit.note("assignment.give", ("assignment", row.id), unit=unit_id, ref=str(ref), voluntary=voluntary)
    if not voluntary:
        _ask(row, addressed(row))
    return row


def check(ref: ActivityRef, due_on: date | None) -> None:
    """Raise RuleBroken for what cannot be asked: an activity that cannot be begun, or a day that has passed."""
    if not activities.exists(ref):
        raise RuleBroken(_("This cannot be begun any more. Choose something else."), field="ref", code="assign.closed")
    if due_on is not None and due_on < clock.today():
        raise RuleBroken(_("This day has passed. Choose a later one."), field="due_on", code="assign.past")


def addressed(row: Assignment, among: Iterable[int] | None = None) -> list[int]:
    """Return the ids of the people an assignment speaks to now, of all or only of those `among`."""
    return reach.people(Target.of(row), among)


def take_up(row: Assignment, person_id: int) -> bool:
    """Let somebody ask themselves for what is open to them; say whether it is new. Safe to repeat.

    Raises RuleBroken where it is not open to them.
    """
    if not row.voluntary or row.ended_at is not None or not addressed(row, [person_id]):
        raise RuleBroken(_("This is not open to you. Ask your trainer."), code="offer.closed")
    return bool(_ask(row, [person_id], told=False))


def stop(row: Assignment, *, withdraw: bool) -> int:
    """End an assignment: newcomers are no longer asked. `withdraw` also takes it back from who has not begun.

    Returns from how many people it was taken back; what was begun or finished stays in every record.
    """
    if row.ended_at is None:
        row.ended_at = clock.now()
        audit.note("assignment.stop", ("assignment", row.id), withdraw=withdraw)
    if not withdraw:
        return 0
    begun = select(Progress.id).where(_same(Progress)).exists()
    done = select(Completion.id).where(_same(Completion)).exists()
    gone = delete(Duty).where(Duty.assignment_id == row.id, ~begun, ~done).returning(Duty.id)
    return len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def ask_anew(
    people: Iterable[int], ref: ActivityRef, due_on: date | None, *, told: bool = True, kind: str = "anew", **why: str
) -> None:
    """Ask people to do `ref` (again): what they finished before stays, and no longer counts for this duty.

    `kind` is the notice that tells them, with what it says beside the title and the day in `why`.
    """
    found, now = _titled(ref), clock.now()
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    for part in chunks(people, 400):
        values = [_duty(each, ref, None, due_on) | {"anew_since": now} for each in part]
        query = insert(Duty).values(values)
        query = query.on_conflict_do_update(
            index_elements=["person_id", "ref_kind", "ref_id"], set_={"due_on": due_on, "anew_since": now}
        )
        db.session.execute(query)
        again = update(Progress).where(Progress.person_id.in_(part), Progress.ref_kind == ref.kind)
        again = again.where(Progress.ref_id == ref.id).values(fraction=0.0, place="", stuck_where="", stuck_at=None)
        db.session.execute(again)
        about = {"title": found[0], "due": _iso(due_on), **why}
        if told:
            notices.tell(part, kind, f"{kind}:{ref}:{clock.today()}", url=found[1], about=about)
        for each in part:
            events.publish(events.AskedAnew(each, ref))


def take_back_anew(people: Iterable[int], ref: ActivityRef, due_on: date) -> list[int]:
    """Take back what was asked anew until `due_on` and was not done since; return whose it was. Safe to repeat.

    What an assignment asks of them besides stands again as it did before.
    """
    gone: list[int] = []
    for part in chunks(people, 400):
        mine = (
            Duty.person_id.in_(part), Duty.ref_kind == ref.kind, Duty.ref_id == ref.id,
            Duty.due_on == due_on, Duty.anew_since.is_not(None), ~reach.duty_done(),
        )  # fmt: skip
        ids = db.session.execute(select(Duty.id, Duty.person_id, Duty.assignment_id).where(*mine)).all()
        db.session.execute(delete(Duty).where(Duty.id.in_([row[0] for row in ids if row[2] is None])))
        given = [row[0] for row in ids if row[2] is not None]
        db.session.execute(update(Duty).where(Duty.id.in_(given)).values(anew_since=None))
        gone += [row[1] for row in ids]
    return gone


def extend(person_id: int, ref: ActivityRef, due_on: date, by: int | None = None) -> None:
    """Give one person more time and tell the house.

    Raises RuleBroken for a day that has passed, or where the activity is closed by then and `by` may not open it.
    """
    if due_on < clock.today():
        raise RuleBroken(_("This day has passed. Choose a later one."), field="due_on", code="assign.past")
    query = update(Duty).where(Duty.person_id == person_id, Duty.ref_kind == ref.kind, Duty.ref_id == ref.id)
    db.session.execute(query.values(due_on=due_on))
    events.publish(MoreTime(person_id, ref, due_on, by))
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


def note_posts(event: PostChanged | PostsImported) -> None:
    """Ask newcomers, once, for what their unit and their post are asked for."""
    if isinstance(event, PostChanged) and event.change != "joined":
        return
    newcomers = set(event.person_ids if isinstance(event, PostsImported) else (event.person_id,))
    query = select(Assignment).where(Assignment.ended_at.is_(None), Assignment.voluntary.is_(False))
    for row in db.session.scalars(query):
        if not row.listed:
            _ask(row, addressed(row, newcomers))


def hear_merged(event: UnitMerged) -> None:
    """Hand assignments and requests of a unit over to the one it was merged into."""
    for model in (Assignment, ExtensionRequest, Rollout):
        moved = update(model).where(model.unit_id == event.unit_id).values(unit_id=event.into_id)
        db.session.execute(moved, execution_options={"synchronize_session": False})
    query = select(Assignment).filter_by(unit_id=event.into_id, ended_at=None, voluntary=False)
    for row in db.session.scalars(query):
        _ask(row, addressed(row))


def forget(event: PeopleWithdrawn) -> None:
    """Drop every row about people who leave no trace, and whatever they asked of others."""
    for model in (Duty, Progress, Completion, ExtensionRequest, Repeat):
        db.session.execute(delete(model).where(model.person_id.in_(event.person_ids)))
    _drop(Assignment.given_by.in_(event.person_ids), Rollout.given_by.in_(event.person_ids))


def forget_units(event: UnitsDropped) -> None:
    """Drop what was asked of units that are gone."""
    _drop(Assignment.unit_id.in_(event.unit_ids), Rollout.unit_id.in_(event.unit_ids))


def _drop(assignments: ColumnElement[bool], rollouts: ColumnElement[bool]) -> None:
    given, planned = select(Assignment.id).where(assignments), select(Rollout.id).where(rollouts)
    db.session.execute(delete(Duty).where(Duty.assignment_id.in_(given)))
    db.session.execute(delete(Assignment).where(assignments))
    db.session.execute(delete(Wave).where(Wave.rollout_id.in_(planned)))
    db.session.execute(delete(Rollout).where(rollouts))


def _ask(row: Assignment, people: Iterable[int], *, told: bool = True) -> list[int]:
    """Add duties that are not there yet, tell who has not finished it already, and return who is new."""
    title, url = _titled(row.ref)
    insert: Any = sqlite_insert if on_sqlite() else pg_insert
    fresh: list[int] = []
    for part in chunks(people, 400):
        due = _days(row, part)
        query = insert(Duty).values([_duty(each, row.ref, row.id, due[each]) for each in part])
        query = query.on_conflict_do_nothing(index_elements=["person_id", "ref_kind", "ref_id"])
        new = list(db.session.scalars(query.returning(Duty.person_id)))
        fresh += new
        if told:
            _tell(row, set(new) - _finished(new, row.ref), due, title, url)
    return fresh


def _tell(row: Assignment, people: Iterable[int], due: Mapping[int, date | None], title: str, url: str) -> None:
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for each in sorted(people):
        by_day[due[each]].append(each)
    for day, part in by_day.items():
        notices.tell(part, "asked", f"asked:{row.id}", url=url, about={"title": title, "due": _iso(day)})


def _days(row: Assignment, people: Sequence[int]) -> dict[int, date | None]:
    """Return by when each of `people`, asked today, is to be done."""
    span = Span(row.due_on, row.days, row.working, row.from_joining)
    calendar, today = store.current(), clock.today()
    if not row.from_joining:
        return dict.fromkeys(people, due_day(span, calendar, today))
    rows = db.session.execute(select(Person.id, Person.joined_on).where(Person.id.in_(people)))
    return {person_id: due_day(span, calendar, today, joined_on) for person_id, joined_on in rows}


def _finished(people: Sequence[int], ref: ActivityRef) -> set[int]:
    query = select(Completion.person_id).where(
        Completion.person_id.in_(people), Completion.ref_kind == ref.kind, Completion.ref_id == ref.id,
        Completion.outcome.in_(DONE),
    )  # fmt: skip
    return set(db.session.scalars(query))


def _duty(person_id: int, ref: ActivityRef, assignment_id: int | None, due_on: date | None) -> dict[str, Any]:
    return {
        "person_id": person_id, "ref_kind": ref.kind, "ref_id": ref.id, "assignment_id": assignment_id,
        "due_on": due_on, "given_at": clock.now(), "anew_since": None,
    }  # fmt: skip


def _same(model: Any) -> Any:
    return (
        (model.person_id == Duty.person_id) & (model.ref_kind == Duty.ref_kind) & (model.ref_id == Duty.ref_id)
    )  # fmt: skip


def _titled(ref: ActivityRef) -> tuple[str, str]:
    found = activities.describe([ref]).get(ref)
    return (found.title, path_of(found.url)) if found else ("", "")


def path_of(url: str) -> str:
    """Return the path of an address, as notices keep it."""
    return urlsplit(url).path


def _iso(due: date | None) -> str | None:
    return due.isoformat() if due else None
