"""An exam in a real browser: a cut line, a closed tab, two windows; every kind of question by keyboard; axe always."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from quizzes.models import Attempt
from quizzes.types import TYPES
from tests.browser.hand import Hand
from tests.browser.house import Standing, standing
from tests.browser.people import follow
from tests.browser.sitting import begin, commune, kept, quiz_of, seat
from tests.browser.test_pages import TAGS
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES
from training.core import clock, transaction
from training.core.db import db

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
COVERED = """() => {
  const bar = document.querySelector('.exam').getBoundingClientRect().bottom, at = document.activeElement;
  const field = (at.closest('label') || at).getBoundingClientRect();
  return at.closest('[data-quiz]') && field.top < bar - 1 ? [at.name] : [];
}"""
ASKED = [name for name, kind in TYPES.items() if kind.machine and kind.asks]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing(tmp_path_factory.mktemp("exam"), "", "") as found:
        yield found


@pytest.fixture(scope="module")
def room(house: Standing) -> Room:
    return commune(house)


def _clean(page: Any) -> None:
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_answers_survive_a_cut_line_and_a_closed_tab(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single", "truefalse", "short", per_page=0)
    page = begin(context, house, quiz)
    address = page.url
    context.set_offline(True)
    page.check("[name=answer-1][value='1']")
    page.wait_for_selector("[data-saved].saved--not:has-text('Câu 1')")
    page.check("[name=answer-2][value='true']")
    page.fill("[name=answer-3]", "Hà Nội")
    page.wait_for_timeout(900)
    _clean(page)
    nothing = kept(house, quiz)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    again.wait_for_selector(".qnav .is-done >> nth=2")

    assert nothing == {}
    assert kept(house, quiz) == {1: ["1"], 2: ["true"], 3: ["Hà Nội"]}
    context.close()


@pytest.mark.parametrize("wide", [1366, 360])
def test_what_is_not_saved_stays_in_sight_and_covers_no_field_that_is_come_to(
    chromium: Any, house: Standing, room: Room, wide: int
) -> None:
    context = seat(chromium, house, room.learner, wide=wide)
    page = begin(context, house, quiz_of(house, room, *["single"] * 8, per_page=0, limit_minutes=60))
    context.set_offline(True)
    page.check("[name=answer-8][value='1']")
    page.wait_for_selector("[data-saved].saved--not:has-text('Câu 8')")
    seen = page.evaluate("document.querySelector('[data-saved]').getBoundingClientRect().top >= 0")
    covered = []
    for _turn in range(16):
        page.keyboard.press("Shift+Tab")
        covered += page.evaluate(COVERED)
    context.set_offline(False)
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")

    assert seen
    assert covered == []
    context.close()


def test_what_waits_of_one_person_never_goes_into_anothers_attempt(chromium: Any, house: Standing, room: Room) -> None:
    quiz = quiz_of(house, room, "single")
    context = seat(chromium, house, room.learner)
    page = begin(context, house, quiz)
    context.set_offline(True)
    page.check("[name=answer-1][value='2']")
    page.wait_for_selector("[data-saved].saved--not")
    page.close()
    context.set_offline(False)
    context.add_cookies([house.cookie_of(room.classmate)])
    other = begin(context, house, quiz)
    other.wait_for_timeout(1500)

    assert kept(house, quiz) == {}
    assert other.locator("[name=answer-1]:checked").count() == 0
    context.close()


def test_the_older_of_two_windows_keeps_still(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single")
    old = begin(context, house, quiz)
    new = context.new_page()
    new.goto(old.url)
    old.wait_for_selector("[data-problem]:not([hidden])")
    new.check("[name=answer-1][value='1']")
    new.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")

    assert old.locator("[name=answer-1]:enabled").count() == 0
    assert kept(house, quiz) == {1: ["1"]}
    context.close()


def test_two_machines_at_once_lose_nothing_in_silence(chromium: Any, house: Standing, room: Room) -> None:
    quiz = quiz_of(house, room, "single")
    one, two = (seat(chromium, house, room.learner) for _turn in range(2))
    here, there = begin(one, house, quiz), begin(two, house, quiz)
    here.check("[name=answer-1][value='1']")
    here.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    there.check("[name=answer-1][value='2']")
    there.wait_for_selector("[data-problem]:not([hidden]):has-text('cửa sổ khác')")

    assert kept(house, quiz) == {1: ["1"]}
    one.close()
    two.close()


@pytest.mark.parametrize("kind", ASKED)
def test_every_kind_is_answered_by_keyboard_alone(chromium: Any, house: Standing, room: Room, kind: str) -> None:
    context = seat(chromium, house, room.learner)
    page = begin(context, house, quiz_of(house, room, kind))
    _clean(page)
    hand, key = Hand(page, keyboard=True), TYPES[kind].key(SAMPLES[kind]) or []
    _answer(hand, key)
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')", timeout=60000)
    page.wait_for_timeout(900)
    hand.press("button[name=go][value=end]")
    hand.press("form[data-hand-in] button[type=submit]")
    page.wait_for_url("**/review")
    _clean(page)

    assert "100 %" in page.inner_text(".facts")
    context.close()


def test_an_exam_without_script_on_a_phone(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner, script=False, wide=320)
    kinds = ("single", "matching", "ordering", "cloze", "spotcue", "docfix")
    page = begin(context, house, quiz_of(house, room, *kinds, per_page=2))
    hand = Hand(page)
    for place, kind in enumerate(kinds, start=1):
        _answer(hand, TYPES[kind].key(SAMPLES[kind]) or [], place)
        if place % 2 == 0:
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            follow(page, "button[name=go]:visible >> nth=-1")
    follow(page, "main form button >> nth=0")

    assert "100 %" in page.inner_text(".facts")
    context.close()


def test_checked_answers_bring_hints_until_it_is_right(chromium: Any, house: Standing, room: Room) -> None:
    with house.app.app_context(), house.app.test_request_context():
        quiz = room.quiz("single", behaviour="interactive", tries=3)
        slot_settings = SAMPLES["single"] | {"hints": ["<p>Xem lại điều đầu tiên.</p>"]}
        from quizzes.composing import questions_of
        from quizzes.models import QuestionVersion

        version = db.session.scalars(select(QuestionVersion).filter_by(question_id=questions_of(quiz.id)[0])).one()
        version.settings = slot_settings
        transaction.commit()
        number = quiz.id
    context = seat(chromium, house, room.learner)
    page = begin(context, house, number)
    page.check("[name=answer-1][value='2']")
    page.click("button[name=check]")
    page.wait_for_selector("text=Xem lại điều đầu tiên.")
    _clean(page)
    page.check("[name=answer-1][value='1']")
    page.click("button[name=check]")
    page.wait_for_selector("text=canary-general")
    _clean(page)

    assert page.locator("[name=answer-1]:enabled").count() == 0
    with house.app.app_context():
        assert db.session.scalars(select(Attempt).filter_by(quiz_id=number)).one().submitted_at is None
    context.close()


def _ends_in(house: Standing, quiz: int, seconds: float) -> None:
    with house.app.app_context():
        attempt = db.session.scalars(select(Attempt).filter_by(quiz_id=quiz)).one()
        attempt.due_at = clock.now() + timedelta(seconds=seconds)
        db.session.commit()


def test_time_that_ends_while_the_line_is_cut_takes_nothing_away(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single", "truefalse", per_page=0, limit_minutes=5)
    page = begin(context, house, quiz)
    _ends_in(house, quiz, 4)
    page.reload()
    context.set_offline(True)
    page.check("[name=answer-2][value='true']")
    page.wait_for_selector("[data-problem]:not([hidden]):has-text('Đã hết giờ trả lời')")
    badge, open_fields = page.inner_text("[data-saved]"), page.locator("[name=answer-1]:enabled").count()
    _clean(page)
    context.set_offline(False)
    page.wait_for_url("**/review", timeout=25000)

    assert "Câu 2 chưa lưu" in badge
    assert open_fields == 0
    assert kept(house, quiz) == {2: ["true"]}
    context.close()


def test_a_page_whose_time_ended_is_not_opened_again_and_again(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single", limit_minutes=5, time_up="grace")
    page = begin(context, house, quiz)
    _ends_in(house, quiz, 2)
    opened = list[str]()
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    page.reload()
    page.wait_for_url("**/check")
    page.wait_for_timeout(2500)

    assert len(opened) == 2
    assert "Bấm nộp trước" in page.inner_text("main")
    context.close()


def test_what_the_server_does_not_take_is_read_before_handing_in(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single", "truefalse", per_page=0)
    page = begin(context, house, quiz)
    address = page.url.partition("?")[0]
    page.check("[name=answer-2][value='true']")
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    context.set_offline(True)
    page.check("[name=answer-1][value='2']")
    page.wait_for_selector("[data-saved].saved--not")
    page.close()
    context.set_offline(False)
    other = seat(chromium, house, room.learner)
    elsewhere = begin(other, house, quiz)
    elsewhere.check("[name=answer-1][value='1']")
    elsewhere.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    last = context.new_page()
    last.goto(f"{address}/check")
    last.wait_for_selector("[data-lost]:not([hidden]):has-text('Câu 1')")
    _clean(last)
    last.click("form[data-hand-in] button")
    last.wait_for_timeout(800)
    stays = last.url
    last.click("form[data-hand-in] button")
    last.wait_for_url("**/review")

    assert stays.endswith("/check")
    assert kept(house, quiz) == {1: ["1"], 2: ["true"]}
    context.close()
    other.close()


def test_a_session_that_comes_back_takes_the_complaint_away(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner)
    quiz = quiz_of(house, room, "single")
    page = begin(context, house, quiz)
    held = context.cookies()
    context.clear_cookies()
    context.add_cookies([house.cookie_of(room.classmate)])
    page.check("[name=answer-1][value='2']")
    page.wait_for_selector("[data-problem]:not([hidden]):has-text('Phiên làm việc đã hết')")
    nothing = kept(house, quiz)
    context.clear_cookies()
    context.add_cookies(held)
    page.click("[data-again] button")
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")

    assert nothing == {}
    assert kept(house, quiz) == {1: ["2"]}
    assert page.locator("[data-problem]:visible").count() == 0
    context.close()


def test_no_frame_touches_the_words_of_how_sure_one_is(chromium: Any, house: Standing, room: Room) -> None:
    context = seat(chromium, house, room.learner, wide=360)
    page = begin(context, house, quiz_of(house, room, "single", behaviour="certainty"))
    page.check("[name=answer-1][value='1']")
    page.check("[name=certainty-1][value='3']")
    page.wait_for_selector("[data-saved]:has-text('Đã lưu lúc')")
    page.hover(".certainty label >> nth=2")
    drawn = page.locator(".certainty label").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).borderTopColor)"
    )

    assert set(drawn) == {"rgba(0, 0, 0, 0)"}
    assert page.locator(".choice--picked").count() == 1
    context.close()


@pytest.mark.parametrize("path", ["analysis", "report"])
def test_a_button_stands_level_with_the_list_beside_it(
    chromium: Any, house: Standing, room: Room, path: str
) -> None:
    context = seat(chromium, house, room.trainer)
    page = context.new_page()
    page.goto(f"{house.address}/quizzes/{quiz_of(house, room, 'single')}/{path}")
    feet = page.locator("main form select, main form button").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().bottom)"
    )

    assert len(feet) > 1
    assert max(feet) - min(feet) < 1
    context.close()


def _answer(hand: Hand, key: list[str], place: int = 1) -> None:
    """Give one answer in whatever fields the question has."""
    name = f"answer-{place}"
    fields = hand.page.locator(f"[name={name}]")
    kinds = fields.evaluate_all("all => all.map(f => [f.id, f.tagName, f.type])")
    if kinds[0][2] in ("radio", "checkbox"):
        for value in key:
            hand.tick(f"[name={name}][value='{value}']")
        return
    rows = {re.escape(one.partition("=")[0]): one for one in key}
    for number, (identifier, tag, _type) in enumerate(kinds):
        paired = [one for row, one in rows.items() if "=" in one and identifier == f"{name}-{row}"]
        value = paired[0] if paired else key[number]
        if tag == "SELECT":
            hand.choose(f"#{identifier}", value)
        else:
            hand.type(f"#{identifier}", value)
