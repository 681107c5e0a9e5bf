"""What a checker has to say: which rule, where on the page, how grave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BASIS = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
REFERENCE_ONLY = "Nội dung tham khảo, đối chiếu văn bản gốc."


class Component(StrEnum):
    """The nine components of a document, then the stamps beside them and the sheet of paper itself."""

    COUNTRY = "quoc-hieu"
    AGENCY = "co-quan"
    NUMBER = "so-ky-hieu"
    PLACE_DAY = "dia-danh-thoi-gian"
    SUBJECT = "trich-yeu"
    BODY = "noi-dung"
    SIGNATURE = "nguoi-ky"
    SEAL = "dau"
    RECIPIENTS = "noi-nhan"
    STAMPS = "do-khan"
    PAGE = "trang"

    @property
    def name_vi(self) -> str:
        """Return the name a clerk uses."""
        return _NAMES[self]


_NAMES = {
    "quoc-hieu": "Quốc hiệu và tiêu ngữ",
    "co-quan": "Tên cơ quan ban hành",
    "so-ky-hieu": "Số, ký hiệu",
    "dia-danh-thoi-gian": "Địa danh và thời gian",
    "trich-yeu": "Tên loại và trích yếu",
    "noi-dung": "Nội dung",
    "nguoi-ky": "Chức vụ, họ tên, chữ ký",
    "dau": "Dấu, chữ ký số của cơ quan",
    "noi-nhan": "Nơi nhận",
    "do-khan": "Dấu chỉ mức độ",
    "trang": "Trình bày trang",
}


class Severity(StrEnum):
    """A slip breaks a rule; advice names what is unusual and may still be right."""

    SLIP = "can-sua"
    ADVICE = "nen-xem-lai"

    @property
    def name_vi(self) -> str:
        """Return the word shown beside a finding."""
        return "Cần sửa" if self is Severity.SLIP else "Nên xem lại"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a stable code, why its breach is a slip, how to put it right, and where it comes from."""

    code: str
    component: Component
    why: str
    fix: str
    severity: Severity = Severity.SLIP
    basis: str = BASIS


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a line: offsets into `draft.lines(component)[line]`; line -1 is the component as a whole."""

    component: Component
    line: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule met at a place; `seen` is what stands there, "" where something is missing."""

    rule: Rule
    place: Place
    seen: str = ""
