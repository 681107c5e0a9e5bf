"""The lists people work from: one row for every record, by menu, light, and words typed without marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from training.core.calendar.light import Left, left, light
from training.core.calendar.limits import Due
from training.core.fold import fold, tokens
from training.sandbox.documents.rules import copying
from training.sandbox.documents.rules import states as s
from training.sandbox.documents.rules.desk import home, short_name, unit_of
from training.sandbox.documents.rules.faces import FACES
from training.sandbox.documents.rules.folders import due_in_archive
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task
from training.sandbox.documents.rules.searching import words_of
from training.sandbox.world import axis
from training.sandbox.world.axis import Parcel
from training.sandbox.world.mailbox import NEW, Letter
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

URGENT = {"hoa-toc": 0, "thuong-khan": 1, "khan": 2, "thuong": 3}
MINE, SEARCH = "mine", "search"


@dataclass(frozen=True)
class Row:
    """One record as a list shows it; `came` is when it came to where it is."""

    record: Record
    number: str
    title: str
    whose: str
    state: str
    came: datetime
    due: date | None
    light: str
    left: Left | None
    urgency: str = "thuong"

    @property
    def kind(self) -> str:
        """Return the kind of the record."""
        return self.record.kind

    @property
    def code(self) -> str:
        """Return the code of the record."""
        return self.record.code


@dataclass(frozen=True)
class Menu:
    """One list: key, group, the product's words, the kind of record it holds, and which of them."""

    key: str
    group: str
    label: str
    kind: type[Any]
    holds: Callable[[World, Any], bool]
    hats: tuple[str, ...] = ()


def _in(*states: str) -> Callable[[World, Any], bool]:
    return lambda _world, one: one.state in states


def _queue(world: World, one: Parcel) -> bool:
    return one.receiver == home(world) and one.state == axis.ARRIVED


def _recall(world: World, one: Parcel) -> bool:
    return one.receiver == home(world) and one.recall_arrived is not None


def _given_back(_world: World, one: Incoming) -> bool:
    return one.state == s.SUBMITTED and any(flow.state == s.RETURNED for flow in one.flows)


def _to_know(_world: World, one: Incoming) -> bool:
    return any(flow.role == s.INFO and flow.open for flow in one.flows)


def _late(world: World, one: Incoming) -> bool:
    return one.state in (s.ASSIGNED, s.IN_WORK) and _light(world, one.due) == "red"


