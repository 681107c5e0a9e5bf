"""A house with a unit, its people and the shipped courses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from courses import drafts, editions, service
from courses.authoring import writing
from courses.models import CourseRow
from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import activities, content, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.ledger import service as duties

Enter = Callable[[str], FlaskClient]


@dataclass(frozen=True)
class Cast:
    """Who plays, by number."""

    root: int
    commune: int
    learner: int
    classmate: int
    trainer: int
    author: int
    stranger: int
    course: int


@pytest.fixture
def cast(app: Flask) -> Cast:
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("K01", "UBND tỉnh Thử")
        commune, far = units.create("K01.1", "UBND xã Thử", root), units.create("K01.2", "UBND xã Xa", root)
        learner, classmate = people.enrol("K1", "Lê Học", commune), people.enrol("K2", "Lê Bạn", commune)
        trainer, author = people.enrol("K3", "Trần Giảng", root), people.enrol("K4", "Trần Soạn", commune)
        stranger = people.enrol("K5", "Trần Xa", far)
        grants.give(trainer, Role.TRAINER, root)
        grants.give(author, Role.AUTHOR, commune)
        grants.give(stranger, Role.AUTHOR, far)
        transaction.commit()
        found = activities.by_key("course", "mot-cua")
        assert found
        return Cast(
            root.id, commune.id, learner.id, classmate.id, trainer.id, author.id, stranger.id, found.ref.id
        )  # fmt: skip


@pytest.fixture
def inside(app: Flask, cast: Cast) -> Any:
    """The house from within, after the cast has moved in."""
    with app.app_context(), app.test_request_context():
        yield cast
        db.session.rollback()


@pytest.fixture
def course(inside: Cast) -> CourseRow:
    return db.session.scalars(select(CourseRow).filter_by(id=inside.course)).one()


@pytest.fixture
def asked(app: Flask, cast: Cast) -> Cast:
    """The one-stop course asked of the commune; the learner has read one lesson."""
    with app.app_context(), app.test_request_context():
        duties.assign(ref(cast.course), by=cast.trainer, unit_id=cast.commune, days=5)
        row = db.session.get_one(CourseRow, cast.course)
        content = editions.content(row)
        service.finish_lesson(cast.learner, row, content, content.lessons[0])
        transaction.commit()
    return cast


@pytest.fixture
def as_(cast: Cast, as_person: Callable[[int], FlaskClient]) -> Enter:
    """A client of somebody of the cast."""
    return lambda who: as_person(getattr(cast, who))


def ref(number: int) -> ActivityRef:
    return ActivityRef("course", number)


def token(client: FlaskClient, path: str) -> dict[str, str]:
    """Return what a form of `path` must send back."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, path
    return {"csrf_token": found[1]}


@pytest.fixture
def made(app: Flask, cast: Cast) -> int:
    """A course of the commune, with one lesson that holds one block."""
    with app.app_context(), app.test_request_context():
        row = writing.begin("Nhận hồ sơ tại nhà", cast.commune, by=cast.author)
        key = writing.add_lesson(row, 0, "Bài một", by=cast.author)
        writing.add_block(row, key, "", {"type": "text", "md": "Chào **đồng chí**."}, by=cast.author)
        transaction.commit()
        return row.id


def row_of(number: int) -> CourseRow:
    return db.session.scalars(select(CourseRow).filter_by(id=number)).one()


def block_of(number: int, key: str = "bai-mot") -> list[dict[str, Any]]:
    return list(drafts.pieces(row_of(number))[f"lesson/{key}"].body["blocks"])
