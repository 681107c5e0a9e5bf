"""The shipped province: stories in every state, variants that differ, and nothing that looks real."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from training.sandbox.cases.rules.deadlines import light_of
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.template.build import procedures, snapshot
from training.sandbox.template.library import read
from training.sandbox.world.realness import check_words
from training.sandbox.world.snapshot import Snapshot
from training.sandbox.world.world import World


@pytest.fixture(scope="module")
def world():
    return World.open(snapshot(0), CASES)


def test_there_are_cases_in_every_state_a_stored_case_can_have(world):
    cases = world.all(Case)
    assert len(cases) >= 60
    assert {case.state for case in cases} == set(CASE.states) - {CASE.start}
    assert {light_of(world, case) for case in cases} == {"green", "amber", "red", "grey", "stopped", ""}


def test_a_linked_file_stands_half_closed_with_its_parent_and_every_child(world):
    for case in world.all(Case):
        assert not case.parent or case.code in world.get(Case, case.parent).children
        assert all(world.get(Case, code) for code in case.children)
    linked = [case for case in world.all(Case) if case.children]
    states = [[world.get(Case, code).state for code in case.children] for case in linked]
    assert ["done", "in_work", "received"] in states


def test_each_state_has_as_many_cases_as_a_real_morning(world):
    found = Counter(case.state for case in world.all(Case))
    assert found["in_work"] >= 12
    assert found["received"] >= 6
    assert found["returned"] >= 6
    assert all(found[state] >= 2 for state in set(CASE.states) - {CASE.start, "financial"})
    assert found["financial"] >= 1


def test_every_procedure_has_a_case_and_so_has_every_way_of_filing(world):
    cases = world.all(Case)
    assert {case.procedure for case in cases} == {facts.code for facts in procedures()}
    assert {case.channel for case in cases} == {"counter", "online", "post"}
    assert any(case.agency != case.place for case in cases)
    assert any(case.children for case in cases)
    assert any(case.open_consultations for case in cases)
    assert {paid.outcome for case in cases for paid in case.payments} >= {"success", "pending"}


def test_both_ways_of_counting_after_a_supplement_are_practised(world):
    policies = {world.procedure(case.procedure).supplement_policy for case in world.all(Case) if case.supplements}
    assert policies == {"pause", "restart"}


def test_every_case_tells_its_story_in_the_citizen_s_words(world):
    for case in world.all(Case):
        assert len(case.request or case.title) > 10, case.code
        assert "{" not in case.request + case.title


def test_the_same_variant_is_the_same_snapshot_and_others_differ():
    again = Snapshot.read(snapshot(1).plain())
    assert again.id == snapshot(1).id
    assert len({snapshot(number).id for number in (0, 1, 2, 63)}) == 4
    names = [{citizen.name for citizen in snapshot(number).citizens} for number in (0, 1)]
    assert names[0] != names[1]
    fees = [[case["fee"] for case in snapshot(number).records["case"].values() if "fee" in case] for number in (0, 1)]
    assert fees[0] != fees[1]


@pytest.mark.parametrize("variant", [-1, 64])
def test_there_are_sixty_four_variants(variant):
    with pytest.raises(ValueError, match="0 to 63"):
        snapshot(variant)


@pytest.mark.parametrize("variant", [7, 31, 63])
def test_every_variant_can_be_made_and_nobody_in_it_looks_real(variant):
    made = snapshot(variant)
    for citizen in made.citizens:
        assert re.fullmatch(r"999\d{9}", citizen.number)
        assert re.fullmatch(r"01\d{8}", citizen.phone)
        assert citizen.email.endswith("@vidu.invalid")
    assert len({citizen.number for citizen in made.citizens}) == len(made.citizens)
    assert check_words(str(made.records["case"]), "all")


def test_the_world_begins_on_monday_morning_after_all_stories(world):
    assert world.calendar.local(world.now).isoformat() == "2026-11-09T09:10:00+07:00"
    assert all(row.at <= world.now for case in world.all(Case) for row in case.handovers)


def test_officials_have_every_hat_an_office_needs():
    hats = {official.hat for official in snapshot(0).officials}
    assert hats == {
        "reception",
        "results",
        "accountant",
        "officer",
        "division_head",
        "leader",
        "clerk",
        "partner",
        "archive",
    }


def test_all_procedures_of_the_province_are_there_once():
    codes = [facts.code for facts in procedures()]
    assert len(codes) == len(set(codes)) == 25
    assert {story["p"] for story in read("hai-tram", "stories")} <= set(codes)
