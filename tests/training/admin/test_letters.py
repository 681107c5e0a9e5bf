"""Letters that could not be sent, and the administrator who sends them once more."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from training.core import clock
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
