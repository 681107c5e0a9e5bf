"""What a post tells: what its holder must be able to do, and the courses, quizzes and exercises that lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from training.accounts.models import Membership, Person, Position
from training.core import activities, audit, clock
from training.core.activities import ActivityRef, Description
from training.core.db import db
from training.ledger import queries, service
from training.ledger.models import Assignment, PositionNeed
from training.ledger.queries import Standing

COMPETENCIES = {
    "one-stop": _l("One-stop service"),
    "document-work": _l("Document work"),
    "online-services": _l("Online public services"),
    "information-security": _l("Information security"),
    "personal-data": _l("Personal data"),
}
LEVELS = {1: _l("knows it"), 2: _l("does it alone"), 3: _l("shows others")}
WAVE = "post"
"""The mark of assignments that a post brings."""


@dataclass(frozen=True)
class Line:
    """One competency of a person's posts: how far it goes, and what leads there."""

    competency: str
    level: int
    steps: tuple[tuple[Description, Standing], ...]

    @property
    def done(self) -> int:
        """Return how many of its activities are finished."""
        return sum(stand.state == "finished" for _about, stand in self.steps)


def positions() -> Select[*tuple[Any, ...]]:
    """Return the query for (position, people who hold it now), by name."""
    held = (
        select(Membership.position_id, func.count(Membership.person_id.distinct()).label("people"))
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.until.is_(None), Person.status.in_(("active", "waiting")))
        .group_by(Membership.position_id)
        .subquery()
    )
    query = select(Position, func.coalesce(held.c.people, 0)).outerjoin(held, held.c.position_id == Position.id)
    return query.order_by(Position.sort_key, Position.id)


def of_positions(position_ids: Sequence[int]) -> dict[int, list[PositionNeed]]:
    """Return the needs of each position."""
    found: dict[int, list[PositionNeed]] = {}
    query = select(PositionNeed).where(PositionNeed.position_id.in_(position_ids)).order_by(PositionNeed.competency)
    for row in db.session.scalars(query):
        found.setdefault(row.position_id, []).append(row)
    return found


def brings(competency: str, level: int = 3) -> list[Description]:
    """Return what trains a competency up to `level`, without what comes as part of another activity of the list."""
    found = [each for each in activities.training(competency) if each.level <= level]
    parts = {part for each in found for part in activities.parts_of(each.ref)}
    return [each for each in found if each.ref not in parts]


def require(position: Position, wanted: Mapping[str, int], days: int, by: int | None) -> int:
    """Decide what a post asks (`wanted`: competency to level, 0 = not asked) and ask its holders for what leads there.

    Whoever takes the post later is asked too, once; what is no longer asked stops reaching newcomers, and records
    stay. Returns how many activities are asked. The same decision again changes nothing.
    """
    held = {row.competency: row for row in of_positions([position.id]).get(position.id, [])}
    for competency in COMPETENCIES:
        level, row = wanted.get(competency, 0), held.get(competency)
        if row is not None and not level:
            db.session.delete(row)
        elif level:
            row = row or PositionNeed(position_id=position.id, competency=competency)
            row.level, row.days, row.set_by, row.set_at = level, days, by, clock.now()
            db.session.add(row)
    db.session.flush()
    refs = {each.ref for competency, level in wanted.items() if level for each in brings(competency, level)}
    for given in _brought(position.id):
        if given.ref not in refs or given.days != days:
            given.ended_at = clock.now()
    db.session.flush()
    for ref in sorted(refs):
        service.assign(ref, by=by, position_id=position.id, days=days, wave=WAVE)
    audit.note("position.require", ("position", position.id), needs={key: n for key, n in wanted.items() if n})
    return len(refs)


def asked_of(person_id: int) -> dict[str, int]:
    """Return the highest level of each competency that a person's posts ask."""
    query = (
        select(PositionNeed.competency, func.max(PositionNeed.level))
        .join(Membership, Membership.position_id == PositionNeed.position_id)
        .where(Membership.person_id == person_id, Membership.until.is_(None))
        .group_by(PositionNeed.competency)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def mine(person_id: int) -> list[Line]:
    """Return what a person's posts ask, and how far they are: three queries for all of it, and one for the posts."""
    needs = asked_of(person_id)
    about = {competency: brings(competency, needs[competency]) for competency in COMPETENCIES if competency in needs}
    refs: list[ActivityRef] = [each.ref for found in about.values() for each in found]
    stands = queries.standing(person_id, refs)
    return [
        Line(competency, needs[competency], tuple((each, stands[each.ref]) for each in found))
        for competency, found in about.items()
    ]


def _brought(position_id: int) -> Sequence[Assignment]:
    query = select(Assignment).filter_by(position_id=position_id, wave=WAVE, unit_id=None)
    return db.session.scalars(query.where(Assignment.ended_at.is_(None))).all()
