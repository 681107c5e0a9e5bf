"""Letters that wait: bad addresses, long outages, minds that change, and several workers at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.together import together
from tests.training.notices.box import Box
from training.accounts import entrance, founding, people
from training.accounts.models import Credential, Identity, Person, Unit
from training.core import clock, letters, transaction
from training.core.db import db
from training.core.errors import RuleBroken
from training.notices import mail, service
from training.notices.models import MailLetter
from training.notices.say import sentence

MORNING = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # Wednesday, 9:00 in the office


def _colleagues(count: int) -> list[int]:
    unit = db.session.scalars(select(Unit)).one()
    found = [people.enrol(f"W{n}", f"Lê Đồng Nghiệp {n}", unit, email=f"w{n}@example.test") for n in range(count)]
    for person in found:
        person.status = "active"
    return [person.id for person in found]


def _told(*person_ids: int) -> None:
    service.tell(person_ids, "asked", "one", url="/courses/1", about={"title": "Làm quen", "due": "2026-12-01"})
    transaction.commit()
    with clock.at(MORNING):
        mail.gather()


def _letter(person_id: int) -> MailLetter:
    db.session.expire_all()
    return db.session.scalars(select(MailLetter).filter_by(person_id=person_id)).one()


@pytest.mark.parametrize("wrong", ["a\nb@example.test", "thu@", "khong phai dia chi", "a@b@c", "<x"])
def test_a_wrong_address_is_named_and_holds_nobody_up(posted: tuple[Box, int], wrong: str) -> None:
    box, person_id = posted
    db.session.get_one(Identity, person_id).email = wrong
    _told(person_id, *_colleagues(1))
    with clock.at(MORNING):
        mail.post()

    assert [str(each["To"]) for each in box.received] == ["w0@example.test"]
    assert [(row.person_id, row.problem) for row in mail.undelivered()] == [(person_id, "bad address")]


def test_four_workers_at_once_send_each_letter_once(each_database: Flask, posted: tuple[Box, int]) -> None:
    box, person_id = posted
    ids = [person_id, *_colleagues(20)]
    service.tell(ids, "asked", "one", about={"title": "Làm quen"})
    transaction.commit()

    def work(_number: int) -> None:
        with clock.at(MORNING):
            mail.gather()
            mail.post()

    together(each_database, work, 4)

    assert len(box.received) == len({str(each["To"]) for each in box.received}) == 21


def test_a_letter_outlives_a_server_that_is_down_over_a_day(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    box.broken = True
    _told(person_id)
    for quarter in range(24):
        with clock.at(MORNING + timedelta(minutes=15 * quarter)):
            mail.post()
    box.broken = False
    with clock.at(MORNING + timedelta(days=1)):
        mail.post()

    assert len(box.received) == 1


def test_who_switches_letters_off_gets_not_even_the_one_that_waits(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _told(person_id)
    mail.choose(person_id, False, "vi")
    with clock.at(MORNING):
        mail.post()

    assert box.received == []
    assert _letter(person_id).problem == "not wanted"


def test_a_closed_account_gets_no_daily_letter(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _told(person_id)
    people.disable(db.session.get_one(Person, person_id))
    with clock.at(MORNING):
        mail.post()

    assert box.received == []


def test_a_letter_about_the_account_speaks_its_owners_language(each_database: Flask, posted: tuple[Box, int]) -> None:
    box, person_id = posted
    with each_database.test_request_context(headers={"Cookie": "display=en.."}), clock.at(MORNING):
        credential = db.session.get_one(Credential, person_id)
        entrance.set_password(credential, "ghe-xuong-trang-rach-lua")
        entrance.set_password(credential, "buom-suoi-khoai-tuyet-nang")
        transaction.commit()
        mail.post()

    assert "thứ Tư 25/11/2026" in box.received[0].get_content()


def _died_in_hand(person_id: int, *, urgent: bool) -> None:
    """A worker took a letter and died: nobody knows whether it went out."""
    mail.write(person_id, "x", "died", "Thư dở", "x", urgent=urgent)
    letter = db.session.scalars(select(MailLetter).filter_by(key="died")).one()
    letter.claimed_until, letter.attempts = MORNING - timedelta(minutes=1), 1
    letter.send_after = MORNING - timedelta(hours=1)
    transaction.commit()


def test_a_daily_letter_goes_out_at_most_once_though_the_server_died(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _died_in_hand(person_id, urgent=False)
    with clock.at(MORNING):
        mail.post()
        mail.post()
        assert box.received == []
        assert [row.problem for row in mail.undelivered()] == [mail.PERHAPS]
        mail.try_again()
        mail.post()

    assert len(box.received) == 1


def test_a_letter_about_the_account_goes_out_at_least_once_under_one_name(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    _died_in_hand(person_id, urgent=True)
    with clock.at(MORNING):
        mail.post()
        mail.post()

    assert len(box.received) == 1
    assert str(box.received[0]["Message-ID"]).startswith(f"<letter-{_letter(person_id).id}@")


def test_the_reset_letter_speaks_the_language_that_was_chosen(posted: tuple[Box, int]) -> None:
    box, person_id = posted
    credential = db.session.get_one(Credential, person_id)
    mail.choose(person_id, True, "en")
    transaction.commit()
    founding.send_reset(credential.sign_in_name)

    assert "A new password" in str(box.received[0]["Subject"])


def test_the_house_words_its_notices_itself(posted: tuple[Box, int]) -> None:
    _box, person_id = posted
    letters.change("notice.asked", "vi", "", "Mời đồng chí học {title}.")
    service.tell([person_id], "asked", "worded", about={"title": "Làm quen {due}", "due": "2026-12-01"})
    row = db.session.scalars(service.mine(person_id)).first()

    assert row is not None
    assert sentence(row) == "Mời đồng chí học Làm quen {due}."  # a value is never read as a place
    with pytest.raises(RuleBroken):
        letters.change("notice.asked", "vi", "", "Không có tên việc")
