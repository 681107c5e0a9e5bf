"""Who and what there is in the fictitious province: units, officials, citizens."""

from __future__ import annotations

from dataclasses import dataclass

AGENCY = "Z99"
"""Level-1 agency codes are A to Y (Decision 20/2020), so nothing real begins with Z."""
PROVINCE = "tỉnh Hải Tràm (giả định)"
BANNER = "DỮ LIỆU GIẢ LẬP, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


@dataclass(frozen=True)
class Place:
    """A unit of the province; `level`: ministry, province, department, commune, division, centre, vertical.

    `short` is how it is abbreviated in the notation of a document, such as SNV or UBND.
    """

    code: str
    name: str
    level: str
    parent: str = ""
    short: str = ""


@dataclass(frozen=True)
class Official:
    """A fictitious official, the hat they wear and the unit they sit in."""

    code: str
    name: str
    hat: str
    place: str


@dataclass(frozen=True)
class Citizen:
    """A fictitious citizen: the personal number begins with 999, the telephone with 01."""

    number: str
    name: str
    born: str
    phone: str
    address: str
    commune: str
    email: str = ""
