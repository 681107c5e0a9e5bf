"""Certificates are given once, say no more than they must, and stay checked by strangers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from tests.together import together
from training.accounts import grants, people, units
from training.accounts.models import Membership, Person
from training.accounts.rights import Role
from training.certificates import drawing, queries, service
from training.certificates.models import Certificate, CertificateRule
from training.core import activities, clock, content, events, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.errors import RuleBroken
from training.ledger.models import Completion


@pytest.fixture
def certified(app: Flask) -> tuple[ActivityRef, int, int, int]:
    """(quiz, learner, trainer, rule)"""
    with app.app_context(), app.test_request_context():
        content.load()
        unit = units.create("C01", "UBND xã Chứng Nhận")
        trainer = people.enrol("C0", "Lê Giảng", unit)
        grants.give(trainer, Role.TRAINER, unit)
        learner = people.enrol("C1", "Nguyễn Thị Ặng Ỗng", unit, email="kin@example.test")
        found = activities.by_key("quiz", "an-toan-co-ban")
        assert found
        rule = service.define(None, unit, _values(found.ref), trainer.id)
        transaction.commit()
        return found.ref, learner.id, trainer.id, rule.id


def _values(ref: ActivityRef) -> dict[str, object]:
    return service.shipped() | {"ref_kind": ref.kind, "ref_id": ref.id, "months": 12, "window_days": 60}


def _pass(app: Flask, person_id: int, ref: ActivityRef, later: int = 0) -> None:
    with app.test_request_context(), clock.at(clock.now() + timedelta(days=later)):
        events.publish(events.Finished(person_id, ref, "passed", 1.0))
        transaction.commit()


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def test_passing_twice_gives_one_certificate(app: Flask, certified: tuple[ActivityRef, int, int, int]) -> None:
    ref, learner, _trainer, _rule = certified
    together(app, lambda _n: events.publish(events.Finished(learner, ref, "passed", 1.0)), 6)
    _pass(app, learner, ref, later=100)

    with app.app_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 1


def test_a_failed_or_self_reported_try_gives_none(app: Flask, certified: tuple[ActivityRef, int, int, int]) -> None:
    ref, learner, _trainer, _rule = certified
    with app.test_request_context():
        events.publish(events.Finished(learner, ref, "failed", 0.2))
        events.publish(events.Finished(learner, ref, "passed", 1.0, self_reported=True))
        transaction.commit()
        assert db.session.scalar(select(func.count(Certificate.id))) == 0


def test_a_unit_certifies_only_those_who_stand_under_it_or_hold_its_certificate(
    app: Flask, certified: tuple[ActivityRef, int, int, int]
) -> None:
    ref, learner, _trainer, rule_id = certified
    with app.test_request_context():
        far = units.create("C02", "UBND xã Khác")
        stranger = people.enrol("C2", "Nguyễn Người Xa", far)
        transaction.commit()
        number, far_id = stranger.id, far.id
    _pass(app, number, ref)
    _pass(app, learner, ref)
    with app.test_request_context():
        rule = db.session.get_one(CertificateRule, rule_id)
        first = set(db.session.scalars(select(Certificate.person_id)))
        promised = [queries.promised(each, ref) for each in (learner, number)]
        assert service.lacking(rule) == []
        post = db.session.scalars(select(Membership).filter_by(person_id=learner)).one()
        post.unit_id = far_id
        transaction.commit()
    _pass(app, learner, ref, later=400)
    with app.app_context():
        assert first == {learner}
        assert [each is not None for each in promised] == [True, False]
        assert db.session.scalar(select(func.count(Certificate.id)).filter_by(person_id=learner)) == 2


def test_the_old_one_stays_good_until_its_end(app: Flask, certified: tuple[ActivityRef, int, int, int]) -> None:
    ref, learner, _trainer, _rule = certified
    _pass(app, learner, ref)
    _pass(app, learner, ref, later=330)

    with app.app_context(), clock.at(clock.now() + timedelta(days=331)):
        new, old = queries.mine(learner)
        assert (new.state, old.state) == ("valid", "valid")
        assert new.row.valid_until
        assert old.row.valid_until
        assert (new.row.valid_until - old.row.valid_until).days in (365, 366)


def test_an_ended_one_that_was_renewed_asks_for_nothing_more(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, learner, _trainer, _rule = certified
    _pass(app, learner, ref)
    with clock.at(clock.now() + timedelta(days=400)):
        alone = as_person(learner).get("/certificates").text
    _pass(app, learner, ref, later=330)
    with clock.at(clock.now() + timedelta(days=400)):
        renewed = as_person(learner).get("/certificates").text

    assert "Học lại cả nội dung" in alone
    assert f'href="/quizzes/{ref.id}"' in alone
    assert f'href="/quizzes/{ref.id}"' not in renewed
    assert "Học lại cả nội dung" not in renewed
    assert "Đã có chứng nhận mới thay thế" in renewed


def test_what_is_to_be_renewed_now_says_so_in_the_list_of_its_unit_and_in_the_file(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, learner, trainer, _rule = certified
    _pass(app, learner, ref)

    def seen() -> tuple[int, int]:
        client = as_person(trainer)
        page, file = client.get("/certificates/issued").text, client.get("/certificates/issued.csv")
        return page.partition("<tbody>")[2].count("đến kỳ gia hạn"), file.get_data(as_text=True).count("đến kỳ gia hạn")

    fresh = seen()
    with clock.at(clock.now() + timedelta(days=330)):
        open_now = seen()
    _pass(app, learner, ref, later=330)
    with clock.at(clock.now() + timedelta(days=331)):
        renewed = seen()

    assert (fresh, open_now, renewed) == ((0, 0), (1, 1), (0, 0))


def test_a_stranger_sees_the_name_and_nothing_more(app: Flask, certified: tuple[ActivityRef, int, int, int]) -> None:
    ref, learner, _trainer, _rule = certified
    _pass(app, learner, ref)
    with app.app_context():
        code = db.session.scalars(select(Certificate.code)).one()
    stranger = app.test_client()
    for path, words in ((f"/chung-nhan/{code}", "còn hiệu lực"), (f"/en/certificates/{code}", "is good")):
        answer = stranger.get(path)
        assert answer.status_code == 200
        assert words in answer.text
        assert "Nguyễn Thị Ặng Ỗng" in answer.text
        assert not re.search("kin@example|C1\\b|UBND xã Chứng|<script", answer.text)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
    assert len(code) >= 22
    assert stranger.get(f"/chung-nhan/{code[:-1]}").status_code == 404
    assert stranger.get("/chung-nhan/?code=" + code).location.endswith(code)
    with app.app_context(), clock.at(clock.now() + timedelta(days=400)):
        assert "hết hiệu lực" in stranger.get(f"/chung-nhan/{code}").text


def test_revoking_needs_a_reason_and_shows_at_once(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, learner, trainer, _rule = certified
    _pass(app, learner, ref)
    with app.app_context():
        row = db.session.scalars(select(Certificate)).one()
        number, code = row.id, row.code
    client = as_person(trainer)
    token = _token(client, f"/certificates/{number}")
    bare = client.post(f"/certificates/{number}", data={"csrf_token": token, "reason": " ", "sure": "y"})
    reason = {"csrf_token": token, "reason": "Cấp nhầm <b>người</b>"}
    unsure = client.post(f"/certificates/{number}", data=reason)
    with app.app_context():
        assert db.session.get_one(Certificate, number).revoked_at is None
    client.post(f"/certificates/{number}", data={**reason, "sure": "y"})

    page = app.test_client().get(f"/chung-nhan/{code}").text
    assert (bare.status_code, unsure.status_code) == (422, 422)
    assert "Cấp nhầm &lt;b&gt;" in unsure.text  # what was typed stays
    assert "đã bị thu hồi" in page
    assert "Cấp nhầm" not in page
    assert "Cấp nhầm &lt;b&gt;" in as_person(learner).get("/certificates").text
    assert client.get(f"/certificates/{number}.pdf").status_code == 404
    _pass(app, learner, ref, later=1)
    with app.app_context():
        assert db.session.scalar(select(func.count(Certificate.id))) == 2


def test_the_paper_is_vector_and_holds_every_vietnamese_letter(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, learner, trainer, _rule = certified
    _pass(app, learner, ref)
    with app.app_context():
        number, code = db.session.execute(select(Certificate.id, Certificate.code)).one()
    mine = as_person(learner).get(f"/certificates/{number}.pdf")
    unit = as_person(trainer).get("/certificates/issued.pdf")

    for answer in (mine, unit):
        pages = PdfReader(BytesIO(answer.data)).pages
        text = pages[0].extract_text()
        assert len(pages) == 1
        assert "Nguyễn Thị Ặng Ỗng" in text
        assert code in text
        assert list(pages[0].images) == []


def test_who_finished_before_the_rule_is_given_it_dated_as_they_finished(
    app: Flask, certified: tuple[ActivityRef, int, int, int]
) -> None:
    ref, learner, _trainer, rule_id = certified
    long_ago = clock.now() - timedelta(days=90)
    with app.test_request_context():
        db.session.add(
            Completion(person_id=learner, ref_kind=ref.kind, ref_id=ref.id, outcome="passed", evidence={}, at=long_ago)
        )
        transaction.commit()
        counts = [service.issue_lacking(rule_id)["issued"] for _turn in range(2)]
        row = db.session.scalars(select(Certificate)).one()

        assert counts == [1, 0]
        assert row.issued_on == clock.local(long_ago).date()


def test_wording_takes_only_known_places_and_never_code(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, _learner, trainer, rule_id = certified
    with app.test_request_context():
        rule = db.session.get_one(CertificateRule, rule_id)
        unit = db.session.get_one(units.Unit, rule.unit_id)
        for body in ("{secret}", "{{ 7*7 }}", "{name.__class__}", "còn { lẻ"):
            with pytest.raises(RuleBroken) as refused:
                service.define(rule, unit, _values(ref) | {"body": body}, trainer)
            assert refused.value.field == "body"
            transaction.rollback()


def test_erasing_a_person_takes_the_name_off_the_public_page(
    app: Flask, certified: tuple[ActivityRef, int, int, int]
) -> None:
    ref, learner, _trainer, _rule = certified
    _pass(app, learner, ref)
    with app.test_request_context():
        code = db.session.scalars(select(Certificate.code)).one()
        people.erase(db.session.get_one(Person, learner))
        transaction.commit()

    assert "Ặng" not in app.test_client().get(f"/chung-nhan/{code}").text


def test_the_wording_is_looked_at_on_paper_before_it_is_kept(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, _learner, trainer, rule_id = certified
    client, path = as_person(trainer), f"/certificates/rules/{rule_id}"
    fields = {
        "csrf_token": _token(client, path), "ref": str(ref), "unit": "1", "title": "Giấy chứng nhận",
        "issuer": "UBND xã", "body": "đã học “{activity}”", "months": "6", "window_days": "30", "renewal": "",
        "notice_days": "30, 7", "signatory_name": "Trần Thị Ký", "active": "y",
    }  # fmt: skip
    looked = client.post("/certificates/rules/preview.pdf", data=fields)
    wrong = client.post(path, data={**fields, "body": "đã học “{khac}”"})
    with app.app_context():
        before = db.session.get_one(CertificateRule, rule_id).signatory_name
    kept = client.post(path, data=fields)
    with app.app_context():
        after = db.session.get_one(CertificateRule, rule_id)

    assert "Trần Thị Ký" in PdfReader(BytesIO(looked.data)).pages[0].extract_text()
    assert (wrong.status_code, "{khac}" in wrong.text, before) == (422, True, "")
    assert (kept.status_code, after.signatory_name, after.months, after.notice_days) == (302, "Trần Thị Ký", 6, [30, 7])


def test_a_wrong_place_is_named_beside_the_field_and_what_was_typed_stays(
    app: Flask, certified: tuple[ActivityRef, int, int, int], as_person: Callable[[int], FlaskClient]
) -> None:
    ref, _learner, trainer, rule_id = certified
    client, path = as_person(trainer), f"/certificates/rules/{rule_id}"
    page = client.get(path).text
    fields = {
        "csrf_token": _token(client, path), "ref": str(ref), "unit": "1", "title": "Giấy", "issuer": "UBND xã",
        "body": "ông {Tên} {cấp bậc}", "months": "6", "window_days": "30", "notice_days": "30", "active": "y",
    }  # fmt: skip
    for door in (path, f"/certificates/rules/preview.pdf?rule={rule_id}"):
        answer = client.post(door, data=fields)
        note = re.search(r'class="field__error" id="body-note">(.*?)</p>', answer.text, re.S)
        assert answer.status_code == 422
        assert note
        assert "{cấp bậc}. Có thể dùng: {ten}, {hoat_dong}, {ngay}, {phut}" in note[1]
        assert "ông {Tên} {cấp bậc}</textarea>" in answer.text
    plain = client.post(path, data={**fields, "body": "x", "title": "Giấy {ten}"})
    kept = client.post(path, data={**fields, "body": "ông {Tên}, bà {name}, {hoạt động}"})

    assert "“{hoat_dong}”, thời lượng {phut} phút" in page
    assert page.count("<code>{") == 4
    assert (plain.status_code, kept.status_code) == (422, 302)
    assert 'id="title-note"' in plain.text
    with app.test_request_context():
        words = service.worded(db.session.get_one(CertificateRule, rule_id), date(2026, 3, 5))
        paper = drawing.Paper(words, "Lê Mẫu", "2026/1", date(2026, 3, 5), None, "x")
        assert drawing.said(paper).startswith("ông Lê Mẫu, bà Lê Mẫu, ")
        assert "{" not in drawing.said(paper)


def test_the_day_on_paper_is_written_as_offices_write_it_and_numbers_keep_their_unit() -> None:
    printed = {
        "title": "Giấy chứng nhận", "body": "đã học {minutes} phút, ngày {day}.", "issuer": "Sở Thử",
        "place": "Hải Tràm", "signatory_post": "GIÁM ĐỐC", "signatory_name": "Trần Văn Mẫu", "activity": "x",
        "minutes": "10", "day": "05/03/2026",
    }  # fmt: skip
    paper = drawing.Paper(printed, "Lê Mẫu", "2026/1", date(2026, 3, 5), None, "https://vidu.invalid/x")
    text = PdfReader(BytesIO(drawing.drawn([paper]))).pages[0].extract_text()

    assert "Hải Tràm, ngày 05 tháng 3 năm 2026" in text
    assert drawing.said(paper) == "đã học 10\xa0phút, ngày 05/03/2026."
