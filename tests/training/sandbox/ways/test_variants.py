"""Neighbours practise on different data, and memory stays bounded."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from training.core.db import db
from training.sandbox import queries, service, worlds
from training.sandbox.models import Copy
from training.sandbox.scenarios import run
from training.sandbox.scenarios.loader import _data as raw
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.routes import failures
from training.sandbox.scenarios.run import evaluate, open_run, step_of
from training.sandbox.template.build import snapshot
from training.sandbox.template.variant import VARIANTS
from training.sandbox.world.play import try_apply
from training.sandbox.world.world import World

M1 = "m1-chung-thuc-ban-sao"
MOST_ASKED, MOST_READ = 60, 3000
"""What one look may cost at most: sentences judged, and records read. `make bench` tells how long that takes."""


def test_neighbours_differ_and_every_turn_brings_another_variant() -> None:
    for turn in range(3):
        assert len({worlds.deal(person, 4, turn) for person in range(100, 164)}) == VARIANTS
    assert len({worlds.deal(7, 4, turn) for turn in range(64)}) == VARIANTS


def test_two_variants_of_an_exercise_share_no_person_and_m1_not_always_the_fee() -> None:
    told = [scenario(M1, variant) for variant in range(8)]
    assert len({one.people["visitor"]["number"] for one in told}) == 8
    assert len({one.goal("fee").args["amount"] for one in told}) >= 4
    name = scenario(M1).people["visitor"]["name"]
    for other in told[1:]:
        assert name not in " ".join((other.brief, *other.facts, other.debrief, str(other.right)))
        assert "$" not in " ".join((other.brief, *other.facts, other.debrief, str(other.right), str(other.hints)))


@pytest.mark.parametrize("slug", [slug for slug in shipped() if "vary" in raw(slug)])
def test_what_varies_in_an_exercise_differs_and_leaves_no_placeholder(slug: str) -> None:
    texts = set()
    for variant in range(len(raw(slug)["vary"])):
        told = scenario(slug, variant)
        words = f"{told}"
        assert "$" not in words
        texts.add(f"{told.brief} {told.facts} {told.before} {told.goals}")
    assert len(texts) == len(raw(slug)["vary"])


def test_every_one_stop_exercise_brings_other_people_to_neighbours() -> None:
    for slug in (one for one in shipped() if one.startswith("m")):
        numbers = {
            person["number"] for variant in range(8) for person in scenario(slug, variant).people.values()
        }
        assert len(numbers) >= 8, slug


def test_a_new_run_is_dealt_new_data(app: Flask, learners: tuple[int, int]) -> None:
    with app.app_context():
        exercise = queries.exercise(M1)
        assert exercise
        seen = []
        for person in learners:
            for _turn in range(2):
                run = service.begin(person, exercise)
                seen.append(db.session.get_one(Copy, run.copy_id).variant)
                run.state = "left"
        assert len(set(seen)) == 4


def test_only_so_many_variants_stay_in_memory(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worlds, "MOST_SNAPSHOTS", 2)
    monkeypatch.setattr(worlds, "_recent", type(worlds._recent)())
    with app.app_context():
        for variant in range(4):
            worlds.share(variant)
        assert len(worlds._recent) == 2
        assert worlds.share(3) is worlds.share(3)


@pytest.mark.parametrize("slug", shipped())
def test_a_look_at_the_state_asks_few_sentences_and_reads_few_records(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: Counter[str] = Counter()
    find, get = run._find, World.get
    monkeypatch.setattr(run, "_find", lambda *told: (counted.update(["asked"]), find(*told))[1])
    monkeypatch.setattr(World, "get", lambda *told: (counted.update(["read"]), get(*told))[1])
    told = scenario(slug)
    before = world = open_run(told, snapshot(0))
    for play in told.right[0].steps:
        world, _refused = try_apply(world, step_of(told, play, before, world, ""))
        counted.clear()
        run.ticks(told, before, world, evaluate(told, before, world))
        assert counted["asked"] <= MOST_ASKED
        assert counted["read"] <= MOST_READ


@pytest.mark.parametrize("slug", [slug for slug in shipped() if slug.startswith("m")])
def test_every_one_stop_exercise_varies_in_more_than_its_people(slug: str) -> None:
    rows = raw(slug)["vary"]
    assert len(rows) >= 3
    assert len({str(row) for row in rows}) == len(rows)


@pytest.mark.parametrize("variant", range(8))
def test_every_row_of_amounts_keeps_what_the_routes_promise(variant: int) -> None:
    assert failures(scenario(M1, variant), snapshot(variant)) == []
