"""The lists people work from: by menu, by hat, by light, by words typed without marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from training.core.calendar.light import Left, left
from training.core.fold import fold, tokens
from training.sandbox.cases.rules.deadlines import due_of, light_of
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import (
    DESK,
    DONE,
    ENDS,
    FINANCIAL,
    HANDLING,
    PORTAL,
    RECEIVED,
    REGISTERED,
    SIGNED,
    STATE_NAMES,
    STOPPED,
    SUPPLEMENTED,
    WAITING,
    WITHDRAWING,
)
from training.sandbox.world.world import World

FAR = date.max


@dataclass(frozen=True)
class Row:
    """One case as a list shows it; `due` is None while the clock stands or none runs."""

    case: Case
    procedure: str
    state: str
    status: int
    due: date | None
    light: str
    left: Left | None


@dataclass(frozen=True)
class Menu:
    """One list of the menu: its key, the product's words, and which cases belong to it."""

    key: str
    group: str
    label: str
    holds: Callable[[Case], bool]


def _in(*states: str) -> Callable[[Case], bool]:
    return lambda case: case.state in states


def _unpaid(case: Case) -> bool:
    return case.state not in ENDS and case.paid < case.fee


MENUS = (
    Menu("online", "Tiếp nhận", "Chờ tiếp nhận trực tuyến", _in(REGISTERED)),
    Menu("received", "Tiếp nhận", "Đã tiếp nhận, chưa chuyển", _in(RECEIVED)),
    Menu("handling", "Xử lý", "Đang xử lý", _in(*HANDLING, SIGNED)),
    Menu("withdrawing", "Xử lý", "Xin rút", _in(WITHDRAWING)),
    Menu("stopped", "Xử lý", "Đã dừng", _in(STOPPED)),
    Menu("financial", "Xử lý", "Nghĩa vụ tài chính", _in(FINANCIAL)),
    Menu("waiting", "Bổ sung", "Chờ công dân bổ sung", _in(WAITING)),
    Menu("supplemented", "Bổ sung", "Đã bổ sung, chờ nhận", _in(SUPPLEMENTED)),
    Menu("fees", "Thu phí", "Chưa thu đủ phí", _unpaid),
    Menu("unpaid", "Trả kết quả", "Có kết quả, chưa thu phí", lambda c: c.state == DONE and c.paid < c.fee),
    Menu("to_return", "Trả kết quả", "Chờ trả", lambda c: c.state == DONE and c.paid >= c.fee),
    Menu("all", "Tra cứu", "Tất cả hồ sơ", lambda _case: True),
)


def rows(world: World, *, menu: str = "all", hat: str = "", light: str = "", words: str = "") -> list[Row]:
    """Return the rows of a list, the most urgent first; raise KeyError for an unknown menu.

    `words` find code, name, procedure or request without marks; `hat` keeps what waits on that hat's desk.
    """
    holds = {one.key: one.holds for one in MENUS}[menu]
    wanted = tokens(words)
    found = [
        row_of(world, case)
        for case in world.all(Case)
        if holds(case) and (not hat or DESK.get(case.state) == hat) and _matches(world, case, wanted)
    ]
    return sorted((row for row in found if not light or row.light == light), key=_urgency)


def row_of(world: World, case: Case) -> Row:
    """Return one case as a list shows it."""
    due, facts = due_of(world, case), world.procedure(case.procedure)
    running = case.state not in ENDS and case.finished_at is None
    return Row(
        case,
        facts.name if facts else case.procedure,
        STATE_NAMES[case.state],
        PORTAL[case.state],
        due.date if due else None,
        light_of(world, case),
        left(due, world.now, world.calendar) if running else None,
    )


def counts(world: World) -> dict[str, int]:
    """Return how many cases each menu holds, and how many show each light (`light:red` …)."""
    cases = world.all(Case)
    found = {menu.key: sum(map(menu.holds, cases)) for menu in MENUS}
    for case in cases:
        key = f"light:{light_of(world, case)}"
        found[key] = found.get(key, 0) + 1
    return found


def _matches(world: World, case: Case, wanted: list[str]) -> bool:
    if not wanted:
        return True
    facts = world.procedure(case.procedure)
    told = f"{case.number} {case.code} {case.applicant.name} {case.request} {case.title} {case.procedure}"
    body = fold(f"{told} {facts.name if facts else ''}")
    return all(word in body for word in wanted)


def _urgency(row: Row) -> tuple[bool, date, str]:
    return row.case.state in ENDS, row.due or FAR, row.case.code
