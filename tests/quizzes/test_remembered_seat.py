"""An answer saved by a learner whom the house remembers: the statement that writes it asks who they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from quizzes import taking
from quizzes.models import AnswerStep, Attempt
from tests.quizzes.browser import Learner
from tests.quizzes.room import Room
from training.accounts import grants, seats, sessions
from training.accounts.models import AuthSession, Credential, Person, Unit
from training.accounts.rights import Role
from training.core import clock, transaction, words
from training.core.db import db
from training.ledger.models import Progress

Change = Callable[[int], object]


@pytest.fixture
def sit(each_database: Flask, each_room: Room, as_person: Callable[..., FlaskClient]) -> Callable[[], Learner]:
    def begin() -> Learner:
        attempt = taking.start(each_room.quiz("single", "single", "single"), each_room.learner)
        transaction.commit()
        return Learner(as_person(each_room.learner, each_database), each_room.learner, attempt.id)

    return begin


def kept() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(AnswerStep.id))) or 0


@contextmanager
def heard() -> Iterator[list[str]]:
    said = list[str]()

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_the_next_answers_of_a_learner_are_one_statement_each(sit: Callable[[], Learner]) -> None:
    learner = sit()
    learner.save("the-first-one")
    with heard() as said:
        answer = learner.save("the-second-one")

    assert answer.get_json()["saved"]
    assert [line.split()[2] for line in said if not line.startswith("SAVEPOINT")] == ["quiz_answer_step"]
    assert kept() == 2


def _end_all(person: int) -> None:
    sessions.end_all(person)


def _leave(person: int) -> None:
    db.session.get_one(Person, person).status = "left"


@pytest.mark.parametrize("change", [_end_all, _leave])
def test_nothing_is_written_for_whoever_may_not_come_in_any_more(sit: Callable[[], Learner], change: Change) -> None:
    learner = sit()
    learner.save("the-first-one")
    change(learner.person)
    transaction.commit()

    answers = [learner.save("the-second-one"), learner.save("the-third-one"), learner.save("a-place-unknown", place=77)]

    assert {(answer.status_code, answer.location.partition("?")[0]) for answer in answers} == {(302, "/sign-in")}
    assert learner.send_page().location.startswith("/sign-in")
    assert kept() == 1


def test_a_session_that_is_too_old_is_over_though_it_is_remembered(
    sit: Callable[[], Learner], each_database: Flask
) -> None:
    learner = sit()
    each_database.extensions["accounts.seats"].clear()  # what it remembers is of a session that began just now
    row = db.session.scalars(select(AuthSession).filter_by(person_id=learner.person)).one()
    row.created_at = clock.now() - sessions.ABSOLUTE + timedelta(minutes=2)
    transaction.commit()
    assert learner.save("the-first-one").status_code == 200

    learner.later = timedelta(minutes=3)
    assert learner.save("the-second-one").location.startswith("/sign-in")
    assert kept() == 1


def test_after_some_minutes_the_door_asks_again(sit: Callable[[], Learner]) -> None:
    learner = sit()
    learner.save("the-first-one")
    learner.later = seats.KEPT + timedelta(seconds=1)
    with heard() as said:
        assert learner.save("the-second-one").get_json()["saved"]

    assert "auth_session.digest" in said[0]


def test_whoever_holds_a_role_is_asked_for_each_time(sit: Callable[[], Learner], each_room: Room) -> None:
    grants.give(db.session.get_one(Person, each_room.learner), Role.EDITOR, db.session.get_one(Unit, each_room.unit))
    transaction.commit()
    learner = sit()
    learner.save("the-first-one")
    with heard() as said:
        assert learner.save("the-second-one").get_json()["saved"]

    assert "auth_session.digest" in said[0]


def test_that_a_learner_is_there_is_noted_as_often_as_ever(sit: Callable[[], Learner]) -> None:
    learner, noted = sit(), list[bool]()
    for seconds in (0, 5, 20, 25, 40):
        learner.later = timedelta(seconds=seconds)
        with heard() as said:
            assert learner.save(f"after-{seconds}-seconds").get_json()["saved"]
        noted.append(any(line.startswith("UPDATE auth_session") for line in said))

    assert noted == [False, False, True, False, True]


def test_work_of_a_request_that_goes_by_memory_and_never_asks_is_undone(
    sit: Callable[[], Learner], each_database: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = sit()
    learner.save("the-first-one")
    monkeypatch.setattr(seats, "asked", lambda: None)
    each_database.config["PROPAGATE_EXCEPTIONS"] = False

    assert learner.save("the-second-one").status_code == 500
    assert kept() == 1


@pytest.mark.parametrize("change", [_end_all, _leave])
def test_no_page_of_an_attempt_opens_for_whoever_may_not_come_in_any_more(
    sit: Callable[[], Learner], change: Change
) -> None:
    learner = sit()
    begun = learner.path.removesuffix("/answers")
    quiz = db.session.scalar(select(Attempt.quiz_id))
    pages = [begun, f"{begun}/check", f"{begun}/review", f"/quizzes/{quiz}", "/attempts/987654", "/quizzes/987654"]
    for page in pages[:4]:
        assert "/sign-in" not in learner.open(page).headers.get("Location", ""), page
    change(learner.person)
    transaction.commit()

    answers = [learner.open(page) for page in pages for _again in (1, 2)] + [learner.hand_in()]

    assert {(answer.status_code, answer.location.partition("?")[0]) for answer in answers} == {(302, "/sign-in")}
    db.session.rollback()
    assert db.session.scalar(select(Attempt.submitted_at)) is None


def _refusals(learner: Learner) -> list[TestResponse]:
    """Return answers that are given before any statement behind the door."""
    submit, asked = learner.path.replace("/answers", "/submit"), learner.alone
    empty = {"headers": {"X-CSRFToken": learner.token}, "json": {}}
    return [asked(learner.client.post, submit), asked(learner.client.post, learner.path, **empty)]


def test_no_refusal_names_whoever_was_let_in_by_memory(sit: Callable[[], Learner]) -> None:
    learner = sit()
    known = [f"{answer.status_code} {answer.text}" for answer in _refusals(learner)]
    _end_all(learner.person)
    transaction.commit()

    for said in known + [f"{answer.status_code} {answer.text}" for answer in _refusals(learner)]:
        assert said[:3] in {"400", "403"}
        assert "Lê Thử" not in said
        assert "/notices" not in said


def test_a_learner_back_after_hours_stays_in_once_noted(sit: Callable[[], Learner], each_database: Flask) -> None:
    learner = sit()
    row = db.session.scalars(select(AuthSession).filter_by(person_id=learner.person)).one()
    row.last_seen_at = clock.now() - sessions.IDLE_LEARNER + timedelta(minutes=2)
    transaction.commit()
    each_database.extensions["accounts.seats"].clear()
    assert learner.save("after-the-pause").status_code == 200

    learner.later = timedelta(minutes=4)
    assert learner.save("four-minutes-on").get_json()["saved"]


def test_what_methods_a_door_knows_is_told(sit: Callable[[], Learner]) -> None:
    learner = sit()

    assert learner.alone(learner.client.options, learner.path).status_code == 200


def _give_role(person: int) -> None:
    grants.give(db.session.get_one(Person, person), Role.EDITOR, db.session.scalars(select(Unit)).one())


def _second_factor_elsewhere(person: int) -> None:
    db.session.get_one(Credential, person).totp_confirmed_at = clock.now()
    db.session.scalars(select(AuthSession).filter_by(person_id=person)).one().second_factor_at = None


def _must_change(person: int) -> None:
    db.session.get_one(Credential, person).must_change = True


@pytest.mark.parametrize(
    ("change", "there"),
    [(_second_factor_elsewhere, "/account/second-factor"), (_must_change, "/account/password"), (_give_role, "")],
)
def test_whoever_owes_something_new_goes_through_the_whole_door(
    sit: Callable[[], Learner], change: Change, there: str
) -> None:
    learner = sit()
    learner.save("the-first-one")
    change(learner.person)
    transaction.commit()

    answers = [learner.save("the-second-one"), learner.open(learner.path.removesuffix("/answers"))]

    assert [answer.headers.get("Location", "").partition("?")[0] for answer in answers] == [there, there]
    assert kept() == (1 if there else 2)
    assert all(answer.status_code == (302 if there else 200) for answer in answers)


def test_what_is_undone_is_told_by_the_next_try(sit: Callable[[], Learner], monkeypatch: pytest.MonkeyPatch) -> None:
    learner = sit()
    with monkeypatch.context() as broken:
        broken.setattr(words, "hour", lambda _at: 1 / 0)
        assert learner.save("the-first-one").status_code == 500
    assert kept() == 0
    learner.save("the-first-one")

    db.session.rollback()
    assert db.session.scalar(select(Progress.fraction)) == pytest.approx(0.3)


def test_a_page_sent_without_script_is_asked_for_and_kept(sit: Callable[[], Learner]) -> None:
    learner = sit()
    learner.save("the-first-one", place=2)

    assert learner.send_page().status_code == 302
    assert kept() == 2


def test_a_process_remembers_no_more_than_its_most(
    sit: Callable[[], Learner], each_database: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "MOST", 2)
    learner = sit()
    for number in range(3):
        seats.remember(f"digest {number}", [], clock.now())

    assert len(each_database.extensions["accounts.seats"]) <= 2
    assert learner.save("the-first-one").get_json()["saved"]
