"""A staff list as rows: reading, and what can be judged from the file alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email

from training.accounts.rights import Role
from training.core import fold, sheet

COLUMNS = (
    "ma_can_bo",
    "ho_ten",
    "email",
    "dien_thoai",
    "ma_don_vi",
    "ten_don_vi",
    "ma_don_vi_cha",
    "chuc_vu",
    "vai_tro",
    "ngay_vao",
)
NEEDED = ("ma_can_bo", "ho_ten", "ma_don_vi")
OTHER_NAMES = {
    "ho_va_ten": "ho_ten",
    "so_dien_thoai": "dien_thoai",
    "thu_dien_tu": "email",
    "e_mail": "email",
    "don_vi": "ten_don_vi",
    "ma_don_vi_cap_tren": "ma_don_vi_cha",
    "chuc_danh": "chuc_vu",
    "ngay_vao_lam": "ngay_vao",
}
ROLE_WORDS = {
    Role.LEARNER: ("hoc_vien", "Học viên"),
    Role.TRAINER: ("giang_vien", "Giảng viên"),
    Role.AUTHOR: ("tac_gia", "Tác giả"),
    Role.EDITOR: ("bien_tap", "Biên tập"),
    Role.SECURITY: ("an_toan", "An toàn"),
    Role.MANAGER: ("quan_ly", "Quản lý"),
    Role.HELP_DESK: ("ho_tro", "Hỗ trợ"),
    Role.ADMIN: ("quan_tri", "Quản trị"),
}
ROLES = {word: role for role, (word, _name) in ROLE_WORDS.items()}
UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,34}")
STAFF_CODE = re.compile(r"[^\s,;\"'<>]{1,40}")
LONGEST_NAME = 120


@dataclass(frozen=True)
class Problem:
    """Why one line cannot go in. `code` is a word of `staff_words`, `about` what it speaks of."""

    line: int
    column: str
    code: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffRow:
    """One line: one post of one person."""

    line: int
    code: str
    full_name: str
    email: str
    phone: str
    unit_code: str
    unit_name: str
    parent_code: str
    position: str
    role: Role
    joined_on: date | None


@dataclass(frozen=True)
class StaffList:
    """What a file holds: rows that may go in, and the problems of those that may not."""

    rows: tuple[StaffRow, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...] = ()


class ColumnsMissing(ValueError):
    """The table lacks columns without which no line can be read."""

    def __init__(self, columns: Iterable[str]) -> None:
        """Remember which."""
        self.columns = tuple(columns)
        super().__init__(", ".join(self.columns))


def read(data: bytes) -> StaffList:
    """Read a staff list; raise sheet.SheetRefused for no table, ColumnsMissing for another table."""
    table = sheet.read(data)
    known = {name: OTHER_NAMES.get(name, name) for name in table.headings}
    if missing := [name for name in NEEDED if name not in known.values()]:
        raise ColumnsMissing(missing)
    rows: list[StaffRow] = []
    problems: list[Problem] = []
    for line in table.lines:
        cells = {known[name]: value for name, value in line.cells.items()}
        found, wrong = _row(line.number, cells)
        problems += wrong
        if found is not None:
            rows.append(found)
    kept, clashes = _agree(rows)
    unknown = tuple(name for name in table.headings if name and known[name] not in COLUMNS)
    return StaffList(tuple(kept), tuple(sorted([*problems, *clashes], key=lambda each: each.line)), unknown)


def _row(number: int, cells: Mapping[str, Any]) -> tuple[StaffRow | None, list[Problem]]:
    typed = {name: sheet.bare(sheet.text(cells.get(name))) for name in COLUMNS}
    wrong = [Problem(number, name, "missing") for name in NEEDED if not typed[name]]
    for name, check in CHECKS.items():
        if typed[name] and (code := check(typed[name])):
            wrong.append(Problem(number, name, code, {"value": typed[name][:60]}))
    try:
        joined = sheet.day(cells.get("ngay_vao"))
    except (ValueError, OverflowError):
        joined = None
        wrong.append(Problem(number, "ngay_vao", "date", {"value": typed["ngay_vao"][:60]}))
    return (None if wrong else _build(number, typed, joined)), wrong


def _build(number: int, typed: Mapping[str, str], joined: date | None) -> StaffRow:
    return StaffRow(
        line=number,
        code=typed["ma_can_bo"],
        full_name=typed["ho_ten"],
        email=typed["email"].lower(),
        phone=re.sub(r"[^\d+]", "", typed["dien_thoai"]),
        unit_code=typed["ma_don_vi"],
        unit_name=typed["ten_don_vi"],
        parent_code=typed["ma_don_vi_cha"],
        position=typed["chuc_vu"],
        role=role_named(typed["vai_tro"]) or Role.LEARNER,
        joined_on=joined,
    )


def role_named(text: str) -> Role | None:
    """Return the role called `text` in the sheet, in either spelling; None for an unknown word."""
    return ROLES.get(sheet.heading(text)) if text else Role.LEARNER


def _wrong_email(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # the reserved name of demo lists is no deliverable address, yet a well-formed one
        return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.invalid", text) else "email"
    return ""


def _wrong_phone(text: str) -> str:
    digits = re.sub(r"[\s.()-]", "", text)
    return "" if re.fullmatch(r"(\+84|0)\d{8,10}", digits) else "phone"


CHECKS: dict[str, Any] = {
    "ma_can_bo": lambda text: "" if STAFF_CODE.fullmatch(text) else "staff_code",
    "ho_ten": lambda text: "" if len(text) <= LONGEST_NAME and not re.search(r"\d", text) else "name",
    "email": _wrong_email,
    "dien_thoai": _wrong_phone,
    "ma_don_vi": lambda text: "" if UNIT_CODE.fullmatch(text) else "unit_code",
    "ma_don_vi_cha": lambda text: "" if UNIT_CODE.fullmatch(text) else "unit_code",
    "vai_tro": lambda text: "" if role_named(text) else "role",
}


def _agree(rows: list[StaffRow]) -> tuple[list[StaffRow], list[Problem]]:
    """Keep rows that do not contradict an earlier line: the first line that names something, decides."""
    kept: list[StaffRow] = []
    problems: list[Problem] = []
    names: dict[str, StaffRow] = {}
    posts: dict[tuple[str, str], StaffRow] = {}
    units: dict[str, StaffRow] = {}
    for row in rows:
        problem = _contradiction(row, names, posts, units)
        if problem is not None:
            problems.append(problem)
            continue
        kept.append(row)
        names.setdefault(row.code, row)
        posts[(row.code, row.unit_code)] = row
        if row.unit_name or row.parent_code:
            units.setdefault(row.unit_code, row)
    return kept, problems


def _contradiction(
    row: StaffRow,
    names: Mapping[str, StaffRow],
    posts: Mapping[tuple[str, str], StaffRow],
    units: Mapping[str, StaffRow],
) -> Problem | None:
    first = names.get(row.code)
    if first is not None and fold.nfc(first.full_name) != row.full_name:
        return Problem(row.line, "ho_ten", "other_name", {"line": str(first.line), "value": first.full_name})
    if (twice := posts.get((row.code, row.unit_code))) is not None:
        return Problem(row.line, "ma_don_vi", "same_post", {"line": str(twice.line)})
    unit = units.get(row.unit_code)
    if unit is not None and row.unit_name and unit.unit_name and unit.unit_name != row.unit_name:
        return Problem(row.line, "ten_don_vi", "other_unit_name", {"line": str(unit.line), "value": unit.unit_name})
    if unit is not None and row.parent_code and unit.parent_code and unit.parent_code != row.parent_code:
        return Problem(row.line, "ma_don_vi_cha", "other_parent", {"line": str(unit.line), "value": unit.parent_code})
    return None
