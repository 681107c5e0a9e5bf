"""The demo goes as it came: nothing of it falls to whoever uses the house afterwards."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import func, select

from training.accounts import demo, grants, people, units
from training.accounts.models import Identity, Person, Unit
from training.accounts.rights import Role
from training.certificates.models import CertificateRule
from training.core import content, settings, transaction
from training.core.activities import ActivityRef
from training.core.db import db
from training.core.feature import house
from training.ledger import service
from training.ledger.models import Assignment, Duty, Rollout, Wave


def _play() -> None:
    """Build the province with what its trainer asks of it, certifies and plans."""
    with transaction.unit_of_work():
        content.load()
    stage = demo.gather()
    for feature in house().features:
        if feature.demo and feature.name in {"ledger", "certificates"}:
            feature.demo(stage)
            transaction.commit()


def _left() -> list[int]:
    models = (Assignment, Rollout, Wave, CertificateRule, Duty, Unit, Identity)
    return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_whoever_comes_after_the_demo_is_asked_for_nothing(app: Flask) -> None:
    with app.app_context():
        _play()
        assert all(_left())
        known = set(db.session.scalars(select(Person.id)))

    said = app.test_cli_runner().invoke(args=["demo", "remove"])

    assert "demo people removed" in said.output
    with app.app_context():
        assert _left() == [0] * 7
        assert not any(settings.decided(key) for key in demo.SETTINGS)
        top = units.create("T00", "UBND tỉnh Thử")
        person = people.enrol("CB1", "Trần Thị Thật", top)
        transaction.commit()
        assert person.id not in known  # what the trail says of others is never said of her
        assert _left() == [0, 0, 0, 0, 0, 1, 1]


def test_what_real_people_did_beside_the_demo_stays_and_points_at_no_unit_that_is_gone(app: Flask) -> None:
    with app.app_context():
        _play()
        settings.put("house.province", "Tỉnh Thật")
        root, gone = (db.session.scalars(select(Unit).filter_by(code=code)).one() for code in ("Z99", "Z99.02"))
        real = people.enrol("CB1", "Trần Thị Thật", root)
        grants.give(real, Role.ADMIN, root)
        for unit in (root, gone):
            service.assign(ActivityRef("course", 1), by=real.id, unit_id=unit.id, due_on=date(2090, 1, 2))
        transaction.commit()
        kept, root_id = real.id, root.id

    app.test_cli_runner().invoke(args=["demo", "remove"])

    with app.app_context():
        assert [(row.given_by, row.unit_id) for row in db.session.scalars(select(Assignment))] == [(kept, root_id)]
        assert set(db.session.scalars(select(Duty.person_id))) == {kept}
        assert settings.get("house.province") == "Tỉnh Thật"
        assert db.session.scalars(select(Identity.person_id)).all() == [kept]
