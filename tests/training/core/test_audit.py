from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select, update

from training.core import audit, clock
from training.core.audit import chain
from training.core.audit.models import AuditEvent, AuditSeal
from training.core.db import db


def sealed(count: int = 5) -> None:
    for number in range(count):
        audit.note("test.deed", ("thing", number), detail=number)
    db.session.commit()
    with clock.at(clock.now() + timedelta(minutes=1)):
        chain.seal()
        db.session.commit()


def test_a_sealed_trail_is_sound(each_database: Flask) -> None:
    sealed()

    verdict = chain.verify()

    assert (verdict.sound, verdict.sealed, verdict.waiting) == (True, 5, 0)


def test_an_edited_event_shows(each_database: Flask) -> None:
    sealed()
    db.session.execute(update(AuditEvent).where(AuditEvent.subject_id == "2").values(outcome="nothing"))

    assert "was changed" in chain.verify().breaks[0]


def test_a_removed_event_shows(each_database: Flask) -> None:
    sealed()
    db.session.execute(delete(AuditEvent).where(AuditEvent.subject_id == "3"))

    assert "was removed" in chain.verify().breaks[0]


def test_a_cut_off_tail_shows_against_a_head_written_down_earlier(each_database: Flask) -> None:
    sealed()
    head = chain.verify().head
    last = db.session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc())).first()
    assert last is not None
    db.session.execute(delete(AuditEvent).where(AuditEvent.id == last.event_id))
    db.session.execute(delete(AuditSeal).where(AuditSeal.seq == last.seq))

    assert chain.verify().sound
    assert not chain.verify(head).sound


def test_sealing_in_two_goes_makes_one_chain(each_database: Flask) -> None:
    sealed(3)
    sealed(4)

    assert (chain.verify().sound, chain.verify().sealed) == (True, 7)
