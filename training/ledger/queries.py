"""What everyone reads of the ledger; every figure of a unit comes from one grouped query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select

from training.accounts.models import Identity, Membership, Person, Unit, UnitPath
from training.core import activities, clock
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import stood
from training.ledger.models import Assignment, Completion, Duty, Progress
from training.ledger.reach import DONE as DONE
from training.ledger.reach import counts, duty_done
from training.ledger.stood import Standing as Standing
from training.ledger.stood import State


@dataclass(frozen=True)
class Task:
    """Something asked of a person, with what it is."""

    standing: Standing
    about: Description

    @property
    def late(self) -> bool:
        """Say whether its day has passed and it is not done."""
        due = self.standing.due_on
        return self.standing.state != "finished" and due is not None and due < clock.today()


def standing(person_id: int, refs: Iterable[ActivityRef]) -> dict[ActivityRef, Standing]:
    """Return how a person stands to each of `refs`, in one query whatever their number."""
    wanted = list(dict.fromkeys(refs))
    found = {ref: Standing(ref) for ref in wanted}
    if not wanted:
        return found
    named = {"kinds": sorted({ref.kind for ref in wanted}), "ids": sorted({ref.id for ref in wanted})}
    return _stands(wanted, *stood.rows(stood.OF_SOME, person_id, **named))


def tasks(person_id: int) -> list[Task]:
    """Return what is asked of a person and what they began of themselves: unfinished first, earliest due first."""
    duties, progress, done = stood.rows(stood.OF_ALL, person_id)
    known = activities.describe(dict.fromkeys([*duties, *progress]))
    stands = _stands(known, duties, progress, done)
    found = [Task(stands[ref], about) for ref, about in known.items() if about.open]
    return sorted(found, key=_order)


def completions_of(person_id: int, limit: int = 200) -> Sequence[Completion]:
    """Return a person's completions, newest first."""
    query = select(Completion).filter_by(person_id=person_id).order_by(Completion.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def people_within(unit_id: int) -> Select[int]:
    """Return the query for the ids of the people who stand in a unit's subtree now."""
    return (
        select(Membership.person_id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(Membership.until.is_(None), UnitPath.ancestor_id == unit_id)
    )


def timeline(person_id: int, ref: ActivityRef) -> tuple[Progress | None, Sequence[Completion]]:
    """Return a person's progress and every completion of one activity, newest first."""
    progress = db.session.scalars(_mine(Progress, person_id, [ref])).first()
    rows = db.session.scalars(_mine(Completion, person_id, [ref]).order_by(Completion.id.desc())).all()
    return progress, rows


def completion_by_unit(unit_ids: Iterable[int], ref: ActivityRef, alone: Sequence[int] = ()) -> Sequence[Any]:
    """Return (unit id, name, asked, done, started, late) for each of `unit_ids` with its whole subtree, or `alone`.

    One grouped query: who has two posts below the same unit counts once there.
    """
    best = _best(ref)
    begun = select(Progress.person_id).filter_by(ref_kind=ref.kind, ref_id=ref.id).subquery()
    late = and_(best.c.person_id.is_(None), Duty.due_on < clock.today())
    people = (
        select(UnitPath.ancestor_id.label("unit_id"), Membership.person_id)
        .join(Membership, Membership.unit_id == UnitPath.descendant_id)
        .where(UnitPath.ancestor_id.in_(list(unit_ids)), Membership.until.is_(None))
        .where(or_(UnitPath.depth == 0, UnitPath.ancestor_id.not_in(alone)))
        .distinct()
        .subquery()
    )
    query = (
        select(
            Unit.id, Unit.name, func.count(Duty.id), func.count(best.c.person_id),
            func.count(case((best.c.person_id.is_(None), begun.c.person_id))),
            func.count(case((late, 1))),
        )
        .select_from(people)
        .join(Unit, Unit.id == people.c.unit_id)
        .join(Duty, (Duty.person_id == people.c.person_id) & (Duty.ref_kind == ref.kind) & (Duty.ref_id == ref.id))
        .outerjoin(best, best.c.person_id == people.c.person_id)
        .outerjoin(begun, begun.c.person_id == people.c.person_id)
        .group_by(Unit.id, Unit.name, Unit.sort_key)
        .order_by(Unit.sort_key)
    )  # fmt: skip
    return db.session.execute(query).all()


def _figures() -> Any:
    people = (
        select(Membership.person_id)
        .join(UnitPath, UnitPath.descendant_id == Membership.unit_id)
        .where(UnitPath.ancestor_id.in_(bindparam("roots", expanding=True)), Membership.until.is_(None))
    )
    return (
        select(
            Duty.ref_kind, Duty.ref_id, func.count(Duty.id), func.count(case((duty_done(), 1))),
            func.count(case((and_(Duty.due_on < bindparam("today"), ~duty_done()), 1))),
        )
        .where(Duty.person_id.in_(people))
        .group_by(Duty.ref_kind, Duty.ref_id)
        .order_by(func.max(Duty.given_at).desc(), Duty.ref_kind, Duty.ref_id)
    )  # fmt: skip


FIGURES = _figures()


def figures(roots: Sequence[int], most: int) -> dict[ActivityRef, tuple[int, int, int]]:
    """Return (asked, done, late) of what is asked below `roots`, the `most` recently given first, in one query.

    A person counts once, however many posts and units.
    """
    rows = db.session.execute(FIGURES.limit(most), {"roots": list(roots), "today": clock.today()})
    return {ActivityRef(kind, number): (asked, done, late) for kind, number, asked, done, late in rows}


def people_of(unit_id: int, ref: ActivityRef, state: str = "") -> Select[Any]:
    """Return the query for (id, name, unit, due, done at, fraction, tries, where, seen) of people below a unit."""
    best = _best(ref)
    query = (
        select(
            Person.id, Identity.full_name, func.min(Unit.name), Duty.due_on, best.c.at, Progress.fraction,
            Progress.tries, Progress.stuck_where, Progress.last_at,
        )
        .join(Identity, Identity.person_id == Person.id)
        .join(Duty, (Duty.person_id == Person.id) & (Duty.ref_kind == ref.kind) & (Duty.ref_id == ref.id))
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(UnitPath, (UnitPath.descendant_id == Membership.unit_id) & (UnitPath.ancestor_id == unit_id))
        .join(Unit, Unit.id == Membership.unit_id)
        .outerjoin(best, best.c.person_id == Person.id)
        .outerjoin(
            Progress,
            (Progress.person_id == Person.id) & (Progress.ref_kind == ref.kind) & (Progress.ref_id == ref.id),
        )
        .group_by(
            Person.id, Person.name_key, Identity.full_name, Duty.due_on, best.c.at, Progress.fraction, Progress.tries,
            Progress.stuck_where, Progress.last_at,
        )
        .order_by(Person.name_key, Person.id)
    )  # fmt: skip
    not_done = best.c.person_id.is_(None)
    wanted = {
        "done": best.c.person_id.is_not(None), "started": and_(not_done, Progress.id.is_not(None)),
        "new": and_(not_done, Progress.id.is_(None)), "late": and_(not_done, Duty.due_on < clock.today()),
        "stuck": and_(not_done, Progress.stuck_at.is_not(None)),
    }  # fmt: skip
    return query.where(wanted[state]) if state in wanted else query


def who_is_stuck(unit_ids: Select[int], limit: int = 12) -> list[Any]:
    """Return people in `unit_ids` who are stuck in something asked of them: where, since when, the worst first."""
    query = (
        select(
            Person.id, Identity.full_name, func.min(Unit.name), Duty.ref_kind, Duty.ref_id, Duty.due_on,
            Progress.stuck_where, Progress.tries, Progress.last_at, Progress.stuck_at,
        )
        .join(Identity, Identity.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & Membership.until.is_(None))
        .join(Unit, Unit.id == Membership.unit_id)
        .join(Duty, Duty.person_id == Person.id)
        .join(Progress, _same(Progress))
        .outerjoin(Completion, and_(_same(Completion), Completion.outcome.in_(DONE), counts()))
        .where(Progress.stuck_at.is_not(None), Completion.id.is_(None))
        .where(Membership.unit_id.in_(unit_ids), Person.status == "active")
        .group_by(
            Person.id, Identity.full_name, Duty.ref_kind, Duty.ref_id, Duty.due_on, Progress.stuck_where,
            Progress.tries, Progress.last_at, Progress.stuck_at,
        )
        .order_by(Progress.tries.desc(), Duty.due_on, Person.id)
        .limit(limit)
    )  # fmt: skip
    return list(db.session.execute(query))


def assigned_refs(unit_ids: Select[int]) -> list[ActivityRef]:
    """Return the activities that are asked of anyone in `unit_ids`, the most recently given first."""
    query = (
        select(Duty.ref_kind, Duty.ref_id, func.max(Duty.given_at))
        .join(Membership, (Membership.person_id == Duty.person_id) & Membership.until.is_(None))
        .where(Membership.unit_id.in_(unit_ids))
        .group_by(Duty.ref_kind, Duty.ref_id)
        .order_by(func.max(Duty.given_at).desc(), Duty.ref_kind, Duty.ref_id)
    )
    return [ActivityRef(kind, number) for kind, number, _given in db.session.execute(query)]


def assignments(unit_ids: Select[int]) -> Select[Assignment]:
    """Return the query for assignments to units within `unit_ids`, newest first."""
    return select(Assignment).where(Assignment.unit_id.in_(unit_ids)).order_by(Assignment.id.desc())


def facts(row: Assignment) -> tuple[int, int]:
    """Return of how many people an assignment is asked, and how many of them have not finished it."""
    query = select(func.count(Duty.id), func.count(case((~duty_done(), 1)))).where(Duty.assignment_id == row.id)
    asked, open_ = db.session.execute(query).one()
    return int(asked), int(open_)


def _best(ref: ActivityRef) -> Any:
    return (
        select(Completion.person_id, func.min(Completion.at).label("at"))
        .outerjoin(Duty, _same(Completion))
        .where(counts(), Completion.ref_kind == ref.kind, Completion.ref_id == ref.id, Completion.outcome.in_(DONE))
        .group_by(Completion.person_id)
        .subquery()
    )


def _same(model: Any) -> Any:
    return and_(model.person_id == Duty.person_id, model.ref_kind == Duty.ref_kind, model.ref_id == Duty.ref_id)


def _mine(model: Any, person_id: int, refs: Sequence[ActivityRef]) -> Select[Any]:
    kinds: dict[str, list[int]] = {}
    for ref in refs:
        kinds.setdefault(ref.kind, []).append(ref.id)
    named = or_(*(and_(model.ref_kind == kind, model.ref_id.in_(ids)) for kind, ids in kinds.items()))
    return select(model).where(model.person_id == person_id, named)


def _stands(refs: Iterable[ActivityRef], duties: Any, progress: Any, done: Any) -> dict[ActivityRef, Standing]:
    return {ref: _stand(ref, duties.get(ref), progress.get(ref), done.get(ref)) for ref in refs}


def _stand(ref: ActivityRef, duty: Any, progress: Any, done: Any) -> Standing:
    if duty and done and duty.anew_since and done.at < duty.anew_since:
        done = None  # finished before it was asked anew
        progress = progress if progress and progress.fraction else None
    finished = done is not None and done.outcome in DONE
    state: State = "finished" if finished else "started" if progress or done else "new"
    return Standing(
        ref, state, 1.0 if finished else progress.fraction if progress else 0.0, progress.place if progress else "",
        duty.due_on if duty else None, done.at if finished and done else None, done.outcome if done else "",
        done.id if done else None, done.evidence if done else None, duty is not None,
        duty.anew_since if duty else None,
    )  # fmt: skip


def _order(task: Task) -> tuple[bool, date, bool, str]:
    stand = task.standing
    return (stand.state == "finished", stand.due_on or date.max, stand.state != "started", task.about.title)
