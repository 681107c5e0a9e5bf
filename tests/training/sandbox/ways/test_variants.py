"""Neighbours practise on different data, and memory stays bounded."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from training.core.db import db
from training.sandbox import queries, service, worlds
from training.sandbox.models import Copy
from training.sandbox.scenarios.loader import _data as raw
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.routes import failures
from training.sandbox.scenarios.run import evaluate, open_run, step_of, ticks
from training.sandbox.template.build import snapshot
from training.sandbox.template.variant import VARIANTS
from training.sandbox.world.play import try_apply

M1 = "m1-chung-thuc-ban-sao"


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
def test_the_state_is_judged_within_twenty_milliseconds(slug: str) -> None:
    told = scenario(slug)
    before = world = open_run(told, snapshot(0))
    spent = []
    for play in told.right[0].steps:
        world, _refused = try_apply(world, step_of(told, play, before, world, ""))
        start = time.process_time()
        for _turn in range(5):
            ticks(told, before, world, evaluate(told, before, world))
        spent.append((time.process_time() - start) / 5)
    assert max(spent) < 0.02


@pytest.mark.parametrize("variant", range(8))
def test_every_row_of_amounts_keeps_what_the_routes_promise(variant: int) -> None:
    assert failures(scenario(M1, variant), snapshot(variant)) == []
