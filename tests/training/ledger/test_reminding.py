"""Reminding everybody at once: whom it reaches, in which words, and never twice on one day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.counting import statements
from training.accounts import grants, people, units
from training.accounts.models import Membership, Person, Unit
from training.accounts.rights import Role
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.audit.models import AuditEvent
from training.core.db import db
from training.ledger import helping, reminders, service
from training.ledger.models import Duty
from training.notices.models import Notice

Enter = Callable[[int], FlaskClient]


@dataclass(frozen=True)
class Cast:
    """A commune of which a quiz is asked: five who have not begun, one who has, one who is done."""

    unit: int
    new: tuple[int, ...]
    begun: int
    done: int
    trainer: int
    manager: int
    foreign: int
    stranger: int
    ref: ActivityRef

    def page(self, who: str = "new") -> str:
        """Return the page that shows whom a reminder reaches."""
        return f"/duties/remind/{self.ref}?unit={self.unit}&who={who}"


@pytest.fixture
def cast(app: Flask) -> Cast:
    with app.app_context(), app.test_request_context():
        content.load()
        here, there = units.create("G01", "UBND xã Đây"), units.create("G02", "UBND xã Kia")
        new = [people.enrol(f"G{number}", f"Lê Mới {number}", here).id for number in range(5)]
        begun, done = people.enrol("G6", "Lê Đang", here), people.enrol("G7", "Lê Xong", here)
        trainer, manager = people.enrol("G8", "Trần Giảng", here), people.enrol("G9", "Trần Lãnh Đạo", here)
        foreign, stranger = people.enrol("G10", "Trần Khác", there), people.enrol("G11", "Lê Lạ", there)
        grants.give(trainer, Role.TRAINER, here)
        grants.give(manager, Role.MANAGER, here)
        grants.give(foreign, Role.TRAINER, there)
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        for unit in (here, there):
            service.assign(found.ref, by=trainer.id, unit_id=unit.id, days=5)
        events.publish(events.Started(begun.id, found.ref))
        events.publish(events.Finished(done.id, found.ref, "passed", 1.0))
        events.publish(events.Finished(manager.id, found.ref, "passed", 1.0))
        transaction.commit()
        return Cast(
            here.id, tuple(new), begun.id, done.id, trainer.id, manager.id, foreign.id, stranger.id, found.ref
        )


@pytest.fixture
def inside(app: Flask, cast: Cast) -> Iterator[Cast]:
    """The house from within."""
    with app.app_context(), app.test_request_context():
        yield cast
        db.session.rollback()


def press(client: FlaskClient, cast: Cast, who: str = "new", page: str = "", **changed: str) -> str:
    page = page or client.get(cast.page(who)).text
    sent = dict(re.findall(r'<input[^>]* name="(csrf_token|day|back)"[^>]* value="([^"]*)"', page))
    return client.post(
        f"/duties/remind/{cast.ref}", data={**sent, "unit": cast.unit, "who": who, **changed}, follow_redirects=True
    ).text


def reminded() -> list[int]:
    query = select(Notice.person_id).filter_by(kind="reminded").order_by(Notice.person_id)
    return list(db.session.scalars(query))


def test_one_sees_whom_and_the_very_words_before_anything_is_sent(cast: Cast, app: Flask, as_person: Enter) -> None:
    page = as_person(cast.trainer).get(cast.page()).text

    assert "Nhắc 5 người chưa bắt đầu" in page
    assert re.search(r"Giảng viên nhắc đồng chí: [^<]+, hạn ", page)
    assert all(f"Lê Mới {number}" in page for number in range(5))
    assert not any(name in page for name in ("Lê Đang", "Lê Xong", "Lê Lạ"))
    with app.app_context():
        assert reminded() == []


def test_one_press_reminds_all_who_have_not_begun_and_pressed_again_nobody(
    cast: Cast, app: Flask, as_person: Enter
) -> None:
    trainer = as_person(cast.trainer)
    page, report = trainer.get(cast.page()).text, f"/reports/completion?ref={cast.ref}&unit={cast.unit}"
    before = trainer.get(report).text
    first, second = press(trainer, cast, page=page), press(trainer, cast, page=page)

    assert "Đã nhắc 5 người." in first
    assert "Không gửi gì" in second
    assert "Không còn ai để nhắc" in trainer.get(cast.page()).text
    assert "Hôm nay đã nhắc" not in before
    assert "Hôm nay đã nhắc 5 người, lúc " in trainer.get(report).text
    with app.app_context():
        assert reminded() == sorted(cast.new)
        noted = db.session.scalars(select(AuditEvent).filter_by(action="assignment.remind")).one()
        assert noted.details == {"ref": str(cast.ref), "people": 5, "unit": cast.unit, "who": "new"}
        assert noted.actor_id == cast.trainer


def test_whom_one_reminded_alone_today_is_left_out_and_said_so(cast: Cast, app: Flask, as_person: Enter) -> None:
    with app.app_context(), app.test_request_context():
        helping.remind(cast.ref, cast.new[:2])
        transaction.commit()
    trainer = as_person(cast.trainer)
    page, told = trainer.get(cast.page()).text, trainer.get(f"{cast.page()}&fate=told").text
    press(trainer, cast)

    assert "Nhắc 3 người chưa bắt đầu" in page
    assert "Không nhắc: hôm nay đã được nhắc việc này (2)" in page
    assert "Lê Mới 0" in told
    assert "Lê Mới 4" not in told
    with app.app_context():
        assert reminded() == sorted(cast.new)


def test_leavers_closed_accounts_and_oneself_are_not_reminded(cast: Cast, app: Flask, as_person: Enter) -> None:
    with app.app_context(), app.test_request_context():
        db.session.get_one(Person, cast.new[0]).status = "closed"
        db.session.scalars(select(Membership).filter_by(person_id=cast.new[1])).one().until = clock.today()
        transaction.commit()
    trainer = as_person(cast.trainer)
    page = trainer.get(cast.page()).text
    press(trainer, cast)

    assert "Không nhắc: tài khoản đã đóng (1)" in page
    assert "Không nhắc: chính là đồng chí (1)" in page
    with app.app_context():
        assert reminded() == sorted(cast.new[2:])


def test_a_trainer_of_another_unit_sees_and_reminds_nobody_here(cast: Cast, app: Flask, as_person: Enter) -> None:
    foreign, manager = as_person(cast.foreign), as_person(cast.manager)
    own = f"/duties/remind/{cast.ref}?who=new&unit="
    there = re.search(r'name="csrf_token" value="([^"]+)"', foreign.get("/account").text)
    assert there
    sent = foreign.post(f"/duties/remind/{cast.ref}", data={"csrf_token": there[1], "unit": cast.unit, "who": "new"})

    assert foreign.get(f"{own}{cast.unit}").status_code == 404
    assert sent.status_code == 404
    assert manager.get(f"{own}{cast.unit}").status_code == 403
    assert "duties/remind" not in manager.get(f"/reports/completion?ref={cast.ref}&unit={cast.unit}").text
    with app.app_context():
        assert reminded() == []


def test_who_only_looks_on_in_one_unit_reminds_there_nobody(cast: Cast, app: Flask, as_person: Enter) -> None:
    with app.app_context(), app.test_request_context():
        grants.give(db.session.get_one(Person, cast.foreign), Role.MANAGER, db.session.get_one(Unit, cast.unit))
        transaction.commit()
    foreign = as_person(cast.foreign)
    page = foreign.get(cast.page()).text
    press(foreign, cast, day=clock.today().isoformat())

    assert "Không còn ai để nhắc" in page
    assert "Không nhắc: thuộc đơn vị đồng chí không phụ trách giảng dạy (6)" in page
    with app.app_context():
        assert reminded() == []


def test_those_whose_day_has_passed_are_reminded_begun_or_not(cast: Cast, app: Flask, as_person: Enter) -> None:
    with app.app_context(), app.test_request_context():
        for row in db.session.scalars(select(Duty).where(Duty.person_id.in_([cast.new[0], cast.begun, cast.done]))):
            row.due_on = clock.today() - timedelta(days=3)
        transaction.commit()
    trainer = as_person(cast.trainer)
    page = trainer.get(cast.page("late")).text
    press(trainer, cast, "late")

    assert "Nhắc 2 người đã quá hạn" in page
    with app.app_context():
        assert reminded() == sorted([cast.new[0], cast.begun])


def test_a_page_left_open_since_yesterday_sends_nothing(cast: Cast, app: Flask, as_person: Enter) -> None:
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    said = press(as_person(cast.trainer), cast, day=yesterday)

    assert "Chưa gửi gì" in said
    with app.app_context():
        assert reminded() == []


def test_each_day_of_several_has_its_own_words(cast: Cast, app: Flask, as_person: Enter) -> None:
    later = clock.today() + timedelta(days=60)
    with app.app_context(), app.test_request_context():
        service.extend(cast.new[0], cast.ref, later)
        transaction.commit()
    page = as_person(cast.trainer).get(cast.page()).text

    assert page.count("Giảng viên nhắc đồng chí") == 2
    assert "(4 người)" in page
    assert "(1 người)" in page


def test_one_comes_back_to_the_list_and_to_no_other_house(cast: Cast, as_person: Enter) -> None:
    trainer = as_person(cast.trainer)
    for wrong in ("https://example.org/", "//example.org", "/\\example.org", "/%09/example.org"):
        page = trainer.get(f"{cast.page()}&back={wrong}").text
        assert "example.org" not in page.split("<main", 1)[1].split('id="who"', 1)[0]

    report = f'href="/reports/completion?ref={cast.ref}&amp;unit={cast.unit}&amp;state=new"'
    assert report in trainer.get(cast.page()).text
    assert 'href="/x?y=1"' in trainer.get(cast.page() + "&back=/x?y=1").text


@pytest.mark.parametrize("wrong", ["who=done", "who=", "unit=99999&who=new"])
def test_nonsense_in_the_address_is_a_404(cast: Cast, as_person: Enter, wrong: str) -> None:
    trainer = as_person(cast.trainer)
    unit = "" if "unit" in wrong else f"unit={cast.unit}&"

    assert trainer.get(f"/duties/remind/{cast.ref}?{unit}{wrong}").status_code == 404
    assert trainer.get(f"/duties/remind/quiz:99999?unit={cast.unit}&who=new").status_code == 404
    assert trainer.get(f"/duties/remind/nonsense?unit={cast.unit}&who=new").status_code == 404


def test_the_report_counts_who_has_not_begun_and_leads_to_them_and_back(cast: Cast, as_person: Enter) -> None:
    trainer, path = as_person(cast.trainer), f"/reports/completion?ref={cast.ref}&unit={cast.unit}"
    page, narrowed = trainer.get(path).text, trainer.get(f"{path}&state=new").text

    assert "Nhắc cả 6 người chưa bắt đầu" in page
    assert f"unit={cast.unit}&amp;state=new#people" in page
    assert "Lê Đang" not in narrowed
    assert "Xem lại tất cả mọi người" in narrowed
    assert "Xem lại tất cả mọi người" not in page


def test_the_house_does_not_repeat_on_the_same_day_what_a_trainer_said_but_says_it_the_next(inside: Cast) -> None:
    for row in db.session.scalars(select(Duty).filter_by(ref_kind=inside.ref.kind, ref_id=inside.ref.id)):
        row.due_on = clock.today() - timedelta(days=1)
    helping.remind(inside.ref, inside.new)
    reminders.remind()
    today = set(db.session.scalars(select(Notice.person_id).filter_by(kind="overdue")))
    with clock.at(clock.now() + timedelta(days=1)):
        reminders.remind()
    tomorrow = set(db.session.scalars(select(Notice.person_id).filter_by(kind="overdue")))

    assert inside.begun in today
    assert not today & set(inside.new)
    assert set(inside.new) <= tomorrow


def test_looking_costs_the_same_however_many_there_are(cast: Cast, app: Flask, as_person: Enter) -> None:
    trainer = as_person(cast.trainer)
    few = statements(app, trainer, cast.page())
    with app.app_context(), app.test_request_context():
        for number in range(30):
            people.enrol(f"H{number}", f"Lê Thêm {number}", db.session.get_one(Unit, cast.unit))
        transaction.commit()

    assert "Nhắc 35 người chưa bắt đầu" in trainer.get(cast.page()).text
    assert statements(app, trainer, cast.page()) == few


def test_the_words_stand_beside_every_single_reminder_and_who_was_reminded_today_is_marked(
    cast: Cast, app: Flask, as_person: Enter
) -> None:
    trainer, one = as_person(cast.trainer), cast.new[0]
    pages = [trainer.get(path).text for path in (f"/duties/of/{one}/{cast.ref}", f"/reports/people/{one}")]
    report = f"/reports/completion?ref={cast.ref}&unit={cast.unit}"
    before = trainer.get(report).text
    with app.app_context(), app.test_request_context():
        helping.remind(cast.ref, [one])
        transaction.commit()

    assert all(re.search(r"Giảng viên nhắc đồng chí: [^<]+, hạn ", page) for page in pages)
    assert "hôm nay đã nhắc" not in before
    assert trainer.get(report).text.count("hôm nay đã nhắc") == 1
