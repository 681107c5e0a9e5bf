"""Letters through a real server on this machine: one a day, in office hours, urgent ones at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from courses import goals
from tests.training.notices.box import Box
from training.accounts import entrance, people, units
from training.accounts.models import Credential, Identity, Person, Unit
from training.core import clock, letters, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.notices import mail, service
from training.notices.models import MailLetter

MORNING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # Wednesday, 9:00 in the office
EVENING = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
HOLIDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GOOD = "ghe-xuong-trang-rach-lua"


def _tell(person_id: int, key: str, title: str = "Làm quen") -> None:
    service.tell([person_id], "asked", key, url="/courses/1", about={"title": title, "due": "2026-12-01"})
    transaction.commit()


def _day(at: datetime) -> None:
    with clock.at(at):
        mail.gather()
        mail.post()


def test_everything_new_comes_in_one_letter_a_day_even_if_the_job_runs_twice(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _tell(person_id, "one", "Bài thứ nhất")
    _tell(person_id, "two", "Bài thứ hai")
    _day(MORNING)
    _day(MORNING + timedelta(minutes=20))
    _tell(person_id, "three")
    _day(MORNING + timedelta(hours=2))

    assert len(box.received) == 1
    text = box.received[0].get_content()
    assert "Bài thứ nhất" in text
    assert "Bài thứ hai" in text
    assert box.received[0]["To"] == "thu@example.test"


def test_the_next_letter_tells_only_what_is_new(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _tell(person_id, "one", "Bài thứ nhất")
    _day(MORNING)
    _tell(person_id, "two", "Bài thứ hai")
    _day(MORNING + timedelta(days=1))
    _day(MORNING + timedelta(days=2))

    assert len(box.received) == 2
    assert "Bài thứ nhất" not in box.received[1].get_content()


@pytest.mark.parametrize("at", [EVENING, HOLIDAY])
def test_evenings_and_days_off_are_quiet(posted: tuple[Box, int], at: datetime) -> None:
    box, person_id = posted
    _tell(person_id, "one")
    _day(at)

    assert box.received == []


def test_who_is_away_gets_everything_in_one_letter_on_the_first_day_back(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    other = people.enrol("P2", "Lê Thị Ở", db.session.scalars(select(Unit)).one(), email="o@example.test")
    other.status = "active"
    with clock.at(MORNING):
        goals.choose(person_id, 60, [(MORNING.date(), MORNING.date())])
        for each in (person_id, other.id):
            _tell(each, "one", "Bài thứ nhất")
    _day(MORNING)
    away = [letter["To"] for letter in box.received]
    _tell(person_id, "two", "Bài thứ hai")
    _day(MORNING + timedelta(days=1))

    assert away == ["o@example.test"]
    assert [letter["To"] for letter in box.received[1:]] == ["thu@example.test"]
    assert "Bài thứ nhất" in box.received[1].get_content()
    assert "Bài thứ hai" in box.received[1].get_content()


@pytest.mark.parametrize(
    ("at", "first"),
    [
        (MORNING, MORNING),
        (EVENING, datetime(2026, 11, 26, 0, 0, tzinfo=UTC)),
        (HOLIDAY, datetime(2026, 11, 25, 0, 0, tzinfo=UTC)),
        (datetime(2026, 11, 27, 12, 0, tzinfo=UTC), datetime(2026, 11, 30, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_next_office_time_is_now_or_when_the_office_opens(in_app: Flask, at: datetime, first: datetime) -> None:
    assert mail.next_office_time(at) == first


def test_a_changed_password_is_told_at_once_even_at_night(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    credential = db.session.get_one(Credential, person_id)
    with clock.at(EVENING):
        entrance.set_password(credential, GOOD)
        transaction.commit()
        mail.post()
        first = len(box.received)
        entrance.set_password(credential, GOOD + "-moi")
        transaction.commit()
        mail.post()

    assert first == 0  # the first password of an account is no change
    assert [str(each["Subject"]) for each in box.received] == ["Mật khẩu Sân Tập Số vừa được đổi"]
    assert GOOD not in box.received[0].get_content()


def test_a_server_that_refuses_leaves_the_letter_waiting_with_its_problem(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    box.broken = True
    _tell(person_id, "one")
    _day(MORNING)
    waiting = mail.undelivered()
    box.broken = False
    with clock.at(MORNING + timedelta(minutes=30)):
        mail.post()

    assert [row.person_id for row in waiting] == [person_id]
    assert len(box.received) == 1
    assert mail.undelivered() == []


def test_who_wants_no_daily_letter_gets_none(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    mail.choose(person_id, False, "vi")
    _tell(person_id, "one")
    _day(MORNING)

    assert box.received == []


def test_letters_speak_the_chosen_language(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    mail.choose(person_id, True, "en")
    _tell(person_id, "one")
    _day(MORNING)

    assert "things to know" in str(box.received[0]["Subject"])
    assert "You are asked for" in box.received[0].get_content()


def test_without_a_mail_server_nothing_is_written(each_database: Flask) -> None:
    with each_database.test_request_context():
        unit = units.create("P02", "UBND xã Lặng")
        person = people.enrol("P2", "Lê Văn Lặng", unit, email="lang@example.test")
        db.session.get_one(Person, person.id).status = "active"
        _tell(person.id, "one")
        _day(MORNING)

        assert db.session.scalars(select(MailLetter)).all() == []


def test_what_a_value_holds_is_never_read_as_a_place_or_as_code(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    db.session.get_one(Identity, person_id).full_name = "{link} {{7*7}} {x.__class__}"
    _tell(person_id, "one", "Dòng\r\nBcc: khac@example.test")
    _day(MORNING)
    letter = box.received[0]

    assert "{link} {{7*7}} {x.__class__}" in letter.get_content()
    assert letter["Bcc"] is None


def test_the_wording_is_the_houses_own_until_it_goes_back(in_app: Flask) -> None:
    with in_app.test_request_context():
        letters.change("digest", "vi", "Tin\r\nmới", "Chào {Tên}: {danh_sach}, {name}")
        own = letters.written("digest", "vi", name="Mai", lines="- một", count="1", day="", link="")
        letters.reset("digest", "vi")
        shipped = letters.wording("digest", "vi")

    assert own == ("Tin mới", "Chào Mai: - một, Mai")
    assert not shipped.own


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Chào {nobody} {lines}", "{nobody}"), ("Chào {name}", "{danh_sach}"), ("{lines} {{7*7}}", "{7*7}"),
        ("{danh sách} {ten", "đứng lẻ"), ("{lines} {họ tên} {vui}", "{họ tên}, {vui}"),
    ],
)  # fmt: skip
def test_a_wording_that_could_not_work_is_refused(in_app: Flask, body: str, said: str) -> None:
    with in_app.test_request_context(), pytest.raises(RuleBroken) as refused:
        letters.change("digest", "vi", "Tin mới", body)

    assert refused.value.field == "body"
    assert said in str(refused.value)
