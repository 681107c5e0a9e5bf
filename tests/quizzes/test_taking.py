"""Starting, time, pages and tries of an attempt."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes import checking, composing, saving, taking, terms
from quizzes.composing import Planned
from quizzes.marking import overrides
from quizzes.models import AnswerStep, Attempt, Quiz, Slot
from quizzes.types import TYPES
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES
from training.core import clock
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Completion

MINUTE = timedelta(minutes=1)


def _answer(attempt: Attempt, place: int, values: list[str], once: str = "once-upon", **more: object) -> saving.Saved:
    return saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(place, values, once, **more))  # type: ignore[arg-type]


def _right(attempt: Attempt) -> None:
    for slot in db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)):
        key = TYPES[slot.version.kind].key(slot.version.settings)
        _answer(attempt, slot.place, key or ["x"], f"right-{slot.place}")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"opens_at": timedelta(hours=1)}, "quiz.early"),
        ({"closes_at": timedelta(hours=-1)}, "quiz.over"),
        ({"entry_code": "sen hồng"}, "quiz.code"),
    ],
)
def test_a_quiz_that_is_not_open_to_me_does_not_start(room_in: Room, settings: dict[str, object], code: str) -> None:
    moved = {name: clock.now() + value if isinstance(value, timedelta) else value for name, value in settings.items()}
    quiz = room_in.quiz("single", **moved)

    with pytest.raises(RuleBroken) as refused:
        taking.start(quiz, room_in.learner)
    assert refused.value.code == code
    assert db.session.scalars(select(Attempt)).all() == []


def test_the_entry_code_is_read_kindly_and_asked_once(room_in: Room) -> None:
    quiz = room_in.quiz("single", entry_code="Sen Hồng")
    first = taking.start(quiz, room_in.learner, unicodedata.normalize("NFD", " sen  hồng "))

    assert taking.start(quiz, room_in.learner).id == first.id


def test_tries_and_the_delay_between_them_hold(room_in: Room) -> None:
    quiz = room_in.quiz("single", attempts_most=2, delay_minutes=60)
    taking.submit_attempt(taking.start(quiz, room_in.learner))
    with pytest.raises(RuleBroken) as soon:
        taking.start(quiz, room_in.learner)
    with clock.at(clock.now() + 61 * MINUTE):
        taking.submit_attempt(taking.start(quiz, room_in.learner))
    with clock.at(clock.now() + 300 * MINUTE), pytest.raises(RuleBroken) as used:
        taking.start(quiz, room_in.learner)

    assert (soon.value.code, used.value.code) == ("quiz.soon", "quiz.used_up")


def test_an_exception_touches_one_person_only(each_room: Room) -> None:
    quiz = each_room.quiz("single", limit_minutes=20, attempts_most=1)
    mine, other = taking.start(quiz, each_room.learner), taking.start(quiz, each_room.classmate)
    before = other.due_at
    overrides.agree(
        quiz, each_room.trainer, person_id=each_room.learner, unit_id=None, time_percent=150, attempts_most=3
    )

    assert mine.due_at == mine.started_at + 30 * MINUTE
    assert other.due_at == before
    assert terms.terms_for(quiz, each_room.learner).attempts_most == 3
    assert terms.terms_for(quiz, each_room.classmate).attempts_most == 1


def test_an_exception_of_a_unit_holds_below_it_and_a_persons_own_comes_first(each_room: Room) -> None:
    quiz = each_room.quiz("single", limit_minutes=20)
    overrides.agree(quiz, each_room.trainer, person_id=None, unit_id=each_room.unit, time_percent=200)
    overrides.agree(quiz, each_room.trainer, person_id=each_room.learner, unit_id=None, time_percent=150)

    assert terms.terms_for(quiz, each_room.classmate).limit_minutes == 40
    assert terms.terms_for(quiz, each_room.learner).limit_minutes == 30


@pytest.mark.parametrize(
    ("settings", "agreed", "code", "field"),
    [
        ({"closes_at": 60}, {"opens_at": 120}, "override.order", "closes_at"),
        ({"opens_at": 120}, {"closes_at": 60}, "override.order", "closes_at"),
        ({}, {"time_percent": 150}, "override.nothing", "time_percent"),
        ({"limit_minutes": 20}, {}, "override.nothing", "time_percent"),
    ],
)
def test_an_exception_that_would_help_nobody_is_not_agreed(
    room_in: Room, settings: dict[str, int], agreed: dict[str, int], code: str, field: str
) -> None:
    now = clock.now()
    at = {name: now + value * MINUTE if name.endswith("_at") else value for name, value in settings.items()}
    wish = {name: now + value * MINUTE if name.endswith("_at") else value for name, value in agreed.items()}
    quiz = room_in.quiz("single", **at)

    with pytest.raises(RuleBroken) as refused:
        overrides.agree(quiz, room_in.trainer, person_id=room_in.learner, unit_id=None, **wish)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not terms.terms_for(quiz, room_in.learner).excepted


@pytest.mark.parametrize(("time_up", "counts"), [("submit", True), ("abandon", False), ("grace", False)])
def test_when_time_is_over_the_quiz_says_what_becomes_of_an_attempt(
    each_room: Room, time_up: str, counts: bool
) -> None:
    quiz = each_room.quiz("single", limit_minutes=10, time_up=time_up, grace_minutes=5)
    attempt = taking.start(quiz, each_room.learner)
    _right(attempt)
    with clock.at(clock.now() + 11 * MINUTE):
        taking.time_up(attempt.id)
        still_open = attempt.submitted_at is None
    with clock.at(clock.now() + 16 * MINUTE):
        taking.time_up(attempt.id)

    assert still_open == (time_up == "grace")
    assert (attempt.fraction == 1.0) == counts
    assert (attempt.abandoned_at is None) == counts


def test_in_the_grace_no_answer_is_taken_and_handing_in_is(room_in: Room) -> None:
    quiz = room_in.quiz("single", "truefalse", limit_minutes=10, time_up="grace")
    attempt = taking.start(quiz, room_in.learner)
    _answer(attempt, 1, ["1"])
    with clock.at(clock.now() + 12 * MINUTE):
        with pytest.raises(RuleBroken):
            _answer(attempt, 2, ["true"], "late-one")
        taking.submit_attempt(attempt)

    assert attempt.fraction == 0.5


def test_where_only_forward_is_allowed_what_lies_behind_stays(room_in: Room) -> None:
    attempt = taking.start(room_in.quiz("single", "truefalse", free=False), room_in.learner)
    _answer(attempt, 1, ["1"])
    taking.turn(attempt, 2)
    db.session.flush()

    with pytest.raises(RuleBroken) as refused:
        _answer(attempt, 1, ["2"], "too-late-now")
    assert refused.value.code == "quiz.behind"


@pytest.mark.parametrize(("per_page", "pages"), [(0, [1, 1, 1]), (1, [1, 2, 3]), (2, [1, 1, 2])])
def test_questions_stand_on_pages_as_the_quiz_says(room_in: Room, per_page: int, pages: list[int]) -> None:
    attempt = taking.start(room_in.quiz("single", "short", "essay", per_page=per_page), room_in.learner)
    query = select(Slot.page).filter_by(attempt_id=attempt.id).order_by(Slot.place)

    assert list(db.session.scalars(query)) == pages


def test_a_newer_answer_is_never_overwritten_by_an_older_window(each_room: Room) -> None:
    attempt = taking.start(each_room.quiz("single"), each_room.learner)
    one = _answer(attempt, 1, ["1"], "window-one", base=0)
    two = _answer(attempt, 1, ["2"], "window-two", base=one.seq)
    with pytest.raises(RuleBroken) as refused:
        _answer(attempt, 1, ["1"], "window-old", base=one.seq)

    assert refused.value.code == "quiz.newer"
    assert two.seq == 2
    assert [row.response for row in db.session.scalars(select(AnswerStep).order_by(AnswerStep.seq))] == [["1"], ["2"]]


def test_a_retry_after_a_lost_answer_is_the_same_step_whatever_its_base(each_room: Room) -> None:
    attempt = taking.start(each_room.quiz("single"), each_room.learner)
    first = _answer(attempt, 1, ["1"], "same-again", base=0)
    again = _answer(attempt, 1, ["1"], "same-again", base=0)

    assert (first.seq, again.seq, again.at) == (1, 1, first.at)


def test_handing_in_twice_is_one_result(each_room: Room) -> None:
    attempt = taking.start(each_room.quiz("single", pass_percent=50), each_room.learner)
    _right(attempt)
    taking.submit_attempt(attempt)
    taking.submit_attempt(attempt)

    assert len(db.session.scalars(select(Completion).filter_by(ref_kind="quiz")).all()) == 1


def test_a_draw_brings_no_question_twice_and_new_ones_first(each_room: Room) -> None:
    for _number in range(6):
        each_room.question("single").category = "nhóm"
    quiz = each_room.quiz()
    composing.set_parts(
        quiz, [Planned(draw={"category": "nhóm"}, count=2), Planned(draw={"category": "nhóm"}, count=1)]
    )
    seen: list[set[int]] = []
    for _turn in range(2):
        attempt = taking.start(quiz, each_room.learner)
        slots = db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)).all()
        seen.append({slot.version.question_id for slot in slots})
        taking.submit_attempt(attempt)

    assert [len(each) for each in seen] == [3, 3]
    assert seen[0] & seen[1] == set()


def test_a_behaviour_refuses_what_it_cannot_serve_by_name(room_in: Room) -> None:
    with pytest.raises(RuleBroken, match="Câu hỏi essay"):
        room_in.quiz("single", "essay", behaviour="interactive")


def test_a_checked_answer_is_told_and_closed(room_in: Room) -> None:
    attempt = taking.start(room_in.quiz("single", "short", behaviour="immediate"), room_in.learner)
    checking.check(attempt, saving.Answer(1, ["2"], "checked-one"))

    with pytest.raises(RuleBroken) as refused:
        _answer(attempt, 1, ["1"], "after-that")
    assert refused.value.code == "quiz.finished"


def test_further_tries_cost_what_the_quiz_says(room_in: Room) -> None:
    quiz = room_in.quiz("single", behaviour="interactive", tries=3, penalty=0.25)
    attempt = taking.start(quiz, room_in.learner)
    checking.check(attempt, saving.Answer(1, ["2"], "wrong-first"))
    checking.check(attempt, saving.Answer(1, ["1"], "right-then"))
    taking.submit_attempt(attempt)

    assert attempt.fraction == 0.75


def test_certainty_weighs_right_and_wrong_and_a_result_is_never_below_nothing(room_in: Room) -> None:
    quiz = room_in.quiz("single", "truefalse", behaviour="certainty")
    attempt = taking.start(quiz, room_in.learner)
    _answer(attempt, 1, ["1"], "sure-right", certainty=3)
    _answer(attempt, 2, ["false"], "sure-wrong", certainty=3)
    taking.submit_attempt(attempt)

    assert attempt.fraction == 0.0


@pytest.mark.parametrize(("method", "counts"), [("highest", 1.0), ("average", 0.5), ("first", 0.0), ("last", 1.0)])
def test_the_quiz_says_which_attempt_counts(room_in: Room, method: str, counts: float) -> None:
    quiz = room_in.quiz("single", grade_method=method)
    taking.submit_attempt(taking.start(quiz, room_in.learner))
    second = taking.start(quiz, room_in.learner)
    _right(second)
    taking.submit_attempt(second)
    last = db.session.scalars(select(Completion).order_by(Completion.id.desc())).first()

    assert last is not None
    assert last.fraction == counts


def test_every_kind_can_be_asked_answered_and_graded(each_room: Room) -> None:
    quiz = each_room.quiz(*SAMPLES)
    attempt = taking.start(quiz, each_room.learner)
    for slot in db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)):
        kind = TYPES[slot.version.kind]
        if kind.asks:
            _answer(attempt, slot.place, kind.key(slot.version.settings) or ["mấy lời"], f"every-{slot.place}")
    taking.submit_attempt(attempt)

    assert attempt.waiting == 1  # the essay; a file that is not there is no answer
    assert attempt.fraction is None
    assert db.session.get_one(Quiz, quiz.id).size == sum(TYPES[name].asks for name in SAMPLES)
