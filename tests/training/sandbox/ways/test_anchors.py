"""Every place that an exercise points at is on some page, on the way of that exercise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.core.db import db
from training.sandbox import queries, service, worlds
from training.sandbox.models import Copy
from training.sandbox.scenarios.loader import scenario, shipped
from training.sandbox.scenarios.run import step_of
from training.sandbox.scenarios.schema import Scenario

ANCHOR = re.compile(r'data-anchor="([^"]+)"')
LINK = re.compile(r'href="(/practice/copies/\d+[^"#]*)')
MOST_PAGES = 14
"""How many pages linked from where one stands are looked at."""


def wanted(told: Scenario) -> set[str]:
    found = {step.anchor for step in told.steps} | {rung.anchor for rungs in told.hints.values() for rung in rungs}
    return found - {""}


def shown(client: FlaskClient, pages: list[str], seen: set[str]) -> None:
    """Add the places on these pages to those seen."""
    for page in pages:
        answer = client.get(page)
        if answer.status_code == 200:
            seen |= set(ANCHOR.findall(answer.text))


def near(client: FlaskClient, desk: str, told: Scenario, codes: list[str]) -> list[str]:
    """Return the pages on which one works now: lists, the records, and the forms that begin something."""
    linked = [link.replace("&amp;", "&") for link in LINK.findall(client.get(desk).text)]
    forms = [link for link in linked if "/new" in link]
    forms += [f"{link}?procedure={code}" for link in forms for code in told.procedures]
    records = [f"{desk}/cases/{code}" for code in codes]
    papers = [link for link in linked if "/records/" in link or "/papers/" in link][:MOST_PAGES]
    return [*dict.fromkeys([desk, *forms, *records, *papers, *linked[:MOST_PAGES]])]


@pytest.mark.parametrize("slug", [slug for slug in shipped() if slug.startswith("m")])
def test_every_anchor_of_an_exercise_is_on_its_pages(
    app: Flask, as_person: Callable[..., FlaskClient], learners: tuple[int, int], slug: str
) -> None:
    client, seen = as_person(learners[0]), set[str]()
    with app.app_context():
        exercise = queries.exercise(slug)
        assert exercise
        copy_id = service.begin(learners[0], exercise).copy_id
        db.session.commit()
    for number in range(len(scenario(slug).right[0].steps) + 1):
        with app.app_context():
            copy = db.session.get_one(Copy, copy_id)
            told, world = worlds.exercise_of(copy), worlds.current(copy)
            codes = list(world.new_codes("case"))
            plays = told.right[0].steps
            copy.hat = plays[min(number, len(plays) - 1)].hat
            db.session.commit()
        if not wanted(told) <= seen:
            shown(client, near(client, f"/practice/copies/{copy_id}", told, codes), seen)
        if number < len(plays):
            with app.app_context():
                copy = db.session.get_one(Copy, copy_id)
                step = step_of(told, plays[number], worlds.beginning(copy), worlds.current(copy), "")
                service.act(copy, (copy.epoch, copy.seq), "Học viên", step.move, step.args)
                db.session.commit()
    assert wanted(told) - seen == set()
