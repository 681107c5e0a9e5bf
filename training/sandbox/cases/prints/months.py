"""The monthly report: its columns, one row for each procedure that had anything, and the total."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple

from training.sandbox.cases.prints.sheet import FOR_REFERENCE, Sheet, Sign, Table, Words, agency_of, dated
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.receiving import home_of
from training.sandbox.cases.rules.records import Month, month, suspended
from training.sandbox.world.world import World

HEADS = (
    "Thủ tục", "Kỳ trước chuyển qua", "Mới: trực tuyến", "Mới: trực tiếp, BCCI", "Đã giải quyết trước hạn",
    "Đã giải quyết đúng hạn", "Đã giải quyết quá hạn", "Đang giải quyết trong hạn", "Đang giải quyết quá hạn",
)  # fmt: skip
SHARES = (28, 9, 9, 9, 9, 9, 9, 9, 9)
FARTHEST = 3
"""How many months back a report can be asked for: the province's cases begin then."""
OF = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def asked(world: World, of: str) -> tuple[int, int]:
    """Return year and month of `of` (such as "2026-11"), the simulated month for anything else."""
    found = OF.fullmatch(of)
    year, number = (int(found[1]), int(found[2])) if found else (0, 0)
    wanted = (year, number)
    return wanted if wanted in choices(world) else choices(world)[0]


def choices(world: World) -> list[tuple[int, int]]:
    """Return the months one can ask for, the simulated one first."""
    today = world.calendar.local(world.now).date()
    count = today.year * 12 + today.month - 1
    return [((count - back) // 12, (count - back) % 12 + 1) for back in range(FARTHEST)]


def month_rows(world: World, year: int, number: int) -> list[tuple[str | int, ...]]:
    """Return the rows of a month: a procedure each, then the total."""
    codes = dict.fromkeys(case.procedure for case in world.all(Case))
    rows: list[tuple[str | int, ...]] = []
    for code in sorted(codes):
        found, facts = month(world, year, number, code), world.procedure(code)
        if any(astuple(found)):
            rows.append((facts.name if facts else code, *_figures(found)))
    return [*rows, ("Tổng số", *_figures(month(world, year, number)))]


def month_sheet(world: World, year: int, number: int) -> Sheet:
    """Return the report of a month as a sheet."""
    place, today = home_of(world), world.calendar.local(world.now).date()
    rows = tuple(tuple(map(str, row)) for row in month_rows(world, year, number))
    waiting = suspended(world.all(Case))
    return Sheet(
        f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG {number:02}/{year}",
        (
            Table(HEADS, rows, SHARES),
            Words(f"Đang tạm dừng (bổ sung, nghĩa vụ tài chính) và đã dừng tại lúc lập báo cáo: {waiting} hồ sơ."),
        ),
        agency_of(world, place),
        dated=dated(world, place, today),
        form=f"Các cột theo biểu II.06a/VPCP/KSTT ({FOR_REFERENCE})",
        signs=(Sign("NGƯỜI LẬP BIỂU", "(chữ ký giả lập)"),),
        wide=True,
    )


def _figures(found: Month) -> Iterable[int]:
    return astuple(found)
