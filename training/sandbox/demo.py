"""The demo's practice: learners play the routes that the scenarios themselves are checked with."""

from __future__ import annotations

from training.core import activities, transaction
from training.core.db import db
from training.core.demo import Actor, Stage
from training.core.errors import RuleBroken
from training.sandbox import service, store
from training.sandbox.models import PracticeScenario
from training.sandbox.scenarios import run
from training.sandbox.scenarios.schema import Play as Line

M1 = "m1-chung-thuc-ban-sao"
SHARE = 0.62
MOST = 70


def play(stage: Stage) -> None:
    """Let the keener half practise, some of them wrongly; leave one of the stars half-way."""
    found = activities.by_key("scenario", M1)
    if found is None:
        return
    scenario = db.session.get_one(PracticeScenario, found.ref.id)
    keen = [each for each in stage.learners if each.zeal > SHARE and not each.starring][:MOST]
    for number, actor in enumerate(keen):
        with stage.at(stage.dice.uniform(0.5, 11)):
            _practise(stage, scenario, actor)
        if number % 10 == 9:
            transaction.commit()
    star = next((each for each in stage.learners if each.starring and each.zeal > 0.5), None)
    if star is not None:
        with stage.at(1):
            _follow(scenario, star, _routes(True)[0][:1])
    transaction.commit()


def _practise(stage: Stage, scenario: PracticeScenario, actor: Actor) -> None:
    right = stage.dice.random() < 0.25 + 0.7 * actor.skill
    routes = _routes(right)
    _follow(scenario, actor, routes[stage.dice.randrange(len(routes))], look=not right)


def _follow(scenario: PracticeScenario, actor: Actor, lines: tuple[Line, ...], *, look: bool = False) -> None:
    row = service.begin(actor.person_id, scenario)
    for line in lines:
        opened = store.opened(row)
        if opened.scenario is None or row.finished_at is not None:
            return
        step = run.step_of(opened.scenario, line, opened.before, opened.world, "Học viên")
        row.hat = line.hat
        try:
            service.act(opened, "Học viên", line.move, step.args, opened.mark)
        except RuleBroken:
            break
    if look and row.finished_at is None:
        for _turn in range(3):
            service.look(store.opened(row))


def _routes(right: bool) -> list[tuple[Line, ...]]:
    from training.sandbox.scenarios import loader

    found = loader.scenario(M1)
    return [route.steps for route in (found.right if right else found.wrong)]
