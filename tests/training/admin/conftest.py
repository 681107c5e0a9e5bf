from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from training.accounts import grants, people, units
from training.accounts.rights import Role
from training.core import content, transaction


@dataclass
class Town:
    """A province with two communes, and who works there."""

    root: int
    commune: int
    office: int
    ward: int
    admin: int
    learner: int
    trainer: int


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), app.test_request_context():
        content.load()
        root = units.create("Z99", "UBND tỉnh Thử")
        commune = units.create("Z99.15", "UBND xã Rạch Én", root)
        office = units.create("Z99.15.01", "Văn phòng xã Rạch Én", commune)
        ward = units.create("Z99.16", "UBND phường Cửa Sen", root)
        admin = people.enrol("QT1", "Trần Thị Quản Trị", root, email="quantri@vidu.invalid")
        grants.give(admin, Role.ADMIN, root)
        learner = people.enrol("CB1", "Lê Văn Học", commune)
        people.enrol("CB2", "Phạm Thị Cần", office)
        trainer = people.enrol("CB3", "Đỗ Văn Giảng", ward)
        grants.give(trainer, Role.TRAINER, ward)
        transaction.commit()
        return Town(root.id, commune.id, office.id, ward.id, admin.id, learner.id, trainer.id)


@pytest.fixture
def as_admin(town: Town, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(town.admin)


@pytest.fixture
def as_learner(town: Town, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(town.learner)


@pytest.fixture
def as_trainer(town: Town, as_person: Callable[[int], FlaskClient]) -> FlaskClient:
    return as_person(town.trainer)


@pytest.fixture
def send() -> Callable[..., Any]:
    """Send a form of `page` as a browser does: with the token that stands in it."""

    def post(client: FlaskClient, path: str, page: str = "", **fields: Any) -> Any:
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page or path).text)
        assert found, page or path
        return client.post(path, data={"csrf_token": found[1], **fields})

    return post
