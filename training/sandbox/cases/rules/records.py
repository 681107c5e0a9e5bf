"""What the office keeps: control slip (Form 06), register (Form 07), month, look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from training.sandbox.cases.rules.deadlines import due_of, outcome_of
from training.sandbox.cases.rules.machine import MOVE_NAMES
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import DONE, FINANCIAL, PORTAL, PORTAL_NAMES, RETURNED, STOPPED
from training.sandbox.world.endings import small
from training.sandbox.world.hats import EVERY_HAT, hat_name
from training.sandbox.world.world import World

TIMINGS = {"early": "Sớm hạn", "on_time": "Đúng hạn", "late": "Quá hạn", "": ""}
CHANNELS = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}
NOBODY = "Không chuyển cho ai"
"""Stands on a control slip where the system itself ended a case."""
Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class Month:
    """One month's report: carried over, newly received by way, settled by timing, still open by timing."""

    carried: int
    online: int
    direct: int
    early: int
    on_time: int
    late: int
    open_in_time: int
    open_late: int

    @property
    def balanced(self) -> bool:
        """Say whether what came in equals what went out and what is left."""
        values = [getattr(self, field.name) for field in fields(self)]
        return bool(sum(values[:3]) == sum(values[3:]))


def when(world: World, at: datetime | None) -> str:
    """Return a moment as forms print it: 09 giờ 10 phút, ngày 09/11/2026; "" for none."""
    return world.calendar.local(at).strftime("%H giờ %M phút, ngày %d/%m/%Y") if at else ""


def short(world: World, at: datetime | None) -> str:
    """Return a moment as a narrow column prints it: 09:10 09/11/2026; "" for none."""
    return world.calendar.local(at).strftime("%H:%M %d/%m/%Y") if at else ""


def control_slip(world: World, case: Case) -> list[tuple[str, str, str, str, str]]:
    """Return Form 06: for every hand-over time, giver, receiver, what was done, timing."""
    return [
        (
            when(world, row.at),
            f"{row.giver} ({small(hat_name(row.giver_hat))})" if row.giver_hat in EVERY_HAT else row.giver,
            hat_name(row.receiver_hat) if row.receiver_hat in EVERY_HAT else NOBODY,
            MOVE_NAMES[row.move],
            TIMINGS[row.timing],
        )
        for row in case.handovers
    ]


def register(world: World, place: str) -> list[tuple[str, ...]]:
    """Return Form 07 of a place.

    Columns: number, code, procedure, name, address, agency, received, due, returned, way.
    """
    kept = [case for case in world.all(Case) if case.place == place and case.number and not case.parent]
    kept.sort(key=lambda case: (case.received_at or world.now, case.number))
    return [(str(place), *_registered(world, case)) for place, case in enumerate(kept, start=1)]


def _registered(world: World, case: Case) -> tuple[str, ...]:
    facts, agency, due = world.procedure(case.procedure), world.place(case.agency), due_of(world, case)
    return (
        case.number,
        facts.name if facts else case.procedure,
        case.applicant.name,
        f"{case.applicant.address}, {case.applicant.phone}",
        agency.name if agency else case.agency,
        short(world, case.received_at),
        due.date.strftime("%d/%m/%Y") if due else _promised(case),
        short(world, case.returned_at),
        CHANNELS[case.channel] + ("; trả qua bưu chính" if case.handed and case.handed.way == "post" else ""),
    )


def _promised(case: Case) -> str:
    """Return the day the citizen was given on receipt: it stays in the register while the clock stands."""
    slips = case.forms_of("01")
    return slips[-1].lines.get("due", "") if slips else ""


def look_up(world: World, number: str, document: str) -> Lines | None:
    """Return what a citizen sees with a case code and their own number; None where these do not fit.

    Never a name, an address or a reason: whoever stands behind the screen may be somebody else.
    """
    case = next((case for case in world.all(Case) if number and case.number == number.strip()), None)
    if case is None or document.replace(" ", "") not in (case.applicant.number,):
        return None
    due = due_of(world, case)
    return [
        ("Mã hồ sơ", case.number),
        ("Trạng thái", PORTAL_NAMES[PORTAL[case.state]]),
        ("Hẹn trả ngày", due.date.strftime("%d/%m/%Y") if due else "Đang tạm dừng"),
        ("Phí đã nộp", f"{case.paid:,} đồng".replace(",", ".")),
    ]


def month(world: World, year: int, number: int, procedure: str = "") -> Month:
    """Return the report of one month, as things stand at the world's time; of one procedure where it is named."""
    first, after = _bounds(year, number)
    cases = [
        case
        for case in world.all(Case)
        if case.number and not case.parent and case.received_at and procedure in ("", case.procedure)
    ]
    known = [case for case in cases if _received_on(world, case) < after]
    live = [case for case in known if not _settled_before(world, case, first)]
    carried = [case for case in live if _received_on(world, case) < first]
    fresh = [case for case in live if _received_on(world, case) >= first]
    settled = [case for case in live if _settled_before(world, case, after)]
    left = [case for case in live if not _settled_before(world, case, after)]
    ways = [case.channel == "online" for case in fresh]
    timing = [_timing(world, case) for case in settled]
    late = sum(_is_late(world, case) for case in left)
    return Month(
        len(carried), sum(ways), len(ways) - sum(ways), timing.count("early"), timing.count("on_time"),
        timing.count("late"), len(left) - late, late,
    )  # fmt: skip


def suspended(cases: Iterable[Case]) -> int:
    """Count 5, 6 and 8 together, as some reports do under "tạm dừng"."""
    return sum(PORTAL[case.state] in (5, PORTAL[FINANCIAL], PORTAL[STOPPED]) for case in cases)


def _bounds(year: int, number: int) -> tuple[date, date]:
    return date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)


def _received_on(world: World, case: Case) -> date:
    return world.calendar.local(case.received_at or world.now).date()


def _settled_before(world: World, case: Case, day: date) -> bool:
    return case.finished_at is not None and world.calendar.local(case.finished_at).date() < day


def _timing(world: World, case: Case) -> str:
    if case.state not in (DONE, RETURNED):
        return "on_time"  # stopped at the citizen's wish or for want of papers: not the office's delay
    return outcome_of(world, case)


def _is_late(world: World, case: Case) -> bool:
    due = due_of(world, case)
    return due is not None and world.calendar.local(world.now).date() > due.date
