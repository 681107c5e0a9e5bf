"""The states of a case, the number the National Portal gives each, and whose desk it lies on."""

from __future__ import annotations

from training.sandbox.world.hats import Hat

NOTHING = "nothing"
REGISTERED = "registered"
RECEIVED = "received"
REFUSED = "refused"
ASSIGNING = "assigning"
IN_WORK = "in_work"
TO_INITIAL = "to_initial"
TO_SIGN = "to_sign"
SIGNED = "signed"
WAITING = "waiting_papers"
SUPPLEMENTED = "supplemented"
FINANCIAL = "financial"
WITHDRAWING = "withdrawing"
STOPPED = "stopped"
DONE = "done"
RETURNED = "returned"

PORTAL = {
    REGISTERED: 1,
    RECEIVED: 2,
    REFUSED: 3,
    ASSIGNING: 4,
    IN_WORK: 4,
    TO_INITIAL: 4,
    TO_SIGN: 4,
    SIGNED: 4,
    WAITING: 5,
    SUPPLEMENTED: 5,
    FINANCIAL: 6,
    WITHDRAWING: 7,
    STOPPED: 8,
    DONE: 9,
    RETURNED: 10,
}
"""Portal statuses 1 to 10; the states within 4 and 5 are the office's own."""

PORTAL_NAMES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}

STATE_NAMES = {
    NOTHING: "Chưa có hồ sơ",
    REGISTERED: "Mới đăng ký",
    RECEIVED: "Được tiếp nhận",
    REFUSED: "Không được tiếp nhận",
    ASSIGNING: "Chờ phân công",
    IN_WORK: "Đang thẩm định",
    TO_INITIAL: "Chờ lãnh đạo phòng duyệt",
    TO_SIGN: "Chờ ký",
    SIGNED: "Đã ký, chờ cấp số",
    WAITING: "Yêu cầu bổ sung giấy tờ",
    SUPPLEMENTED: "Đã nộp bổ sung, chờ nhận",
    FINANCIAL: "Chờ nghĩa vụ tài chính",
    WITHDRAWING: "Công dân yêu cầu rút",
    STOPPED: "Dừng xử lý",
    DONE: "Đã xử lý xong",
    RETURNED: "Đã trả kết quả",
}

ENDS = frozenset({REFUSED, STOPPED, RETURNED})
HANDLING = (ASSIGNING, IN_WORK, TO_INITIAL, TO_SIGN)
"""Portal status 4 before a decision exists."""
DECIDED = frozenset({SIGNED, DONE, RETURNED})
WITHDRAWABLE = (RECEIVED, *HANDLING, SIGNED, WAITING, SUPPLEMENTED, FINANCIAL, DONE)
OPEN = (REGISTERED, *WITHDRAWABLE, WITHDRAWING)
CLOSED_CHILD = frozenset({DONE, RETURNED, STOPPED, REFUSED})

DESK = {
    REGISTERED: Hat.RECEPTION,
    RECEIVED: Hat.RECEPTION,
    ASSIGNING: Hat.DIVISION_HEAD,
    IN_WORK: Hat.OFFICER,
    TO_INITIAL: Hat.DIVISION_HEAD,
    TO_SIGN: Hat.LEADER,
    SIGNED: Hat.CLERK,
    WAITING: Hat.CITIZEN,
    SUPPLEMENTED: Hat.RECEPTION,
    FINANCIAL: Hat.ACCOUNTANT,
    WITHDRAWING: Hat.LEADER,
    DONE: Hat.RESULTS,
}
"""Who has to do something next."""
