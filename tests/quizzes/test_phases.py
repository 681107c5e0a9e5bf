"""Before its phase no page and no answer of the house holds what is right."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes import personal, rules, saving, taking
from quizzes.models import Attempt, Question, Slot
from quizzes.types import TYPES
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES
from training.core import activities, clock, transaction, words
from training.core.activities import ActivityRef
from training.core.db import db

KINDS = [name for name, kind in TYPES.items() if kind.machine and kind.asks]
SECRET = {"feedback", "why", "basis", "note"}
NOTHING: dict[str, list[str]] = {"during": [], "just_after": [], "later": [], "closed": []}


def _spiked(value: Any) -> Any:
    """Put a canary into everything that is said only afterwards."""
    if isinstance(value, dict):
        return {key: "canary-said" if key in SECRET else _spiked(one) for key, one in value.items()}
    return [_spiked(each) for each in value] if isinstance(value, list) else value


def _taken(app: Flask, room: Room, kind: str, **settings: Any) -> int:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz(kind, **settings)
        version = db.session.scalars(select(Slot)).first()
        assert version is None
        attempt = taking.start(quiz, room.learner)
        for slot in db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)):
            slot.version.settings = _spiked(SAMPLES[kind]) | {"hints": ["<p>canary-hint</p>"]}
            db.session.get_one(Question, slot.version.question_id).source = "canary-source"
        transaction.commit()
        return attempt.id


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _answer(client: FlaskClient, attempt: int, values: list[str]) -> str:
    page = client.get(f"/attempts/{attempt}").text
    body = {"slot": 1, "response": values, "uuid": "phase-answer"}
    answer = client.post(f"/attempts/{attempt}/answers", json=body, headers={"X-CSRFToken": _token(page)})
    return page + answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_attempt_says_nothing_of_what_is_right(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    attempt, client = _taken(app, room, kind), as_person(room.learner)
    seen = _answer(client, attempt, (TYPES[kind].key(SAMPLES[kind]) or []))
    seen += client.get(f"/attempts/{attempt}").text + client.get(f"/attempts/{attempt}/check").text

    assert "canary" not in seen
    assert "fraction" not in seen


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_attempt_says_nothing_before_its_phase(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    attempt, client = _taken(app, room, kind, review=NOTHING), as_person(room.learner)
    _answer(client, attempt, ["1"])
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    page = client.get(f"/attempts/{attempt}/review").text

    assert "canary" not in page
    assert "badge--good" not in page
    assert "#i-x" not in page
    assert client.get(f"/quizzes/{_quiz(app, attempt)}").text.count("100 %") == 0


@pytest.mark.parametrize("told", ["marks", "feedback", "right"])
def test_each_phase_tells_what_it_may_and_no_more(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], told: str
) -> None:
    review = NOTHING | {"just_after": [told]}
    attempt, client = _taken(app, room, "single", review=review), as_person(room.learner)
    _answer(client, attempt, ["2"])
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    page = client.get(f"/attempts/{attempt}/review").text

    assert ("badge--bad" in page) == (told == "marks")
    assert ("canary-general" in page) == (told == "feedback")
    assert ("canary-said" in page) == (told == "feedback")
    assert ('<span class="soft">đúng</span>' in page) == (told == "right")


def test_an_appeal_waits_for_its_phase(app: Flask, room: Room, as_person: Callable[[int], FlaskClient]) -> None:
    attempt, client = _taken(app, room, "single", review=NOTHING), as_person(room.learner)
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})

    assert "canary" not in client.get(f"/attempts/{attempt}/questions/1/appeal").text


def test_phases_follow_the_clock() -> None:
    now = clock.now()

    assert rules.phase(None, None, now) == "during"
    assert rules.phase(now, None, now) == "just_after"
    assert rules.phase(now - rules.JUST_AFTER, None, now) == "later"
    assert rules.phase(now - rules.JUST_AFTER, now, now) == "closed"


def _quiz(app: Flask, attempt: int) -> int:
    with app.app_context():
        return db.session.get_one(Attempt, attempt).quiz_id


@pytest.mark.parametrize(("most", "offered"), [(1, False), (2, True)])
def test_a_result_offers_another_try_only_where_one_is_left(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], most: int, offered: bool
) -> None:
    attempt = _taken(app, room, "single", attempts_most=most)
    client = as_person(room.learner)
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    page = client.get(f"/attempts/{attempt}/review").text

    assert "canary-source" in page
    assert ("làm lại" in page.lower()) is offered
    assert ("Đã dùng hết số lần làm bài này" in page) is not offered


@pytest.mark.parametrize(("most", "offered"), [(1, False), (2, True)])
def test_the_start_page_offers_a_start_only_where_a_try_is_left_and_else_says_why_and_whom_to_ask(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], most: int, offered: bool
) -> None:
    attempt = _taken(app, room, "single", attempts_most=most)
    client, path = as_person(room.learner), f"/quizzes/{_quiz(app, attempt)}"
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    page = client.get(path).text

    assert (f'action="{path}"' in page) is offered
    assert ("Đã dùng hết số lần làm bài này" in page) is not offered
    assert ("Xin giảng viên thêm lượt làm bài" in page) is not offered


def test_the_end_of_an_attempt_names_its_day_where_it_is_not_today(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with clock.at(clock.at_office(clock.today(), 9, 0)):
        attempt, client = _taken(app, room, "single", limit_minutes=30 * 60, attempts_most=3), as_person(room.learner)
        with app.app_context():
            quiz_id = db.session.get_one(Attempt, attempt).quiz_id
        assert "Đồng chí được làm 3 lần." in client.get(f"/quizzes/{quiz_id}").text
        page = client.get(f"/attempts/{attempt}").text
    tomorrow = clock.today() + timedelta(days=1)

    assert f"15:00 {words.day(tomorrow, year=tomorrow.year != clock.today().year)}" in page


def _posted(client: FlaskClient, attempt: int, place: int, **fields: str) -> str:
    """Send a page of an attempt as a plain form and return what stands there then."""
    page = client.get(f"/attempts/{attempt}").text
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z0-9_-]+)" value="([^"]*)"', page))
    client.post(f"/attempts/{attempt}/answers", data={**hidden, "on": str(place), **fields})
    return client.get(f"/attempts/{attempt}").text


def test_a_behaviour_that_checks_tells_the_result_whatever_the_rows_of_the_review_say(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    attempt = _taken(app, room, "single", behaviour="immediate", review=NOTHING)
    page = _posted(as_person(room.learner), attempt, 1, **{"answer-1": "2", "check": "1"})
    right = '<span class="soft">đúng</span>'

    assert "badge--bad" in page
    assert "canary-said" in page
    assert right not in page  # that needs its tick
    assert rules.may_tell({"during": ["right"]}, True, "during") == {"marks", "feedback", "right"}
    assert rules.may_tell({"during": ["marks", "right"]}, False, "during") == frozenset()


def test_no_sign_of_right_stands_beside_a_choice_of_which_nothing_may_be_told(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    attempt, client = _taken(app, room, "single", review=NOTHING), as_person(room.learner)
    _answer(client, attempt, ["2"])
    token = _token(client.get(f"/attempts/{attempt}/check").text)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": token})
    page = client.get(f"/attempts/{attempt}/review").text.partition('<ol class="stack stack--wide"')[2]

    assert "đồng chí chọn" in page
    assert "#i-check" not in page.partition("</ol>")[0]


def test_a_right_answer_is_called_right_however_sure_one_was(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    attempt, client = _taken(app, room, "single", behaviour="certainty"), as_person(room.learner)
    page = client.get(f"/attempts/{attempt}").text
    with app.app_context():
        slot = db.session.scalars(select(Slot).filter_by(attempt_id=attempt)).one()
        key = TYPES["single"].key(slot.version.settings) or []
    _answer(client, attempt, key)
    client.post(f"/attempts/{attempt}/submit", data={"csrf_token": _token(page)})
    told = client.get(f"/attempts/{attempt}/review").text

    assert not re.search(r'name="certainty-1"[^>]*checked', page)  # nobody's certainty is chosen for them
    assert "badge--good" in told
    assert "33 %" in told
    assert "1/1" in told


def test_forward_only_offers_no_way_back_and_goes_on_from_a_checked_answer_without_a_complaint(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz("single", "truefalse", behaviour="immediate", free=False, per_page=1)
        attempt = taking.start(quiz, room.learner).id
        transaction.commit()
    client = as_person(room.learner)
    page = _posted(client, attempt, 1, **{"answer-1": "1", "check": "1"})
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z0-9_-]+)" value="([^"]*)"', page))
    after = client.post(f"/attempts/{attempt}/answers", data={**hidden, "go": "2"}, follow_redirects=True).text

    assert 'name="flag"' not in page
    assert 'id="q-2"' in after
    assert "flash--bad" not in after
    assert "Câu này đã xong" not in after


@pytest.mark.parametrize(("limit", "told"), [(None, 20), (10, 10)])
def test_a_list_promises_no_more_minutes_than_the_limit_gives(
    app: Flask, room: Room, limit: int | None, told: int
) -> None:
    with app.app_context(), app.test_request_context():
        ref = ActivityRef("quiz", room.quiz("single", minutes=20, limit_minutes=limit).id)
        about = activities.describe([ref])[ref]

    assert about.minutes == told


@pytest.mark.parametrize(("closes", "warned"), [(None, True), (timedelta(days=3), False)])
def test_the_author_is_warned_of_what_would_be_told_only_after_a_closing_that_never_comes(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], closes: timedelta | None, warned: bool
) -> None:
    with app.app_context(), app.test_request_context():
        quiz = room.quiz(
            "single", review=NOTHING | {"closed": ["right"]}, closes_at=clock.now() + closes if closes else None
        )
        number = quiz.id
    page = as_person(room.trainer).get(f"/quizzes/{number}/edit").text

    assert ("mà bài chưa có giờ đóng" in page) is warned


def _turned(kind: str) -> dict[str, Any]:
    """Return the sample of a kind with another key: the same words before a learner, other answers right."""
    found = copy.deepcopy(SAMPLES[kind])
    if kind in ("single", "multiple", "hotspot"):
        worth = [each["fraction"] for each in found["options"]]
        for each, fraction in zip(found["options"], worth[1:] + worth[:1], strict=True):
            each["fraction"] = fraction
    elif kind == "matching":
        one, two = found["pairs"]
        found["pairs"] = [one | {"id": two["id"], "text": two["text"]}, two | {"id": one["id"], "text": one["text"]}]
    elif kind == "spotcue":
        found["cues"] = found["cues"][:1]
    else:
        found |= {
            "truefalse": {"answer": False}, "short": {"accept": [{"text": "Huế", "fraction": 1.0}]},
            "numerical": {"accept": [{"number": 7.0, "tolerance": 0.1, "fraction": 1.0}]},
            "ordering": {"items": found.get("items", [])[::-1]},
            "cloze": {"gaps": [gap | {"accept": [{"text": "x", "number": 9.0, "tolerance": 0.0, "fraction": 1.0}]}
                               for gap in found.get("gaps", [])]},
            "gapselect": {"gaps": [gap | {"right": gap["id"]} for gap in found.get("gaps", []) if "right" in gap]},
        }.get(kind, {})  # fmt: skip
    return found


def _alike(page: str) -> str:
    """Return a page without what differs each time it is asked for."""
    return re.sub(r'name="(?:csrf_token|uuid-\d+)" value="[^"]*"|\d\d:\d\d', "", page)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "docfix"])
def test_no_page_and_no_answer_depends_on_what_is_right_before_it_may_be_told(
    app: Flask, room: Room, as_person: Callable[[int], FlaskClient], kind: str
) -> None:
    client, given = as_person(room.learner), TYPES[kind].key(SAMPLES[kind]) or []
    seen = list[list[str]]()
    for settings in (SAMPLES[kind], _turned(kind)):
        with app.app_context(), app.test_request_context():
            attempt = db.session.scalars(select(Attempt)).first() or taking.start(
                room.quiz(kind, review=NOTHING), room.learner
            )
            slot = db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)).one()
            attempt.submitted_at, slot.version.settings, number = None, settings, attempt.id
            transaction.commit()
        answer = _answer(client, number, given)
        paths = (f"/attempts/{number}", f"/attempts/{number}/check")
        open_pages = [answer.partition("</html>")[2], *(client.get(path).text for path in paths)]
        token = _token(open_pages[-1])
        client.post(f"/attempts/{number}/submit", data={"csrf_token": token})
        later = (f"/attempts/{number}/review", "/quizzes/1", f"/attempts/{number}/questions/1/appeal")
        told = [client.get(path).text for path in later]
        seen.append([re.sub(r'"left": \w+|"seq": \d+', "", _alike(page)) for page in [*open_pages, *told]])

    assert _turned(kind) != SAMPLES[kind]
    assert seen[0] == seen[1]


@pytest.mark.parametrize(("told", "share"), [([], None), (["marks"], 1.0)])
def test_what_a_learner_takes_along_of_an_attempt_holds_its_result_only_in_its_phase(
    app: Flask, room: Room, told: list[str], share: float | None
) -> None:
    with app.app_context(), app.test_request_context():
        attempt = taking.start(room.quiz("truefalse", review=NOTHING | {"just_after": told}), room.learner)
        saving.save_answer(room.learner, attempt.id, saving.Answer(1, ["true"], "taken-along"))
        taking.submit_attempt(attempt)

        assert [each["share"] for each in personal.own(room.learner)["attempts"]] == [share]
