"""The competency map: which level somebody has shown, what their post asks, and how a unit stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, func, or_, select

from training.accounts.models import Membership, Person, Unit, UnitPath
from training.core import activities
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import needs, queries
from training.ledger.models import Completion
from training.ledger.queries import Standing
from training.ledger.reach import DONE

NEXT = 4
"""Activities named as leading to the next level."""
HIGHEST = max(needs.LEVELS)


@dataclass(frozen=True)
class Held:
    """One competency of one person: the level shown, by what and when, what the post asks, and what comes next."""

    competency: str
    level: int
    through: Description | None
    at: datetime | None
    asked: int
    next: Sequence[tuple[Description, Standing]]

    @property
    def enough(self) -> bool:
        """Say whether it is what the post asks."""
        return self.level >= self.asked


@dataclass(frozen=True)
class Row:
    """How one unit, with everything below it, stands: its people, and how many have shown the level asked about."""

    unit_id: int
    name: str
    people: int
    counts: Mapping[str, int]

    def share(self, competency: str) -> float:
        """Return the part of its people, 0..1."""
        return self.counts.get(competency, 0) / self.people if self.people else 0.0

    def step(self, competency: str) -> int:
        """Return the step of the heat, 1 to 5."""
        return min(5, 1 + int(self.share(competency) * 5))


def of_person(person_id: int) -> list[Held]:
    """Return each competency of a person: a level is shown by one activity of that level, finished without a solution.

    Archived activities still count: what was shown stays shown.
    """
    asked = needs.asked_of(person_id)
    query = (
        select(Completion.ref_kind, Completion.ref_id, func.min(Completion.at))
        .where(Completion.person_id == person_id, Completion.outcome.in_(DONE), Completion.assisted.is_(False))
        .group_by(Completion.ref_kind, Completion.ref_id)
    )
    done = {ActivityRef(kind, number): at for kind, number, at in db.session.execute(query)}
    best: dict[str, tuple[int, Description, datetime]] = {}
    for ref, about in activities.describe(done).items():
        for competency in about.competencies:
            if competency in needs.COMPETENCIES and about.level > best.get(competency, (0,))[0]:
                best[competency] = (about.level, about, done[ref])
    ahead = {
        competency: _ahead(competency, best[competency][0] if competency in best else 0, done)
        for competency in needs.COMPETENCIES
    }
    stands = queries.standing(person_id, [each.ref for found in ahead.values() for each in found])
    return [
        _held(key, best.get(key), asked.get(key, 0), [(each, stands[each.ref]) for each in ahead[key]])
        for key in needs.COMPETENCIES
    ]


def of_units(unit: Unit, level: int) -> list[Row]:
    """Return how a unit and each one directly below it stand: seven queries whatever the number of people."""
    below = select(Unit).where(Unit.archived_at.is_(None), Unit.parent_id == unit.id).order_by(Unit.sort_key)
    shown = [unit, *db.session.scalars(below)]
    ids = [each.id for each in shown]
    totals = _people(ids, None)
    showing = _showing(level)
    counts = {key: _people(ids, showing.get(key, [])) for key in needs.COMPETENCIES}
    return [
        Row(each.id, each.name, totals.get(each.id, 0), {key: counts[key].get(each.id, 0) for key in counts})
        for each in shown
    ]


def _held(competency: str, best: Any, asked: int, ahead: Sequence[tuple[Description, Standing]]) -> Held:
    level, through, at = best or (0, None, None)
    return Held(competency, level, through, at, asked, ahead)


def _ahead(competency: str, level: int, done: Mapping[ActivityRef, Any]) -> list[Description]:
    """Return open activities of the next level that there is above `level`, shortest first."""
    if level >= HIGHEST:
        return []
    open_ones = [each for each in activities.training(competency) if each.ref not in done and each.level > level]
    lowest = min((each.level for each in open_ones), default=0)
    return sorted((each for each in open_ones if each.level == lowest), key=lambda each: each.minutes)[:NEXT]


def _showing(level: int) -> dict[str, list[ActivityRef]]:
    """Return what shows each competency at `level` or above, of everything that anybody ever finished."""
    known = db.session.execute(select(Completion.ref_kind, Completion.ref_id).distinct())
    found: dict[str, list[ActivityRef]] = defaultdict(list)
    for ref, about in activities.describe(ActivityRef(kind, number) for kind, number in known).items():
        for competency in about.competencies:
            if about.level >= level:
                found[competency].append(ref)
    return found


def _people(unit_ids: Sequence[int], refs: Iterable[ActivityRef] | None) -> dict[int, int]:
    """Count the people below each unit who finished any of `refs` (None: all people)."""
    query = (
        select(UnitPath.ancestor_id, func.count(Membership.person_id.distinct()))
        .join(Membership, (Membership.unit_id == UnitPath.descendant_id) & Membership.until.is_(None))
        .join(Person, Person.id == Membership.person_id)
        .where(UnitPath.ancestor_id.in_(unit_ids), Person.status.in_(("active", "waiting")))
        .group_by(UnitPath.ancestor_id)
    )
    if refs is not None:
        kinds: dict[str, list[int]] = defaultdict(list)
        for ref in refs:
            kinds[ref.kind].append(ref.id)
        named = [and_(Completion.ref_kind == kind, Completion.ref_id.in_(ids)) for kind, ids in kinds.items()]
        query = query.join(Completion, Completion.person_id == Membership.person_id)
        query = query.where(or_(*named) if named else false())
        query = query.where(Completion.outcome.in_(DONE), Completion.assisted.is_(False))
    return {row[0]: row[1] for row in db.session.execute(query)}
