"""The frame of every act on a case: find it, ask the machine, carry the act out, write the control slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from training.sandbox.cases.rules.deadlines import timing_of
from training.sandbox.cases.rules.machine import CASE, MOVE_NAMES
from training.sandbox.cases.rules.model import Case, Form, HandOver, Notice
from training.sandbox.cases.rules.states import DESK
from training.sandbox.world.draft import Draft
from training.sandbox.world.endings import tidy
from training.sandbox.world.steps import Refused
from training.sandbox.world.workflow import Workflow
from training.sandbox.world.world import World

FORM_SUFFIX = {"01": "TTPVHCC", "02": "PBS", "03": "PTC", "04": "PXL", "05": "TBD"}
FORM_TITLES = {
    "01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "03": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "04": "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    "05": "Thông báo dừng giải quyết hồ sơ",
    "06": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "07": "Sổ theo dõi hồ sơ",
}


def case_in(world: World, code: str) -> Case:
    """Return a case by its key or its case code; raise Refused where the copy has none."""
    found = world.get(Case, code) or next(
        (case for case in world.all(Case) if code and case.number == code), None
    )
    if found is None:
        raise Refused("no_such_case", "Không tìm thấy hồ sơ này trong hệ thống.")
    return found


def _handed_over(draft: Draft, before: Case | None, after: Case, move: str) -> Case:
    """Return `after` with the moment it came to its state and a row on its control slip."""
    moved = before is None or before.state != after.state
    receiver = DESK.get(after.state, draft.hat)
    timing = timing_of(draft.world, after, draft.now)
    row = HandOver(draft.now, draft.actor, draft.hat, receiver, move, after.state, timing)
    return replace(after, since=draft.now if moved else after.since, handovers=(*after.handovers, row))


FLOW = Workflow(Case, CASE, "Hồ sơ", case_in, MOVE_NAMES, _handed_over)
"""The frame of every act on a case."""
opening, acting, beside = FLOW.opening, FLOW.acting, FLOW.beside


def put_by_system(draft: Draft, before: Case, after: Case, move: str) -> None:
    """Store what happened to a case by itself, with its row on the control slip."""
    kept = draft.actor, draft.hat
    draft.actor, draft.hat = "Hệ thống", "system"
    draft.put(_handed_over(draft, before, after, move))
    draft.by_colleague, mine = True, draft.by_colleague
    draft.note(move, after.code)
    draft.by_colleague = mine
    draft.actor, draft.hat = kept


def with_form(draft: Draft, case: Case, form: str, **lines: str) -> Case:
    """Return `case` with one more filled form, numbered from its own book of the place and year."""
    year = draft.calendar.local(draft.now).year
    number = draft.take(f"form{form}/{case.place}/{year}")
    filled = Form(form, f"{number:04}/{FORM_SUFFIX[form]}", draft.now, draft.actor, lines)
    return replace(case, forms=(*case.forms, filled))


def told(draft: Draft, case: Case, text: str) -> Case:
    """Return `case` with a notice to the citizen; no personal details go into it."""
    return replace(case, notices=(*case.notices, Notice(draft.now, tidy(text))))


def spoken_time(draft: Draft, at: datetime) -> str:
    """Return a moment as people say it: 09:10 ngày 09/11/2026."""
    return draft.calendar.local(at).strftime("%H:%M ngày %d/%m/%Y")
