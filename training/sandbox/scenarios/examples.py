"""Small worlds in which each sentence is seen to be true and to be false."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from training.sandbox.cases.rules.model import Case, Form, Handing
from training.sandbox.scenarios import examples_documents
from training.sandbox.systems import SYSTEMS
from training.sandbox.template.build import snapshot
from training.sandbox.world.draft import Draft
from training.sandbox.world.play import apply
from training.sandbox.world.steps import Step
from training.sandbox.world.world import World

MOT = {
    "name": "Nguyễn Thị Mẫu Một", "number": "999186000001", "phone": "0100000001", "commune": "Z99.10.01",
    "address": "Khóm 2, phường Cửa Sen",
}  # fmt: skip
ORIGINAL = {"code": "ban-chinh", "pages": 2, "copies": 3, "checked": True}
SCANNED = [{"code": code, "file": f"{code}.pdf", "signed": True} for code in ("don", "dat", "ban-ve")]
ASKED = {"items": ["Bản vẽ móng"], "reason": "Bộ bản vẽ chưa có phần móng."}
NEXT_DAY = {"to": "next_working_day"}
Acts = tuple[tuple[str, str, Mapping[str, Any]], ...]


def _copy(**args: Any) -> Acts:
    asked = {"procedure": "2.000815", "applicant": MOT, "papers": [ORIGINAL], "fee": 12000, "identity": True}
    return (("reception", "receive", asked | args),)


def _house(**args: Any) -> Acts:
    asked = {"procedure": "1.013225", "applicant": MOT, "papers": SCANNED, "fee": 75000, "identity": True}
    return (("reception", "receive", asked | args),)


def _marriage(**row: Any) -> Acts:
    papers = [{"code": "to-khai", "file": "x.pdf", "signed": True}, {"code": "tinh-trang", **row}]
    return (
        (
            "reception",
            "receive",
            {"procedure": "1.000894", "applicant": MOT, "papers": papers, "identity": True},
        ),
    )


def _here(*acts: tuple[str, str, Mapping[str, Any]]) -> Acts:
    return tuple((hat, move, {"case": "@new", **args}) for hat, move, args in acts)


BIRTH = [{"code": "to-khai"}, {"code": "chung-sinh"}]
ONLINE: Acts = (("citizen", "submit_online", {"procedure": "1.001193", "applicant": MOT, "papers": BIRTH}),)
LINKED: Acts = (
    (
        "reception",
        "receive",
        {"procedure": "3.000722", "applicant": MOT, "papers": BIRTH[:1], "identity": True},
    ),
)
REFUSED: Acts = (
    (
        "reception",
        "refuse_at_counter",
        {
            "procedure": "2.000815",
            "applicant": MOT,
            "reason": "Bản chính bị tẩy xóa",
            "ground": "Nghị định 23/2015/NĐ-CP",
        },
    ),
)
FORWARD = _here(("reception", "forward", {}))
DONE = (*FORWARD, *_here(("leader", "sign", {}), ("clerk", "number", {"file": "ban-sao.pdf"})))
PAY = _here(("results", "collect_fee", {}))
RETURN = _here(("results", "return_result", {"receiver": MOT["name"], "identity": True}))
IN_WORK = (*_house(), *FORWARD, *_here(("division_head", "assign", {"officer": "cv2"})))
WAITING = (*IN_WORK, *_here(("officer", "ask_supplement", {**ASKED, "contact": "Quầy số 2"})))
WITHDRAWING = (*IN_WORK, *_here(("citizen", "withdraw", {"reason": "Đổi ý"})))
CONSULT = {"partner": "Z99.04", "question": "Ranh giới?", "due": "2026-11-12"}
EXTEND = {"new_due": "2026-11-20", "reason": "Chờ ý kiến"}
NOTE = "Người gọi hỏi kết quả, đã hướng dẫn"
CLOCK: Acts = (("reception", "clock.advance", NEXT_DAY),)

WORLDS: dict[str, Acts] = {
    **examples_documents.WORLDS,
    "start": (),
    "received": _copy(),
    "wrong_fee": _copy(fee=6000),
    "wrong_fee_more": _copy(fee=60000, paid=True),
    "unchecked": _copy(papers=[{**ORIGINAL, "checked": False}]),
    "remarked": (*_copy(), *_here(("reception", "leave_remark", {"words": "Đã xem bản chính"}))),
    "called": (*_house(), *_here(("reception", "answer_caller", {"answer": "look_up", "note": NOTE}))),
    "told_on": (*_house(), *_here(("reception", "answer_caller", {"answer": "read_out", "note": NOTE}))),
    "stick": (*_house(), *_here(("reception", "take_device", {"answer": "scan_paper", "note": NOTE}))),
    "stick_opened": (*_house(), *_here(("reception", "take_device", {"answer": "plug_in", "note": NOTE}))),
    "visited": (
        *IN_WORK,
        *_here(("officer", "visit_site", {"witness": "Chủ nhà", "finding": "Ranh đất khớp bản vẽ"})),
    ),
    "paid": (*_copy(), *PAY),
    "forwarded": (*_copy(), *FORWARD),
    "done": (*_copy(), *DONE),
    "returned": (*_copy(), *DONE, *PAY, *RETURN),
    "returned_late": (*_copy(), *DONE, *PAY, *CLOCK, *RETURN),
    "expired": CLOCK,
    "online": ONLINE,
    "online_accepted": (*ONLINE, *_here(("reception", "accept", {}))),
    "marriage": _marriage(present=False, source="database"),
    "demanded": _marriage(),
    "linked": LINKED,
    "refused": REFUSED,
    "unscanned": _house(papers=[{"code": row["code"]} for row in SCANNED]),
    "house_in_work": IN_WORK,
    "consulting": (*IN_WORK, *_here(("officer", "consult", CONSULT))),
    "waiting": WAITING,
    "waiting_no_contact": (*IN_WORK, *_here(("officer", "ask_supplement", ASKED))),
    "extended": (*IN_WORK, *_here(("leader", "extend", EXTEND))),
    "withdrawing": WITHDRAWING,
    "withdrawal_refused": (
        *WITHDRAWING,
        *_here(("leader", "refuse_withdrawal", {"reason": "Chưa đủ căn cứ"})),
    ),
    "stopped": (*WITHDRAWING, *_here(("leader", "grant_withdrawal", {}))),
    "background": (("reception", "leave_remark", {"case": "h2", "words": "Đã gọi điện nhắc"}),),
}


def _no_identity(case: Case) -> Case:
    return replace(case, handed=Handing(case.since, "Ai Đó", False))


def _stopped(case: Case) -> Case:
    return replace(case, state="stopped")


def _late_slip(case: Case) -> Case:
    slip = Form("04", "0001/PXL", case.since + timedelta(days=60), "Lê Giả Định")
    return replace(case, forms=(*case.forms, slip))


FORGED: dict[str, tuple[str, Callable[[Case], Case]]] = {
    "forged_return": ("returned", _no_identity),
    "forged_stop": ("done", _stopped),
    "forged_apology": ("extended", _late_slip),
}
"""What the rules make impossible is written straight into a world: so its invariant is seen to bite."""


def start() -> World:
    """Return the shipped province before anything was done."""
    return World.open(snapshot(0), SYSTEMS)


@cache
def example(name: str) -> World:
    """Return an example world by name; raise KeyError for an unknown one."""
    if name in FORGED:
        base, forge = FORGED[name]
        draft = Draft(example(base), 0, "", "reception")
        case = draft.get(Case, draft.world.new_codes(Case.kind)[0])
        assert case is not None  # noqa: S101 - the base example makes a case
        draft.put(forge(case))
        return draft.world
    world = start()
    for hat, move, args in WORLDS[name]:
        known = {name: _named(world, name, value) for name, value in args.items()}
        world = apply(world, Step(world.seq + 1, "Ví dụ", hat, move, known))
    return world


def _named(world: World, name: str, value: Any) -> Any:
    """Return the first record of the argument's kind for "@new", anything else as it is."""
    word, _colon, kind = str(value).partition(":")
    if word != "@new":
        return value
    return next(iter(world.new_codes(kind or name)), value)
