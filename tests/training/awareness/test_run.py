from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from training.awareness import queries, service
from training.awareness.models import InboxAnswer, InboxRun
from training.core import events, transaction
from training.core.db import db
from training.core.errors import RuleBroken


def token(page: str) -> str:
    found = re.search('name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def judge(client: FlaskClient, run_id: int, message_id: int, step: str, once: str) -> Any:
    page = client.get(f"/inbox/runs/{run_id}?m={message_id}").text
    form = {"csrf_token": token(page), "step": step, "once": once}
    return client.post(f"/inbox/runs/{run_id}/messages/{message_id}", data=form)


def message_ids(app: Flask, run_id: int) -> list[int]:
    with app.app_context():
        return list(db.session.get_one(InboxRun, run_id).message_ids)


def test_a_report_is_thanked_and_signs_come_afterwards(app: Flask, learner: FlaskClient, run_id: int) -> None:
    first = message_ids(app, run_id)[0]

    before = learner.get(f"/inbox/runs/{run_id}?m={first}").text
    thanks = learner.get(judge(learner, run_id, first, "report", "a").location).text
    after = learner.get(judge(learner, run_id, first, "explained", "b").location).text

    assert "cue-no" not in before
    assert "Reported. Thank you" in thanks or "Cảm ơn đồng chí" in thanks
    assert "cue-no" not in thanks
    assert after.count("cue-no") >= 2


def test_a_repeated_verdict_is_one_step(app: Flask, learner: FlaskClient, run_id: int) -> None:
    first = message_ids(app, run_id)[0]

    judge(learner, run_id, first, "report", "same")
    judge(learner, run_id, first, "report", "same")

    with app.app_context():
        assert db.session.scalar(select(func.count(InboxAnswer.id))) == 1


def test_a_verdict_may_change_until_the_signs_are_shown(app: Flask, learner: FlaskClient, run_id: int) -> None:
    first = message_ids(app, run_id)[0]

    judge(learner, run_id, first, "report", "1")
    judge(learner, run_id, first, "keep", "2")
    judge(learner, run_id, first, "explained", "3")
    late = judge(learner, run_id, first, "report", "4")

    assert late.status_code == 422
    with app.app_context():
        item = queries.items(db.session.get_one(InboxRun, run_id))[0]
        assert (item.verdict, item.explained) == ("keep", True)


def test_nobody_else_sees_my_run(app: Flask, classmate: FlaskClient, run_id: int) -> None:
    first = message_ids(app, run_id)[0]

    paths = ("", "/result", f"/messages/{first}/links/0", "?m=1")

    assert {classmate.get(f"/inbox/runs/{run_id}{path}").status_code for path in paths} == {404}


def test_the_house_hears_that_it_is_done_and_no_score(app: Flask, province: dict[str, int], run_id: int) -> None:
    heard: list[events.Finished] = []
    app.extensions["house"].listeners[events.Finished].append(heard.append)
    with app.app_context(), app.test_request_context():
        run = db.session.get_one(InboxRun, run_id)
        for item in queries.items(run):
            service.note(run, item.row.id, "report", f"x{item.row.id}")
        service.finish(run)
        service.finish(run)
        transaction.commit()
        tally = queries.tally(run)

    assert tally is not None
    assert (tally.hits, tally.false_alarms) == (3, 7)
    assert [(event.outcome, event.fraction) for event in heard] == [("completed", None)]
    assert set(heard[0].evidence) == {"run", "messages", "minutes"}


def test_handing_in_early_names_what_waits(app: Flask, run_id: int) -> None:
    with app.app_context(), app.test_request_context(), pytest.raises(RuleBroken, match="10"):
        service.finish(db.session.get_one(InboxRun, run_id))


def test_links_are_looked_at_and_never_followed(app: Flask, learner: FlaskClient, run_id: int) -> None:
    with app.app_context():
        run = db.session.get_one(InboxRun, run_id)
        linked = next(item for item in queries.items(run) if item.message.links)

    page = learner.get(f"/inbox/runs/{run_id}/messages/{linked.row.id}/links/0").text
    mail = learner.get(f"/inbox/runs/{run_id}?m={linked.row.id}").text

    assert linked.message.links[0].target in page
    assert re.findall(r'(?:href|src|action)="(?:https?:)?//[^"]*', page + mail) == []
    assert 'type="password"' not in page


def test_small_groups_stay_hidden(app: Flask, province: dict[str, int]) -> None:
    from training.accounts import people, units
    from training.accounts.models import Unit
    from training.awareness.figures import SOURCE
    from training.core.reporting import Scope, rows

    with app.app_context(), app.test_request_context():
        root = db.session.get_one(Unit, province["unit"])
        for code, size in (("A", 9), ("B", 10)):
            unit = units.create(f"T01.{code}", f"Phòng {code}", root)
            for number in range(size):
                person = people.enrol(f"{code}{number}", "Nguyễn Văn Thử", unit)
                run = service.begin(queries.open_sets()[0], person.id)
                for item in queries.items(run):
                    service.note(run, item.row.id, "report", f"{run.id}-{item.row.id}")
                service.finish(run)
        found = {row["unit"]: row for row in rows(SOURCE, Scope(1, (root.id,)))}

    assert found["Phòng A"]["report_rate"] is None
    assert (found["Phòng B"]["report_rate"], found["Phòng B"]["false_alarm_rate"]) == (1.0, 1.0)
