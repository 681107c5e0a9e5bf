"""The lists people work from: by menu, by hat, by light, by words typed without marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from training.core.calendar.light import Left, left
from training.core.fold import fold, tokens
from training.sandbox.cases.rules.deadlines import due_of, light_of, outcome_of
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import (
    ASSIGNING,
    DESK,
    DONE,
    ENDS,
    FINANCIAL,
    HANDLING,
    PORTAL,
    RECEIVED,
    REFUSED,
    REGISTERED,
    RETURNED,
    SIGNED,
    STATE_NAMES,
    STOPPED,
    SUPPLEMENTED,
    TO_INITIAL,
    TO_SIGN,
    WAITING,
    WITHDRAWING,
)
from training.sandbox.world.hats import Hat
from training.sandbox.world.world import World

FAR = date.max


@dataclass(frozen=True)
class Row:
    """One case as a list shows it; `due` is None while the clock stands or none runs.

    `light` is "" once there is a result: then `outcome` (early, on_time, late) says how it ended.
    """

    case: Case
    procedure: str
    state: str
    status: int
    due: date | None
    light: str
    left: Left | None
    outcome: str = ""


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


MINE = "mine"
"""What lies on the desk of the part one plays: a list of its own, beside the menus."""
MENUS = (
    Menu("online", "Tiếp nhận", "Chờ tiếp nhận trực tuyến", _in(REGISTERED)),
    Menu("received", "Tiếp nhận", "Đã tiếp nhận, chưa chuyển", _in(RECEIVED)),
    Menu("post", "Tiếp nhận", "Nhận qua bưu chính", lambda c: c.channel == "post"),
    Menu("refused", "Tiếp nhận", "Không tiếp nhận", _in(REFUSED)),
    Menu("handling", "Xử lý", "Đang xử lý", _in(*HANDLING, SIGNED)),
    Menu("sent", "Xử lý", "Đã chuyển, chờ phân công", _in(ASSIGNING)),
    Menu("approving", "Xử lý", "Chờ duyệt, chờ ký", _in(TO_INITIAL, TO_SIGN)),
    Menu("consulting", "Xử lý", "Chờ ý kiến phối hợp", lambda c: bool(c.open_consultations)),
    Menu("linked", "Xử lý", "Liên thông, hồ sơ con", lambda c: bool(c.parent or c.children)),
    Menu("financial", "Xử lý", "Nghĩa vụ tài chính", _in(FINANCIAL)),
    Menu("withdrawing", "Xử lý", "Xin rút", _in(WITHDRAWING)),
    Menu("stopped", "Xử lý", "Đã dừng", _in(STOPPED)),
    Menu("waiting", "Bổ sung", "Chờ công dân bổ sung", _in(WAITING)),
    Menu("supplemented", "Bổ sung", "Đã bổ sung, chờ nhận", _in(SUPPLEMENTED)),
    Menu("completed", "Bổ sung", "Đã nhận bổ sung", lambda c: any(s.taken_at for s in c.supplements)),
    Menu("fees", "Thu phí", "Chưa thu đủ phí", _unpaid),
    Menu("pending", "Thu phí", "Chờ cổng thanh toán", lambda c: any(p.outcome == "pending" for p in c.payments)),
    Menu("confirming", "Trả kết quả", "Chờ văn thư cấp số", _in(SIGNED)),
    Menu("unpaid", "Trả kết quả", "Có kết quả, chưa thu phí", lambda c: c.state == DONE and c.paid < c.fee),
    Menu("to_return", "Trả kết quả", "Chờ trả", lambda c: c.state == DONE and c.paid >= c.fee),
    Menu("returned", "Trả kết quả", "Đã trả", _in(RETURNED)),
    Menu("all", "Tra cứu", "Tất cả hồ sơ", lambda _case: True),
)


def on_desk(case: Case, hat: str) -> bool:
    """Say whether a case waits for somebody under `hat`; a partner unit waits on the opinions asked of it."""
    return DESK.get(case.state) == hat or (hat == Hat.PARTNER and bool(case.open_consultations))


def rows(world: World, *, menu: str = "all", hat: str = "", light: str = "", words: str = "") -> list[Row]:
    """Return the rows of a list, the most urgent first; raise KeyError for an unknown menu.

    `words` find code, name, number, procedure or request without marks; `hat` keeps what waits on that hat's
    desk, which is all that the list MINE is about.
    """
    holds = {one.key: one.holds for one in MENUS}["all" if menu == MINE else menu]
    wanted = tokens(words)
    found = [
        row_of(world, case)
        for case in world.all(Case)
        if holds(case) and (not hat or on_desk(case, hat)) and _matches(world, case, wanted)
    ]
    return sorted((row for row in found if not light or row.light == light), key=_urgency)


def row_of(world: World, case: Case) -> Row:
    """Return one case as a list shows it."""
    due, facts = due_of(world, case), world.procedure(case.procedure)
    running = _runs(case)
    return Row(
        case,
        facts.name if facts else case.procedure,
        STATE_NAMES[case.state],
        PORTAL[case.state],
        due.date if due else None,
        shown_light(world, case),
        left(due, world.now, world.calendar) if running else None,
        outcome_of(world, case),
    )


def shown_light(world: World, case: Case) -> str:
    """Return the light a list shows: none any more once there is a result."""
    return light_of(world, case) if _runs(case) or case.state == STOPPED else ""


def counts(world: World) -> dict[str, int]:
    """Return how many cases each menu holds, how many show each light (`light:red` …) and lie on each desk."""
    cases = world.all(Case)
    found = {menu.key: sum(map(menu.holds, cases)) for menu in MENUS}
    found |= {f"hat:{hat}": sum(on_desk(case, hat) for case in cases) for hat in Hat}
    for case in cases:
        key = f"light:{shown_light(world, case)}"
        found[key] = found.get(key, 0) + 1
    return found


def _runs(case: Case) -> bool:
    return case.state not in ENDS and case.finished_at is None


def _matches(world: World, case: Case, wanted: list[str]) -> bool:
    if not wanted:
        return True
    facts = world.procedure(case.procedure)
    who = f"{case.applicant.name} {case.applicant.number}"
    told = f"{case.number} {case.code} {who} {case.request} {case.title} {case.procedure}"
    body = fold(f"{told} {facts.name if facts else ''}")
    return all(word in body for word in wanted)


def _urgency(row: Row) -> tuple[bool, bool, date, str]:
    return row.case.state in ENDS, not _runs(row.case), row.due or FAR, row.case.code
