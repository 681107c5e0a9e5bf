"""Number and notation of a document, written, read and judged (Decree 30/2020, appendix I, II.3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from training.office.document import types
from training.office.document.number_problems import NumberProblem
from training.office.document.types import DocumentType

DEFAULT_WIDTH = 2
PART = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
LABEL = re.compile(r"^\s*Số\s*:\s*", re.IGNORECASE)
SHAPE = re.compile(r"([0-9]+)/([^/]+)")


class NumberError(ValueError):
    """The text is no number and notation; `problems` says why, worst first."""

    def __init__(self, problems: tuple[NumberProblem, ...]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Notation:
    """What stands after the slash: type and issuer, or issuer and drafting unit for an official letter.

    Raises ValueError for a part that could not be read back.
    """

    issuer: str
    type_abbreviation: str = ""
    drafter: str = ""

    def __post_init__(self) -> None:
        named = bool(self.type_abbreviation)
        if named and (types.by_abbreviation(self.type_abbreviation) is None or self.drafter):
            raise ValueError("a named type takes a known abbreviation and no drafting unit")
        parts = [*self.issuer.split("-"), *([self.drafter] if self.drafter else [])]
        if not all(PART.fullmatch(part) and part == part.upper() for part in parts):
            raise ValueError("agencies are abbreviated in capital letters")
        if not named and ("-" in self.issuer or types.by_abbreviation(self.issuer)):
            raise ValueError("an official letter begins with one agency abbreviation")

    def __str__(self) -> str:
        """Return it as printed, such as QĐ-UBND or UBND-VP."""
        return "-".join(part for part in (self.type_abbreviation, self.issuer, self.drafter) if part)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A running number with its notation; `width` is the local zero padding, two by the decree."""

    number: int
    notation: Notation
    width: int = DEFAULT_WIDTH

    def __post_init__(self) -> None:
        if self.number < 1 or not DEFAULT_WIDTH <= self.width <= 9:
            raise ValueError("numbers start at 1, padding is two to nine digits")

    def __str__(self) -> str:
        """Return it as printed, such as 05/QĐ-UBND or 0226/TB-UBND."""
        return f"{self.number:0{self.width}d}/{self.notation}"


def parse(text: str) -> DocumentNumber:
    """Read `text`, with or without the label "Số:"; raises NumberError with what is wrong."""
    found = problems(text)
    if found:
        raise NumberError(found)
    digits, notation = _split(text)
    first, _, rest = notation.partition("-")
    if types.by_abbreviation(first):
        return DocumentNumber(int(digits), Notation(rest, type_abbreviation=first), max(DEFAULT_WIDTH, len(digits)))
    return DocumentNumber(int(digits), Notation(first, drafter=rest), max(DEFAULT_WIDTH, len(digits)))


def problems(text: str, kind: DocumentType | None = None, issuer: str = "") -> tuple[NumberProblem, ...]:
    """Return what is wrong with `text` for a document of `kind` by `issuer` (both optional), worst first."""
    plain = LABEL.sub("", unicodedata.normalize("NFC", text)).strip()
    if not plain:
        return (NumberProblem.EMPTY,)
    packed = re.sub(r"\s+", "", plain)
    found = [NumberProblem.SPACES] if packed != plain else []
    shaped = SHAPE.fullmatch(packed)
    if not shaped:
        return (*found, _misshapen(packed))
    digits, notation = shaped.groups()
    found += _digit_problems(digits)
    found += _notation_problems(notation)
    if kind is not None and not found:
        found += _kind_problems(notation, kind)
    if issuer and not found and _issuer(notation) != issuer:
        found.append(NumberProblem.WRONG_ISSUER)
    return tuple(dict.fromkeys(found))


def next_number(last: int | None, last_day: date | None, day: date) -> int:
    """Return the number a document issued on `day` takes: one more, or 1 in a new year.

    Raises ValueError where `day` lies before `last_day`, since numbers follow the days.
    """
    if last is None or last_day is None:
        return 1
    if day < last_day:
        raise ValueError("a number cannot be given before the day of the last one")
    return last + 1 if day.year == last_day.year else 1


def _split(text: str) -> tuple[str, str]:
    plain = LABEL.sub("", unicodedata.normalize("NFC", text)).strip()
    digits, _, notation = plain.partition("/")
    return digits, notation


def _misshapen(packed: str) -> NumberProblem:
    if re.fullmatch(r"[0-9]+/[0-9]{4}/.+", packed):
        return NumberProblem.YEAR
    if re.fullmatch(r"[0-9]+-[^/-]+/.+", packed):
        return NumberProblem.SWAPPED
    return NumberProblem.SHAPE


def _digit_problems(digits: str) -> list[NumberProblem]:
    if len(digits) > 9:
        return [NumberProblem.SHAPE]
    if int(digits) == 0:
        return [NumberProblem.ZERO]
    return [NumberProblem.MISSING_LEADING_ZERO] if len(digits) == 1 else []


def _notation_problems(notation: str) -> list[NumberProblem]:
    first, *rest = notation.split("-")
    if not all(PART.fullmatch(part) for part in (first, *rest)):
        return [NumberProblem.SHAPE]
    found = [] if types.by_abbreviation(first) else _first_part_problems(first)
    if any(part != part.upper() for part in rest):
        found.append(NumberProblem.LOWER_CASE)
    named = types.by_abbreviation(first) is not None
    if (named and not rest) or (not named and len(rest) > 1):
        found.append(NumberProblem.SHAPE)
    return found


def _first_part_problems(first: str) -> list[NumberProblem]:
    """Judge a first part that is no known abbreviation: a slip in one, or an agency."""
    if first.upper() in {"CV", "CÔNGVĂN"}:
        return [NumberProblem.LETTER_AS_TYPE]
    for known in sorted(types.abbreviations()):
        if first.upper() == known.upper():
            return [NumberProblem.TYPE_CASE if known != known.upper() else NumberProblem.LOWER_CASE]
        if "Đ" in known and first == known.replace("Đ", "D"):
            return [NumberProblem.TYPE_MARKS]
    return [] if first == first.upper() else [NumberProblem.LOWER_CASE]


def _kind_problems(notation: str, kind: DocumentType) -> list[NumberProblem]:
    written = types.by_abbreviation(notation.split("-")[0])
    if written is None:
        return [NumberProblem.TYPE_MISSING] if kind.abbreviation else []
    if not kind.abbreviation:
        return [NumberProblem.TYPE_NOT_WANTED]
    return [] if written == kind else [NumberProblem.WRONG_TYPE]


def _issuer(notation: str) -> str:
    first, _, rest = notation.partition("-")
    return rest if types.by_abbreviation(first) else first
