"""Place and date as a formal text writes them (Decree 30/2020, appendix I, II.4)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

BLANK = "ngày{0}tháng{0}năm".format("\u00a0" * 5)
FORMAL = re.compile(
    r"(?:(?P<place>.*?)\s*(?P<comma>,?)\s*)ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
)


class DateProblem(StrEnum):
    """Why a written place and date cannot stand."""

    SHAPE = "shape"
    UNREAL = "no_such_day"
    DAY_ZERO = "day_needs_zero"
    MONTH_ZERO = "month_needs_zero"
    MONTH_EXTRA_ZERO = "month_takes_no_zero"
    PLACE = "place_missing"
    COMMA = "comma_missing"


PROBLEMS: dict[DateProblem, tuple[str, str]] = {
    DateProblem.SHAPE: (
        "Viết theo mẫu: Hải Tràm, ngày 05 tháng 02 năm 2026.",
        "Write it like: Hải Tràm, ngày 05 tháng 02 năm 2026.",
    ),
    DateProblem.UNREAL: ("Ngày này không có trong lịch.", "There is no such day."),
    DateProblem.DAY_ZERO: (
        "Ngày nhỏ hơn 10 phải thêm số 0 phía trước.",
        "A day below 10 takes a leading zero.",
    ),
    DateProblem.MONTH_ZERO: (
        "Tháng 1 và tháng 2 phải thêm số 0 phía trước.",
        "Months 1 and 2 take a leading zero.",
    ),
    DateProblem.MONTH_EXTRA_ZERO: (
        "Từ tháng 3 không thêm số 0 phía trước.",
        "From month 3 on there is no leading zero.",
    ),
    DateProblem.PLACE: ("Thiếu địa danh trước ngày tháng.", "The place before the date is missing."),
    DateProblem.COMMA: ("Sau địa danh có dấu phẩy.", "A comma follows the place."),
}


class DateError(ValueError):
    """The text is no formal date; `problems` says why."""

    def __init__(self, problems: tuple[DateProblem, ...]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says, and what is wrong with how it says it; `day` is None where no day could be read."""

    place: str
    day: date | None
    problems: tuple[DateProblem, ...]


def formal(day: date) -> str:
    """Return "ngày 05 tháng 02 năm 2026": zero before days below 10 and months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"


def place_and_day(place: str, day: date | None) -> str:
    """Return the whole line; a draft without a day leaves the room a clerk fills in."""
    return f"{place}, {formal(day) if day else BLANK}"


def parse(text: str) -> date:
    """Read a formal date, with or without a place before it; raises DateError."""
    written = read(text)
    if written.day is None or written.problems:
        raise DateError(written.problems)
    return written.day


def read(text: str, *, place_wanted: bool = False) -> Written:
    """Read `text` as forgivingly as it can be understood, and name each slip."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    found = FORMAL.fullmatch(plain)
    if not found:
        return Written("", None, (DateProblem.SHAPE,))
    place, slips = found["place"].strip(), _zero_slips(found["day"], found["month"])
    if place_wanted and not place:
        slips.append(DateProblem.PLACE)
    if place and not found["comma"]:
        slips.append(DateProblem.COMMA)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Written(place, None, (DateProblem.UNREAL, *slips))
    return Written(place, day, tuple(slips))


def _zero_slips(day: str, month: str) -> list[DateProblem]:
    slips = [DateProblem.DAY_ZERO] if len(day) == 1 else []
    if len(month) == 1 and int(month) <= 2:
        slips.append(DateProblem.MONTH_ZERO)
    if len(month) == 2 and month[0] == "0" and int(month) > 2:
        slips.append(DateProblem.MONTH_EXTRA_ZERO)
    return slips
