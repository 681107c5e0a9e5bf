"""Whoever passed something on may take it back until the next has acted; leaders keep a note half written."""

from __future__ import annotations

import json

import pytest

from training.sandbox.documents.rules import boards
from training.sandbox.documents.rules.desk import seat
from training.sandbox.documents.rules.model import Incoming, Outgoing
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world.play import apply, offers
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World

VX, KT, VP = "Z99.10.01.VX", "Z99.10.01.KT", "Z99.10.01.VP"


def do(world: World, hat: str, move: str, /, **args: object) -> World:
    return apply(world, Step(world.seq + 1, f"vai {hat}", hat, move, args))


def names(world: World, hat: str, code: str) -> set[str]:
    return {one.name for one in offers(world, hat, code)}


@pytest.fixture(scope="module")
def start() -> World:
    return World.open(snapshot(0), SYSTEMS)


def entry(world: World, *states: str) -> Incoming:
    return next(one for one in world.all(Incoming) if one.state in states)


def test_a_clerk_takes_back_what_the_leader_has_not_noted_yet(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted" and not one.flows)
    world = do(start, "clerk", "in.withdraw", incoming=code)
    assert world.get(Incoming, code).state == "registered"
    assert "in.submit" in names(world, "clerk", code)

    world = do(world, "clerk", "in.submit", incoming=code)
    world = do(world, "leader", "in.assign", incoming=code, note="Làm", lead=[VX])
    with pytest.raises(Refused) as refused:
        do(world, "clerk", "in.withdraw", incoming=code)
    assert refused.value.code == "wrong_state"


def test_a_unit_takes_back_the_part_it_passed_on_until_it_is_handled(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted")
    world = do(start, "leader", "in.assign", incoming=code, note="Làm", lead=[VX])
    assert "in.recall" not in names(world, "officer", code)
    world = do(world, "officer", "in.forward", incoming=code, to=KT, note="Nhờ phòng xem")
    assert "in.recall" in names(world, "officer", code)

    back = do(world, "officer", "in.recall", incoming=code, reason="Chuyển nhầm phòng")
    flows = {flow.to: flow.state for flow in back.get(Incoming, code).flows}
    assert (flows[VX], flows[KT]) == ("taken", "taken_back")
    assert back.get(Incoming, code).lead.to == VX
    assert "in.recall" not in names(back, "officer", code)

    done = do(do(world, "officer", "in.take", incoming=code, unit=KT), "officer", "in.complete", incoming=code, unit=KT)
    with pytest.raises(Refused):
        do(done, "officer", "in.recall", incoming=code, reason="Muộn rồi")


def test_nothing_is_taken_up_twice(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted")
    world = do(start, "leader", "in.assign", incoming=code, note="Làm", lead=[VX], info=[VP])
    assert "in.take" in names(world, "officer", code)
    assert "in.take" not in names(do(world, "officer", "in.take", incoming=code), "officer", code)


def test_a_co_ordinating_unit_may_begin_before_the_lead_does(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted")
    world = do(start, "leader", "in.assign", incoming=code, note="Làm", lead=[KT], co=[VX])
    early = do(world, "officer", "in.take", incoming=code, unit=VX)
    assert early.get(Incoming, code).state == "assigned"
    assert do(early, "officer", "in.take", incoming=code, unit=KT).get(Incoming, code).state == "in_work"


def test_a_filed_document_is_cancelled_once_everybody_gave_it_back(start: World) -> None:
    filed = next(one for one in start.all(Outgoing) if one.state == "archived" and one.parcels and not one.source)
    with pytest.raises(Refused) as refused:
        do(start, "leader", "out.cancel_issue", outgoing=filed.code, reason="Sai thẩm quyền")
    assert refused.value.code == "still_out"
    world = do(start, "clerk", "out.ask_back", outgoing=filed.code, reason="Sai thẩm quyền")
    for code in filed.parcels:
        world = do(world, "axis", "axis.answer_recall", parcel=code, agreed=True)
    cancelled = do(world, "leader", "out.cancel_issue", outgoing=filed.code, reason="Sai thẩm quyền")
    assert cancelled.get(Outgoing, filed.code).state == "cancelled"


def test_a_draft_goes_one_desk_back_to_whoever_sent_it_on(start: World) -> None:
    code = next(one.code for one in start.all(Outgoing) if one.state == "to_sign")
    world = do(start, "clerk", "out.withdraw", outgoing=code)
    assert world.get(Outgoing, code).state == "to_check"
    assert world.get(Outgoing, code).initialled_by
    world = do(world, "division_head", "out.withdraw", outgoing=code)
    assert world.get(Outgoing, code).state == "to_initial"
    assert not world.get(Outgoing, code).initialled_by
    world = do(world, "officer", "out.withdraw", outgoing=code)
    assert world.get(Outgoing, code).state == "draft"
    with pytest.raises(Refused):
        do(start, "officer", "out.withdraw", outgoing=code)


def test_a_half_written_note_waits_for_the_leader_and_reaches_nobody(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted")
    world = do(start, "leader", "in.jot", incoming=code, note="Phòng VHXH", lead=[VX])
    kept = world.get(Incoming, code)
    assert (kept.state, kept.flows, kept.jotted["note"]) == ("submitted", start.get(Incoming, code).flows, "Phòng VHXH")
    assert World.load(world.snapshot, SYSTEMS, json.loads(json.dumps(world.touched()))) == world
    sent = do(world, "leader", "in.assign", incoming=code, note="Phòng VHXH chủ trì", lead=[VX])
    assert sent.get(Incoming, code).jotted is None
    with pytest.raises(Refused):
        do(start, "leader", "in.jot", incoming=code)


def test_an_officer_sees_the_desk_of_the_own_unit_only(start: World) -> None:
    mine, every = (boards.rows(start, "in_work", "officer", unit=unit) for unit in (seat(start), ""))
    assert 0 < len(mine) < len(every)
    assert all(any(flow.open and flow.to == VX for flow in row.record.flows) for row in mine)
    assert boards.counts(start, VX, "officer")["in_work"] == len(mine)
    assert boards.counts(start, VX, "clerk")["in_work"] == len(every)
    assert boards.counts(start, VX)["hat:officer"] == len(boards.rows(start, "mine", "officer", unit=VX))


def test_what_was_passed_on_leaves_the_desk_but_not_the_lists(start: World) -> None:
    code = next(one.code for one in start.all(Incoming) if one.state == "submitted")
    world = do(start, "leader", "in.assign", incoming=code, note="Làm", lead=[VX])
    world = do(world, "officer", "in.forward", incoming=code, to=KT)
    assert code not in {row.code for row in boards.rows(world, "todo", "officer", unit=VX)}
    assert code in {row.code for row in boards.rows(world, "in_all", "officer", unit=VX)}
    assert code in {row.code for row in boards.rows(world, "todo", "officer", unit=KT)}


def test_an_opinion_stands_at_the_words_it_is_about(start: World) -> None:
    code = next(one.code for one in start.all(Outgoing) if one.state == "draft")
    world = do(start, "officer", "out.ask_opinion", outgoing=code, to=KT, question="Số liệu này đúng chưa?")
    words = world.get(Outgoing, code).text.body[-1][:20]
    with pytest.raises(Refused) as refused:
        do(world, "officer", "out.give_opinion", outgoing=code, answer="Sai", quote="không hề có chữ này")
    assert refused.value.field == "quote"
    world = do(world, "officer", "out.give_opinion", outgoing=code, answer="Số liệu cũ", quote=words)
    assert world.get(Outgoing, code).opinions[0].quote == words


def test_no_code_of_the_store_is_ever_said(start: World) -> None:
    said = [row.number for menu in boards.MENUS for row in boards.rows(start, menu.key)]
    said += [one.called for one in start.all(Outgoing)]
    said += [words for name in ("documents", "entries", "sent_before") for _code, words in SYSTEMS.options[name](start)]
    codes = [code for kind in ("incoming", "outgoing", "parcel", "task") for code in start.snapshot.codes(kind)]
    assert len(said) > 100
    assert [words for words in said for code in codes if code.casefold() in words.casefold()] == []
