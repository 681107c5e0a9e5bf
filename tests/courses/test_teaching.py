"""Accompanying a course: who is how far, what is new, reminding, more time, signing off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from courses import editions, queries
from courses.authoring import outline, publishing, writing
from courses.models import CourseRow, SignOff
from courses.teaching import helping, people
from tests.counting import statements
from tests.courses.conftest import Cast, Enter, ref, token
from training.accounts import people as accounts
from training.accounts.models import Membership, Unit
from training.core import clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger import queries as ledger
from training.ledger import service as duties
from training.ledger.models import Duty
from training.notices.models import Notice


def test_a_trainer_sees_who_is_how_far_with_evidence(asked: Cast, as_: Enter) -> None:
    trainer = as_("trainer")
    index, page = trainer.get("/course-progress").text, trainer.get(f"/course-progress/{asked.course}").text
    one = trainer.get(f"/course-progress/{asked.course}/people/{asked.learner}").text

    assert f"/course-progress/{asked.course}" in index
    assert "Lê Học" in page
    assert "Lê Bạn" in page
    assert "đạt lúc" in one


def test_nobody_else_sees_it(asked: Cast, as_: Enter) -> None:
    assert as_("learner").get(f"/course-progress/{asked.course}").status_code == 403
    assert as_("author").get(f"/course-progress/{asked.course}").status_code == 403


def test_those_ticked_are_reminded_once_a_day_and_the_finished_never(asked: Cast, as_: Enter, app: Flask) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}"
    form = {**token(trainer, path), "do": "remind", "person": [asked.learner, asked.classmate]}
    for _turn in range(2):
        trainer.post(path, data=form)

    with app.app_context():
        told = db.session.scalars(select(Notice.person_id).filter_by(kind="reminded")).all()
        assert sorted(told) == sorted([asked.learner, asked.classmate])


def test_who_has_not_begun_is_counted_and_leads_to_them_and_to_reminding_all(asked: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}?unit={asked.commune}"
    page, new = trainer.get(path).text, trainer.get(f"{path}&state=new").text
    look = f"/duties/remind/course:{asked.course}?unit={asked.commune}&amp;who=new"

    assert f"unit={asked.commune}&amp;state=new#people" in page
    assert "Nhắc cả 2 người chưa bắt đầu" in page
    assert look in page
    assert "Lê Bạn" in new
    assert "Lê Học" not in new
    assert "Xem lại tất cả mọi người" in new


def test_the_figures_are_those_of_the_unit_looked_at(asked: Cast, as_: Enter, app: Flask) -> None:
    with app.app_context():
        far = db.session.scalars(select(Unit.id).filter_by(code="K01.2")).one()
    page = as_("trainer").get(f"/course-progress/{asked.course}?unit={far}").text

    assert "chưa bắt đầu</a>" not in page
    assert "duties/remind" not in page


def test_more_time_moves_the_day_and_is_told(asked: Cast, as_: Enter, app: Flask) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}"
    day = clock.today() + timedelta(days=30)
    trainer.post(path, data={**token(trainer, path), "do": "extend", "person": asked.learner, "due_on": day})
    late = trainer.post(path, data={**token(trainer, path), "do": "extend", "person": asked.learner,
                                    "due_on": clock.today() - timedelta(days=1)})  # fmt: skip

    assert late.status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Duty.due_on).filter_by(person_id=asked.learner)).one() == day
        assert db.session.scalars(select(Notice).filter_by(kind="extended", person_id=asked.learner)).one()


@pytest.fixture
def beside(inside: Cast) -> CourseRow:
    """A course of which one step is done beside a trainer."""
    row = writing.begin("Làm cùng giảng viên", inside.commune, by=inside.author)
    step = {"activity": "signoff:trinh-dien", "title": "Trình diễn tại quầy", "minutes": 10}
    writing.reshape(row, lambda head: outline.with_step(head, 0, step), "thêm", by=inside.author)
    publishing.publish(row, "", by=inside.author)
    return row


def test_a_sign_off_says_who_when_and_why_and_finishes_the_course(inside: Cast, beside: CourseRow) -> None:
    with pytest.raises(RuleBroken):
        helping.sign_off(beside, inside.learner, "signoff:trinh-dien", "  ", by=inside.trainer)
    helping.sign_off(beside, inside.learner, "signoff:trinh-dien", "Nhận đúng, thu đúng phí.", by=inside.trainer)
    helping.sign_off(beside, inside.learner, "signoff:trinh-dien", "Lần nữa", by=inside.trainer)

    way = queries.way(inside.learner, beside, editions.content(beside))
    assert way.stand.state == "finished"
    assert way.rules[0].evidence is not None
    assert (way.rules[0].evidence.by, way.rules[0].evidence.why) == (inside.trainer, "Nhận đúng, thu đúng phí.")
    assert len(db.session.scalars(select(SignOff)).all()) == 1


def test_nobody_signs_off_their_own_steps(inside: Cast, beside: CourseRow, as_: Enter) -> None:
    with pytest.raises(RuleBroken):
        helping.sign_off(beside, inside.trainer, "signoff:trinh-dien", "Tự làm", by=inside.trainer)
    transaction.commit()
    trainer, path = as_("trainer"), f"/course-progress/{beside.id}/people"

    assert "/sign\"" in trainer.get(f"{path}/{inside.learner}").text
    assert "/sign\"" not in trainer.get(f"{path}/{inside.trainer}").text
    assert db.session.scalars(select(SignOff)).all() == []


def test_a_sign_off_taken_back_stays_in_the_history_and_the_completion_stays(
    inside: Cast, beside: CourseRow, as_: Enter
) -> None:
    helping.sign_off(beside, inside.learner, "signoff:trinh-dien", "Tốt", by=inside.trainer)
    sign = db.session.scalars(select(SignOff)).one()
    helping.take_back(sign, "Nhầm người", by=inside.trainer)
    transaction.commit()
    page = as_("trainer").get(f"/course-progress/{beside.id}/people/{inside.learner}").text

    assert "Nhầm người" in page
    assert queries.signed(inside.learner, beside.id) == []
    assert ledger.standing(inside.learner, [ref(beside.id)])[ref(beside.id)].state == "finished"


def test_what_a_trainer_typed_about_one_person_stays_beside_what_is_wrong(
    inside: Cast, beside: CourseRow, as_: Enter
) -> None:
    duties.assign(ref(beside.id), by=inside.trainer, unit_id=inside.commune, days=5)
    helping.sign_off(beside, inside.learner, "signoff:trinh-dien", "Tốt", by=inside.trainer)
    transaction.commit()
    trainer, path = as_("trainer"), f"/course-progress/{beside.id}"
    sign = db.session.scalars(select(SignOff)).one()
    one = f"{path}/people/{inside.learner}"
    back = trainer.post(f"{one}/back/{sign.id}", data=token(trainer, one) | {"why": "x" * 1001})
    other = f"{path}/people/{inside.classmate}"
    late = trainer.post(path, data={
        **token(trainer, other), "view": "person", "person": inside.classmate, "do": "extend", "due_on": "2020-01-01",
    })  # fmt: skip

    assert (back.status_code, late.status_code) == (422, 422)
    assert "x" * 1001 in back.text
    assert "Lê Bạn</h1>" in late.text
    assert 'value="2020-01-01"' in late.text


def test_what_is_done_beside_a_trainer_stands_first_for_signing_and_nothing_else_by_itself(
    inside: Cast, beside: CourseRow, course: CourseRow
) -> None:
    key = writing.add_lesson(beside, 0, "Bài thêm", by=inside.author)
    lesson = f"lesson:{beside.key}/{key}"
    writing.add_block(beside, key, "", {"type": "text", "md": "Chữ"}, by=inside.author)
    writing.reshape(beside, lambda head: outline.step_moved(head, lesson, -1), "x", by=inside.author)
    publishing.publish(beside, "", by=inside.author)
    first = queries.way(inside.learner, beside, editions.content(beside))
    other = queries.way(inside.learner, course, editions.content(course))

    assert first.lines[0].step.kind == "lesson"
    assert helping.open_steps(first.lines)[0][0] == "signoff:trinh-dien"
    assert helping.open_steps(other.lines)[0][0] == ""


def test_the_short_count_is_that_of_the_list_with_leavers_strangers_and_two_posts(asked: Cast, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        here, root = (db.session.get_one(Unit, number) for number in (asked.commune, asked.root))
        two = accounts.enrol("T1", "Lê Hai Việc", here)
        accounts.take_post(two, root, "Tổ công tác")
        leaver = accounts.enrol("T2", "Lê Đã Nghỉ", here)
        erased = accounts.enrol("T3", "Lê Xin Xóa", here)
        duties.assign(ref(asked.course), by=asked.trainer, unit_id=asked.root, days=9)
        for post in db.session.scalars(select(Membership).where(Membership.person_id == leaver.id)):
            accounts.leave_post(post)
        accounts.erase(erased)
        transaction.commit()
        for unit_id in (asked.root, asked.commune):
            short = people.many(unit_id, asked.course)
            assert short is not None
            listed = [line[0] for line in db.session.execute(people.listed(unit_id, asked.course))]
            assert db.session.scalar(short) == len(listed) == len(set(listed))
            assert two.id in listed
            assert leaver.id not in listed
            assert erased.id not in listed
            assert (asked.stranger in listed) is (unit_id == asked.root)


def test_pages_ask_as_often_for_ten_as_for_five_hundred(app: Flask, cast: Cast, as_: Enter) -> None:
    client = as_("trainer")
    own = (f"/course-progress/{cast.course}", f"/courses/{cast.course}")
    paths = (*own, "/course-progress", "/courses", "/course-desk")

    def fill(first: int, last: int) -> None:
        with app.app_context(), app.test_request_context():
            unit = db.session.get_one(Unit, cast.commune)
            for number in range(first, last):
                accounts.enrol(f"Q{number}", f"Lê Đông {number}", unit)
                if number % 5 == 0:
                    row = writing.begin(f"Khóa số {number}", cast.commune, by=cast.author)
                    key = writing.add_lesson(row, 0, "Bài", by=cast.author)
                    writing.add_block(row, key, "", {"type": "text", "md": "Chữ"}, by=cast.author)
                    publishing.publish(row, "", by=cast.author)
            duties.assign(ref(cast.course), by=cast.trainer, unit_id=cast.commune, days=5 + last)
            transaction.commit()

    fill(0, 10)
    few = {path: statements(app, client, path) for path in paths}
    fill(10, 500)
    many = {path: statements(app, client, path) for path in paths}

    assert {path: (few[path], many[path]) for path in paths if abs(few[path] - many[path]) > 2} == {}


@pytest.mark.parametrize(("words", "found"), [("le hoc", True), ("HOC LE", True), ("Lê Học", True), ("le ban", False)])
def test_a_name_is_found_without_its_marks(asked: Cast, as_: Enter, words: str, found: bool) -> None:
    for view in ("", "/steps"):
        page = as_("trainer").get(f"/course-progress/{asked.course}{view}", query_string={"q": words}).text
        assert ("Lê Học" in page) is found


def test_what_is_done_with_those_ticked_stands_above_the_list(asked: Cast, as_: Enter) -> None:
    for view in ("", "/steps"):
        page = as_("trainer").get(f"/course-progress/{asked.course}{view}").text
        assert page.index('value="remind"') < page.index('value="extend"') < page.index("<tbody")
