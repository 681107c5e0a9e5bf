"""What the office keeps and reports: registers in the decree's columns, on-time figures, units, the week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from training.office.document import types
from training.sandbox.documents.rules.boards import due_of, row_of
from training.sandbox.documents.rules.desk import place_name, short_name, spoken, units
from training.sandbox.documents.rules.model import Incoming, Outgoing, Task
from training.sandbox.documents.rules.states import ACCEPTED, COMPLETED, RECALLED
from training.sandbox.world.world import World

IN_HEADS = (
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Tên loại và trích yếu", "Đơn vị hoặc người nhận",
    "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip
IN_SHARES = (9, 6, 12, 12, 9, 24, 14, 9, 6, 10)
OUT_HEADS = (
    "Số, ký hiệu", "Ngày văn bản", "Tên loại và trích yếu", "Người ký", "Nơi nhận", "Đơn vị nhận bản lưu",
    "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
)  # fmt: skip
OUT_SHARES = (13, 9, 23, 12, 17, 12, 6, 9, 6, 9)
Line = tuple[str, ...]


def arrivals(world: World, book: str, year: int) -> list[Line]:
    """Return the register of incoming documents of a book and year, in the order of số đến."""
    kept = [one for one in world.all(Incoming) if one.book == book and one.day_in.year == year]
    return [_arrival(world, one) for one in sorted(kept, key=lambda one: one.number)]


def _arrival(world: World, one: Incoming) -> Line:
    to = [short_name(world, flow.to) for flow in one.flows]
    given = next((flow.given_at for flow in one.flows), None)
    note = "Bên gửi lấy lại" if one.state == RECALLED else f"Hồ sơ {one.folder}" if one.folder else ""
    return (
        spoken(one.day_in), one.called, one.issuer_name, one.notation, spoken(one.day),
        _about(one.type_code, one.subject), "; ".join(dict.fromkeys(to)),
        _day(world, given), "", note,
    )  # fmt: skip


def departures(world: World, book: str, year: int) -> list[Line]:
    """Return the register of outgoing documents of a book and year, by type and number."""
    kept = [one for one in world.all(Outgoing) if one.book == book and one.day and one.day.year == year]
    kept.sort(key=lambda one: (one.text.type_code, one.number or 0))
    return [_departure(world, one) for one in kept]


def _departure(world: World, one: Outgoing) -> Line:
    to = [place_name(world, code) for code in one.sent_to] + [one.paper_to] * bool(one.paper_to)
    note = {"cancelled": "Đã hủy ban hành", "replaced": "Đã được thay thế"}.get(one.state, "")
    if one.source:
        note = "Kết quả một cửa"
    return (
        one.printed, spoken(one.day) if one.day else "", _about(one.text.type_code, one.text.subject),
        one.text.signer, "; ".join(to), short_name(world, one.unit), str(one.copies or ""),
        _day(world, one.issued_at), "", note,
    )  # fmt: skip


def _about(type_code: str, subject: str) -> str:
    return f"{types.by_code(type_code).name_vi}: {subject}"


def _day(world: World, at: object) -> str:
    return spoken(world.calendar.local(at).date()) if isinstance(at, datetime) else ""


@dataclass(frozen=True)
class UnitFigures:
    """What one unit has in the lead: open, due soon, late; and of what it finished, how much in time."""

    name: str
    open: int = 0
    soon: int = 0
    late: int = 0
    in_time: int = 0
    too_late: int = 0
    tasks: int = 0

    @property
    def share(self) -> float | None:
        """Return the part finished in time, or None where nothing with a deadline was finished."""
        done = self.in_time + self.too_late
        return self.in_time / done if done else None


def by_unit(world: World) -> list[UnitFigures]:
    """Return the figures of every unit of the agency."""
    return [_figures(world, code) for code, _name in units(world)]


def _figures(world: World, unit: str) -> UnitFigures:
    led = [one for one in world.all(Incoming) if one.lead and _belongs(world, one.lead.to, unit)]
    lights = [row_of(world, one).light for one in led if one.state not in (COMPLETED, RECALLED)]
    done = [one for one in led if one.state == COMPLETED and one.due and one.completed_at]
    good = sum(world.calendar.local(one.completed_at).date() <= one.due for one in done if one.due and one.completed_at)
    todo = sum(task.unit == unit and task.state != ACCEPTED for task in world.all(Task))
    counted = len(lights), lights.count("amber"), lights.count("red")
    return UnitFigures(short_name(world, unit), *counted, good, len(done) - good, todo)


def _belongs(world: World, to: str, unit: str) -> bool:
    return to == unit or any(one.code == to and one.place == unit for one in world.snapshot.officials)


def total(figures: list[UnitFigures]) -> UnitFigures:
    """Return the figures of the whole agency."""
    names = ("open", "soon", "late", "in_time", "too_late", "tasks")
    return UnitFigures("Toàn cơ quan", **{name: sum(getattr(one, name) for one in figures) for name in names})


@dataclass(frozen=True)
class Day:
    """One day of the week's calendar: what is due on it; `off` tells a day on which the office is closed."""

    date: date
    off: bool
    items: tuple[tuple[str, str, str], ...] = field(default=())


def week(world: World, monday: date) -> list[Day]:
    """Return the seven days from `monday`, each with what is due: kind, code, words."""
    found = list(_dues(world))
    days = (monday + timedelta(days=number) for number in range(7))
    return [
        Day(day, not world.calendar.is_working_day(day), tuple(item for due, item in found if due == day))
        for day in days
    ]


def _dues(world: World) -> Iterator[tuple[date, tuple[str, str, str]]]:
    for entry in world.all(Incoming):
        if entry.due and entry.state not in (COMPLETED, RECALLED):
            yield entry.due, ("incoming", entry.code, f"Văn bản đến {entry.called}: {entry.subject}")
    for task in world.all(Task):
        if task.state != ACCEPTED:
            yield task.due, ("task", task.code, f"{short_name(world, task.unit)}: {task.title}")
    for paper in world.all(Outgoing):
        due = due_of(paper)
        if due and paper.issued_at is None and paper.state not in ("dropped", "cancelled"):
            yield due, ("outgoing", paper.code, f"Trả lời: {paper.text.subject}")


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
