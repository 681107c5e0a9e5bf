"""A learner asks for more time for a quiz that closes: what the trainer agrees to holds at the quiz's own door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes import taking, terms
from quizzes.marking import overrides
from quizzes.models import Quiz
from tests.quizzes.room import Room
from training.accounts import units
from training.accounts.models import Unit
from training.core import clock
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import extensions, service
from training.ledger.models import Duty

DAY = timedelta(days=1)


def _asked(room: Room, quiz: Quiz) -> extensions.ExtensionRequest:
    """Let the learner ask for four days more than the two that the quiz is open."""
    service.assign(ActivityRef("quiz", quiz.id), by=None, unit_id=room.unit, days=2)
    duty = db.session.scalars(select(Duty).filter_by(person_id=room.learner)).one()
    return extensions.ask(duty, clock.today() + 6 * DAY, "Đang đi tập huấn", "one-browser")


def test_more_time_opens_the_quiz_for_this_person_until_the_end_of_the_day(each_room: Room) -> None:
    quiz = each_room.quiz("single", closes_at=clock.now() + 2 * DAY)
    extensions.decide(_asked(each_room, quiz), each_room.trainer, clock.today() + 6 * DAY, "")
    with clock.at(clock.now() + 5 * DAY):
        mine = taking.start(quiz, each_room.learner)
        with pytest.raises(RuleBroken) as closed:
            taking.start(quiz, each_room.classmate)

    assert mine.due_at == clock.at_office(clock.today() + 6 * DAY, 23, 59)
    assert closed.value.code == "quiz.over"


def test_more_time_keeps_what_else_was_agreed(room_in: Room) -> None:
    quiz = room_in.quiz("single", closes_at=clock.now() + 2 * DAY, limit_minutes=20)
    overrides.agree(quiz, room_in.trainer, person_id=None, unit_id=room_in.unit, time_percent=150, attempts_most=3)
    extensions.decide(_asked(room_in, quiz), room_in.trainer, clock.today() + 6 * DAY, "")
    mine = terms.terms_for(quiz, room_in.learner)

    assert (mine.limit_minutes, mine.attempts_most) == (30, 3)
    assert mine.closes_at == clock.at_office(clock.today() + 6 * DAY, 23, 59)


def test_more_time_changes_nothing_where_the_quiz_is_open_longer(room_in: Room) -> None:
    quiz = room_in.quiz("single", closes_at=clock.now() + 60 * DAY)
    extensions.decide(_asked(room_in, quiz), room_in.trainer, clock.today() + 6 * DAY, "")

    assert terms.override_for(quiz.id, room_in.learner) is None


def test_nobody_promises_more_time_for_a_quiz_that_others_close(room_in: Room) -> None:
    quiz = room_in.quiz("single", closes_at=clock.now() + 2 * DAY)
    other: Unit = units.create("Q02", "UBND xã Khác")
    quiz.unit_id = other.id
    request = _asked(room_in, quiz)

    with pytest.raises(RuleBroken) as refused:
        extensions.decide(request, room_in.trainer, clock.today() + 6 * DAY, "")
    assert refused.value.code == "override.foreign"
