"""Who may bring a course out: its own writer, or somebody else where the house wants two."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from courses.authoring import publishing, writing
from courses.drafts import SECOND_READER
from tests.courses.conftest import Cast, Enter, row_of, token
from training.core import clock, settings, transaction

TOMORROW = "2199-01-02T08:30"


@pytest.fixture
def strict(app: Flask, made: int) -> int:
    """The course of the author, finished and whole, in a house that wants two pairs of eyes."""
    with app.app_context(), app.test_request_context():
        settings.put(SECOND_READER, True)
        transaction.commit()
    return made


def test_where_two_are_wanted_neither_who_asked_nor_who_wrote_publishes(app: Flask, strict: int, as_: Enter) -> None:
    author, desk = as_("author"), f"/course-desk/{strict}"
    alone = author.get(desk).text
    author.post(f"{desk}/review", data=token(author, desk))
    asked, csrf = author.get(desk).text, token(author, desk)
    doors = [author.post(f"{desk}/{door}", data={**csrf, "at": TOMORROW}) for door in ("publish", "schedule")]
    author.post(f"{desk}/review", data={**csrf, "on": "no"})
    doors.append(author.post(f"{desk}/publish", data=csrf))

    for page in (alone, asked):
        assert f'action="{desk}/publish"' not in page
        assert f'action="{desk}/schedule"' not in page
    assert f'action="{desk}/review"' in alone
    assert [each.status_code for each in doors] == [422, 422, 422]
    with app.app_context():
        assert (row_of(strict).digest, row_of(strict).publish_at) == ("", None)


def test_where_two_are_wanted_a_colleague_publishes(app: Flask, strict: int, as_: Enter) -> None:
    author, trainer, desk = as_("author"), as_("trainer"), f"/course-desk/{strict}"
    author.post(f"{desk}/review", data=token(author, desk))

    assert f'action="{desk}/publish"' in trainer.get(desk).text
    assert trainer.post(f"{desk}/publish", data=token(trainer, desk)).status_code == 302
    with app.app_context():
        assert row_of(strict).digest


def test_where_a_review_is_optional_who_asked_for_it_still_publishes(app: Flask, made: int, as_: Enter) -> None:
    author, desk = as_("author"), f"/course-desk/{made}"
    author.post(f"{desk}/review", data=token(author, desk))
    page = author.get(desk).text

    assert f'action="{desk}/publish"' in page
    assert "name=\"on\" value=\"no\"" in page
    assert author.post(f"{desk}/publish", data=token(author, desk)).status_code == 302
    with app.app_context():
        assert row_of(made).digest


@pytest.mark.parametrize("wanted", [True, False])
def test_a_change_takes_the_set_day_away_where_two_are_wanted(
    app: Flask, cast: Cast, made: int, wanted: bool
) -> None:
    with app.app_context(), app.test_request_context():
        settings.put(SECOND_READER, wanted)
        transaction.commit()
        publishing.schedule(row_of(made), clock.now() + timedelta(days=1), by=cast.trainer)
        writing.add_lesson(row_of(made), 0, "Bài chưa ai đọc", by=cast.author)

        assert (row_of(made).publish_at is None) == wanted
