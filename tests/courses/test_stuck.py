"""Who is held up in a course: found by the steps that other rooms bring to it, and told where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from courses.teaching import news
from tests.counting import statements
from tests.courses.conftest import Cast, Enter
from training.accounts import people as accounts
from training.accounts.models import Unit
from training.core import activities, clock, events, transaction
from training.core.db import db


@pytest.fixture
def held(asked: Cast, app: Flask) -> Cast:
    """The learner failed the quiz that is a step of the course, three times."""
    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        events.publish(events.Stuck(asked.learner, found.ref, "Ai ký biên nhận?", 3))
        transaction.commit()
    return asked


def test_who_is_stuck_in_a_step_is_found_as_stuck_in_the_course_and_where_is_said(held: Cast, as_: Enter) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{held.course}"
    for view in ("", "/steps"):
        page = trainer.get(f"{path}{view}?state=stuck").text
        assert "Lê Học" in page
        assert "Lê Bạn" not in page
        assert "Ai ký biên nhận?" in page
    with_file = trainer.get(f"{path}/steps.csv?state=stuck").data.decode("utf-8-sig")

    assert "Lê Học" in with_file
    assert "Ai ký biên nhận? (3 lần thử)" in with_file
    assert "Lê Bạn" not in with_file


def test_who_was_asked_for_the_step_alone_is_found_too(held: Cast, as_: Enter, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        events.publish(events.Stuck(held.stranger, found.ref, "Chỉ bài này", 2))
        transaction.commit()
    path = f"/course-progress/{held.course}"
    trainer = as_("trainer")

    for view in ("", "/steps"):
        page = trainer.get(f"{path}{view}?state=stuck").text
        assert "Chỉ bài này" in page
        assert "hỉ học một phần" in page
        assert f'name="person" value="{held.learner}"' in page
        assert f'name="person" value="{held.stranger}"' not in page
    assert "Trần Xa" not in trainer.get(path).text


def test_who_got_over_the_step_is_stuck_no_more(held: Cast, as_: Enter, app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        events.publish(events.Finished(held.learner, found.ref, "passed", 1.0))
        events.publish(events.Stuck(held.learner, found.ref, "Thử lại cho vui", 4))
        transaction.commit()

    assert "Lê Học" not in as_("trainer").get(f"/course-progress/{held.course}?state=stuck").text


def test_getting_stuck_in_a_step_is_news(held: Cast, inside: Cast) -> None:
    found = activities.by_key("quiz", "mot-cua-kiem-tra")
    assert found
    early = clock.now() - timedelta(hours=1)

    assert news.news(held.commune, held.course, early, [found.ref]).stuck == 1
    assert news.news(held.commune, held.course, early).stuck == 0
    assert news.news(held.commune, held.course, clock.now() + timedelta(hours=1), [found.ref]).stuck == 0


def test_many_people_stuck_cost_no_more_questions(held: Cast, as_: Enter, app: Flask) -> None:
    trainer, path = as_("trainer"), f"/course-progress/{held.course}?state=stuck"
    few = statements(app, trainer, path)
    with app.app_context(), app.test_request_context():
        found = activities.by_key("quiz", "mot-cua-kiem-tra")
        assert found
        for number in range(12):
            one = accounts.enrol(f"S{number}", f"Lê Kẹt {number}", db.session.get_one(Unit, held.commune))
            events.publish(events.Stuck(one.id, found.ref, "Ở đây", 3))
        transaction.commit()

    assert statements(app, trainer, path) == few
