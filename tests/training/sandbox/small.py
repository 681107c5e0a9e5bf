"""A small province for tests: one commune counter, three procedures, nothing going on yet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from training.core.calendar.rules import NamedDay, WorkingCalendar
from training.sandbox.cases.rules.desk import case_in
from training.sandbox.cases.rules.rulebook import CASES
from training.sandbox.world.facts import ChildFacts, ComponentFacts, FeeFacts, LimitFacts, ProcedureFacts
from training.sandbox.world.play import apply
from training.sandbox.world.province import Citizen, Official, Place
from training.sandbox.world.snapshot import Snapshot, calendar_to_plain
from training.sandbox.world.steps import Refused, Step
from training.sandbox.world.world import World

MONDAY_0910 = datetime(2026, 11, 9, 2, 10, tzinfo=UTC)
CULTURE_DAY = MappingProxyType({date(2026, 11, 24): NamedDay("Ngày Văn hóa Việt Nam")})
CALENDAR = WorkingCalendar(CULTURE_DAY, number=1)
HERE, THERE = "Z99.10.01", "Z99.10.03"

COPY = ProcedureFacts(
    "2.000815",
    "Chứng thực bản sao từ bản chính",
    (ComponentFacts("ban-chinh", "Bản chính giấy tờ"),),
    (LimitFacts(0, "same_day", cut_off="15:00"),),
    FeeFacts("after", "per_page", 2000, 1000, 200_000),
    short_route=True,
)
BIRTH = ProcedureFacts(
    "1.001193",
    "Đăng ký khai sinh",
    (
        ComponentFacts("to-khai", "Tờ khai đăng ký khai sinh", "form"),
        ComponentFacts("chung-sinh", "Giấy chứng sinh"),
        ComponentFacts("ket-hon", "Giấy chứng nhận kết hôn của cha mẹ", "shown", False, True),
    ),
    (LimitFacts(0, "same_day", cut_off="15:00"),),
)
HOUSE = ProcedureFacts(
    "1.013225",
    "Cấp giấy phép xây dựng mới",
    (
        ComponentFacts("don", "Đơn đề nghị", "form"),
        ComponentFacts("dat", "Giấy tờ về đất"),
        ComponentFacts("ban-ve", "Bản vẽ", required=False),
    ),
    (LimitFacts(7),),
    FeeFacts("before", "flat", 75_000),
)
LINKED = ProcedureFacts(
    "3.000722",
    "Liên thông khai sinh",
    (ComponentFacts("to-khai", "Tờ khai điện tử", "form"),),
    (LimitFacts(5),),
    level="linked",
    children=(
        ChildFacts("Khai sinh", "commune", LimitFacts(24, "hour")),
        ChildFacts("Thường trú", "CA", LimitFacts(2)),
    ),
)
MOT = {
    "name": "Nguyễn Thị Mẫu Một",
    "number": "999186000001",
    "phone": "0100000001",
    "address": "Khóm 2, phường Tràm Trung",
    "commune": HERE,
}
BIRTH_PAPERS = [
    {"code": "to-khai", "file": "to-khai.pdf", "signed": True},
    {"code": "chung-sinh", "file": "chung-sinh.pdf", "signed": True},
    {"code": "ket-hon", "source": "database", "present": False},
]
SNAPSHOT = Snapshot(
    "nho",
    1,
    0,
    MONDAY_0910,
    (
        Place(HERE, "UBND phường Tràm Trung", "commune"),
        Place(THERE, "UBND xã Rạch Én", "commune"),
        Place("Z99.CA", "Công an tỉnh", "vertical"),
    ),
    (Official("cv1", "Trần Văn Thử Nghiệm", "officer", HERE), Official("ld1", "Lê Giả Định", "leader", HERE)),
    (Citizen(MOT["number"], MOT["name"], "1986-01-02", MOT["phone"], MOT["address"], HERE),),
    (COPY, BIRTH, HOUSE, LINKED),
    calendar_to_plain(CALENDAR),
    {"case": {}},
)
ORIGINAL = {"code": "ban-chinh", "pages": 2, "copies": 3, "checked": True}


def fresh(*colleagues):
    return World.open(SNAPSHOT, CASES, colleagues)


def do(world, hat, move, /, **args):
    """Let somebody under `hat` make `move`; the name of the actor is the hat's."""
    return apply(world, Step(world.seq + 1, f"vai {hat}", hat, move, args))


def take_in(world, **args):
    """Receive certified copies at the counter."""
    asked = {"procedure": "2.000815", "applicant": MOT, "papers": [ORIGINAL], "fee": 12000, "identity": True}
    return do(world, "reception", "receive", **(asked | args))


def clock(world, to):
    return do(world, "reception", "clock.advance", to=to)


def refused(act, *args, **named):
    """Return the code with which `act` is refused, in words that begin a sentence."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    assert caught.value.message[0].isupper() or caught.value.message[0] == "“"
    return caught.value.code


def case(world, key="h1"):
    """Return a case."""
    return case_in(world, key)


def house(world, **args):
    """Receive a building permit with its fee."""
    papers = [
        {"code": "don", "file": "don.pdf", "signed": True},
        {"code": "dat", "file": "dat.pdf", "signed": True},
    ]
    asked = {
        "procedure": "1.013225",
        "applicant": MOT,
        "papers": papers,
        "fee": 75000,
        "paid": True,
        "identity": True,
    }
    return do(world, "reception", "receive", **(asked | args))


def in_work(world):
    """Bring a building permit to the officer's desk."""
    world = do(house(world), "reception", "forward", case="h1")
    return do(world, "division_head", "assign", case="h1", officer="cv1")


def done(world, **args):
    """Bring certified copies to where their result waits."""
    world = do(take_in(world, **args), "reception", "forward", case="h1")
    world = do(world, "leader", "sign", case="h1")
    return do(world, "clerk", "number", case="h1", file="ban-sao.pdf")
