"""The people of the demo province: a few hundred, all fictitious, with a handful of accounts to sign in with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

from sqlalchemy import select

from training.accounts import grants, people, units
from training.accounts.models import Credential, Person, Unit
from training.accounts.rights import Role
from training.core import clock, settings, transaction
from training.core.db import db
from training.core.demo import DAYS, Actor, Stage

ROOT = ("Z99", "UBND tỉnh Hải Tràm (giả định)")
DEPARTMENTS = (
    ("Z99.00", "Trung tâm Phục vụ hành chính công tỉnh"),
    ("Z99.01", "Sở Nội vụ"),
    ("Z99.02", "Sở Tư pháp"),
    ("Z99.08", "Sở Khoa học và Công nghệ"),
)
COMMUNES = (
    ("Z99.10.01", "phường", "Cửa Sen"),
    ("Z99.10.02", "phường", "Tràm Trung"),
    ("Z99.10.03", "xã", "Rạch Én"),
    ("Z99.10.04", "xã", "Vàm Ngọc"),
    ("Z99.10.05", "xã", "Đước Xanh"),
    ("Z99.10.06", "xã", "Giồng Mây"),
)
DIVISIONS = (
    ("VP", "Văn phòng HĐND và UBND", 11),
    ("KT", "Phòng Kinh tế", 10),
    ("VX", "Phòng Văn hóa – Xã hội", 10),
    ("MC", "Trung tâm Phục vụ hành chính công", 13),
)
POSITIONS = {
    "VP": ("Chuyên viên", "Văn thư", "Chánh Văn phòng"),
    "KT": ("Chuyên viên", "Công chức địa chính", "Trưởng phòng"),
    "VX": ("Chuyên viên", "Công chức hộ tịch", "Trưởng phòng"),
    "MC": ("Cán bộ tiếp nhận", "Cán bộ trả kết quả", "Giám đốc Trung tâm"),
    "": ("Chuyên viên", "Phó trưởng phòng", "Trưởng phòng"),
}
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLES = ("Thị", "Văn", "Hữu", "Ngọc")
GIVEN = ("Mẫu", "Thử", "Giả Định", "Ví Dụ", "Minh Họa", "Thực Hành", "Làm Mẫu", "Thí Điểm", "Tập Dượt", "Giả Lập")
NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")
TEMPER = {
    "Z99.10.01": 0.82,
    "Z99.10.02": 0.7,
    "Z99.10.03": 0.55,
    "Z99.10.04": 0.46,
    "Z99.10.05": 0.35,
    "Z99.10.06": 0.2,
}


@dataclass(frozen=True)
class Star:
    """An account to sign in with: its name, role and the unit over which it is held."""

    name: str
    role: Role
    unit: str
    post: str
    position: str


STARS = (
    Star("quantri", Role.ADMIN, "Z99", "Z99.08", "Quản trị hệ thống"),
    Star("hotro", Role.HELP_DESK, "Z99", "Z99.08", "Cán bộ hỗ trợ"),
    Star("giangvien", Role.TRAINER, "Z99", "Z99.01", "Giảng viên"),
    Star("giangvien.cuasen", Role.TRAINER, "Z99.10.01", "Z99.10.01.VP", "Giảng viên kiêm nhiệm"),
    Star("quanly.cuasen", Role.MANAGER, "Z99.10.01", "Z99.10.01", "Phó Chủ tịch UBND"),
    Star("tacgia", Role.AUTHOR, "Z99", "Z99.01", "Chuyên viên"),
    Star("bientap", Role.EDITOR, "Z99", "Z99.00", "Biên tập viên"),
    Star("bientap2", Role.EDITOR, "Z99", "Z99.00", "Trưởng ban biên tập"),
    Star("antoan", Role.SECURITY, "Z99", "Z99.08", "Phụ trách an toàn thông tin"),
    Star("hocvien", Role.LEARNER, "Z99.10.01", "Z99.10.01.MC", "Cán bộ tiếp nhận"),
    Star("hocvien.rachen", Role.LEARNER, "Z99.10.03", "Z99.10.03.MC", "Cán bộ tiếp nhận"),
    Star("hocvien.so", Role.LEARNER, "Z99.02", "Z99.02", "Chuyên viên"),
    Star("hocvien.moi", Role.LEARNER, "Z99.10.01", "Z99.10.01.VX", "Chuyên viên"),
)


SETTINGS: dict[str, object] = {
    "house.province": "Tỉnh Hải Tràm (giả định)",
    "help.phone": "0100 000 900",
    "help.email": "hotro@vidu.invalid",
    "help.hours": "07:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu",
    "accounts.demo_skips_second_factor": True,
}


def leave() -> None:
    """Take back what the demo decided about the house, unless somebody has decided otherwise since."""
    for key, value in SETTINGS.items():
        if settings.decided(key) and settings.get(key) == value:
            settings.leave_open(key)


def gather() -> Stage:
    """Build the province and its people, and return the stage on which every room plays."""
    for key, value in SETTINGS.items():
        settings.put(key, value)
    stage = Stage((), clock.today(), 0)
    with clock.at(stage.moment(DAYS, 8)):
        homes = _tree()
        stage.root_id = homes["Z99"].id
        transaction.commit()
        names = _names(stage)
        stage.actors = [*_stars(stage, homes, names), *_crowd(stage, homes, names)]
    transaction.commit()
    return stage


def _tree() -> dict[str, Unit]:
    homes = {ROOT[0]: units.create(*ROOT)}
    for code, name in DEPARTMENTS:
        homes[code] = units.create(code, name, homes["Z99"])
    for code, kind, name in COMMUNES:
        homes[code] = units.create(code, f"UBND {kind} {name}", homes["Z99"])
        for short, division, _size in DIVISIONS:
            homes[f"{code}.{short}"] = units.create(f"{code}.{short}", f"{division} {kind} {name}", homes[code])
    return homes


def _names(stage: Stage) -> Iterator[str]:
    """Give names that nobody can mistake for a real person's, no two alike."""
    every = [f"{f} {m} {g} {n}" for f, m, g, n in product(FAMILIES, MIDDLES, GIVEN, NUMBERS)]
    stage.dice.shuffle(every)
    return iter(every)


