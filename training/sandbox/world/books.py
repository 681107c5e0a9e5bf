"""The number books of an office: one running number for each book, type and year, shared by both systems.

A number is given once and in order; what is undone gives its number back, because the world is folded anew. A book
closed for its year gives no more numbers (Decree 30/2020, article 15: numbering begins with 01 on 1 January).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from training.office.document import types
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Refused
from training.sandbox.world.world import World

IN, OUT = "den", "di"
IN_BOOKS: Mapping[str, str] = {
    "den": "Sổ văn bản đến", "giay-moi": "Sổ giấy mời", "don-thu": "Sổ đơn thư, kiến nghị",
}  # fmt: skip
OUT_BOOKS: Mapping[str, str] = {
    "cong-van": "Sổ công văn đi", "quyet-dinh": "Sổ quyết định", "khac": "Sổ văn bản đi có tên loại khác",
}  # fmt: skip
CLOSED = "closed"


@dataclass(frozen=True)
class Closing:
    """A book closed for its year; `code` is the book's key, `last` the last number it gave."""

    kind: ClassVar[str] = "closing"

    code: str
    state: str
    since: datetime
    by: str
    title: str
    last: int


def book_for(type_code: str) -> str:
    """Return the book in which a type of document is numbered."""
    if type_code in ("cong-van", "quyet-dinh"):
        return type_code
    return "khac"


def in_key(place: str, book: str, year: int) -> str:
    """Return the key of a book of incoming documents."""
    return f"{IN}/{place}/{book}/{year}"


def out_key(place: str, book: str, type_code: str, year: int) -> str:
    """Return the key of a series of outgoing numbers: by book, type and year."""
    return f"{OUT}/{place}/{book}/{type_code}/{year}"


def next_number(world: World, key: str) -> int:
    """Return the number a book gives next."""
    return world.last_number(key) + 1


def take(draft: Draft, key: str, closing: str = "") -> int:
    """Give out the next number of a book; raise Refused where it (or `closing`, its cover) is closed."""
    if draft.get(Closing, closing or key) is not None:
        raise Refused("book_closed", "Sổ của năm này đã khóa, không cấp số được nữa.", "book")
    return draft.take(key)


def cover(key: str) -> str:
    """Return the key of the book a series belongs to: what is closed at the end of the year."""
    parts = key.split("/")
    return "/".join((*parts[:3], parts[-1]))


def book_title(direction: str, book: str) -> str:
    """Return the name of a book; raise Refused for one the office does not keep."""
    found = (IN_BOOKS if direction == IN else OUT_BOOKS).get(book)
    if found is None:
        raise Refused("no_such_book", "Cơ quan không có sổ này.", "book")
    return found


def number_decision(draft: Draft, place: str, type_code: str = "quyet-dinh") -> str:
    """Give the next number of a type from the place's own book, such as 07/QĐ-UBND; both systems call this."""
    year = draft.calendar.local(draft.now).year
    key = out_key(place, book_for(type_code), type_code, year)
    number = take(draft, key, cover(key))
    found = draft.world.place(place)
    short = found.short if found and found.short else "UBND"
    abbreviation = types.by_code(type_code).abbreviation
    return f"{number:02}/{abbreviation}-{short}"
