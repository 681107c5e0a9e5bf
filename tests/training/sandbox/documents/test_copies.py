"""Copies of documents in the practice office: asked for, signed by the leader, numbered in one series, never secret."""

from __future__ import annotations

import pytest

from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules.copy_register import copy_lines
from training.sandbox.documents.rules.copying import page_of, printed
from training.sandbox.documents.rules.model import Duplicate, Incoming, Outgoing
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world.play import apply, offers
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World


def do(world: World, hat: str, move: str, /, **args: object) -> World:
    return apply(world, Step(world.seq + 1, f"vai {hat}", hat, move, args))


@pytest.fixture(scope="module")
def start() -> World:
    return World.open(snapshot(0), SYSTEMS)


def ask(world: World, form: str, **more: object) -> World:
    told = {"outgoing": "di-qd-to-mot-cua", "medium": "giay", "reason": "Niêm yết tại khóm", "recipients": ["Khóm 2"]}
    return do(world, "clerk", "copy.make", **{**told, "form": form, **more})


def through(world: World) -> World:
    code = world.new_codes("duplicate")[-1]
    return do(do(world, "leader", "copy.sign", duplicate=code), "clerk", "copy.issue", duplicate=code)


def test_true_copies_and_extracts_share_one_series_and_come_after_the_signature(start: World) -> None:
    world = ask(start, "sao-y")
    first = world.new_codes("duplicate")[0]
    assert [row.code for row in boards.rows(world, "mine", "leader") if row.kind == "duplicate"] == [first]
    with pytest.raises(Refused) as refused:
        do(world, "clerk", "copy.issue", duplicate=first)
    assert refused.value.code == "wrong_state"
    world = through(world)
    line = world.get(Outgoing, "di-qd-to-mot-cua").text.body[1]
    world = through(ask(world, "trich-sao", excerpt=[line]))
    copies = world.all(Duplicate)
    assert [printed(world, one) for one in copies] == ["01/SY-UBND", "02/TrS-UBND"]
    assert [row[0] for row in copy_lines(world, 2026)] == ["01/SY-UBND", "02/TrS-UBND"]
    whole, part = (page_of(world, one)[0] for one in copies)
    assert len(part.body) == 1 < len(whole.body)


def test_an_issued_file_is_not_copied_to_a_file_and_a_draft_not_at_all(start: World) -> None:
    for form, more, field in (
        ("sao-y", {"medium": "dien-tu"}, "medium"),
        ("sao-luc", {}, "form"),
        ("trich-sao", {}, "excerpt"),
        ("trich-sao", {"excerpt": ["Không có chữ này"]}, "excerpt"),
    ):
        with pytest.raises(Refused) as refused:
            ask(start, form, **more)
        assert refused.value.field == field, form
    with pytest.raises(Refused) as refused:
        ask(start, "sao-y", outgoing="di-bc-vitamin")
    assert refused.value.code == "not_to_copy"
    assert "copy.make" not in {one.name for one in offers(start, "clerk", "di-bc-vitamin")}
    assert "copy.make" in {one.name for one in offers(start, "clerk", "di-qd-to-mot-cua")}


def test_a_copy_of_a_copy_is_made_of_a_true_copy_that_arrived(start: World) -> None:
    sent = {
        "sender": "Z99.01", "number": "31/SNV-VP", "day": "2026-11-06", "type": "cong-van", "subject": "Thử sao",
        "body": ["Nội dung của công văn."], "channel": "paper", "copied": "12/SY-SNV",
    }  # fmt: skip
    world = do(start, "axis", "axis.send", **sent)
    told = {"issuer_name": "Sở Nội vụ", "notation": "31/SNV-VP", "day": "2026-11-06", "type": "cong-van"}
    world = do(world, "clerk", "in.register", parcel=world.new_codes("parcel")[0], subject="Thử sao", **told)
    entry = world.new_codes("incoming")[0]
    with pytest.raises(Refused):
        do(world, "clerk", "in.copy", incoming=entry, form="sao-y", medium="giay", reason="Gửi khóm")
    world = through(do(world, "clerk", "in.copy", incoming=entry, form="sao-luc", medium="dien-tu", reason="Gửi phòng"))
    made = world.all(Duplicate)[0]
    assert (made.number, printed(world, made)) == (None, "")
    assert page_of(world, made)[1].stamp.startswith("Sao lục; Ủy ban nhân dân phường Cửa Sen; 09/11/2026")


def test_a_leader_may_not_allow_a_copy_and_says_why(start: World) -> None:
    world = ask(start, "sao-y")
    code = world.new_codes("duplicate")[0]
    with pytest.raises(Refused):
        do(world, "clerk", "copy.sign", duplicate=code)
    world = do(world, "leader", "copy.refuse", duplicate=code, reason="Chưa đến lúc công bố")
    assert world.get(Duplicate, code).state == "copy_refused"
    assert copy_lines(world, 2026) == []


def test_what_was_taken_back_is_not_copied(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "recalled")
    assert "in.copy" not in {one.name for one in offers(start, "clerk", code)}
