"""Every shipped exercise proves itself, and every sentence is seen true and false."""

from __future__ import annotations

import pytest

from training.sandbox.scenarios import check
from training.sandbox.scenarios.anchors import anchors
from training.sandbox.scenarios.examples import WORLDS, example
from training.sandbox.scenarios.loader import scenario, shipped, text_of
from training.sandbox.scenarios.registry import SENTENCES
from training.sandbox.scenarios.routes import RouteBroken, failures, run_route
from training.sandbox.scenarios.schema import Play, Route
from training.sandbox.template.build import snapshot
from training.sandbox.world.realness import check_words


@pytest.mark.parametrize("slug", shipped())
def test_right_routes_reach_every_goal_and_wrong_ones_miss_what_they_say(slug):
    assert check.check_scenario(slug) == []
    assert len(scenario(slug).right) >= 2
    assert len(scenario(slug).wrong) >= 3


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_sentence_is_true_in_one_world_and_false_in_another(name):
    sentence = SENTENCES[name]
    assert check.check_sentence(sentence) == []
    assert sentence.words({**sentence.true.args})[0].isupper()


def test_there_are_at_least_forty_sentences_and_each_is_about_something():
    assert len(SENTENCES) >= 40
    assert {name.split(".")[0] for name in SENTENCES} == {
        "case", "run", "parcel", "in", "out", "mail", "folder", "task", "book", "office",
    }  # fmt: skip


@pytest.mark.parametrize("slug", shipped())
def test_a_goal_missed_says_why_and_points_somewhere(slug):
    found = scenario(slug)
    for goal in found.goals:
        nudge, point, show = found.hints[goal.id]
        assert (nudge.kind, point.kind, show.kind) == ("nudge", "point", "show")
        assert {point.anchor, show.anchor} <= anchors()
        assert len(goal.miss) > 20
    assert found.basis
    assert len(found.debrief) > 150


@pytest.mark.parametrize("slug", shipped())
def test_a_scenario_speaks_kindly_and_of_nobody_real(slug):
    text = text_of(slug)
    assert "!" not in text
    check_words(text, slug)


@pytest.mark.parametrize("slug", shipped())
def test_every_goal_is_missed_by_some_wrong_route(slug):
    found = scenario(slug)
    missed = {name for route in found.wrong for name in route.misses}
    never_missed = {goal.id for goal in found.goals} - missed
    assert never_missed <= {"procedure", "received", "marriage", "on"}


def test_a_route_that_cannot_be_walked_is_named():
    found = scenario("m1-chung-thuc-ban-sao")
    route = Route("Ký thay", (Play("citizen", "sign", {"case": "@new"}),))
    with pytest.raises(RouteBroken, match="Ký thay"):
        run_route(found, route, snapshot(0))


def test_the_check_finds_a_goal_that_nobody_can_miss(monkeypatch):
    found = scenario("m1-chung-thuc-ban-sao")
    empty = Route("Không làm gì", ())
    monkeypatch.setitem(found.__dict__, "right", (empty,))
    assert any("Không làm gì" in words for words in failures(found, snapshot(0)))


def test_the_command_prints_a_line_each_and_fails_when_something_is_wrong(monkeypatch, capsys):
    monkeypatch.setattr(check, "check_all", lambda: iter([("a", []), ("b", ["đổ"])]))
    assert check.main() == 1
    assert capsys.readouterr().out.splitlines() == ["ok     a", "wrong  b", "         đổ"]
    monkeypatch.setattr(check, "check_all", lambda: iter([("a", [])]))
    assert check.main() == 0


def test_example_worlds_can_all_be_made():
    assert all(example(name).seq >= 0 for name in WORLDS)
