"""The server dies in the middle of an exam, or its answer gets lost on the way: nothing that was given is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from quizzes.models import Attempt, Mark, Slot
from tests.browser.house import Standing, standing
from tests.browser.sitting import begin, commune, kept, quiz_of, seat, steps
from tests.quizzes.room import Room
from training.core.db import db
from training.ledger.models import Completion

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
AGAIN = 60_000
"""Milliseconds: a page tries again by itself, ever more rarely, at most every quarter of a minute."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing(tmp_path_factory.mktemp("restart"), "", "") as found:
        yield found


@pytest.fixture(scope="module")
def room(house: Standing) -> Room:
    return commune(house)


def _results(house: Standing, quiz: int) -> tuple[list[float | None], int, int]:
    """Return the results of all attempts at a quiz, how many marks they hold, how often the house was told."""
    with house.app.app_context():
        attempts = db.session.scalars(select(Attempt).filter_by(quiz_id=quiz)).all()
        slots = select(Slot.id).where(Slot.attempt_id.in_([each.id for each in attempts]))
        marks = db.session.scalars(select(Mark.id).where(Mark.slot_id.in_(slots))).all()
        told = db.session.scalars(select(Completion.id).filter_by(ref_kind="quiz", ref_id=quiz)).all()
        return [each.fraction for each in attempts], len(marks), len(told)


def test_a_server_that_dies_and_comes_back_takes_every_answer_in_order(
    chromium: Any, house: Standing, room: Room
) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single", "truefalse", "short", per_page=0)
    page = begin(context, house, quiz)
    page.check("[name=answer-1][value='2']")
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    house.server.kill()
    page.check("[name=answer-2][value='true']")
    page.wait_for_selector("[data-saved].saved--not:has-text('Câu 2')")
    page.check("[name=answer-1][value='1']")
    page.fill("[name=answer-3]", "Hà Nội")
    page.wait_for_selector(".qnav .is-unsaved >> nth=2")
    meanwhile, badge = kept(house, quiz), page.inner_text("[data-saved]")
    house.server.start()
    page.wait_for_selector("[data-saved]:not(.saved--not):has-text('Đã lưu lúc')", timeout=AGAIN)
    page.wait_for_function("!document.querySelector('.qnav .is-unsaved')", timeout=AGAIN)

    assert meanwhile == {1: ["2"]}
    assert "Câu 2 chưa lưu" in badge
    assert steps(house, quiz) == [(1, ["2"]), (2, ["true"]), (1, ["1"]), (3, ["Hà Nội"])]

    page.click("button[name=go][value=end]")
    page.wait_for_selector("form[data-hand-in]")
    house.server.kill()
    house.server.start()
    page.locator("form[data-hand-in] button[type=submit]").dblclick()
    page.wait_for_url("**/review")

    assert _results(house, quiz) == ([1.0], 3, 1)
    context.close()


def test_an_answer_that_was_kept_and_never_confirmed_is_sent_again_and_stays_one(
    chromium: Any, house: Standing, room: Room
) -> None:
    context = seat(chromium, house, room.classmate)
    quiz = quiz_of(house, room, "single")
    page = begin(context, house, quiz)
    lost: list[int] = []

    def lose_the_first(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/answers", lose_the_first)
    page.check("[name=answer-1][value='1']")
    page.wait_for_selector("[data-saved].saved--not")
    page.wait_for_selector("[data-saved]:not(.saved--not):has-text('Đã lưu lúc')", timeout=AGAIN)

    assert lost == [200]
    assert steps(house, quiz) == [(1, ["1"])]
    context.close()
