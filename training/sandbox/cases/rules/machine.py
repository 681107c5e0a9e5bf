"""The whole life of a one-stop case, declared once (transitions of the one-stop reference, section 2.1)."""

from __future__ import annotations

from training.core.machine import Machine, Move
from training.sandbox.cases.rules.states import (
    ASSIGNING,
    DONE,
    ENDS,
    FINANCIAL,
    HANDLING,
    IN_WORK,
    NOTHING,
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
    WITHDRAWABLE,
    WITHDRAWING,
)
from training.sandbox.world.hats import Hat

SYSTEM = "system"
"""What happens by itself: nobody wears this hat."""

MOVE_NAMES = {
    "submit_online": "Nộp trực tuyến",
    "receive": "Tiếp nhận hồ sơ",
    "refuse_at_counter": "Từ chối tại quầy",
    "accept": "Tiếp nhận hồ sơ trực tuyến",
    "refuse": "Từ chối tiếp nhận",
    "ask_supplement": "Yêu cầu bổ sung",
    "give_supplement": "Nộp bổ sung",
    "take_supplement": "Nhận bổ sung",
    "supplement_expired": "Hết hạn bổ sung",
    "forward": "Chuyển xử lý",
    "assign": "Phân công",
    "consult": "Xin ý kiến",
    "give_opinion": "Cho ý kiến",
    "propose": "Trình lãnh đạo phòng",
    "initial": "Ký nháy, trình ký",
    "send_back": "Trả lại để làm lại",
    "sign": "Ký số",
    "deny": "Từ chối giải quyết",
    "number": "Cấp số, đóng dấu",
    "children_closed": "Các hồ sơ con đã xong",
    "extend": "Gia hạn, xin lỗi",
    "notify_dues": "Thông báo phí, thuế",
    "confirm_dues": "Xác nhận đã nộp",
    "withdraw": "Xin rút hồ sơ",
    "grant_withdrawal": "Chấp thuận rút",
    "refuse_withdrawal": "Không chấp thuận rút",
    "return_result": "Trả kết quả",
}

COUNTER = (Hat.RECEPTION,)
HEAD = (Hat.DIVISION_HEAD,)
DIRECTOR = (Hat.LEADER,)

CASE = Machine(
    start=NOTHING,
    ends=ENDS,
    moves=[
        Move(
            "submit_online", NOTHING, REGISTERED, by=Hat.CITIZEN, needs=("procedure", "applicant", "papers")
        ),
        Move("receive", NOTHING, RECEIVED, by=COUNTER, needs=("procedure", "applicant", "papers", "fee")),
        Move("refuse_at_counter", NOTHING, REFUSED, by=COUNTER, needs=("procedure", "applicant", "reason")),
        Move("accept", REGISTERED, RECEIVED, by=COUNTER),
        Move("ask_supplement", REGISTERED, WAITING, by=COUNTER, needs=("items", "reason", "contact")),
        Move("refuse", REGISTERED, REFUSED, by=COUNTER, needs=("reason",)),
        Move("forward", RECEIVED, (ASSIGNING, TO_SIGN), by=COUNTER),
        Move("assign", ASSIGNING, IN_WORK, by=HEAD, needs=("officer",)),
        Move("consult", IN_WORK, IN_WORK, by=Hat.OFFICER, needs=("partner", "question", "due")),
        Move("give_opinion", IN_WORK, IN_WORK, by=Hat.PARTNER, needs=("opinion",)),
        Move("propose", IN_WORK, TO_INITIAL, by=Hat.OFFICER, needs=("proposal",)),
        Move("initial", TO_INITIAL, TO_SIGN, by=HEAD),
        Move("send_back", TO_INITIAL, IN_WORK, by=HEAD, needs=("reason",)),
        Move("send_back", TO_SIGN, (IN_WORK, RECEIVED), by=DIRECTOR, needs=("reason",)),
        Move("sign", TO_SIGN, SIGNED, by=DIRECTOR),
        Move("number", SIGNED, DONE, by=Hat.CLERK, needs=("file",)),
        Move("deny", (IN_WORK, TO_INITIAL, TO_SIGN), DONE, by=DIRECTOR, needs=("reason",)),
        Move("children_closed", (RECEIVED, ASSIGNING, IN_WORK), DONE, by=SYSTEM),
        Move("ask_supplement", IN_WORK, WAITING, by=Hat.OFFICER, needs=("items", "reason", "contact")),
        Move("give_supplement", WAITING, SUPPLEMENTED, by={Hat.CITIZEN, Hat.RECEPTION}, needs=("papers",)),
        Move("take_supplement", SUPPLEMENTED, (RECEIVED, IN_WORK), by=COUNTER),
        Move("supplement_expired", WAITING, STOPPED, by=SYSTEM),
        Move("notify_dues", IN_WORK, FINANCIAL, by=Hat.OFFICER, needs=("amount", "reason")),
        Move("confirm_dues", FINANCIAL, IN_WORK, by=Hat.ACCOUNTANT, needs=("receipt",)),
        *(Move("extend", at, at, by=DIRECTOR, needs=("new_due", "reason")) for at in HANDLING),
        Move("withdraw", WITHDRAWABLE, WITHDRAWING, by={Hat.CITIZEN, Hat.RECEPTION}, needs=("reason",)),
        Move("grant_withdrawal", WITHDRAWING, STOPPED, by=DIRECTOR),
        Move("refuse_withdrawal", WITHDRAWING, WITHDRAWABLE, by=DIRECTOR, needs=("reason",)),
        Move("return_result", DONE, RETURNED, by=Hat.RESULTS, needs=("identity", "receiver")),
    ],
    labels=STATE_NAMES | MOVE_NAMES,
)
