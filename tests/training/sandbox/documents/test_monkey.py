"""Anybody pressing anything on the pages of the document system: never an error, and nothing is lost or given twice."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.training.sandbox.documents.test_chaos import check
from tests.training.sandbox.pages import freely
from tests.training.sandbox.screen import Control, Form, Screen
from training.core.db import db
from training.sandbox import worlds
from training.sandbox.models import Copy

FEW, MANY = 60, 1500
ANSWERS = {200, 404, 422}
"""A page, a record that is none of this copy's, or a form that comes back with its reason."""
TEXTS = [
    "", " ", "Chữ thử", "09/11/2026", "2026-13-40", "-1", "x" * 3000, "0912345678", "<b>đậm</b>", "Điều 1. Một\n1. Hai",
]  # fmt: skip
Enter = Callable[..., FlaskClient]


def value(random: Random, control: Control) -> list[str]:
    if control.kind == "hidden":
        return control.now
    if control.kind in ("radio", "select"):
        return [random.choice(control.offers)]
    if control.kind == "checkbox":
        return [one for one in control.offers if random.random() < 0.3]
    return control.now if random.random() < 0.4 else [random.choice(TEXTS)]


def filled(random: Random, form: Form) -> dict[str, list[str]]:
    """Fill a form in by chance; of several buttons of one name press one."""
    return {
        name: [random.choice(one.offers)] if one.kind == "submit" else value(random, one)
        for name, one in form.controls.items()
    }


def wander(client: FlaskClient, random: Random, presses: int) -> str:
    """Press so many forms and links of the document system at random; return the address of the copy."""
    copy = freely(client)
    screen = Screen(client, f"{copy}/papers")
    for _press in range(presses):
        inside = [link for link in screen.links if urlsplit(link).path.startswith(f"{copy}/papers")]
        pages = [link for link in inside if not urlsplit(link).path.endswith((".pdf", ".xlsx"))]
        forms = [form for form in screen.forms if form.action.startswith(copy) and "/reset" not in form.action]
        acts = [form for form in forms if "/papers/" in form.action]
        if acts and random.random() < 0.5:
            form = random.choice(acts)
            screen.send(form, filled(random, form))
        elif forms and random.random() < 0.2:
            form = random.choice(forms)
            screen.send(form, filled(random, form))
        else:
            screen.go(random.choice(pages) if pages and random.random() < 0.9 else f"{copy}/papers")
        assert screen.status in ANSWERS, screen.path
    return copy


def see(app: Flask, copy: str) -> None:
    """Check what chance has left, and that its steps lead to the same again."""
    with app.app_context():
        kept = db.session.get_one(Copy, int(copy.rsplit("/", 1)[-1]))
        world = worlds.current(kept)
        check(world)
        assert worlds.folded(kept, worlds.history_of(kept)) == world


@pytest.mark.parametrize("seed", range(2))
def test_random_presses_on_the_pages_meet_only_answers(
    app: Flask, as_person: Enter, learners: tuple[int, int], seed: int
) -> None:
    see(app, wander(as_person(learners[0]), Random(seed), FEW))


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_many_random_presses_on_the_pages(app: Flask, as_person: Enter, learners: tuple[int, int]) -> None:
    see(app, wander(as_person(learners[0]), Random(99), MANY))
