"""Judge what stands at the head of the page: country and motto, agency, number, place and day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.core.fold import fold, nfc
from training.office.document import dates, number, types
from training.office.document.check.draft import Draft
from training.office.document.check.finding import Component, Finding
from training.office.document.check.pointing import at, missing
from training.office.document.dates import DateProblem
from training.office.document.number_problems import NumberProblem
from training.office.document.parts import COUNTRY, MOTTO

BLANK_NUMBER = re.compile(r"^\s*Số\s*:[\s._…]*/", re.IGNORECASE)
LABEL = re.compile(r"^\s*Số\s*:\s*", re.IGNORECASE)
BLANK_DAY = re.compile(r"ngày[\s._…]+tháng[\s._…\d]*năm[\s._…]*(\d{4})?\s*$", re.IGNORECASE)
COMMITTEE = re.compile(r"^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\b", re.IGNORECASE)
OLD_TONE = str.maketrans({"À": "A"})
_ON_DIGITS = {NumberProblem.ZERO, NumberProblem.MISSING_LEADING_ZERO}
_ON_NOTATION = {
    NumberProblem.LETTER_AS_TYPE,
    NumberProblem.LOWER_CASE,
    NumberProblem.TYPE_CASE,
    NumberProblem.TYPE_MARKS,
    NumberProblem.WRONG_TYPE,
    NumberProblem.TYPE_MISSING,
    NumberProblem.TYPE_NOT_WANTED,
    NumberProblem.WRONG_ISSUER,
}


def country(draft: Draft) -> Iterator[Finding]:
    """Name and motto of the country, word for word."""
    name, motto = draft.lines(Component.COUNTRY)
    if not name.strip():
        yield missing("country.missing")
    elif _plain(name) not in {COUNTRY, COUNTRY.replace("HÒA", "HOÀ")}:
        yield at(draft, "country.wording", 0)
    if not motto.strip():
        yield missing("motto.missing")
    elif _plain(motto) != MOTTO:
        yield at(draft, "motto.wording", 1)


def _plain(text: str) -> str:
    return " ".join(text.split())


def agency(draft: Draft) -> Iterator[Finding]:
    """Name the issuing body, in capitals, under the one above it."""
    above, own = draft.lines(Component.AGENCY)
    if not own.strip():
        yield missing("agency.missing")
    for line, text in enumerate((above, own)):
        if text != text.upper():
            yield at(draft, "agency.case", line)


def number_line(draft: Draft) -> Iterator[Finding]:
    """Read number and notation against the type and the issuing body."""
    (text,) = draft.lines(Component.NUMBER)
    if not text.strip():
        yield missing("number.empty")
        return
    if not LABEL.match(text):
        yield at(draft, "number.label", 0)
    blank = BLANK_NUMBER.match(text)
    if blank and draft.issued:
        yield at(draft, "number.no_number", 0, blank.span())
    if not blank and draft.signed is False:
        yield at(draft, "number.early", 0, _digits(text))
    readable = f"Số: 01/{text[blank.end() :]}" if blank else text
    slips = number.problems(readable, draft.kind, _known_issuer(draft))
    yield from (at(draft, f"number.{slip}", 0, _span(text, slip)) for slip in slips)
    if not slips and draft.is_letter and "-" not in text:
        yield at(draft, "number.no_drafter", 0, _notation(text))


def _known_issuer(draft: Draft) -> str:
    """Return the abbreviation that the issuer's name makes certain, else ""."""
    own = draft.lines(Component.AGENCY)[1]
    return "UBND" if COMMITTEE.match(own.strip()) and not draft.lines(Component.AGENCY)[0].startswith("SỞ") else ""


def _span(text: str, slip: NumberProblem) -> tuple[int, int] | None:
    if slip in _ON_DIGITS:
        return _digits(text)
    return _notation(text) if slip in _ON_NOTATION else None


def _digits(text: str) -> tuple[int, int] | None:
    found = re.search(r"\d+", text)
    return found.span() if found else None


def _notation(text: str) -> tuple[int, int] | None:
    start = text.find("/") + 1
    return (start, len(text.rstrip())) if 0 < start < len(text.rstrip()) else None


def place_and_day(draft: Draft) -> Iterator[Finding]:
    """Place and day as a formal text writes them; a draft may leave the day open."""
    (text,) = draft.lines(Component.PLACE_DAY)
    if not text.strip():
        yield missing("day.missing")
        return
    blank = BLANK_DAY.search(text)
    if blank:
        yield from _open_day(draft, text, blank)
        return
    for slip in dates.read(text, place_wanted=True).problems:
        yield at(draft, f"day.{slip}", 0, _day_span(text, slip))


def _open_day(draft: Draft, text: str, blank: re.Match[str]) -> Iterator[Finding]:
    place = text[: blank.start()].strip()
    if not place:
        yield at(draft, f"day.{DateProblem.PLACE}", 0)
    elif not place.endswith(","):
        yield at(draft, f"day.{DateProblem.COMMA}", 0, (0, blank.start()))
    if draft.issued:
        yield at(draft, "day.no_day", 0, blank.span())
    elif draft.number and not BLANK_NUMBER.match(nfc(draft.number)):
        yield at(draft, "day.before_number", 0, blank.span())


def _day_span(text: str, slip: DateProblem) -> tuple[int, int] | None:
    pattern = {
        DateProblem.DAY_ZERO: r"ngày\s+\d+",
        DateProblem.MONTH_ZERO: r"tháng\s+\d+",
        DateProblem.MONTH_EXTRA_ZERO: r"tháng\s+\d+",
        DateProblem.UNREAL: r"ngày.*",
    }.get(slip)
    found = re.search(pattern, text) if pattern else None
    return found.span() if found else None


def is_type(text: str) -> bool:
    """Say whether a line is the name of a type, however it is written."""
    return fold(text.strip()) in {fold(kind.name_vi) for kind in types.TYPES}
