"""Who sits an exam in a browser: a commune in a house that is served, a quiz of any kinds, a seat, the first page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from quizzes.models import AnswerStep, Attempt, Slot
from tests.browser.house import Standing
from tests.quizzes.room import Room
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import transaction
from training.core.db import db


def commune(house: Standing) -> Room:
    """Found a commune in `house`: the first of its people is the trainer."""
    with house.app.app_context(), house.app.test_request_context():
        unit = units.create("E01", "UBND xã Thử")
        who = [people.enrol(f"E{number}", f"Lê Thử {number}", unit) for number in range(4)]
        grants.give(who[0], Role.TRAINER, unit)
        for person in who:
            person.status = "active"
        transaction.commit()
        return Room(unit.id, *(person.id for person in who))


def quiz_of(house: Standing, room: Room, *kinds: str, **settings: Any) -> int:
    """Open a quiz that asks one sample of each kind; return its number."""
    with house.app.app_context(), house.app.test_request_context():
        number: int = room.quiz(*kinds, **settings).id
        return number


def seat(chromium: Any, house: Standing, person: int, *, script: bool = True, wide: int = 1366) -> Any:
    """Return a browser in which a person is signed in."""
    size = {"width": wide, "height": 740}
    context = chromium.new_context(viewport=size, locale="vi-VN", java_script_enabled=script)
    context.add_cookies([house.cookie_of(person)])
    return context


def begin(context: Any, house: Standing, quiz: int) -> Any:
    """Start an attempt and return its first page."""
    page = context.new_page()
    page.set_default_timeout(15000)
    page.goto(f"{house.address}/quizzes/{quiz}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/attempts/*")
    return page


def steps(house: Standing, quiz: int) -> list[tuple[int, Any]]:
    """Return every answer that a quiz was given, as (place, response), in the order in which they came."""
    with house.app.app_context():
        query = select(Slot.place, AnswerStep.response).join(AnswerStep, AnswerStep.slot_id == Slot.id)
        query = query.join(Attempt, Attempt.id == Slot.attempt_id).where(Attempt.quiz_id == quiz)
        return [(row[0], row[1]) for row in db.session.execute(query.order_by(AnswerStep.id))]


def kept(house: Standing, quiz: int) -> dict[int, Any]:
    """Return the newest answer of each place of a quiz."""
    return dict(steps(house, quiz))
