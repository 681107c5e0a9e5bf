"""Every document exercise is doable from the screens: a right route is walked by links and forms alone, to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import wsgi
from tests.training.sandbox.screen import Control, Screen
from training.accounts import people, sessions, units
from training.accounts.models import Person
from training.config import Config
from training.core import content
from training.core.db import db
from training.sandbox import guiding, typed, worlds
from training.sandbox.guiding import clock_button
from training.sandbox.models import Copy
from training.sandbox.modes import GUIDED
from training.sandbox.scenarios.loader import shipped
from training.sandbox.scenarios.run import evaluate, step_of, ticks
from training.sandbox.scenarios.schema import Play, Scenario
from training.sandbox.world.clock import ADVANCE
from training.sandbox.world.world import World

pytestmark = pytest.mark.timeout(600)
EXERCISES = [slug for slug in shipped() if slug.startswith(("v", "n"))]
BEGUN = frozenset({"type", "unit", "procedure"})
"""What a small form before the real one asks: which template, which form."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, int]]:
    """A house of its own with the content in it, and one learner."""
    folder: Path = tmp_path_factory.mktemp("exercises")
    secret = "a test secret that is long enough 0123456789 abcdef"
    app = wsgi.create_app(Config(secret_key=secret, instance=folder / "instance", testing=True))
    with app.app_context():
        db.create_all()
        found = people.enrol("HT1", "Học Viên Một", units.create("Z99.16", "phường Cửa Sen")).id
        content.load()
        db.session.commit()
    yield app, found
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


MOST_TURNS = 60


def _in_sight(control: Control) -> bool:
    return control.kind != "hidden"


