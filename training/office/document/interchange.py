"""What agencies tell each other about a document on the interchange axis (Decision 28/2018/QĐ-TTg)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Package(StrEnum):
    """What a package asks the receiver to do with the document."""

    NEW = "0"
    RECALL = "1"
    UPDATE = "2"
    REPLACE = "3"

    @property
    def name_vi(self) -> str:
        """Return the Vietnamese name."""
        return {"0": "Mới", "1": "Thu hồi", "2": "Cập nhật", "3": "Thay thế"}[self]

    @property
    def name_en(self) -> str:
        """Return the English name."""
        return {"0": "New", "1": "Recall", "2": "Update", "3": "Replace"}[self]


@dataclass(frozen=True, slots=True)
class Status:
    """One status: its code on the axis, its names, and whether a reason must go with it."""

    code: str
    name_vi: str
    name_en: str
    needs_reason: bool = False


STATUSES: tuple[Status, ...] = (
    Status("01", "Đã đến", "Arrived"),
    Status("02", "Từ chối tiếp nhận", "Refused", needs_reason=True),
    Status("03", "Đã tiếp nhận", "Accepted"),
    Status("04", "Phân công", "Assigned"),
    Status("05", "Đang xử lý", "In progress"),
    Status("06", "Hoàn thành", "Done"),
    Status("13", "Lấy lại", "Recall asked"),
    Status("15", "Đồng ý lấy lại, cập nhật", "Recall or update agreed"),
    Status("16", "Từ chối lấy lại, cập nhật", "Recall or update refused"),
)

_BY_CODE = {status.code: status for status in STATUSES}


def status(code: str) -> Status:
    """Return the status with `code`; raises LookupError for codes the axis is not known to use."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"no interchange status {code!r}") from None
