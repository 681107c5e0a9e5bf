"""Reminding everybody, and what presses, on SQLite and on PostgreSQL."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, clock, content, events
from training.core.db import db
from training.ledger import helping, pressing, queries, reminders, reminding
from training.ledger.models import Duty
from training.notices.models import Notice


def test_each_database_counts_reminds_and_marks_the_same(each_database: Flask) -> None:
    with each_database.test_request_context():
        content.load()
        quiz = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert quiz
        ref, unit = quiz.ref, units.create("E01", "UBND xã Kho")
        trainer, one, two, three = (people.enrol(f"E{number}", f"Lê Kho {number}", unit) for number in range(4))
        grants.give(trainer, Role.TRAINER, unit)
        for each in (trainer, one, two, three):
            db.session.add(
                Duty(
                    person_id=each.id, ref_kind=ref.kind, ref_id=ref.id, due_on=clock.today(), given_at=clock.now()
                )
            )
        two.status = "closed"
        helping.remind(ref, [three.id])
        reminders.remind()
        events.publish(events.Stuck(three.id, ref, "Ở đây", 3))
        call = reminding.Call(trainer.id, unit.id, ref, "new")
        pressed = pressing.pressing([unit.id], queries.figures([unit.id], 9))
        counts, notes = reminding.counted(call), reminding.notes(call)
        rows = db.session.execute(reminding.looked(call, "reached")).all()
        said = [(each.due_on, each.people) for each in reminding.wordings(call)]
        sent = reminding.send(call), reminding.send(call)

        assert counts == {"self": 1, "reached": 1, "closed": 1}
        assert [(row[0], row[2], row[3], row[5]) for row in rows] == [(one.id, "UBND xã Kho", clock.today(), None)]
        assert (said, notes, sent) == ([(clock.today(), 1)], (1, 1), (1, 0))
        assert [(each.ref, each.who, each.people) for each in pressed] == [(ref, "new", 3)]
        assert set(db.session.scalars(select(Notice.person_id).filter_by(kind="due_soon"))) == {trainer.id, one.id}
        assert helping.reminded_today(ref, [one.id, two.id, three.id]) == {one.id, three.id}
