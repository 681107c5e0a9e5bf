"""Whose part one plays in the office: one hat at a time, though a person may hold several."""

from __future__ import annotations

from enum import StrEnum


class Hat(StrEnum):
    """A part in the office: the roles of the one-stop and of the document system.

    AXIS is whoever sits at the other end of the interchange axis: another agency.
    """

    CITIZEN = "citizen"
    RECEPTION = "reception"
    OFFICER = "officer"
    DIVISION_HEAD = "division_head"
    LEADER = "leader"
    CLERK = "clerk"
    RESULTS = "results"
    ACCOUNTANT = "accountant"
    PARTNER = "partner"
    ARCHIVE = "archive"
    AXIS = "axis"


HAT_NAMES = {
    Hat.CITIZEN: "Công dân",
    Hat.RECEPTION: "Cán bộ tiếp nhận",
    Hat.OFFICER: "Chuyên viên thụ lý",
    Hat.DIVISION_HEAD: "Lãnh đạo phòng",
    Hat.LEADER: "Lãnh đạo UBND",
    Hat.CLERK: "Văn thư",
    Hat.RESULTS: "Cán bộ trả kết quả",
    Hat.ACCOUNTANT: "Kế toán",
    Hat.PARTNER: "Cơ quan phối hợp",
    Hat.ARCHIVE: "Lưu trữ cơ quan",
    Hat.AXIS: "Cơ quan bên kia trục",
}
"""The product's own words, which a province may replace."""

EVERY_HAT = frozenset(Hat)


def hat_name(hat: str) -> str:
    """Return the Vietnamese name of a hat, or the key itself where it is unknown."""
    return HAT_NAMES[Hat(hat)] if hat in EVERY_HAT else hat


def hat_names(hats: frozenset[str]) -> str:
    """Return the names of some hats joined for a sentence, in the order in which a case meets them."""
    return " hoặc ".join(
        name.lower().replace("ubnd", "UBND") for hat, name in HAT_NAMES.items() if hat in hats
    )
