"""People × steps: what the trainer sees of each, takes along as a file, and does from there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, update

from courses import editions, service
from courses.models import CourseRow, SignOff
from courses.teaching import grid
from tests.counting import statements
from tests.courses.conftest import Cast, Enter, ref, token
from training.accounts import grants
from training.accounts import people as accounts
from training.accounts.models import Identity, Person, Unit
from training.accounts.rights import Role
from training.core import activities, clock, events, transaction
from training.core.db import db
from training.core.events import Finished
from training.ledger import service as duties

BAD_NAME = "=HYPERLINK(1)"


@pytest.fixture
def asked(app: Flask, asked: Cast) -> Cast:
    """Who read the first lesson also opened the second and passed the quiz; a classmate bears a dangerous name."""
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, asked.course)
        service.open_lesson(asked.learner, row, editions.content(row).lessons[1])
        quiz = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert quiz
        events.publish(Finished(asked.learner, quiz.ref, "passed", 0.8))
        db.session.execute(update(Identity).where(Identity.person_id == asked.classmate).values(full_name=BAD_NAME))
        transaction.commit()
    return asked


def test_each_cell_says_what_when_and_how_well(app: Flask, asked: Cast) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, asked.course)
        course = editions.content(row)
        found = grid.cells(row, course, [asked.learner, asked.classmate])
        places = {step.activity: place for place, step in enumerate(course.steps)}
        mine = found[asked.learner]

        assert [cell.state for cell in mine[:3]] == ["done", "begun", "new"]
        assert mine[places["quiz:mot-cua-kiem-tra"]].percent == 80
        assert mine[0].at is not None
        assert {cell.state for cell in found[asked.classmate]} == {"new"}


def test_a_cell_shows_the_result_that_counts_now_and_the_day_it_was_first_done(app: Flask, asked: Cast) -> None:
    with app.app_context(), app.test_request_context():
        row = db.session.get_one(CourseRow, asked.course)
        course = editions.content(row)
        place = [step.activity for step in course.steps].index("quiz:mot-cua-kiem-tra")
        before = grid.cells(row, course, [asked.learner])[asked.learner][place]
        quiz = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert quiz
        with clock.at(clock.now() + timedelta(days=2)):
            events.publish(Finished(asked.learner, quiz.ref, "passed", 0.95))
            transaction.commit()
        after = grid.cells(row, course, [asked.learner])[asked.learner][place]

    assert (before.percent, after.percent) == (80, 95)
    assert (after.state, after.at) == ("done", before.at)


def test_files_hold_the_same_cells_as_the_screen_and_run_nothing(asked: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}/steps"
    page = trainer.get(path).text
    rows = list(csv.reader(io.StringIO(trainer.get(f"{path}.csv").get_data().decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(trainer.get(f"{path}.xlsx").get_data())).active
    assert sheet is not None
    table = [["" if value is None else str(value) for value in line] for line in sheet.iter_rows(values_only=True)]

    assert table == rows
    by_name = {row[0]: row[1:] for row in rows[1:]}
    assert set(by_name) == {"Lê Học", "'" + BAD_NAME, "Trần Soạn"}
    assert all(cell in page for cell in by_name["Lê Học"])
    assert len(rows[0]) == len(by_name["Lê Học"]) + 1
    assert "80 %" in " ".join(by_name["Lê Học"])


def test_the_file_follows_the_filter(asked: Cast, as_: Enter) -> None:
    answer = as_("trainer").get(f"/course-progress/{asked.course}/steps.csv?state=new").get_data().decode()

    assert "Lê Học" not in answer
    assert "Trần Soạn" in answer


def test_a_step_is_signed_off_for_all_ticked_with_one_reason(app: Flask, asked: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}"
    form = {**token(trainer, f"{path}/steps"), "view": "steps", "do": "sign", "activity": "lesson:mot-cua/vi-sao",
            "person": [asked.learner, asked.classmate], "why": ""}  # fmt: skip
    refused = trainer.post(path, data=form)
    assert refused.status_code == 422
    assert f'value="{asked.classmate}" checked' in refused.text
    answer = trainer.post(path, data=form | {"why": "Đã làm tại buổi tập huấn"})

    assert "/steps" in answer.location
    with app.app_context():
        signs = db.session.scalars(select(SignOff).order_by(SignOff.person_id)).all()
        assert [(each.person_id, each.by, each.why) for each in signs] == [
            (each, asked.trainer, "Đã làm tại buổi tập huấn") for each in (asked.learner, asked.classmate)
        ]


def test_a_manager_sees_by_name_and_assigns_but_neither_signs_nor_extends(
    app: Flask, asked: Cast, as_person: Callable[[int], FlaskClient]
) -> None:
    with app.app_context(), app.test_request_context():
        boss = accounts.enrol("K9", "Phạm Quản Lý", db.session.get_one(Unit, asked.commune))
        grants.give(db.session.get_one(Person, boss.id), Role.MANAGER, db.session.get_one(Unit, asked.commune))
        transaction.commit()
        number = boss.id
    manager, path = as_person(number), f"/course-progress/{asked.course}"
    page, one = manager.get(f"{path}/steps").text, manager.get(f"{path}/people/{asked.learner}").text
    form = {**token(manager, "/assignments/new"), "person": asked.learner, "activity": "lesson:mot-cua/vi-sao",
            "why": "x", "due_on": "2030-01-01"}  # fmt: skip

    assert "Lê Học" in page
    assert 'name="do"' not in page + one
    assert {manager.post(path, data=form | {"do": do}).status_code for do in ("remind", "extend", "sign")} == {403}
    assert manager.post(f"{path}/people/{asked.learner}/sign", data=form).status_code == 403
    assert manager.get("/assignments/new").status_code == 200
    assert manager.get("/extensions").status_code == 403


def test_nobody_of_another_unit_is_in_the_grid(asked: Cast, as_: Enter, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        service.join(asked.stranger, db.session.get_one(CourseRow, asked.course))
        grants.give(db.session.get_one(Person, asked.classmate), Role.TRAINER, db.session.get_one(Unit, asked.commune))
        transaction.commit()

    near, far = as_("classmate"), f"/course-progress/{asked.course}/steps"

    assert "Trần Xa" not in near.get(far).text + near.get(f"{far}.csv").get_data().decode()
    assert as_("learner").get(far).status_code == 403


def test_the_grid_asks_as_often_for_three_as_for_sixty(app: Flask, asked: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{asked.course}/steps"
    few = statements(app, trainer, path)
    with app.app_context(), app.test_request_context():
        unit = db.session.get_one(Unit, asked.commune)
        for number in range(60):
            accounts.enrol(f"Q{number}", f"Lê Đông {number}", unit)
        duties.assign(ref(asked.course), by=asked.trainer, unit_id=asked.commune, days=50)
        transaction.commit()

    assert statements(app, trainer, path) == few
