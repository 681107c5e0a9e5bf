from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.accounts import codes, entrance, grants, passwords, people, second_factor, units
from training.accounts.models import Credential, Person, Unit
from training.accounts.rights import Role
from training.core import clock, transaction
from training.core.db import db
from training.core.errors import RuleBroken

GOOD = "ghe-xuong-trang-rach-lua"


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def sign_in(client: FlaskClient, name: str, password: str, **more: Any) -> Any:
    form = {"csrf_token": token(client), "sign_in_name": name, "password": password, **more}
    return client.post("/sign-in", data=form)


@pytest.fixture
def person(app: Flask) -> int:
    with app.app_context(), app.test_request_context():
        unit = units.create("E01", "UBND phường Thử")
        person = people.enrol("E1", "Lê Thị Vào Cửa", unit)
        credential = db.session.get_one(Credential, person.id)
        credential.sign_in_name = "vaocua"
        entrance.set_password(credential, GOOD)
        person.status = "active"
        transaction.commit()
        return person.id


def test_the_right_password_opens_and_the_cookie_changes(app: Flask, person: int) -> None:
    client = app.test_client()
    with client.session_transaction() as before:
        before["planted"] = "by a stranger"

    answer = sign_in(client, "VaoCua", GOOD, next="/courses")

    assert (answer.status_code, answer.location) == (302, "/courses")
    with client.session_transaction() as after:
        assert "planted" not in after


