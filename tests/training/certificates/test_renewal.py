"""A certificate with a shorter way to renew it: told as such, renewed by either way, and what its end leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.certificates import digest, renewals, service
from training.certificates.models import Certificate
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import reminders
from training.ledger import service as ledger
from training.ledger.models import Duty
from training.notices.models import Notice
from training.notices.say import sentence

FIRST = date(2026, 1, 6)
END = date(2027, 1, 6)
OPENS = END - timedelta(60)


@dataclass
class Held:
    """A learner with a certificate of a course that a quiz renews, the manager of both, and the two activities."""

    app: Flask
    learner: int
    manager: int
    unit: int
    course: ActivityRef
    quiz: ActivityRef

    def on(self, day: date, ref: ActivityRef | None = None, *, jobs: int = 2) -> None:
        """Live a day: finish something, then let the jobs run, twice as a rule."""
        with self.app.test_request_context(), clock.at(clock.at_office(day, 9)):
            if ref is not None:
                events.publish(events.Finished(self.learner, ref, "passed", 1.0))
            for _turn in range(jobs):
                reminders.remind()
                renewals.run()
                digest.run()
            transaction.commit()

    def told(self, person: int, kind: str) -> list[str]:
        """Return what a person was told of a kind, as it reads on the last day."""
        with self.app.test_request_context(), clock.at(clock.at_office(END + timedelta(5))):
            rows = db.session.scalars(select(Notice).filter_by(person_id=person, kind=kind).order_by(Notice.id))
            return [sentence(row) for row in rows]

    def asked(self) -> dict[ActivityRef, date | None]:
        """Return until when the learner is asked for the course and for the quiz that renews."""
        with self.app.app_context():
            rows = db.session.scalars(select(Duty).filter_by(person_id=self.learner)).all()
            found = {ActivityRef(row.ref_kind, row.ref_id): row.due_on for row in rows}
        return {ref: found[ref] for ref in (self.course, self.quiz) if ref in found}


@pytest.fixture
def held(app: Flask) -> Held:
    with app.test_request_context(), clock.at(clock.at_office(FIRST, 8)):
        content.load()
        unit = units.create("R01", "UBND xã Gia Hạn")
        learner, manager = people.enrol("R1", "Lê Học", unit), people.enrol("R2", "Lê Quản", unit)
        manager.status = "active"
        grants.give(manager, Role.MANAGER, unit)
        course, quiz = activities.by_key("course", "mot-cua"), activities.by_key("quiz", "an-toan-co-ban")
        assert course
        assert quiz
        values = service.shipped() | {
            "ref_kind": "course", "ref_id": course.ref.id, "months": 12, "window_days": 60,
            "renewal_kind": "quiz", "renewal_id": quiz.ref.id,
        }  # fmt: skip
        service.define(None, unit, values, manager.id)
        transaction.commit()
        found = Held(app, learner.id, manager.id, unit.id, course.ref, quiz.ref)
    found.on(FIRST, found.course)
    return found


def test_the_window_says_which_certificate_and_what_renews_it(held: Held) -> None:
    held.on(OPENS - timedelta(1))
    before = held.asked()
    held.on(OPENS)

    assert before == {}
    assert held.asked() == {held.quiz: END}
    (said,) = held.told(held.learner, "certificate_renew")
    assert "gia hạn chứng nhận “Làm quen hệ thống một cửa điện tử”: hãy hoàn thành Kiểm tra: an toàn" in said
    assert held.told(held.learner, "anew") == []


def test_a_renewal_is_told_with_both_last_days(held: Held) -> None:
    held.on(OPENS)
    held.on(OPENS + timedelta(3), held.quiz)

    (said,) = held.told(held.learner, "certificate_renewed")
    assert ("06/01/2028" in said, "06/01/2027" in said) == (True, True)
    assert len(held.told(held.learner, "certificate")) == 1


def test_who_renews_by_the_whole_activity_is_not_asked_for_the_shorter_way_any_more(held: Held) -> None:
    held.on(OPENS)
    held.on(OPENS + timedelta(3), held.course)

    assert held.asked() == {}
    assert len(held.told(held.learner, "certificate_renewed")) == 1


def test_after_the_end_the_whole_activity_is_asked_and_the_shorter_way_no_longer(held: Held) -> None:
    held.on(OPENS)
    held.on(END)
    last_day = held.asked()
    held.on(END + timedelta(1))
    after = held.asked()
    held.on(END + timedelta(2), held.quiz)
    held.on(END + timedelta(3), held.course)

    assert last_day == {held.quiz: END}
    assert held.told(held.learner, "overdue") == []
    assert after == {held.course: None}
    with held.app.app_context():
        assert db.session.scalars(select(Certificate.issued_on).order_by(Certificate.id)).all() == [
            FIRST, END + timedelta(3)
        ]  # fmt: skip


def test_what_an_assignment_asked_besides_stands_again_as_before(held: Held) -> None:
    with held.app.test_request_context(), clock.at(clock.at_office(FIRST, 10)):
        ledger.assign(held.quiz, by=None, unit_id=held.unit, days=5)
        transaction.commit()
    held.on(FIRST + timedelta(2), held.quiz)
    held.on(OPENS)
    held.on(END + timedelta(1))

    with held.app.app_context():
        mine = {"person_id": held.learner, "ref_kind": held.quiz.kind, "ref_id": held.quiz.id}
        duty = db.session.scalars(select(Duty).filter_by(**mine)).one()
        assert duty.anew_since is None  # finished once, which counts again


def test_the_week_of_a_manager_is_counted_as_told_once_and_leads_to_the_list(held: Held) -> None:
    held.on(END - timedelta(20), jobs=0)
    with held.app.test_request_context(), clock.at(clock.at_office(END - timedelta(20), 9)):
        counts = [digest.run()["told"] for _turn in range(3)]
        rows = db.session.execute(select(Notice.url, func.count()).filter_by(kind="team").group_by(Notice.url)).all()

    assert counts == [1, 0, 0]
    assert [tuple(row) for row in rows] == [("/certificates/issued?state=ending", 1)]


def test_learner_and_manager_see_which_of_two_goes_on(held: Held, as_person: Callable[[int], FlaskClient]) -> None:
    held.on(OPENS)
    held.on(OPENS + timedelta(3), held.quiz)

    def seen(day: date, person: int, path: str) -> str:
        with clock.at(clock.at_office(day, 9)):
            return as_person(person).get(path).text

    during = seen(OPENS + timedelta(4), held.learner, "/certificates")
    after = seen(END + timedelta(1), held.learner, "/certificates")
    ended = seen(END + timedelta(1), held.manager, "/certificates/issued?state=expired")
    renewed = seen(END + timedelta(1), held.manager, "/certificates/issued?state=replaced")

    assert "Đã gia hạn: bản mới cũng ở trang này" in during
    assert "hết hiệu lực, đã gia hạn" in after
    assert "Lê Học" not in ended
    assert "Lê Học" in renewed
    assert "hết hiệu lực, đã gia hạn" in renewed.partition("<tbody>")[2]


def test_an_old_notice_says_its_day_and_not_how_late_that_is_now(held: Held) -> None:
    held.on(OPENS)

    (said,) = held.told(held.learner, "certificate_renew")
    assert "hạn thứ Tư 06/01" in said
    assert "quá hạn" not in said