class Walker:
    """Walks one exercise in the learner's browser."""

    def __init__(self, house: tuple[Flask, int], slug: str, mode: str = "alone") -> None:
        self.app, person = house
        with self.app.app_context():
            found = db.session.get(Person, person)
            assert found
            found.status = "active"
            token = sessions.begin(person, second_factor=True)
            db.session.commit()
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = token, True
        self.screen = Screen(client, f"/practice/{slug}")
        form = self.screen.form(f"/practice/{slug}")
        assert form, slug
        self.screen.send(form, {"mode": [mode]})
        found_path = re.match(r"/practice/copies/(\d+)", self.screen.path)
        assert found_path, self.screen.path
        self.base, self.copy_id = found_path[0], int(found_path[1])

    def copy(self) -> Copy:
        """Return the copy as it stands; inside an application context."""
        return db.session.get_one(Copy, self.copy_id)

    def now(self) -> tuple[Scenario, World, World, str]:
        """Return the exercise, where it began, where it stands, and the hat worn."""
        with self.app.app_context():
            copy = self.copy()
            return worlds.exercise_of(copy), worlds.beginning(copy), worlds.current(copy), copy.hat

    def walk(self, play: Play) -> None:
        """Do one line of a route."""
        told, before, world, hat = self.now()
        if play.move == ADVANCE.name:
            self._wait(str(play.args["to"]), world)
            return
        if hat != play.hat:
            self._press("/hat", hat=[play.hat])
        args = dict(step_of(told, play, before, world, "").args)
        verb = world.rules.verbs[play.move]
        values = {name: [one] if isinstance(one, str) else one for name, one in typed.values(verb, args).items()}
        if verb.on:
            self._open_record(world, verb.on, str(args[verb.on]))
            action = f"/{args[verb.on]}/{play.move}"
        else:
            self._open_new(world, play.move, args, values)
            action = f"/new/{play.move}"
        form = self.screen.form(action)
        assert form, f"{play.move}: no form on {self.screen.path}"
        self.screen.send(form, values)
        after = self.now()[2]
        said = re.findall(r'role="alert".*?</ul>', self.screen.text, re.S)
        assert after.seq == world.seq + 1, f"{play.move}: {said}"

    def follow(self, found: guiding.Coming) -> None:
        """Do what the coach says, where its link leads, writing only what stands in sight."""
        if not found.wears:
            self._press("/hat", hat=[found.play.hat])
            return
        if not found.url:
            self._press("/clock", to=[str(found.values["to"])])
            return
        assert found.url.replace("&", "&amp;") in self.screen.text, f"{found.play.move}: the coach has no link"
        self.screen.go(found.url.partition("#")[0])
        told = {name: one for entry in found.entries for name, one in entry.want.items()}
        values = {name: [one] if isinstance(one, str) else list(one) for name, one in told.items()}
        if "/new/" in found.url:
            self._choose(values)
        form = self.screen.form(f"/{found.play.move}")
        assert form, f"{found.play.move}: no form on {self.screen.path}"
        seen = {name: one for name, one in values.items() if name in form.controls and _in_sight(form.controls[name])}
        seq = self.now()[2].seq
        self.screen.send(form, seen)
        assert self.now()[2].seq == seq + 1, found.play.move

    def _press(self, end: str, **values: list[str]) -> None:
        form = self.screen.form(end)
        assert form, f"no {end} on {self.screen.path}"
        self.screen.send(form, values)

    def _wait(self, to: str, world: World) -> None:
        """Press the buttons of the clock until the moment is reached."""
        until = datetime.fromisoformat(to) if to[:2] == "20" else None
        for _press in range(60):
            self._press("/clock", to=[clock_button(world, to)])
            world = self.now()[2]
            if until is None or world.calendar.local(world.now).replace(tzinfo=None) >= until:
                return
        raise AssertionError(f"the clock never comes to {to}")

    def _open_record(self, world: World, kind: str, code: str) -> None:
        """Open a record by a link: on this page, on one's desk, or in the lists of the menu."""
        path = f"{self.base}/cases/{code}" if kind == "case" else f"{self.base}/papers/{kind}/{code}"
        if self.screen.path == path:
            self.screen.go(path)
            return
        for page in self._pages(kind, path):
            self.screen.go(page)
            if found := self.screen.link(path):
                self.screen.go(found)
                return
        raise AssertionError(f"nothing leads to {path}")

    def _pages(self, kind: str, path: str) -> Iterator[str]:
        yield self.screen.path
        if kind == "case":
            yield from (f"{self.base}?menu=mine", f"{self.base}?menu=all")
            return
        first = f"{self.base}/papers?menu=mine"
        yield first
        self.screen.go(first)
        groups = [link for link in self.screen.links if "/papers?menu=" in link]
        assert groups, "no menu"
        for group in groups:
            self.screen.go(group)
            lists = [link for link in self.screen.links if "/papers?menu=" in link]
            yield from dict.fromkeys(lists)

    def _open_new(self, world: World, move: str, args: dict[str, Any], values: dict[str, list[str]]) -> None:
        """Open the form that begins something from the menu, or from the record it is about."""
        cases = move in ("receive", "submit_online", "refuse_at_counter")
        path = f"{self.base}/new/{move}" if cases else f"{self.base}/papers/new/{move}"
        asked = {name: str(args[name]) for name in ("reply_to", "replaces", "corrects") if args.get(name)}
        if asked:
            kind = "incoming" if "reply_to" in asked else "outgoing"
            self._open_record(world, kind, next(iter(asked.values())))
        else:
            papers = f"{self.base}/papers/books/den" if move == "book.close" else f"{self.base}/papers"
            self.screen.go(self.base if cases else papers)
        found = self.screen.link(path, **asked)
        assert found, f"nothing leads to {path} from {self.screen.path}"
        self.screen.go(found)
        self._choose(values)

    def _choose(self, values: dict[str, list[str]]) -> None:
        """Choose what a form is for: the type of a document, the procedure of a case."""
        asking = (form for form in self.screen.forms if form.method == "get")
        small = next((form for form in asking if {"type", "procedure"} & form.controls.keys()), None)
        if small:
            known = BEGUN & values.keys() & small.controls.keys()
            self.screen.send(small, {name: values[name] for name in known})


@pytest.mark.parametrize("slug", EXERCISES)
def test_a_right_route_is_walked_on_screen_to_the_end(house: tuple[Flask, int], slug: str) -> None:
    walker = Walker(house, slug)
    told = walker.now()[0]
    route = next(one for one in told.right if not any(play.refused for play in one.steps))
    for play in route.steps:
        walker.walk(play)

    told, before, world, _hat = walker.now()
    seen = evaluate(told, before, world)
    assert seen.missed == ()
    assert seen.complete
    walker._press("/finish")
    assert "/practice/runs/" in walker.screen.path


@pytest.mark.parametrize("slug", EXERCISES)
def test_whoever_follows_the_coach_s_own_links_comes_to_the_end(house: tuple[Flask, int], slug: str) -> None:
    walker = Walker(house, slug, GUIDED)
    for _turn in range(MOST_TURNS):
        with walker.app.app_context(), walker.app.test_request_context():
            found = guiding.coming(walker.copy(), GUIDED, worlds.current(walker.copy()))
        if found is None:
            break
        walker.follow(found)

    told, before, world, _hat = walker.now()
    assert evaluate(told, before, world).complete
    assert [step.text for step, done in ticks(told, before, world, evaluate(told, before, world)) if not done] == []
