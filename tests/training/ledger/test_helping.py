"""Reminding and giving time: one page for one person's one duty, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.models import Person, Unit
from training.accounts.rights import Role
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import extensions, helping, service
from training.ledger.models import Duty, ExtensionRequest
from training.notices.models import Notice

Enter = Callable[[int], FlaskClient]


@dataclass(frozen=True)
class Cast:
    """A commune whose trainer asked for a quiz by itself, and the trainer of another commune."""

    unit: int
    learner: int
    classmate: int
    trainer: int
    manager: int
    foreign: int
    ref: ActivityRef

    @property
    def page(self) -> str:
        """Return the page of what is asked of the learner."""
        return f"/duties/of/{self.learner}/{self.ref}"


@pytest.fixture
def cast(app: Flask) -> Cast:
    with app.app_context(), app.test_request_context():
        content.load()
        here, there = units.create("N01", "UBND xã Đây"), units.create("N02", "UBND xã Kia")
        learner, classmate = people.enrol("N1", "Lê Học", here), people.enrol("N2", "Lê Bạn", here)
        trainer, foreign = people.enrol("N3", "Trần Giảng", here), people.enrol("N4", "Trần Khác", there)
        manager = people.enrol("N5", "Trần Lãnh Đạo", here)
        grants.give(trainer, Role.TRAINER, here)
        grants.give(foreign, Role.TRAINER, there)
        grants.give(manager, Role.MANAGER, here)
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        service.assign(found.ref, by=trainer.id, unit_id=here.id, days=5)
        transaction.commit()
        return Cast(here.id, learner.id, classmate.id, trainer.id, manager.id, foreign.id, found.ref)


def _post(client: FlaskClient, cast: Cast, verb: str, **typed: str) -> str:
    page = client.get(cast.page).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    sent = client.post(f"{cast.page}/{verb}", data={"csrf_token": token[1], **typed}, follow_redirects=True)
    return sent.text


def _due(app: Flask, person_id: int) -> object:
    with app.app_context():
        return db.session.scalars(select(Duty.due_on).filter_by(person_id=person_id)).one()


def test_a_second_reminder_on_one_day_changes_nothing_and_says_so(cast: Cast, app: Flask, as_person: Enter) -> None:
    trainer = as_person(cast.trainer)
    first, second = _post(trainer, cast, "remind"), _post(trainer, cast, "remind")

    assert "Đã nhắc." in first
    assert "hôm nay đã nhắc" in second
    assert f"{cast.page}/remind" not in second
    with app.app_context():
        assert db.session.scalars(select(Notice.person_id).filter_by(kind="reminded")).all() == [cast.learner]


def test_the_next_day_may_remind_again(cast: Cast, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        today = helping.remind(cast.ref, [cast.learner]), helping.remind(cast.ref, [cast.learner, cast.classmate])
        with clock.at(clock.now() + timedelta(days=1)):
            tomorrow = helping.remind(cast.ref, [cast.learner])

        assert (today, tomorrow) == ((1, 1), 1)


def test_who_is_done_is_not_reminded_and_the_page_says_that_nothing_is_left(
    cast: Cast, app: Flask, as_person: Enter
) -> None:
    with app.app_context(), app.test_request_context():
        events.publish(events.Finished(cast.learner, cast.ref, "passed", 1.0))
        transaction.commit()
        assert helping.remind(cast.ref, [cast.learner]) == 0
        with pytest.raises(RuleBroken):
            helping.extend(cast.ref, [cast.learner], clock.today() + timedelta(days=90), by=cast.trainer)
        transaction.rollback()
    page = as_person(cast.trainer).get(cast.page).text

    assert "/remind" not in page
    assert "/day" not in page


def test_more_time_moves_the_day_and_is_told(cast: Cast, app: Flask, as_person: Enter) -> None:
    day = clock.today() + timedelta(days=60)
    said = _post(as_person(cast.trainer), cast, "day", due_on=day.isoformat())

    assert f"{day:%d/%m/%Y}" in said
    assert _due(app, cast.learner) == day
    assert _due(app, cast.classmate) != day
    with app.app_context():
        assert db.session.scalars(select(Notice.person_id).filter_by(kind="extended")).all() == [cast.learner]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_day_that_gives_no_more_time_is_refused_beside_the_field_and_kept(
    cast: Cast, app: Flask, as_person: Enter, days: int
) -> None:
    before, day = _due(app, cast.learner), (clock.today() + timedelta(days=days)).isoformat()
    said = _post(as_person(cast.trainer), cast, "day", due_on=day)

    assert f'value="{day}"' in said
    assert 'class="field__error"' in said
    assert _due(app, cast.learner) == before


def test_more_time_grants_the_request_that_waits(cast: Cast, app: Flask, as_person: Enter) -> None:
    wished = clock.today() + timedelta(days=40)
    with app.app_context(), app.test_request_context():
        duty = db.session.scalars(select(Duty).filter_by(person_id=cast.learner)).one()
        extensions.ask(duty, wished, "Tôi đi tập huấn", "one-browser")
        transaction.commit()
    trainer = as_person(cast.trainer)
    page = trainer.get(cast.page).text
    _post(trainer, cast, "day", due_on=wished.isoformat())

    assert "Tôi đi tập huấn" in page
    assert f'value="{wished.isoformat()}"' in page
    assert cast.page in trainer.get("/extensions?state=decided").text
    with app.app_context():
        row = db.session.scalars(select(ExtensionRequest)).one()
        assert (row.granted_on, row.decided_by) == (wished, cast.trainer)
        assert db.session.scalar(select(func.count(Notice.id)).filter_by(kind="extended")) == 1


def test_time_is_given_only_to_who_has_less(cast: Cast, app: Flask) -> None:
    far, near = clock.today() + timedelta(days=90), clock.today() + timedelta(days=30)
    with app.app_context(), app.test_request_context():
        helping.extend(cast.ref, [cast.learner], far, by=cast.trainer)
        count = helping.extend(cast.ref, [cast.learner, cast.classmate], near, by=cast.trainer)
        transaction.commit()

    assert count == 1
    assert (_due(app, cast.learner), _due(app, cast.classmate)) == (far, near)


def test_nobody_but_a_trainer_of_the_unit_and_never_for_themselves(cast: Cast, as_person: Enter) -> None:
    own = f"/duties/of/{cast.trainer}/{cast.ref}"

    assert as_person(cast.foreign).get(cast.page).status_code == 404
    assert as_person(cast.learner).get(cast.page).status_code == 403
    assert as_person(cast.trainer).get(own).status_code == 404
    for wrong in ("quiz:99999", "nonsense"):
        assert as_person(cast.trainer).get(f"/duties/of/{cast.learner}/{wrong}").status_code == 404


def test_where_a_trainer_looks_the_page_is_one_step_away(cast: Cast, app: Flask, as_person: Enter) -> None:
    with app.app_context(), app.test_request_context():
        db.session.get_one(Person, cast.learner).status = "active"
        events.publish(events.Stuck(cast.learner, cast.ref, "Ai ký biên nhận?", 3))
        transaction.commit()
    trainer = as_person(cast.trainer)
    places = ("/", f"/reports/people/{cast.learner}", f"/reports/completion?unit={cast.unit}&ref={cast.ref}")

    assert all(cast.page in trainer.get(place).text for place in places)
    assert f"{cast.page}/remind" in trainer.get(places[1]).text
    assert f"/duties/of/{cast.trainer}/" not in trainer.get(f"/reports/people/{cast.trainer}").text
    assert "Ai ký biên nhận?" in trainer.get(cast.page).text


def test_who_only_looks_on_sees_no_buttons(cast: Cast, as_person: Enter) -> None:
    manager = as_person(cast.manager)
    places = ("/", f"/reports/people/{cast.learner}", f"/reports/completion?unit={cast.unit}&ref={cast.ref}")

    assert not any("/duties/of/" in manager.get(place).text for place in places)
    assert manager.get(cast.page).status_code == 403


def test_the_page_costs_the_same_however_much_is_asked(cast: Cast, app: Flask, as_person: Enter) -> None:
    trainer = as_person(cast.trainer)
    few = statements(app, trainer, cast.page)
    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "an-toan-co-ban")
        assert found
        service.assign(found.ref, by=cast.trainer, unit_id=cast.unit, days=5)
        for number in range(8):
            people.enrol(f"M{number}", f"Lê Mới {number}", db.session.get_one(Unit, cast.unit))
        helping.remind(cast.ref, [cast.learner])
        transaction.commit()

    assert statements(app, trainer, cast.page) == few
