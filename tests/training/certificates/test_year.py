"""A year by the clock: exactly the expected notices, renewals and certificates, although every job runs twice."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from training.accounts import grants, people, units
from training.accounts.models import Membership
from training.accounts.rights import Role
from training.certificates import digest, renewals, service
from training.certificates.models import Certificate
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import reminders
from training.notices.models import Notice

FIRST = date(2026, 1, 5)
DAYS = 364
PEOPLE = 2000 if os.environ.get("PROVE") else 10
END_1, END_2, END_3, END_LATE, END_AGAIN = (
    date(2026, 5, 5), date(2026, 9, 5), date(2027, 1, 5), date(2026, 5, 25), date(2026, 10, 4),
)  # fmt: skip
DOES = {
    0: {FIRST, END_1 - timedelta(25), END_2 - timedelta(25), END_3 - timedelta(25)},  # renews in time, each time
    1: {date(2026, 1, 15)},  # lets it end on 15 May
    2: set(),  # never does it
    3: {date(2026, 1, 25), date(2026, 6, 4)},  # lets it end on 25 May, does all of it again ten days later
    4: {date(2026, 2, 4)},  # leaves on 6 March
}  # fmt: skip
LEAVES = date(2026, 3, 6)


def _weeks(first: date, last: date) -> int:
    return len({(first + timedelta(n)).isocalendar()[:2] for n in range((last - first).days + 1)})


def _late(end: date, until: date | None = None) -> int:
    """Weeks in which an overdue duty is told: from the second day after its end, for sixty days or until it is done."""
    last = min(end + timedelta(59), until or date.max, FIRST + timedelta(DAYS - 1))
    return _weeks(end + timedelta(2), last)


EXPECTED = {
    0: {"certificate": 1, "certificate_renewed": 3, "certificate_renew": 3, "certificate_due": 3},
    1: {"certificate": 1, "certificate_renew": 1, "certificate_due": 2, "certificate_expired": 1, "due_soon": 1,
        "overdue": _late(date(2026, 5, 15))},
    2: {},
    3: {"certificate": 2, "certificate_renew": 2, "certificate_due": 4, "certificate_expired": 2, "due_soon": 2,
        "overdue": _late(END_LATE, date(2026, 6, 4)) + _late(END_AGAIN)},
    4: {"certificate": 1},
}  # fmt: skip


@pytest.fixture
def crowd(app: Flask) -> tuple[ActivityRef, list[int], int]:
    with app.test_request_context(), clock.at(clock.at_office(FIRST, 7)):
        content.load()
        unit = units.create("Y01", "UBND xã Một Năm")
        manager = people.enrol("YM", "Lê Quản Lý", unit)
        manager.status = "active"
        grants.give(manager, Role.MANAGER, unit)
        ids = [people.enrol(f"Y{n}", f"Lê Năm {n}", unit).id for n in range(PEOPLE)]
        found = activities.by_key("quiz", "an-toan-co-ban")
        assert found
        values = service.shipped() | {"ref_kind": "quiz", "ref_id": found.ref.id, "months": 4, "window_days": 30}
        service.define(None, unit, values, manager.id)
        transaction.commit()
        return found.ref, ids, manager.id


@pytest.mark.prove
@pytest.mark.timeout(1500)
def test_a_year_leaves_exactly_what_it_should(app: Flask, crowd: tuple[ActivityRef, list[int], int]) -> None:
    ref, ids, manager_id = crowd
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        with app.test_request_context(), clock.at(clock.at_office(day, 9)):
            for _twice in range(2):
                reminders.remind()
                renewals.run()
                digest.run()
            _live(day, ref, ids)
            transaction.commit()

    with app.app_context():
        assert _told(ids) == {kind: dict(counts) for kind, counts in EXPECTED.items()}
        counted = select(Certificate.person_id, func.count()).group_by(Certificate.person_id)
        rounds = {row[0]: row[1] for row in db.session.execute(counted)}
        assert {place % 5: rounds.get(each, 0) for place, each in enumerate(ids)} == {0: 4, 1: 1, 2: 0, 3: 2, 4: 1}
        weekly = db.session.scalars(select(Notice.key).filter_by(person_id=manager_id, kind="team")).all()
        assert len(weekly) == _weeks(END_1 - timedelta(30), FIRST + timedelta(DAYS - 1))


def _live(day: date, ref: ActivityRef, ids: list[int]) -> None:
    for place, person_id in enumerate(ids):
        if day in DOES[place % 5]:
            events.publish(events.Finished(person_id, ref, "passed", 1.0))
        if day == LEAVES and place % 5 == 4:
            people.leave_post(db.session.scalars(select(Membership).filter_by(person_id=person_id)).one())


def _told(ids: list[int]) -> dict[int, dict[str, int]]:
    """Return how often each kind was told to each group, the same for every person of it."""
    rows = db.session.execute(select(Notice.person_id, Notice.kind))
    counts: dict[int, Counter[str]] = {each: Counter() for each in ids}
    for person_id, kind in rows:
        if person_id in counts:
            counts[person_id][kind] += 1
    groups: dict[int, list[dict[str, int]]] = {}
    for place, each in enumerate(ids):
        groups.setdefault(place % 5, []).append(dict(counts[each]))
    assert all(each == found[0] for found in groups.values() for each in found)
    return {place: found[0] for place, found in groups.items()}
