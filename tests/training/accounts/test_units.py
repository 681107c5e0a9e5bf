from __future__ import annotations

import random

import pytest
from flask import Flask
from sqlalchemy import select

from training.accounts import units
from training.accounts.models import Membership, Person, Unit, UnitPath
from training.core import clock
from training.core.db import db
from training.core.errors import RuleBroken


def names(found: list[Unit] | object) -> list[str]:
    return [unit.name for unit in found]  # type: ignore[attr-defined]


@pytest.fixture
def province(each_database: Flask) -> Unit:
    return units.create("Z99", "UBND tỉnh Hải Tràm")


@pytest.fixture
def commune(province: Unit) -> Unit:
    return units.create("Z99.15", "xã Rạch Én", province)


@pytest.fixture
def office(commune: Unit) -> Unit:
    return units.create("Z99.15.01", "Văn phòng", commune)


def test_lineage_runs_from_the_root_down(office: Unit) -> None:
    assert names(units.lineage(office.id)) == ["UBND tỉnh Hải Tràm", "xã Rạch Én", "Văn phòng"]


def test_a_move_takes_everything_below_along(province: Unit, commune: Unit, office: Unit) -> None:
    ward = units.create("Z99.16", "phường Cửa Sen", province)

    units.move(commune, ward)

    assert names(units.lineage(office.id)) == ["UBND tỉnh Hải Tràm", "phường Cửa Sen", "xã Rạch Én", "Văn phòng"]


def test_a_unit_cannot_move_below_itself(commune: Unit, office: Unit) -> None:
    with pytest.raises(RuleBroken):
        units.move(commune, office)


def test_a_code_is_taken_once(province: Unit) -> None:
    with pytest.raises(RuleBroken):
        units.create("Z99", "Another")


def test_a_merge_hands_over_posts_once_and_archives_the_source(province: Unit, commune: Unit, office: Unit) -> None:
    ward = units.create("Z99.16", "phường Cửa Sen", province)
    here, both = (Person(created_at=clock.now()) for _ in range(2))
    db.session.add_all([here, both])
    db.session.flush()
    for person, unit in ((here, commune), (both, commune), (both, ward)):
        db.session.add(Membership(person_id=person.id, unit_id=unit.id))
    db.session.flush()

    units.merge(commune, ward)

    open_posts = select(Membership.person_id, Membership.unit_id).where(Membership.until.is_(None))
    assert sorted((row[0], row[1]) for row in db.session.execute(open_posts)) == [
        (here.id, ward.id),
        (both.id, ward.id),
    ]
    assert commune.archived_at is not None
    assert names(units.lineage(office.id))[-2:] == ["phường Cửa Sen", "Văn phòng"]


def test_a_unit_with_people_is_not_archived(commune: Unit, office: Unit) -> None:
    with pytest.raises(RuleBroken):
        units.archive(commune)


def test_after_any_moves_the_closure_equals_the_tree(each_database: Flask) -> None:
    chance = random.Random(7)
    tree = [units.create("r", "Root")]
    for number in range(14):
        tree.append(units.create(f"u{number}", f"Unit {number}", chance.choice(tree)))
    for _ in range(40):
        unit, parent = chance.choice(tree[1:]), chance.choice(tree)
        if not units.is_below(parent.id, unit.id):
            units.move(unit, parent)
    db.session.flush()

    expected = set()
    for unit in tree:
        place: Unit | None = unit
        depth = 0
        while place is not None:
            expected.add((place.id, unit.id, depth))
            place, depth = (db.session.get(Unit, place.parent_id) if place.parent_id else None), depth + 1
    paths = db.session.scalars(select(UnitPath).execution_options(populate_existing=True))
    assert {(path.ancestor_id, path.descendant_id, path.depth) for path in paths} == expected
