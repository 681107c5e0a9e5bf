"""By what each part of a page is recognised, wherever it stands and however it is written."""

from __future__ import annotations

import re

from training.core.fold import fold
from training.office.document.check.foot import SECRET, URGENT
from training.office.document.check.signing import BODY, FORM, LOOSE, PERSON

RULE = re.compile(r"^[\s\-–—_*=~.]*$")
NUMBER = re.compile(r"^\s*Số\s*:|^\s*\d{1,6}\s*/\s*[^\s/]+-[^\s/]+\s*$", re.IGNORECASE)
LONG_DAY = re.compile(r"^.{0,60}\bngày[\s._…\d]*tháng[\s._…\d]*năm[\s._…\d]*$", re.IGNORECASE)
SHORT_DAY = re.compile(r"^\D{2,40},\s*(ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}\s*$", re.IGNORECASE)
ABOUT = re.compile(r"^\s*(v/v|về việc)\b", re.IGNORECASE)
SKIPPED = re.compile(
    r"^\s*(\(.*\)|\[\s*đã ký.*\]|đã ký|ký bởi\b.*|người ký\b.*|ngày ký\b.*|email\b.*|thời gian ký\b.*)\s*$",
    re.IGNORECASE,
)
URGENT_WORDS = frozenset(map(fold, URGENT)) | {"khan cap", "thuong khan cap", "gap"}


def is_rule(text: str) -> bool:
    """Say whether a line is empty or only drawn: hyphens, underscores, stars."""
    return bool(RULE.match(text))


def is_country(text: str) -> bool:
    """Say whether this is the name of the country, right or wrong."""
    return "cong hoa xa hoi chu nghia" in fold(text)


def is_motto(text: str) -> bool:
    """Say whether this is the motto, right or wrong."""
    return fold(text).strip().startswith("doc lap")


def is_number(text: str) -> bool:
    """Say whether this is the line of number and notation."""
    return bool(NUMBER.match(text))


def is_day(text: str) -> bool:
    """Say whether this is the line of place and day."""
    return bool(LONG_DAY.match(text) or SHORT_DAY.match(text))


def is_stamp(text: str) -> bool:
    """Say whether this is a stamp of urgency or secrecy."""
    return fold(text).strip() in URGENT_WORDS | SECRET


def is_recipients(text: str) -> bool:
    """Say whether this opens the list of recipients."""
    return fold(text).strip().startswith("noi nhan")


def is_title_of_signer(text: str) -> bool:
    """Say whether this could be a line above a signature."""
    return bool(FORM.match(text) or PERSON.match(fold(text).strip()) or BODY.match(fold(text).strip())) or bool(
        LOOSE.match(text) and text == text.upper() and len(text) < 60
    )


def is_split(left: str, right: str) -> bool:
    """Say whether a tab between two texts parts two columns of the head or foot."""
    tests = (is_country, is_motto, is_number, is_day, is_recipients)
    return any(test(piece) for test in tests for piece in (left, right)) or bool(FORM.match(right))
