"""A printed sheet as data: what stands at its head, its lines, lists and tables, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from training.office.document.dates import place_and_day
from training.office.document.parts import COUNTRY, MOTTO
from training.sandbox.world.world import World

NATION = (COUNTRY, MOTTO)
FOR_REFERENCE = "nội dung tham khảo, đối chiếu văn bản gốc"
CIRCULAR = "Thông tư 03/2025/TT-VPCP"


@dataclass(frozen=True)
class Line:
    """A named line; one without a value is printed with dots to be filled in by hand."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class Words:
    """A paragraph; `strong` for a heading inside the sheet."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Items:
    """A numbered list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its heads, its rows, and how wide each column is in shares of the sheet."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sign:
    """One signature: in what capacity, how it was signed, and the name under it."""

    role: str
    how: str = ""
    name: str = ""


Part = Line | Words | Items | Table


@dataclass(frozen=True)
class Sheet:
    """One print. `form` says which form of the circular it follows; `qr` is the case code of its QR code."""

    title: str
    body: tuple[Part, ...]
    agency: tuple[str, str] = ("", "")
    number: str = ""
    dated: str = ""
    form: str = ""
    signs: tuple[Sign, ...] = ()
    qr: str = ""
    wide: bool = False
    footnote: str = ""


def agency_of(world: World, code: str) -> tuple[str, str]:
    """Return the two lines at the head of a sheet: the authority, and its counter."""
    place = world.place(code)
    name = place.name if place else code
    short = name.removeprefix("UBND ")
    return name.upper(), f"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG {short}".upper()


def dated(world: World, code: str, day: date) -> str:
    """Return place and day as a form writes them: Cửa Sen, ngày 09 tháng 11 năm 2026."""
    place = world.place(code)
    name = place.name if place else ""
    for before in ("UBND ", "phường ", "xã ", "tỉnh "):
        name = name.removeprefix(before)
    return place_and_day(name, day)


def following(form: str) -> str:
    """Return which form a sheet follows, marked as reference."""
    return f"Mẫu số {form}, {CIRCULAR} ({FOR_REFERENCE})"
