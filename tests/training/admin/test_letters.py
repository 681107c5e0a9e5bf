"""The words of letters as an administrator changes them, and letters that could not be sent."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.core import clock, i18n, letters
from training.core.db import db
from training.core.jobs.models import Job
from training.notices import mail
from training.notices.models import MailLetter


def test_what_was_left_is_shown_and_sent_once_more(app: Flask, as_admin: FlaskClient) -> None:
    app.config["HOUSE"] = dataclasses.replace(app.config["HOUSE"], smtp_url="smtp://127.0.0.1:1")
    with app.app_context():
        row = MailLetter(
            person_id=1, kind="digest", key="digest:x", subject="Tin hôm nay", body="x", queued_at=clock.now(),
            send_after=clock.now() + timedelta(hours=4), attempts=mail.TRIES, problem="SMTPDataError",
        )  # fmt: skip
        db.session.add(row)
        db.session.commit()
    page = as_admin.get("/settings/letters").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = as_admin.post("/settings/letters", data={"csrf_token": token[1]})

    assert "Tin hôm nay" in page
    assert answer.status_code == 302
    with app.app_context():
        left = db.session.scalars(select(MailLetter)).one()
        assert (left.attempts, left.send_after <= clock.now()) == (0, True)
        assert db.session.scalars(select(Job.id).filter_by(name="notices.post")).first() is not None


def test_a_letter_is_read_changed_and_looked_at_in_vietnamese_names(as_admin: FlaskClient, app: Flask) -> None:
    path = "/settings/letters/digest.vi"
    page = as_admin.get(path).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    typed = {"csrf_token": token[1], "subject": "Tin {ngày}", "body": "Chào {tên}, {danh sách} {sai}"}
    looked = as_admin.post(path, data={**typed, "go": "look"})
    kept = as_admin.post(path, data={**typed, "go": "keep", "body": "Chào {tên}: {danh sách}"})

    assert "Chào {ten}," in page
    assert "họ tên của người đó" in page
    assert (looked.status_code, kept.status_code) == (422, 302)
    assert "Ở đây không có {sai}. Có thể dùng: {ten}, {ngay}" in looked.text
    assert "Chào {tên}, {danh sách} {sai}</textarea>" in looked.text
    with app.test_request_context():
        assert letters.written("digest", "vi", name="Mai", lines="- a", day="x")[1] == "Chào Mai: - a"


def test_an_english_reader_is_told_in_english_names(as_admin: FlaskClient) -> None:
    as_admin.set_cookie(i18n.COOKIE, "en", domain="127.0.0.1")
    page = as_admin.get("/settings/letters/digest.vi").text

    assert "Chào {name}," in page
    assert "<code>{lines}</code>" in page