def _stars(stage: Stage, homes: dict[str, Unit], names: Iterator[str]) -> list[Actor]:
    cast = []
    for number, star in enumerate(STARS, start=1):
        person = _enter(f"HT{number:04}", next(names), homes[star.post], star.position)
        credential = db.session.get(Credential, person.id)
        if credential is not None:
            credential.sign_in_name = star.name
        if star.role is not Role.LEARNER:
            grants.give(person, star.role, homes[star.unit])
        actor = Actor(person.id, homes[star.post].id, frozenset({star.role.value}), 0.75, 0.75, star.post[:9], True)
        cast.append(replace(actor, zeal=0.02) if star.name == "hocvien.moi" else actor)
    transaction.commit()
    return cast


def _crowd(stage: Stage, homes: dict[str, Unit], names: Iterator[str]) -> list[Actor]:
    cast: list[Actor] = []
    seats = [(f"{code}.{short}", size) for code, _kind, _name in COMMUNES for short, _text, size in DIVISIONS]
    seats += [(code, 9) for code, _name in DEPARTMENTS]
    for code, size in seats:
        kinds = POSITIONS[code.rpartition(".")[2] if code.count(".") == 3 else ""]
        for seat in range(size):
            position = kinds[2] if seat == 0 else kinds[seat % 2]
            person = _enter(f"HT{len(cast) + 101:04}", next(names), homes[code], position)
            temper = TEMPER.get(code[:9], 0.6)
            cast.append(_actor(stage, person, homes[code], temper, code[:9]))
        transaction.commit()
    return cast


def _actor(stage: Stage, person: Person, home: Unit, temper: float, commune: str) -> Actor:
    zeal = min(0.98, max(0.02, stage.dice.gauss(temper, 0.2)))
    skill = min(0.98, max(0.2, stage.dice.gauss(0.66, 0.15)))
    if zeal < 0.1:
        person.status = "waiting"
    return Actor(person.id, home.id, frozenset({"learner"}), zeal, skill, commune)


def _enter(code: str, name: str, home: Unit, position: str) -> Person:
    number = int(code.removeprefix("HT"))
    phone = f"01{number:08}"
    person = people.enrol(code, name, home, position=position, email=f"{code.lower()}@vidu.invalid", phone=phone)
    person.is_demo, person.status = True, "active"
    person.joined_on = clock.today() - timedelta(days=200 + number * 7 % 4000)
    return person


def is_there() -> bool:
    """Say whether any demo person is in this house."""
    return db.session.scalar(select(Person.id).where(Person.is_demo).limit(1)) is not None
