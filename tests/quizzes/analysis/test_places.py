"""Draws in an analysis: consistency and weights are those of places, whoever was drawn what."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from quizzes.analysis import places, plot, rules, working
from quizzes.analysis.queries import Data, Given, Place
from quizzes.models import Attempt, QuestionVersion

RIGHT = {"options": [{"id": "1", "text": "a", "fraction": 1.0}, {"id": "2", "text": "b", "fraction": 0.0}]}


def version(question: int) -> QuestionVersion:
    return QuestionVersion(id=question, question_id=question, version=1, kind="single", text="x", settings=RIGHT)


def sat(people: int = 60) -> Data:
    """A quiz of one fixed question and a draw of three out of six, answered by people who know more and less."""
    dice, answers, attempts = random.Random(7), dict[int, list[Given]](), []
    for number in range(1, people + 1):
        knows = number / people
        attempts.append(Attempt(id=number, quiz_id=1, learner_id=number, number=1, fraction=knows))
        for question in (1, *dice.sample(range(11, 17), 3)):
            share = float(dice.random() < knows)
            answers.setdefault(question, []).append(Given(number, version(question), 1.0, share, ["1"]))
    draw = Place(2, None, 3, 1.0, {"category": "X"}, frozenset(range(11, 17)))
    return Data(attempts, answers, [Place(1, 1, 1, 1.0, {}, frozenset()), draw], every=people)


def test_a_quiz_with_draws_has_a_consistency_over_its_places() -> None:
    data = sat()
    totals = {each.id: 0.0 for each in data.attempts}
    for each in (one for listed in data.answers.values() for one in listed):
        totals[each.attempt_id] += each.mark
    figures = places.items(data, totals)
    found = working.work_out(data)

    assert sorted(figures) == [(1, 0), (2, 0), (2, 1), (2, 2)]
    spread = rules.covariance(list(totals.values()), list(totals.values())) or 0.0
    apart = sum(each.variance or 0.0 for each in figures.values())
    assert found.whole is not None
    assert found.whole.cic == pytest.approx(100 * 4 / 3 * (1 - apart / spread))
    assert found.most == 4


def test_weights_of_all_places_together_are_everything() -> None:
    found = working.work_out(sat())
    own = [each for each in found.lines if not each.stands]

    assert [each.version.question_id for each in own] == [1]
    assert own[0].item.intended == pytest.approx(25)
    assert found.draws[0].intended == pytest.approx(75)
    assert (own[0].item.effective or 0) + (found.draws[0].effective or 0) == pytest.approx(100)
    assert {each.stands for each in found.lines[1:]} == {"drawn"}
    assert all(each.item.intended is None for each in found.lines[1:])


def test_what_fits_no_draw_any_more_sits_where_there_is_room_and_is_told_to_be_gone() -> None:
    data = sat()
    data = replace(data, places=[data.places[0], replace(data.places[1], pool=frozenset({11, 12}))])
    figures = places.items(data, {each.id: 0.0 for each in data.attempts})

    assert len(figures) == 4
    assert {each.stands for each in working.work_out(data).lines[1:]} == {"drawn", "gone"}


def test_no_attempt_breaks_nothing() -> None:
    found = working.work_out(replace(sat(), attempts=[], answers={}))

    assert (found.whole, found.lines, found.draws, plot.of(found.lines)) == (None, [], [], None)


def test_no_dot_of_the_chart_hides_another() -> None:
    lines = working.work_out(sat()).lines
    found = plot.of([replace(lines[0], number=n) for n in range(12)])

    assert found is not None
    pairs = [(one, two) for n, one in enumerate(found.dots) for two in found.dots[n + 1 :]]
    assert min(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in pairs) > plot.RADIUS
    assert all(plot.EDGE <= each.x <= plot.EDGE + plot.WIDE for each in found.dots)