@pytest.mark.parametrize("target", ["//evil.invalid", "https://evil.invalid", "/\\evil.invalid", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(app: Flask, person: int, target: str) -> None:
    assert sign_in(app.test_client(), "vaocua", GOOD, next=target).location == "/"


def test_unknown_names_and_wrong_passwords_get_the_same_answer(app: Flask, person: int) -> None:
    first, second = (sign_in(app.test_client(), name, "sai-mat-khau-roi") for name in ("vaocua", "khongco"))
    strip = re.compile(r'value="[^"]*"|Mã sự việc.*')

    assert first.status_code == second.status_code == 422
    assert strip.sub("", first.text) == strip.sub("", second.text)


def test_wrong_tries_make_the_account_wait_and_its_owner_gets_in_within_ten_minutes(app: Flask, person: int) -> None:
    for number in range(20):
        sign_in(app.test_client(), "vaocua", f"sai-{number}-roi-nhe")
    assert sign_in(app.test_client(), "vaocua", GOOD).status_code == 422

    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert sign_in(app.test_client(), "vaocua", GOOD).status_code == 302


def test_mistakes_of_one_person_do_not_lock_the_office(app: Flask, person: int) -> None:
    for number in range(15):
        sign_in(app.test_client(), f"dongnghiep{number}", "sai-roi")

    assert sign_in(app.test_client(), "vaocua", GOOD).status_code == 302


def test_a_stolen_cookie_is_worthless_after_signing_out(app: Flask, person: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    with client.session_transaction() as held:
        stolen = dict(held)
    client.post("/sign-out", data={"csrf_token": token(client, "/account")})

    thief = app.test_client()
    with thief.session_transaction() as planted:
        planted.update(stolen)

    assert thief.get("/account").status_code == 302


@pytest.mark.parametrize(
    ("gone", "seen"), [(timedelta(hours=3, minutes=50), 200), (timedelta(hours=4, minutes=5), 302)]
)
def test_a_learner_may_pause_for_four_hours(app: Flask, person: int, gone: timedelta, seen: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)

    with clock.at(clock.now() + gone):
        assert client.get("/account").status_code == seen


def _trainer(app: Flask, person: int) -> FlaskClient:
    """Make the person a trainer, and sign in as them."""
    with app.app_context(), app.test_request_context():
        unit = db.session.query(Unit).filter_by(code="E01").one()
        grants.give(db.session.get_one(Person, person), Role.TRAINER, unit)
        transaction.commit()
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    return client


@pytest.mark.parametrize(("gone", "seen"), [(timedelta(minutes=29), 200), (timedelta(minutes=31), 302)])
def test_every_other_role_may_pause_for_half_an_hour(
    app: Flask, person: int, gone: timedelta, seen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.accounts.visitor.owing", lambda _visitor: "")
    client = _trainer(app, person)

    with clock.at(clock.now() + gone):
        assert client.get("/account").status_code == seen


def test_after_twelve_hours_even_the_busiest_sign_in_again(app: Flask, person: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    begun = clock.now()
    for hour in (3, 6, 9, 11.9):
        with clock.at(begun + timedelta(hours=hour)):
            assert client.get("/account").status_code == 200

    with clock.at(begun + timedelta(hours=12, minutes=1)):
        assert client.get("/account").status_code == 302


def test_closing_an_account_ends_its_next_request(app: Flask, person: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    with app.app_context(), app.test_request_context():
        people.disable(db.session.get_one(Person, person))
        transaction.commit()

    assert client.get("/account").status_code == 302


def test_roles_beyond_learning_must_set_up_a_second_factor_first(app: Flask, person: int) -> None:
    client = _trainer(app, person)

    assert client.get("/reports/completion").location.startswith("/account/second-factor/new")


def test_six_digits_work_once_and_one_step_late(app: Flask, person: int) -> None:
    with app.app_context(), app.test_request_context():
        mine, secret = db.session.get_one(Credential, person), second_factor.new_secret()
        printed = second_factor.enrol(mine, secret, pyotp.TOTP(secret).at(clock.now()))
        later = clock.now() + timedelta(seconds=60)
        with clock.at(later):
            code = pyotp.TOTP(secret).at(later - timedelta(seconds=30))
            second_factor.prove(mine, code)
            with pytest.raises(RuleBroken):
                second_factor.prove(mine, code)
        second_factor.prove(mine, printed[0])
        with pytest.raises(RuleBroken):
            second_factor.prove(mine, printed[0])


def test_a_reset_link_works_once_and_signs_everything_out(app: Flask, person: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    with app.app_context(), app.test_request_context():
        link = codes.long("reset", person)
        transaction.commit()
    fresh, new = app.test_client(), "buom-suoi-khoai-tuyet-nang"

    form = {"csrf_token": token(fresh, f"/reset/{link}"), "password": new, "again": new}
    assert fresh.post(f"/reset/{link}", data=form).status_code == 302

    assert fresh.get(f"/reset/{link}").status_code == 410
    assert client.get("/account").status_code == 302
    assert sign_in(app.test_client(), "vaocua", new).status_code == 302


def test_what_was_typed_survives_an_expired_session(app: Flask, person: int) -> None:
    client = app.test_client()
    sign_in(client, "vaocua", GOOD)
    later = clock.now() + timedelta(hours=5)
    with clock.at(later):
        lost = client.post("/account/devices", data={"session": "7", "password": "bí mật"})
        assert lost.location.startswith("/sign-in")
        assert sign_in(client, "vaocua", GOOD).location == "/account/kept"
        page = client.get("/account/kept").text

    assert 'name="session" value="7"' in page
    assert "bí mật" not in page


@pytest.mark.parametrize(
    "weak", ["matkhau123456789", "ubndphuongthu2026", "123456789012345", "aaaaaaaaaaaaaaaa", "lethivaocua1990", "ngan"]
)
def test_passwords_that_anybody_would_try_are_refused(app: Flask, person: int, weak: str) -> None:
    with app.app_context(), app.test_request_context(), pytest.raises(RuleBroken):
        entrance.set_password(db.session.get_one(Credential, person), weak)


def test_proposed_passwords_are_accepted_and_differ() -> None:
    proposed = {passwords.suggest() for _turn in range(50)}

    assert len(proposed) == 50
    assert min(map(len, proposed)) >= passwords.ALONE
    for each in proposed:
        passwords.check(each)


def test_a_long_unicode_password_is_taken_to_the_letter(app: Flask, person: int) -> None:
    word = "Đường về quê ngoại có hàng dừa xanh và con rạch nhỏ chảy qua nhà 🌿"
    kept = passwords.hash_password(word)

    assert passwords.verify(kept, word)
    assert not passwords.verify(kept, word[:-1])


def test_the_first_administrator_comes_by_an_invitation_that_works_once(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        link = codes.long("invite", None)
        transaction.commit()
    client = app.test_client()
    form = {
        "csrf_token": token(client, f"/invite/{link}"), "full_name": "Trần Quản Trị", "unit_name": "UBND tỉnh Thử",
        "sign_in_name": "sep.quantri", "password": GOOD, "again": GOOD, "email": "",
    }  # fmt: skip

    assert client.post(f"/invite/{link}", data=form).status_code == 302
    assert client.get("/settings").location.startswith("/account/second-factor/new")
    assert app.test_client().get(f"/invite/{link}").status_code == 410


def test_the_sign_in_page_is_drawn_once_and_still_gives_each_visitor_a_token_of_their_own(client: FlaskClient) -> None:
    pages = [client.application.test_client().get("/sign-in").text for _visitor in range(3)]
    tokens = {re.search(r'name="csrf_token" value="([^"]+)"', page)[1] for page in pages}  # type: ignore[index]

    assert len(tokens) == 3
    assert {page.replace(token, "") for page, token in zip(pages, _in_order(pages), strict=True)} == {
        pages[0].replace(_in_order(pages)[0], "")
    }


def test_the_sign_in_page_follows_language_and_address(client: FlaskClient) -> None:
    client.get("/sign-in")
    client.set_cookie("display", "en..more", domain="127.0.0.1")
    english = client.get("/sign-in").text
    led = client.get("/sign-in?next=/account").text

    assert 'lang="en"' in english
    assert 'data-contrast="more"' in english
    assert 'value="/account"' in led


def _in_order(pages: list[str]) -> list[str]:
    return [re.search(r'name="csrf_token" value="([^"]+)"', page)[1] for page in pages]  # type: ignore[index]
