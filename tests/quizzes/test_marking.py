"""Essays, second markers, requests to look again, a wrong key put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizzes import paper, queries, rules, saving, taking
from quizzes.authoring import service as authoring
from quizzes.marking import appeals, reading, regrading
from quizzes.models import Attempt, Mark, Question, Slot
from tests.quizzes.room import Room
from tests.quizzes.samples import SAMPLES, option
from training.core import transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Completion
from training.notices.models import Notice


def _taken(room: Room, kind: str, values: list[str], **settings: object) -> tuple[Attempt, Slot]:
    attempt = taking.start(room.quiz(kind, **settings), room.learner)
    slot = db.session.scalars(select(Slot).filter_by(attempt_id=attempt.id)).one()
    saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(1, values, "marked-answer"))
    taking.submit_attempt(attempt)
    return attempt, slot


def _waiting(viewer: int) -> list[int]:
    return [row[0].id for row in db.session.execute(reading.waiting(viewer))]


def _marks(slot: Slot) -> list[float]:
    return list(db.session.scalars(select(Mark.fraction).filter_by(slot_id=slot.id).order_by(Mark.id)))


def test_an_essay_waits_for_its_marker_and_then_counts(each_room: Room) -> None:
    attempt, slot = _taken(each_room, "essay", ["Bài viết"])
    before = (attempt.fraction, _waiting(each_room.trainer))
    done = reading.judge(slot, attempt, each_room.trainer, {"1": "3"}, "Khá đủ ý.", final=False)

    assert before == (None, [slot.id])
    assert (done, attempt.fraction, attempt.passed) == ("done", 0.75, True)
    assert _waiting(each_room.trainer) == []
    assert "marked" in set(db.session.scalars(select(Notice.kind).filter_by(person_id=each_room.learner)))


@pytest.mark.parametrize("points", ["5", "-1", "", "nhiều"])
def test_points_outside_the_rubric_are_refused(room_in: Room, points: str) -> None:
    attempt, slot = _taken(room_in, "essay", ["Bài viết"])

    with pytest.raises(RuleBroken):
        reading.judge(slot, attempt, room_in.trainer, {"1": points}, "", final=False)
    assert _marks(slot) == []


def test_two_markers_who_agree_count_by_their_mean(room_in: Room) -> None:
    attempt, slot = _taken(room_in, "essay", ["Bài viết"], second_marker=True)
    first = reading.judge(slot, attempt, room_in.trainer, {"1": "4"}, "", final=False)
    left = _waiting(room_in.trainer), _waiting(room_in.second)
    second = reading.judge(slot, attempt, room_in.second, {"1": "3,8"}, "", final=False)

    assert (first, second) == ("second", "done")
    assert left == ([], [slot.id])
    assert attempt.fraction == pytest.approx(0.975)


def test_two_markers_who_differ_are_settled_by_one(room_in: Room) -> None:
    attempt, slot = _taken(room_in, "essay", ["Bài viết"], second_marker=True)
    reading.judge(slot, attempt, room_in.trainer, {"1": "4"}, "", final=False)
    differ = reading.judge(slot, attempt, room_in.second, {"1": "1"}, "", final=False)
    settled = reading.judge(slot, attempt, room_in.trainer, {"1": "2"}, "", final=True)

    assert (differ, settled, attempt.fraction) == ("differ", "done", 0.5)


def test_nobody_marks_their_own(room_in: Room) -> None:
    quiz = room_in.quiz("essay")
    attempt = taking.start(quiz, room_in.trainer)
    saving.save_answer(attempt.learner_id, attempt.id, saving.Answer(1, ["của tôi"], "my-own-one"))
    taking.submit_attempt(attempt)

    assert _waiting(room_in.trainer) == []
    assert len(_waiting(room_in.second)) == 1


def test_a_request_is_asked_once_answered_once_and_changes_the_result(each_room: Room) -> None:
    attempt, slot = _taken(each_room, "single", ["2"])
    row = appeals.ask(attempt, slot, "Phương án hai cũng đúng.")
    again = appeals.ask(attempt, slot, "Tôi hỏi lại lần nữa.")
    first = appeals.decide(row, each_room.trainer, "Đúng vậy, cảm ơn đồng chí.", 1.0)
    second = appeals.decide(row, each_room.trainer, "Không.", None)

    assert (again.id, first, second) == (row.id, True, False)
    assert (_marks(slot), attempt.fraction) == ([0.0, 1.0], 1.0)
    assert [each.outcome for each in db.session.scalars(select(Completion).order_by(Completion.id))][-1] == "passed"


def test_a_wrong_key_is_put_right_in_one_step_that_was_seen_before(each_room: Room) -> None:
    attempt, slot = _taken(each_room, "single", ["2"])
    question = db.session.get_one(Question, slot.version.question_id)
    turned = {"options": [option(1, "đúng", 0.0), option(2, "sai", 1.0)]}
    authoring.revise(question, "single", slot.version.text, turned, slot.version.feedback, each_room.trainer)
    found = regrading.preview(attempt.quiz, each_room.trainer)
    untouched = _marks(slot)
    once = regrading.apply(attempt.quiz, each_room.trainer, found.digest, "Đáp án ghi nhầm.")
    twice = regrading.apply(attempt.quiz, each_room.trainer, found.digest, "Đáp án ghi nhầm.")

    assert [(each.before, each.after) for each in found.results] == [(0.0, 1.0)]
    assert (untouched, _marks(slot), attempt.fraction) == ([0.0], [0.0, 1.0], 1.0)
    assert once.id == twice.id
    assert regrading.preview(attempt.quiz, each_room.trainer).changes == []


@pytest.mark.parametrize(
    ("kind", "turned"),
    [
        ("matching", {"pairs": [{"id": "1", "text": "QĐ", "answer": "Thông báo"},
                                {"id": "2", "text": "TB", "answer": "Quyết định"}], "extra": ["Báo cáo"]}),
        ("ordering", {"items": [{"id": "1", "text": "xử lý"}, {"id": "2", "text": "nhận"},
                               {"id": "3", "text": "trả"}]}),
    ],
)  # fmt: skip
def test_pairs_and_rows_put_right_are_graded_by_their_words(room_in: Room, kind: str, turned: dict[str, Any]) -> None:
    given = ["1=2", "2=1"] if kind == "matching" else ["2=1", "1=2", "3=3"]
    attempt, slot = _taken(room_in, kind, given)
    question = db.session.get_one(Question, slot.version.question_id)
    authoring.revise(question, kind, slot.version.text, turned, slot.version.feedback, room_in.trainer)

    assert [each.after for each in regrading.preview(attempt.quiz, room_in.trainer).changes] == [1.0]


def test_a_preview_that_no_longer_holds_is_not_applied(room_in: Room) -> None:
    attempt, _slot = _taken(room_in, "single", ["2"])

    with pytest.raises(RuleBroken):
        regrading.apply(attempt.quiz, room_in.trainer, "0" * 64, "Đáp án ghi nhầm.")


def test_the_same_wording_again_is_no_new_version(room_in: Room) -> None:
    question = room_in.question("single")
    version = queries.current_versions([question.id])[question.id]
    same = authoring.revise(question, "single", version.text, SAMPLES["single"], version.feedback, room_in.trainer)

    assert same.id == version.id


@pytest.mark.parametrize(
    ("method", "counts"), [("highest", 1.0), ("average", 0.75), ("first", 0.5), ("last", 1.0)]
)
def test_an_older_attempt_that_is_marked_again_counts_beside_the_newer_one(
    room_in: Room, method: str, counts: float
) -> None:
    first, slot = _taken(room_in, "single", ["2"], grade_method=method)
    second = taking.start(first.quiz, room_in.learner)
    saving.save_answer(second.learner_id, second.id, saving.Answer(1, ["1"], "second-answer"))
    taking.submit_attempt(second)
    appeals.decide(appeals.ask(first, slot, "Phương án hai cũng đúng."), room_in.trainer, "Đúng một nửa.", 0.5)

    assert [each.fraction for each in db.session.scalars(select(Completion).order_by(Completion.id))][-1] == counts


def test_an_essay_marked_after_a_further_attempt_does_not_push_it_aside(room_in: Room) -> None:
    first, slot = _taken(room_in, "essay", ["Bài viết một"])
    second = taking.start(first.quiz, room_in.learner)
    saving.save_answer(second.learner_id, second.id, saving.Answer(1, ["Bài viết hai"], "second-essay"))
    taking.submit_attempt(second)
    newer = db.session.scalars(select(Slot).filter_by(attempt_id=second.id)).one()
    reading.judge(newer, second, room_in.trainer, {"1": "4"}, "", final=False)
    reading.judge(slot, first, room_in.trainer, {"1": "1"}, "", final=False)

    assert [each.fraction for each in db.session.scalars(select(Completion).order_by(Completion.id))] == [1.0, 1.0]


def test_what_the_first_of_two_markers_wrote_is_told_with_the_mark_and_not_before(room_in: Room) -> None:
    attempt, slot = _taken(room_in, "essay", ["Bài viết"], second_marker=True)
    reading.judge(slot, attempt, room_in.trainer, {"1": "4"}, "Rất đủ ý.", final=False)
    before = paper.after(attempt, frozenset(rules.TOLD))[0].told
    reading.judge(slot, attempt, room_in.second, {"1": "4"}, "", final=False)
    after = paper.after(attempt, frozenset(rules.TOLD))[0].told

    assert before is not None
    assert after is not None
    assert (before.comment, after.comment) == ("", "Rất đủ ý.")


def test_after_a_new_grading_the_learner_is_told_by_the_key_that_counts(room_in: Room) -> None:
    attempt, slot = _taken(room_in, "single", ["2"])
    question = db.session.get_one(Question, slot.version.question_id)
    turned = {"options": [option(1, "đúng", 0.0, "nay sai"), option(2, "sai", 1.0, "nay đúng")]}
    authoring.revise(question, "single", slot.version.text, turned, "<p>Theo quy định mới.</p>", room_in.trainer)
    before = paper.after(attempt, frozenset(rules.TOLD))[0].told
    found = regrading.preview(attempt.quiz, room_in.trainer)
    regrading.apply(attempt.quiz, room_in.trainer, found.digest, "Đáp án ghi nhầm.")
    after = paper.after(attempt, frozenset(rules.TOLD))[0].told

    assert before is not None
    assert after is not None
    assert {each.text: each.right for each in before.picked} == {"đúng": True, "sai": False}
    assert {each.text: each.right for each in after.picked} == {"đúng": False, "sai": True}
    assert [each.chosen for each in after.picked if each.text == "sai"] == [True]
    assert (after.state, after.said, after.general) == ("right", ["nay đúng"], "<p>Theo quy định mới.</p>")


def test_a_trainers_first_page_names_what_waits_to_be_marked_and_decided(
    room: Room, app: Flask, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        _taken(room, "essay", ["Bài viết"])
        appeals.ask(*_taken(room, "single", ["2"]), "Phương án hai cũng đúng.")
        transaction.commit()
    hers, mine = as_person(room.trainer).get("/").text, as_person(room.learner).get("/").text
    desk = hers.split('id="desk"')[1].split('id="stuck"')[0]

    assert "1 câu chờ chấm" in desk
    assert 'href="/quizzes/marking"' in desk
    assert 'href="/quizzes/appeals"' in desk
    assert "/quizzes/marking" not in mine
