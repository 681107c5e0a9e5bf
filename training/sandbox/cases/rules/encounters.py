"""What happens beside the papers: a caller who asks, a memory stick on the counter, a look at the place itself."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.cases.rules.model import Case, Encounter, SiteVisit
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused

CALL = "call"
DEVICE = "device"
READ_OUT, SCREENSHOT, LOOK_UP, COME_IN = "read_out", "screenshot", "look_up", "come_in"
PLUG_IN, BORROW, SCAN_PAPER, PORTAL = "plug_in", "borrow", "scan_paper", "portal"
CALL_CHOICES = [
    (READ_OUT, "Đọc thông tin trong hồ sơ cho người gọi"),
    (SCREENSHOT, "Chụp màn hình hồ sơ, nhắn cho người gọi"),
    (LOOK_UP, "Mời tra cứu bằng mã hồ sơ trên giấy hẹn"),
    (COME_IN, "Mời người nộp đến quầy, mang giấy tờ tuỳ thân"),
]
DEVICE_CHOICES = [
    (PLUG_IN, "Cắm vào máy ở quầy để chép tệp"),
    (BORROW, "Nhờ máy của đồng nghiệp mở giúp"),
    (SCAN_PAPER, "Không mở, trả lại và quét bản giấy"),
    (PORTAL, "Không mở, trả lại và hướng dẫn tải lên Cổng"),
]
DISCLOSING = frozenset({READ_OUT, SCREENSHOT})
OPENING = frozenset({PLUG_IN, BORROW})
SHORTEST_NOTE = 10


def answer_caller(draft: Draft, case: Case, args: Args) -> Case:
    """Let whoever picks up the telephone answer a caller, and write down what was asked and answered."""
    return _met(draft, case, CALL, CALL_CHOICES, args)


def take_device(draft: Draft, case: Case, args: Args) -> Case:
    """Let the counter decide what to do with a memory stick, and write it down."""
    return _met(draft, case, DEVICE, DEVICE_CHOICES, args)


def visit_site(draft: Draft, case: Case, args: Args) -> Case:
    """Let the officer write down what was seen at the place itself, with whom."""
    if len(args["finding"]) < SHORTEST_NOTE:
        raise Refused("finding_short", "Ghi rõ hơn đã thấy gì ở thực địa.", "finding")
    visit = SiteVisit(draft.now, draft.actor, args["witness"], args["finding"])
    return replace(case, visits=(*case.visits, visit))


def _met(draft: Draft, case: Case, kind: str, offered: list[tuple[str, str]], args: Args) -> Case:
    if args["answer"] not in dict(offered):
        raise Refused("no_such_answer", "Chọn một cách xử lý.", "answer")
    if len(args["note"]) < SHORTEST_NOTE:
        raise Refused("note_short", "Ghi rõ hơn việc đã xảy ra, để người sau đọc còn hiểu.", "note")
    met = Encounter(draft.now, draft.actor, kind, args["answer"], args["note"])
    return replace(case, encounters=(*case.encounters, met))


def answer_name(met: Encounter) -> str:
    """Return what was done, in words."""
    return dict([*CALL_CHOICES, *DEVICE_CHOICES])[met.answer]