IN, OUT, FILES, TASKS, MAIL = "Văn bản đến", "Văn bản đi", "Hồ sơ công việc", "Nhiệm vụ", "Hộp thư"
CLERK, LEADER, HEAD, OFFICER = ("clerk",), ("leader",), ("division_head",), ("officer",)
UNIT = ("officer", "division_head")
MENUS = (
    Menu("queue", IN, "Chờ tiếp nhận", Parcel, _queue, CLERK),
    Menu("recall", IN, "Bên gửi đề nghị lấy lại", Parcel, _recall, CLERK),
    Menu("registered", IN, "Đã vào sổ, chưa trình", Incoming, _in(s.REGISTERED), CLERK),
    Menu("opinion", IN, "Chờ cho ý kiến", Incoming, _in(s.SUBMITTED), LEADER),
    Menu("todo", IN, "Chờ xử lý", Incoming, _in(s.ASSIGNED), UNIT),
    Menu("in_work", IN, "Đang xử lý", Incoming, _in(s.IN_WORK), UNIT),
    Menu("late", IN, "Quá hạn", Incoming, _late),
    Menu("given_back", IN, "Bị trả lại", Incoming, _given_back),
    Menu("to_know", IN, "Nhận để biết", Incoming, _to_know),
    Menu("done", IN, "Đã hoàn thành", Incoming, _in(s.COMPLETED)),
    Menu("in_all", IN, "Tất cả văn bản đến", Incoming, lambda _w, _one: True),
    Menu("drafts", OUT, "Dự thảo", Outgoing, _in(s.DRAFT), OFFICER),
    Menu("to_initial", OUT, "Chờ ký nháy", Outgoing, _in(s.TO_INITIAL), HEAD),
    Menu("to_check", OUT, "Chờ kiểm tra thể thức", Outgoing, _in(s.TO_CHECK), CLERK),
    Menu("to_sign", OUT, "Trình ký", Outgoing, _in(s.TO_SIGN), LEADER),
    Menu("to_number", OUT, "Chờ cấp số", Outgoing, _in(s.SIGNED), CLERK),
    Menu("to_seal", OUT, "Chờ đóng dấu", Outgoing, _in(s.NUMBERED), CLERK),
    Menu("to_issue", OUT, "Chờ phát hành", Outgoing, _in(s.SEALED), CLERK),
    Menu("issued", OUT, "Đã ban hành", Outgoing, _in(*s.OUT_THERE)),
    Menu("copies_to_sign", OUT, "Bản sao chờ ký", Duplicate, _in(s.COPY_TO_SIGN), LEADER),
    Menu("copies_to_issue", OUT, "Bản sao chờ đóng dấu", Duplicate, _in(s.COPY_SIGNED), CLERK),
    Menu("copies", OUT, "Bản sao", Duplicate, lambda _w, _one: True),
    Menu("out_all", OUT, "Tất cả văn bản đi", Outgoing, lambda _w, _one: True),
    Menu("folders", FILES, "Đang mở", Folder, _in(s.OPEN, s.TO_CLOSE), OFFICER),
    Menu("to_close", FILES, "Trình đóng", Folder, _in(s.TO_CLOSE), HEAD),
    Menu("planned", FILES, "Danh mục, chưa mở", Folder, _in(s.PLANNED)),
    Menu("closed", FILES, "Đã kết thúc", Folder, _in(s.CLOSED)),
    Menu("archive", FILES, "Nộp lưu", Folder, _in(s.HANDED_IN, s.KEPT), ("archive",)),
    Menu("tasks", TASKS, "Đang thực hiện", Task, _in(s.GIVEN), UNIT),
    Menu("reported", TASKS, "Chờ duyệt", Task, _in(s.REPORTED), LEADER),
    Menu("tasks_done", TASKS, "Hoàn thành", Task, _in(s.ACCEPTED)),
    Menu("mail", MAIL, "Thư mới", Letter, _in(NEW), CLERK),
    Menu("mail_all", MAIL, "Tất cả thư", Letter, lambda _w, _one: True),
)
BY_KEY = {menu.key: menu for menu in MENUS}
FIRST = {group: next(menu.key for menu in MENUS if menu.group == group) for group in (IN, OUT, FILES, TASKS, MAIL)}


def rows(world: World, menu: str, hat: str = "", words: str = "", lit: str = "", unit: str = "") -> list[Row]:
    """Return the rows of a list, the most urgent first; only those of a unit's desk where `unit` is given.

    `mine` is what waits for `hat`; `search` looks through everything the hat's system holds, text included.
    """
    wanted = tokens(words)
    kept = (one for one in _records(world, menu, hat) if not unit or of_unit(world, one, unit, now=menu in ON_DESK))
    found = (row_of(world, one) for one in kept if not wanted or _matches(world, one, wanted))
    return sorted((row for row in found if not lit or row.light == lit), key=_order)


def _records(world: World, menu: str, hat: str) -> Iterator[Record]:
    if menu in BY_KEY:
        one = BY_KEY[menu]
        yield from (record for record in world.all(one.kind) if one.holds(world, record))
        return
    if menu == MINE:
        menus = [one for one in MENUS if hat in one.hats]
        for cls in dict.fromkeys(one.kind for one in menus):
            mine = [one for one in menus if one.kind is cls]
            yield from (record for record in world.all(cls) if any(one.holds(world, record) for one in mine))
        return
    for cls in (Incoming, Outgoing, Duplicate, Parcel, Folder, Task, Letter):
        yield from (one for one in world.all(cls) if not isinstance(one, Parcel) or _queue(world, one))


ON_DESK = (MINE, "todo", "in_work", "late", "to_know")
"""Lists of what a unit has to do now: what it has passed on is no longer among them."""


def of_unit(world: World, one: Record, unit: str, *, now: bool = False) -> bool:
    """Say whether a record lies, or (where not `now`) ever lay, at a desk of the unit; whose it is for other kinds."""
    if isinstance(one, Incoming):
        flows = (flow for flow in one.flows if (flow.open if now else flow.state != s.TAKEN_BACK))
        return any(unit_of(world, flow.to) == unit for flow in flows)
    if isinstance(one, Outgoing):
        return unit in (one.unit, *(asked.unit for asked in one.opinions))
    return one.unit == unit if isinstance(one, Folder | Task) else True


