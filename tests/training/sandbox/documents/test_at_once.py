"""Several windows on one copy at the same moment: every document gets its own number, none twice, none skipped."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.together import together
from training.accounts import people, units
from training.core import content, transaction
from training.core.db import db
from training.sandbox import service, worlds
from training.sandbox.documents.rules.model import Incoming, Outgoing
from training.sandbox.models import Copy
from training.sandbox.world.axis import Parcel

AT_ONCE, PATIENCE = 5, 40
LETTER = {
    "type": "cong-van", "subject": "thử", "addressees": ["Sở Nội vụ"], "body": ["Thử./."], "recipients": ["Như trên"],
    "archive": "VT, VP", "form": "KT.", "in_place_of": "Chủ tịch", "title": "Phó Chủ tịch", "signer": "Cao Thị Phó Chủ",
}  # fmt: skip


@pytest.fixture
def copy_id(each_database: Flask) -> int:
    """A copy in which five packages wait, and five signed letters without a number."""
    with each_database.test_request_context():
        person = people.enrol("HT1", "Học Viên Một", units.create("Z99.16", "phường Cửa Sen")).id
        content.load()
        copy = service.play_freely(person)
        for number in range(AT_ONCE):
            sheet = {"sender": "Z99.01", "number": f"{3000 + number}/SNV-VP", "day": "2026-11-06"}
            done(copy, "axis", "axis.send", {**sheet, "type": "cong-van", "subject": "Thử"})
            paper = done(copy, "officer", "out.draft", LETTER)
            for hat, move in (
                ("officer", "out.submit"), ("division_head", "out.initial"), ("clerk", "out.check_form"),
                ("leader", "out.sign"),
            ):  # fmt: skip
                done(copy, hat, move, {"outgoing": paper})
        db.session.commit()
        return copy.id


def done(copy: Copy, hat: str, move: str, args: dict[str, object]) -> str:
    copy.hat = hat
    on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", move, args)
    assert refusal is None, (move, refusal)
    return on


def test_five_windows_number_at_once(each_database: Flask, copy_id: int) -> None:
    with each_database.test_request_context():
        copy = db.session.get_one(Copy, copy_id)
        world = worlds.current(copy)
        parcels, papers = world.new_codes(Parcel.kind), world.new_codes(Outgoing.kind)
        copy.hat = "clerk"
        db.session.commit()
    told = {"issuer_name": "Sở Nội vụ", "day": "2026-11-06", "type": "cong-van", "subject": "Thử"}

    def press(number: int) -> None:
        moves = [
            ("in.register", {**told, "parcel": parcels[number], "notation": f"{3000 + number}/SNV-VP"}),
            ("out.number", {"outgoing": papers[number]}),
        ]
        for move, args in moves:
            for _turn in range(PATIENCE):
                copy = db.session.get_one(Copy, copy_id, populate_existing=True)
                _on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", move, args)
                if refusal is None:
                    transaction.commit()
                    break
                transaction.rollback()
                assert refusal.code == "stale", refusal
            else:
                raise AssertionError(f"{move} never had its turn")

    together(each_database, press, AT_ONCE)

    with each_database.test_request_context():
        world = worlds.current(db.session.get_one(Copy, copy_id))
        came = [one.number for one in world.changed[Incoming.kind].values()]
        went = [one.number for one in world.changed[Outgoing.kind].values()]
        for numbers in (came, went):
            assert sorted(numbers) == list(range(min(numbers), min(numbers) + AT_ONCE))
