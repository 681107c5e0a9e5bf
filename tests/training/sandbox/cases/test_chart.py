"""Where a case stands is shown from the one machine, in a line and in a drawing made for a phone."""

from __future__ import annotations

import re

import pytest

from training.sandbox.cases.rules.chart import BESIDE, MAIN, draw, line_of
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.cases.rules.states import PORTAL, STATE_NAMES
from training.sandbox.template.build import snapshot
from training.sandbox.world.world import World

PHONE = 330
"""What a phone of 360 px leaves inside the window, so that letters keep nearly their size."""


def test_every_state_of_the_machine_stands_in_the_drawing_once():
    drawn = draw(None, "ở đây")
    assert set(MAIN) | set(BESIDE) == set(CASE.states)
    assert len({*BESIDE.values()}) == len(BESIDE)
    assert drawn.count("<rect") == len(CASE.states)
    assert int(re.search(r'viewBox="0 0 (\d+) ', drawn)[1]) <= PHONE


@pytest.mark.parametrize("state", CASE.states)
def test_the_place_one_stands_at_is_marked_with_words(state):
    assert draw(state, "Đồng chí đang ở đây").count("Đồng chí đang ở đây") == 1
    assert draw("moon", "Đồng chí đang ở đây").count("Đồng chí đang ở đây") == 0


def test_the_words_of_the_drawing_are_escaped():
    assert "<b>" not in draw("received", "<b>")


def test_every_case_of_the_province_stands_somewhere_on_its_line():
    world = World.open(snapshot(0), CASES)
    for case in world.all(Case):
        line = line_of(case)
        assert [stage.status for stage in line if stage.mark == "now"] == [PORTAL[case.state]]
        marks = [stage.mark for stage in line]
        assert marks == sorted(marks, key=["done", "now", ""].index)
        if case.state in ("waiting_papers", "in_work"):
            assert STATE_NAMES[case.state].lower() in next(s.words.lower() for s in line if s.mark == "now")
