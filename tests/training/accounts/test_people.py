from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from training.accounts import access, grants, people, units
from training.accounts.models import Credential, Grant, Identity, Membership, Person, Unit
from training.accounts.rights import RIGHTS, Permission, Role
from training.core import search
from training.core.db import db
from training.core.errors import RuleBroken


@pytest.fixture
def province(each_database: Flask) -> Unit:
    return units.create("Z99", "UBND tỉnh Hải Tràm")


@pytest.fixture
def ward(province: Unit) -> Unit:
    return units.create("Z99.16", "phường Cửa Sen", province)


@pytest.fixture
def commune(province: Unit) -> Unit:
    return units.create("Z99.15", "xã Rạch Én", province)


@pytest.fixture
def official(ward: Unit) -> Person:
    return people.enrol("CB001", "Nguyễn Thị Mẫu Một", ward, position="Chuyên viên")


def test_namesakes_in_one_unit_get_different_sign_in_names(ward: Unit) -> None:
    for number in range(3):
        people.enrol(f"CB{number}", "Nguyễn Thị Mẫu", ward)

    found = sorted(db.session.scalars(select(Credential.sign_in_name)))
    assert found == ["cuasen_nguyenthimau", "cuasen_nguyenthimau2", "cuasen_nguyenthimau3"]


def test_a_staff_code_names_one_person(official: Person, commune: Unit) -> None:
    with pytest.raises(RuleBroken):
        people.enrol("CB001", "Trần Văn Thử", commune)


def test_two_posts_at_once_have_one_primary(official: Person, commune: Unit) -> None:
    people.take_post(official, commune, "Văn thư", since=date(2026, 11, 1))

    posts = db.session.scalars(select(Membership).filter_by(person_id=official.id)).all()
    assert sorted(post.primary for post in posts) == [False, True]


def test_taking_the_same_post_twice_changes_nothing(official: Person, ward: Unit) -> None:
    people.take_post(official, ward, "Chuyên viên")

    assert db.session.scalar(select(func.count(Membership.id))) == 1


def test_a_person_is_found_without_marks(official: Person) -> None:
    hits = search.find("mau mot", audiences=["people"])

    assert [hit.ref_id for hit in hits] == [official.id]


def test_erasing_leaves_the_number_and_nothing_that_names(official: Person) -> None:
    people.erase(official)
    db.session.flush()

    assert db.session.scalar(select(func.count(Identity.person_id))) == 0
    assert db.session.get_one(Person, official.id).status == "erased"
    assert search.find("mau mot", audiences=["people"]) == []


def test_a_right_counts_in_its_own_subtree_only(official: Person, ward: Unit, commune: Unit) -> None:
    stranger = people.enrol("CB009", "Lê Giả Định", commune)
    grants.give(official, Role.TRAINER, ward)

    assert access.access_unit(official.id, ward.id, Permission.PEOPLE_SEE) is ward
    assert access.access_person(official.id, official.id, Permission.PEOPLE_SEE) is official
    for knock in (
        lambda: access.access_unit(official.id, commune.id, Permission.PEOPLE_SEE),
        lambda: access.access_person(official.id, stranger.id, Permission.PEOPLE_SEE),
        lambda: access.access_unit(official.id, ward.id, Permission.GRANT),
    ):
        with pytest.raises(NotFound):
            knock()


def test_a_grant_covers_units_below(official: Person, province: Unit, commune: Unit) -> None:
    grants.give(official, Role.MANAGER, province)

    assert access.access_unit(official.id, commune.id, Permission.ASSIGN) is commune


def test_giving_a_role_twice_is_one_grant(official: Person, ward: Unit) -> None:
    assert grants.give(official, Role.TRAINER, ward).id == grants.give(official, Role.TRAINER, ward).id
    assert db.session.scalar(select(func.count(Grant.id))) == 1


def test_the_last_administrator_keeps_the_role(official: Person, province: Unit) -> None:
    grant = grants.give(official, Role.ADMIN, province)

    with pytest.raises(RuleBroken):
        grants.take_back(grant)


def test_no_role_may_see_what_is_nobodys_business() -> None:
    names = {permission.value for rights in RIGHTS.values() for permission in rights}

    assert not [name for name in names if "survey" in name or "failure" in name]
    assert not [role for role in (Role.TRAINER, Role.MANAGER) if Permission.SECURITY_FIGURES in RIGHTS[role]]
