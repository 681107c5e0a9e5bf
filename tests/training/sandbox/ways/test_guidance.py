"""Guidance finds its place on screen at every step of every exercise, from the first to the last goal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.training.sandbox.ways.test_anchors import ANCHOR
from training.core.db import db
from training.sandbox import guiding, queries, service, worlds
from training.sandbox.entrance import first_page
from training.sandbox.models import Copy
from training.sandbox.modes import GUIDED
from training.sandbox.scenarios.loader import shipped
from training.sandbox.scenarios.run import evaluate, step_of
from training.sandbox.spots import GO

MOST_STEPS = 40


def coming(copy: Copy) -> guiding.Coming | None:
    """Return the next act of a copy, its part put on."""
    found = guiding.coming(copy, GUIDED, worlds.current(copy))
    if found and not found.wears:
        assert found.hooks == (f"hats.{found.play.hat}", "hats")
        service.put_on(copy, found.play.hat)
        found = guiding.coming(copy, GUIDED, worlds.current(copy))
    return found


def do(copy: Copy, found: guiding.Coming) -> None:
    """Carry the next act out as it is told."""
    told, before, world = worlds.exercise_of(copy), worlds.beginning(copy), worlds.current(copy)
    step = step_of(told, found.play, before, world, "")
    _on, refusal = service.act(copy, (copy.epoch, copy.seq), "Học viên", step.move, step.args)
    assert refusal is None, (told.code, step.move, refusal)


@pytest.mark.timeout(600)
def test_guidance_points_at_a_place_that_is_there_all_the_way(
    app: Flask, as_person: Callable[..., FlaskClient], learners: tuple[int, int]
) -> None:
    client, lost = as_person(learners[0]), list[tuple[str, str, str]]()
    for slug in shipped():
        with app.test_request_context():
            exercise = queries.exercise(slug)
            assert exercise
            copy_id = service.begin(learners[0], exercise, GUIDED).copy_id
            found = coming(db.session.get_one(Copy, copy_id))
            home = first_page(db.session.get_one(Copy, copy_id))
            db.session.commit()
        for _turn in range(MOST_STEPS):
            if found is None:
                break
            page = found.url.split("#")[0] or home
            hooks = {*found.hooks, *(entry.hook for entry in found.entries)} - {GO}
            if not set(ANCHOR.findall(client.get(page).text)) & hooks:
                lost.append((slug, found.play.move, page))
            with app.test_request_context():
                copy = db.session.get_one(Copy, copy_id)
                do(copy, found)
                db.session.commit()
                found = coming(copy)
                db.session.commit()
        with app.test_request_context():
            copy = db.session.get_one(Copy, copy_id)
            assert evaluate(worlds.exercise_of(copy), worlds.beginning(copy), worlds.current(copy)).complete, slug
    assert lost == []


def test_guidance_waits_for_the_moment_the_story_tells(app: Flask, learners: tuple[int, int]) -> None:
    with app.test_request_context():
        exercise = queries.exercise("m12-sai-nguoi-nhan")
        assert exercise
        copy = db.session.get_one(Copy, service.begin(learners[0], exercise, GUIDED).copy_id)
        moves = []
        while found := coming(copy):
            moves.append(found.play.move)
            do(copy, found)
        assert moves[0] == "leave_remark"
        assert moves[-2:] == ["clock.advance", "return_result"]
        hour = worlds.exercise_of(copy).right[0].steps[1].args["to"]
        returned = [one.at for one in worlds.current(copy).log if one.move == "return_result"]
        assert worlds.current(copy).calendar.local(returned[0]).isoformat() >= str(hour)
