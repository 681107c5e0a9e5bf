"""An answer is kept once, in order, while its attempt is open."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from quizzes import saving, taking
from quizzes.models import AnswerStep, Attempt, Mark, Slot
from tests.quizzes.room import Room
from tests.together import together
from training.core import clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Progress


@pytest.fixture
def attempt(each_room: Room) -> Attempt:
    quiz = each_room.quiz("single", "truefalse", "single", shuffle=True)
    begun = taking.start(quiz, each_room.learner)
    transaction.commit()
    return begun


def _choices(attempt: Attempt) -> list[int]:
    """Places whose question has the options 1 and 2: the order of an attempt is shuffled."""
    slots = db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id).order_by(Slot.place))
    return [slot.place for slot in slots if slot.version.kind == "single"]


def _save(attempt: Attempt, nth: int = 0, values: tuple[str, ...] = ("1",), once: str = "first-one") -> saving.Saved:
    return saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(_choices(attempt)[nth], values, once))


def _steps() -> list[tuple[int, list[str] | None]]:
    return [(row.seq, row.response) for row in db.session.scalars(select(AnswerStep).order_by(AnswerStep.id))]


def test_each_change_is_a_step_and_a_repeat_is_none(attempt: Attempt) -> None:
    first = _save(attempt)
    again = _save(attempt)
    second = _save(attempt, values=("2",), once="second-one")

    assert (first.seq, again.seq, second.seq) == (1, 1, 2)
    assert again.at == first.at
    assert _steps() == [(1, ["1"]), (2, ["2"])]


def test_an_answer_taken_back_is_a_step_without_response(attempt: Attempt) -> None:
    _save(attempt)
    _save(attempt, values=(), once="taken-back")

    assert _steps() == [(1, ["1"]), (2, None)]


def test_only_a_first_answer_moves_progress(attempt: Attempt) -> None:
    _save(attempt)
    every = len(db.session.scalars(select(Slot)).all())
    before = db.session.scalars(select(Progress).filter_by(ref_kind="quiz")).one().fraction
    _save(attempt, values=("2",), once="second-one")
    _save(attempt, nth=1, once="third-one")
    db.session.expire_all()
    after = db.session.scalars(select(Progress).filter_by(ref_kind="quiz")).one().fraction

    assert before == pytest.approx(0.9 / every)
    assert after == pytest.approx(2 * 0.9 / every)


def test_progress_is_told_in_fifths_and_with_the_first_and_the_last_answer(each_room: Room) -> None:
    begun = taking.start(each_room.quiz(*["single"] * 20), each_room.learner)
    transaction.commit()
    told = []
    for place in range(1, 21):
        saving.save_answer(begun.learner_id, begun.id, saving.Answer(place, ["1"], f"place-{place:03}"))
        transaction.commit()  # each comes in a request of its own
        told.append(db.session.scalars(select(Progress).filter_by(ref_kind="quiz")).one().fraction)

    reached = [1, 1, 1, *[4] * 4, *[8] * 4, *[12] * 4, *[16] * 4, 20]  # a first answer shows that somebody is at work
    assert told == pytest.approx([count / 20 * 0.9 for count in reached])


def test_a_closed_attempt_takes_nothing_new_and_knows_what_it_has(attempt: Attempt) -> None:
    kept = _save(attempt)
    taking.submit_attempt(attempt)

    assert _save(attempt).at == kept.at
    with pytest.raises(RuleBroken, match=r"nộp|handed in"):
        _save(attempt, once="too-late-one")
    assert len(_steps()) == 1


def test_an_attempt_whose_time_is_over_takes_nothing_new(attempt: Attempt) -> None:
    attempt.due_at = clock.now() - timedelta(minutes=5)
    db.session.flush()

    with pytest.raises(RuleBroken):
        _save(attempt)


@pytest.mark.parametrize(("learner", "place"), [(1, 99), (999, 1)])
def test_a_strange_place_and_a_stranger_find_nothing(attempt: Attempt, learner: int, place: int) -> None:
    who = attempt.learner_id if learner == 1 else learner

    with pytest.raises(LookupError):
        saving.save_answer(who, attempt.id, saving.Answer(place, ["1"], "someone-else"))


def test_twenty_at_once_are_twenty_steps_in_order(attempt: Attempt, each_database: Flask) -> None:
    learner, number, failed = attempt.learner_id, attempt.id, []
    db.session.commit()

    def save(turn: int) -> None:
        with each_database.app_context(), each_database.test_request_context():
            try:
                saving.save_answer(learner, number, saving.Answer(1, ["1"], f"at-once-{turn}"))
                transaction.commit()
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=save, args=(turn,)) for turn in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert sorted(seq for seq, _response in _steps()) == list(range(1, 21))


def test_handing_in_and_a_save_at_the_same_moment_agree(attempt: Attempt, each_database: Flask) -> None:
    """Whatever was acknowledged is among what was graded: the one waits for the other."""
    learner, number, place = attempt.learner_id, attempt.id, _choices(attempt)[0]
    db.session.commit()

    def deed(turn: int) -> str:
        if turn == 0:
            taking.submit_attempt(db.session.get_one(Attempt, number))
            return ""
        try:
            saving.save_answer(learner, number, saving.Answer(place, ["1"], f"close-one-{turn}"))
        except RuleBroken:
            return ""
        return f"{number}:close-one-{turn}"

    told = set(together(each_database, deed, 6)) - {""}
    kept = {row.client_uuid for row in db.session.scalars(select(AnswerStep))}
    right = db.session.scalars(select(Mark).join(Slot, Slot.id == Mark.slot_id).where(Slot.place == place)).one()

    assert told == kept
    assert (right.fraction > 0) == bool(told)


def test_a_save_is_one_statement(attempt: Attempt, each_database: Flask) -> None:
    seen: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    _save(attempt)
    places = _choices(attempt)
    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(places[0], ["2"], "again-one"))
        again, seen[:] = len(seen), []
        saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(places[1], ["2"], "other-one"))
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)

    assert again == 1
    assert len(seen) == 2  # the answer, and the ledger: this one fills another part of the attempt