def counts(world: World, seat: str = "", hat: str = "") -> dict[str, int]:
    """Return how many records each list holds, and how many wait for each hat (`hat:clerk`).

    `seat` is the unit at whose desks officer and head sit; under one of these hats (`hat`) only its own are counted.
    """
    here = seat if hat in UNIT else ""
    found = {menu.key: _count(world, menu, here) for menu in MENUS}
    for each in {hat for menu in MENUS for hat in menu.hats}:
        theirs = seat if each in UNIT else ""
        mine = _records(world, MINE, each)
        found[f"hat:{each}"] = sum(not theirs or of_unit(world, one, theirs, now=True) for one in mine)
    return found


def _count(world: World, menu: Menu, unit: str) -> int:
    held = (one for one in world.all(menu.kind) if menu.holds(world, one))
    return sum(not unit or of_unit(world, one, unit, now=menu.key in ON_DESK) for one in held)


def row_of(world: World, one: Record) -> Row:
    """Return one record as a list shows it."""
    number, title, whose, urgency = _told(world, one)
    due = due_of(one)
    over = (s.COMPLETED, s.RECALLED, s.ACCEPTED, s.KEPT, s.ARCHIVED, *s.OUTGOING_ENDS)
    running = due is not None and one.state not in over
    kept = _end_of(world, due) if due else None
    return Row(
        one, number, title, whose, FACES[one.kind](one).state, one.since, due,
        _light(world, due) if running else "", left(kept, world.now, world.calendar) if running else None, urgency,
    )  # fmt: skip


def due_of(one: Record) -> date | None:
    """Return the day a record is due, or None."""
    if isinstance(one, Incoming | Task):
        return one.due
    if isinstance(one, Outgoing):
        return one.due if one.issued_at is None else None
    return due_in_archive(one) if isinstance(one, Folder) else None


def _light(world: World, due: date | None) -> str:
    return light(_end_of(world, due), world.now, world.calendar).value if due else ""


def _end_of(world: World, day: date) -> Due:
    """Return a day as a due date; one that falls on a day off ends with the next working day."""
    working = world.calendar.this_or_next_working_day(day)
    return Due(working, world.calendar.closing(working))


def _told(world: World, one: Record) -> tuple[str, str, str, str]:
    if isinstance(one, Incoming):
        lead = one.lead
        who = short_name(world, lead.to) if lead and lead.open else one.issuer_name
        return one.called, f"{one.notation}: {one.subject}", who, one.urgency
    if isinstance(one, Outgoing):
        return one.printed or "Dự thảo", one.text.subject, short_name(world, one.unit), one.text.urgency
    if isinstance(one, Parcel):
        sheet = one.sheet
        subject = "Nội dung không hiển thị" if sheet.is_secret else sheet.subject
        way = {"paper": ", bản giấy", "mail": ", qua thư điện tử"}.get(one.channel, "")
        return sheet.number, subject, f"{sheet.issuer_name}{way}", sheet.urgency
    if isinstance(one, Duplicate):
        called = FACES[one.kind](one).called
        return copying.printed(world, one) or "Bản sao", f"{called}: {one.subject}", one.asked_by, "thuong"
    if isinstance(one, Folder):
        return one.code, one.title, short_name(world, one.unit), "thuong"
    if isinstance(one, Task):
        return "Nhiệm vụ", one.title, short_name(world, one.unit), "thuong"
    if isinstance(one, Letter):
        sender = one.message["sender"]
        return "Thư", one.subject, str(sender.get("name") or sender["address"]), "thuong"
    raise TypeError(one.kind)


def _matches(world: World, one: Record, wanted: list[str]) -> bool:
    body = fold(" ".join((*_told(world, one)[:3], *words_of(world, one))))
    return all(word in body for word in wanted)


def _order(row: Row) -> tuple[int, bool, date, float]:
    """Return the place of a row: urgent first, then by the day it is due, then the newest."""
    done = row.left is None and row.record.state not in (axis.ARRIVED, s.SUBMITTED, s.REGISTERED, NEW)
    return URGENT[row.urgency] + 10 * done, row.due is None, row.due or date.max, -row.came.timestamp()


def pressing(world: World, hat: str, unit: str = "") -> list[Row]:
    """Return the urgent documents that wait for a hat: they are named at the top of every list."""
    return [row for row in rows(world, MINE, hat, unit=unit) if row.urgency != "thuong"] if hat else []
