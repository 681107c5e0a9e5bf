"""Single people by what is typed: certain, asked about, or named as unknown; never guessed."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Select, event, select

from training.accounts import people, picking, units
from training.accounts.models import Membership
from training.accounts.picking import Picked
from training.core import transaction
from training.core.db import db
from training.core.errors import RuleBroken

NAMES = {
    "CB-1": "Nguyễn Thị Đào", "CB-2": "Nguyễn Thị Đào", "CB-3": "Lê Văn Hồng", "CB-4": "Lê Văn Hồng Anh",
    "CB-5": "Trần Đạo",
}  # fmt: skip


@pytest.fixture
def crowd(each_database: Flask) -> tuple[Select[int], dict[str, int]]:
    """(the people of a commune, ids by staff code); CB-9 works elsewhere."""
    with each_database.test_request_context():
        here, there = units.create("P01", "UBND xã Chọn"), units.create("P02", "UBND xã Xa")
        ids = {code: people.enrol(code, name, here).id for code, name in NAMES.items()}
        ids["CB-9"] = people.enrol("CB-9", "Phạm Người Xa", there).id
        transaction.commit()
        return select(Membership.person_id).where(Membership.unit_id == here.id, Membership.until.is_(None)), ids


Crowd = tuple[Select[int], dict[str, int]]


def _pick(crowd: Crowd, text: str, *ticked: str) -> Picked:
    return picking.pick(text, crowd[0], [crowd[1][code] for code in ticked])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CB-1 CB-3", ["CB-1", "CB-3"]), ("CB-1,CB-3;CB-5\nCB-1", ["CB-1", "CB-3", "CB-5"]),
        ("le van hong", ["CB-3"]), ("LÊ  VĂN HỒNG ANH\ntrần đạo", ["CB-4", "CB-5"]),
        ("Nguyễn Thị Đào (CB-2)", ["CB-2"]), ("CB-2\tNguyễn Thị Đào\r\nCB-5 Đạo", ["CB-2", "CB-5"]), (" \n ", []),
    ],
)  # fmt: skip
def test_a_code_or_the_whole_name_of_one_person_is_certain(crowd: Crowd, text: str, codes: list[str]) -> None:
    picked = _pick(crowd, text)

    assert sorted(picked.settled("codes")) == sorted(crowd[1][code] for code in codes)
    assert picked.questions == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [("nguyen thi dao", ["CB-1", "CB-2"]), ("dao", ["CB-1", "CB-2", "CB-5"]), ("tran", ["CB-5"]), ("cb-5", ["CB-5"])],
)
def test_who_may_be_meant_is_asked_and_taken_only_once_ticked(crowd: Crowd, text: str, codes: list[str]) -> None:
    asked, answered = _pick(crowd, text), _pick(crowd, text, codes[-1], "CB-9")
    with pytest.raises(RuleBroken) as refused:
        asked.settled("codes")

    assert {each.code for each in asked.questions[0].people} == set(codes)
    assert (refused.value.field, refused.value.code) == ("codes", "people.which")
    assert answered.settled("codes") == [crowd[1][codes[-1]]]


@pytest.mark.parametrize("text", ["CB-9", "Phạm Người Xa", "CB-1 CB-9", "không ai", "%", "CB-1 Lê Văn Hồng"])
def test_nobody_outside_and_nobody_unknown_is_taken(crowd: Crowd, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        _pick(crowd, text, "CB-9").settled("codes")

    assert refused.value.code == "people.unknown"


def test_long_lists_are_read_in_a_few_statements(crowd: Crowd, each_database: Flask) -> None:
    def cost(text: str) -> int:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        _pick(crowd, text)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    assert cost("\n".join(f"Người Lạ Số {n}" for n in range(300))) <= picking.PARTIAL + 5
    assert cost("\n".join(f"X{n}" for n in range(9)) + "\nCB-1") == cost("X1\nCB-1") + 8


def test_of_many_only_some_are_shown_and_it_is_said(
    each_database: Flask, monkeypatch: pytest.MonkeyPatch, crowd: Crowd, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(picking, "SHOWN", 2)
    question = _pick(crowd, "dao").questions[0]

    assert (len(question.people), question.more) == (2, True)
