"""Taking people away who must leave no trace: an import taken back, or the demo."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from training.accounts import models as m
from training.core import events, search, transaction
from training.core.db import chunks, db
from training.core.events import PeopleWithdrawn, UnitsDropped

ABOUT_A_PERSON = (
    m.Membership, m.Grant, m.RecoveryCode, m.AuthSession, m.OneTimeCode, m.Consent, m.KeptForm,
    m.Credential, m.Identity,
)  # fmt: skip


def withdraw(person_ids: Sequence[int]) -> int:
    """Delete these people and every row about them in every room, in chunks; return how many there were.

    Audit events keep their numbers, which lead nowhere any more: the highest stays taken, or SQLite would
    give it and those below to whoever comes next, and the trail would name them for what others did.
    """
    count, last = 0, db.session.scalar(select(func.max(m.Person.id)))
    for part in chunks(person_ids, 200):
        events.publish(PeopleWithdrawn(tuple(part)))
        search.remove_many("person", part)
        for model in ABOUT_A_PERSON:
            db.session.execute(delete(model).where(model.person_id.in_(part)))
        count += len(db.session.scalars(select(m.Person.id).where(m.Person.id.in_(part))).all())
        db.session.execute(delete(m.Person).where(m.Person.id.in_(part), m.Person.id != last))
        if last in part:
            nobody = update(m.Person).where(m.Person.id == last)
            db.session.execute(nobody.values(status="erased", name_key="", is_demo=False))
        transaction.commit()
    return count


def drop_empty_demo_units() -> None:
    """Forget the units of the fictitious province once nobody and nothing stands in them, leaves first."""
    while True:
        busy = select(m.Membership.unit_id).union(
            select(m.Grant.unit_id), select(m.Unit.parent_id).where(m.Unit.parent_id.is_not(None))
        )
        leaves = list(
            db.session.scalars(select(m.Unit.id).where(m.Unit.code.startswith("Z99"), m.Unit.id.not_in(busy)))
        )
        if not leaves:
            return
        events.publish(UnitsDropped(tuple(leaves)))
        search.remove_many("unit", leaves)
        db.session.execute(delete(m.UnitPath).where(m.UnitPath.descendant_id.in_(leaves)))
        db.session.execute(delete(m.Unit).where(m.Unit.id.in_(leaves)))
        transaction.commit()
