"""Money at the simulated gateway: it goes through, fails, or keeps the citizen waiting and answers later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from training.sandbox.cases.rules.desk import told
from training.sandbox.cases.rules.model import Case, Payment
from training.sandbox.cases.rules.states import ENDS
from training.sandbox.world.draft import Draft
from training.sandbox.world.steps import Args, Refused
from training.sandbox.world.world import World

SUCCESS, FAILED, PENDING = "success", "failed", "pending"
ANSWERS = {
    SUCCESS: (SUCCESS, "Thành công ngay"),
    FAILED: (FAILED, "Không thành công, tiền không bị trừ"),
    PENDING: (PENDING, "Đang chờ ngân hàng, sau đó thành công"),
    "pending_failed": (PENDING, "Đang chờ ngân hàng, sau đó không thành công"),
}
"""What the gateway can be made to answer: the outcome now, and its words."""
WILL_FAIL = "sẽ bị từ chối"
"""Stands where a receipt will stand, on a payment the bank is going to turn down."""
BANK_MINUTES = 30
"""Working minutes after which the simulated bank answers."""


def pay_online(draft: Draft, case: Case, args: Args) -> Case:
    """Let the citizen pay at the simulated gateway; what waits for the bank is not paid a second time."""
    if case.fee <= case.paid:
        raise Refused("nothing_to_pay", "Hồ sơ không còn khoản phí nào phải nộp.")
    if pending_of(case):
        raise Refused("payment_pending", "Đang có một khoản chờ ngân hàng trả lời. Không nộp hai lần.")
    if args["outcome"] not in ANSWERS:
        raise Refused("bad_outcome", "Chọn kết quả của cổng thanh toán giả lập.", "outcome")
    outcome = ANSWERS[args["outcome"]][0]
    receipt = _receipt(draft) if outcome == SUCCESS else WILL_FAIL if args["outcome"] == "pending_failed" else ""
    payment = Payment(case.fee - case.paid, draft.now, "online", outcome, receipt)
    return _announced(draft, replace(case, payments=(*case.payments, payment)), payment)


def pending_of(case: Case) -> Payment | None:
    """Return the payment that waits for the bank, if any."""
    return next((paid for paid in case.payments if paid.outcome == PENDING), None)


def answers_at(world: World, case: Case) -> datetime | None:
    """Return when the bank answers; None where nothing waits."""
    waiting = pending_of(case)
    return world.calendar.add_working_minutes(waiting.at, BANK_MINUTES) if waiting else None


def bank_answers(draft: Draft, case: Case) -> None:
    """Let the bank answer what waits: paid with a receipt, or turned down; never more than is owed."""
    settled = tuple(_settled(draft, case))
    after = replace(case, payments=settled)
    answered = next(new for new, old in zip(settled, case.payments, strict=True) if new != old)
    draft.put(_announced(draft, after, answered))


def _settled(draft: Draft, case: Case) -> Iterator[Payment]:
    for paid in case.payments:
        if paid.outcome != PENDING:
            yield paid
        elif paid.receipt == WILL_FAIL or case.state in ENDS or case.paid >= case.fee:
            yield replace(paid, outcome=FAILED, receipt="")
        else:
            yield replace(paid, outcome=SUCCESS, receipt=_receipt(draft))


def _receipt(draft: Draft) -> str:
    return f"TT{draft.take('gateway'):08}"


def _announced(draft: Draft, case: Case, payment: Payment) -> Case:
    words = {
        SUCCESS: f"Đã nhận phí của hồ sơ {case.called}, biên lai {payment.receipt}.",
        FAILED: f"Khoản nộp phí của hồ sơ {case.called} không thành công. Tiền không bị trừ.",
        PENDING: f"Khoản nộp phí của hồ sơ {case.called} đang chờ ngân hàng trả lời.",
    }
    return told(draft, case, words[payment.outcome])
