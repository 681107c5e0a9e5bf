"""What the practised system says of itself: one ending to a sentence, and why the clock passed something over."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from training.core.calendar.rules import NamedDay, WorkingCalendar
from training.sandbox.world.endings import tidy
from training.sandbox.world.pauses import pauses_between

OFFICE = WorkingCalendar(holidays={date(2026, 11, 24): NamedDay("Ngày Văn hóa Việt Nam")})


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=OFFICE.tz)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Lý do: chưa có phần móng..", "Lý do: chưa có phần móng."),
        ("Lý do: thiếu giấy tờ;.", "Lý do: thiếu giấy tờ."),
        ("Người dân hỏi: vì sao?.", "Người dân hỏi: vì sao?"),
        ("Một ý.. Hai ý.", "Một ý. Hai ý."),
        ("Còn nữa....", "Còn nữa…"),
        ("Phí 12.000 đ, thủ tục 2.000815.", "Phí 12.000 đ, thủ tục 2.000815."),
    ],
)
def test_a_sentence_ends_once(given: str, shown: str) -> None:
    assert tidy(given) == shown


@pytest.mark.parametrize(
    ("start", "end", "passed"),
    [
        ("2026-11-09T09:10", "2026-11-09T10:10", ()),
        ("2026-11-09T10:00", "2026-11-09T11:00", ()),
        ("2026-11-09T10:30", "2026-11-09T13:30", ("giờ nghỉ trưa từ 11:00 đến 13:00",)),
        ("2026-11-09T16:30", "2026-11-10T07:30",
         ("thời gian ngoài giờ làm việc từ 17:00 thứ Hai 09/11 đến 07:00 thứ Ba 10/11",)),
        ("2026-11-13T09:00", "2026-11-16T07:30",
         ("thời gian ngoài giờ làm việc từ 17:00 thứ Sáu 13/11 đến 07:00 thứ Hai 16/11",
          "thứ Bảy 14/11, Chủ nhật 15/11 là ngày nghỉ cuối tuần")),
        ("2026-11-23T16:30", "2026-11-25T07:10",
         ("thời gian ngoài giờ làm việc từ 17:00 thứ Hai 23/11 đến 07:00 thứ Tư 25/11",
          "thứ Ba 24/11 là ngày nghỉ (Ngày Văn hóa Việt Nam)")),
    ],
)  # fmt: skip
def test_a_jump_of_the_clock_says_what_it_passed_over(start: str, end: str, passed: tuple[str, ...]) -> None:
    assert pauses_between(OFFICE, at(start), at(end)) == passed


def test_a_jump_to_the_very_opening_has_passed_over_the_night() -> None:
    assert len(pauses_between(OFFICE, at("2026-11-09T09:00"), at("2026-11-10T07:00"))) == 1
